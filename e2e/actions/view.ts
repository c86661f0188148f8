import { newId } from "@/lib/shared/ids";
import { type Action, all, DECIDE, onCase, only, type Scene, UNKNOWN } from "../outcomes";
import { READERS } from "../routes";
import { uniqueWord } from "../rows";

const LOOK = { columns: "due,about", density: "compact" };
const aView = (scene: Scene) => scene.rows.sharedView(scene.place, scene.staff);

export const VIEW_ACTIONS: Action[] = [
  {
    name: "saveViewAction",
    use: "for a site",
    path: "/cases",
    // Of one name there is one at a site.
    fields: async ({ place }) => ({
      ...{ viewId: newId(), name: `Late ${uniqueWord()}`, audience: place.id, query: "tab=open" },
      ...LOOK,
    }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "saveViewAction",
    use: "for oneself",
    path: "/cases",
    fields: async () => ({ viewId: newId(), name: "Late", audience: "me", query: "tab=open", ...LOOK }),
    own: only(READERS, "done", "NOT_FOUND"),
    foreign: null,
  },
  {
    name: "renameViewAction",
    path: "/cases",
    fields: async (scene) => ({ viewId: await aView(scene), version: "1", name: `Later ${uniqueWord()}` }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "updateViewAction",
    path: "/cases",
    fields: async (scene) => ({ viewId: await aView(scene), version: "1", query: "tab=all", ...LOOK }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "removeViewAction",
    path: "/cases",
    fields: async (scene) => ({ viewId: await aView(scene) }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "restoreViewAction",
    path: "/cases",
    fields: async (scene) => ({ viewId: await aView(scene) }),
    own: onCase(["supervisor", "manager"], "harmless"),
    foreign: UNKNOWN,
  },
  {
    name: "chooseDefaultAction",
    path: "/cases",
    fields: async (scene) => ({ viewId: await aView(scene) }),
    own: only(READERS, "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "chooseLookAction",
    path: "/cases",
    fields: async () => LOOK,
    own: all("done"),
    foreign: null,
  },
];
