import { type Action, ADMINISTER, all, only, UNKNOWN } from "../outcomes";
import { aCase } from "./scene";

export const NOTIFICATION_ACTIONS: Action[] = [
  {
    name: "readNotificationAction",
    use: "of somebody else",
    path: "/notifications",
    fields: async (scene) => {
      const { id } = await scene.rows.notification(scene.place, await aCase(scene), scene.staff);
      return { notificationId: id };
    },
    own: UNKNOWN,
    foreign: UNKNOWN,
  },
  {
    name: "readAllAction",
    path: "/notifications",
    fields: async (scene) => {
      await scene.rows.notification(scene.place, await aCase(scene), scene.staff);
      return { until: new Date().toISOString() };
    },
    own: all("harmless"),
    foreign: all("harmless"),
  },
  {
    name: "chooseChannelsAction",
    path: "/account",
    fields: async () => ({ inApp: "assigned", mail: "mentioned" }),
    own: all("done"),
    foreign: null,
  },
  {
    name: "chooseChannelsAction",
    use: "of what there is not",
    path: "/account",
    fields: async () => ({ mail: "everything" }),
    own: all("INVALID"),
    foreign: null,
  },
  {
    name: "sendAgainAction",
    path: "/admin/outbox",
    fields: async ({ rows, staff }) => ({ deliveryId: (await rows.deadLetter(staff)).id }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "sendAllAgainAction",
    path: "/admin/outbox",
    fields: async ({ rows, staff }) => {
      await rows.deadLetter(staff);
      return {};
    },
    own: only(["administrator"], "done", "harmless"),
    foreign: all("harmless"),
  },
];
