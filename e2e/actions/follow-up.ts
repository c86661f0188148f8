import { newId } from "@/lib/shared/ids";
import { type Action, ADMINISTER, DECIDE, type Scene, UNKNOWN, WORK } from "../outcomes";
import { aCase, today } from "./scene";

const aFollowUp = async (scene: Scene, attempts = 0) =>
  scene.rows.followUp(scene.place, await aCase(scene), scene.staff, attempts);
const aPromise = async (scene: Scene, amount?: number) =>
  scene.rows.promise(scene.place, await aCase(scene), scene.staff, amount);

export const FOLLOW_UP_ACTIONS: Action[] = [
  {
    name: "planFollowUpAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ idempotencyKey: newId(), caseId: (await aCase(scene)).id, what: "Ring.", channel: "phone" },
      ...{ dueOn: today(3), ownerId: scene.staff.id },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "recordAttemptAction",
    path: "/follow-ups",
    fields: async (scene) => ({
      ...{ idempotencyKey: newId(), followUpId: (await aFollowUp(scene)).id, outcome: "reached", note: "Fine." },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "writeInsteadAction",
    path: "/follow-ups",
    fields: async (scene) => ({ followUpId: (await aFollowUp(scene, 3)).id }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "finishFollowUpAction",
    path: "/follow-ups",
    fields: async (scene) => ({ followUpId: (await aFollowUp(scene)).id, result: "Fine." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "cancelFollowUpAction",
    path: "/follow-ups",
    fields: async (scene) => ({ followUpId: (await aFollowUp(scene)).id, reason: "They rang." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "rescheduleFollowUpAction",
    path: "/follow-ups",
    fields: async (scene) => ({ followUpId: (await aFollowUp(scene)).id, dueOn: today(5) }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "makePromiseAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ idempotencyKey: newId(), caseId: (await aCase(scene)).id, words: "We will call." },
      ...{ dueOn: today(3), ownerId: scene.staff.id },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "keepPromiseAction",
    path: "/cases/x",
    fields: async (scene) => ({ promiseId: (await aPromise(scene)).id, keptOn: today(), keptHow: "Called." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "replacePromiseAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ promiseId: (await aPromise(scene)).id, dueOn: today(5), reason: "Late.", toldVia: "phone" },
      toldById: scene.staff.id,
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "withdrawPromiseAction",
    path: "/cases/x",
    fields: async (scene) => ({ promiseId: (await aPromise(scene)).id, reason: "They moved." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "handOnPromiseAction",
    path: "/cases/x",
    fields: async (scene) => {
      const other = await scene.rows.person({ role: "associate", place: scene.place });
      return { promiseId: (await aPromise(scene)).id, ownerId: other.id };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  ...(["approvePromiseAction", "declinePromiseAction"] as const).map((name) => ({
    name,
    path: "/cases/x",
    fields: async (scene: Scene) => ({ promiseId: (await aPromise(scene, 5_000)).id, reason: "Not ours." }),
    own: DECIDE,
    foreign: UNKNOWN,
  })),
  {
    name: "setAsideAction",
    path: "/cases/x",
    fields: async (scene) => ({
      contactId: (await scene.rows.contact(scene.place, await aCase(scene), scene.staff)).id,
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "setLimitsAction",
    path: "/admin/sites",
    fields: async ({ place }) => {
      const base = { "base.associate": "0.00", "base.supervisor": "250.00", "base.manager": "2500.00" };
      return { siteId: place.id, associate: "10.00", supervisor: "250.00", manager: "2500.00", ...base };
    },
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
];
