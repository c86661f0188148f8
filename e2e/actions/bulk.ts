import { newId } from "@/lib/shared/ids";
import { type Action, only, type Scene, UNKNOWN } from "../outcomes";
import { WORKERS } from "../routes";
import { aCase } from "./scene";

const theirRun = async (scene: Scene) => {
  const { id: caseId } = await aCase(scene);
  return { runId: await scene.rows.bulkRun(scene.place.id, caseId, scene.staff) };
};

// A worker takes up what is begun, and would change rows while the next asker is watched: so none of these has anything to do.
export const BULK_ACTIONS: Action[] = [
  {
    name: "listBulkOwnersAction",
    path: "/cases",
    fields: async () => ({}),
    own: only(["supervisor", "manager"], "found", "FORBIDDEN"),
    foreign: null,
  },
  {
    name: "previewBulkAction",
    path: "/cases",
    fields: async (scene) => ({ deed: "take", cases: (await aCase(scene)).id, query: "" }),
    own: only(WORKERS, "harmless", "FORBIDDEN"),
    foreign: only(WORKERS, "NOT_FOUND", "FORBIDDEN"),
  },
  {
    name: "previewBulkAction",
    use: "to assign",
    path: "/cases",
    fields: async (scene) => ({ deed: "assign", ownerId: scene.staff.id, cases: (await aCase(scene)).id }),
    own: only(["supervisor", "manager"], "harmless", "FORBIDDEN"),
    foreign: only(["supervisor", "manager"], "NOT_FOUND", "FORBIDDEN"),
  },
  {
    name: "beginBulkAction",
    use: "with all that match, where nothing does",
    path: "/cases",
    fields: async () => ({ ...aForm(), query: `tab=open&tag=${newId()}` }),
    own: only(WORKERS, "harmless", "FORBIDDEN"),
    foreign: null,
  },
  {
    name: "beginBulkAction",
    use: "with a case of another site",
    path: "/cases",
    fields: async ({ rows, elsewhere, staff }) => ({
      ...aForm(),
      cases: `${(await rows.case(elsewhere, staff)).id}:1`,
    }),
    own: only(WORKERS, "NOT_FOUND", "FORBIDDEN"),
    foreign: null,
  },
  { name: "findBulkAction", use: "of somebody else", path: "/cases", fields: theirRun, own: UNKNOWN, foreign: UNKNOWN },
  { name: "stopBulkAction", use: "of somebody else", path: "/cases", fields: theirRun, own: UNKNOWN, foreign: UNKNOWN },
  { name: "undoBulkAction", use: "of somebody else", path: "/cases", fields: theirRun, own: UNKNOWN, foreign: UNKNOWN },
];

const aForm = () => ({ deed: "take", runId: newId(), asOf: new Date().toISOString() });
