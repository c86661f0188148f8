import { newId } from "@/lib/shared/ids";
import { type Action, onCase, only, REPLY, UNKNOWN, WORK } from "../outcomes";
import { READERS, WORKERS } from "../routes";
import { aCase, aRequest } from "./scene";

export const REQUEST_ACTIONS: Action[] = [
  {
    name: "askUnitAction",
    path: "/cases/x",
    fields: async (scene) => newRequest((await aCase(scene)).id, scene.place.units[1].id),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "askUnitAction",
    use: "a unit of another site",
    path: "/cases/x",
    fields: async (scene) => newRequest((await aCase(scene)).id, scene.elsewhere.units[0].id),
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  {
    name: "answerRequestAction",
    path: "/requests/x",
    fields: async (scene) => ({ requestId: (await aRequest(scene)).id, answer: "We looked: yes." }),
    own: REPLY,
    foreign: UNKNOWN,
  },
  {
    name: "answerRequestAction",
    use: "of another unit of the site",
    path: "/requests/x",
    fields: async (scene) => {
      const [, unit] = scene.place.units;
      const { id } = await scene.rows.request(scene.place, await aCase(scene), scene.staff, { unit });
      return { requestId: id, answer: "We looked: yes." };
    },
    own: only(READERS, "FORBIDDEN", "NOT_FOUND"),
    foreign: null,
  },
  {
    name: "returnRequestAction",
    path: "/requests/x",
    fields: async (scene) => ({ requestId: (await aRequest(scene)).id, reason: "Ask Radiology." }),
    own: REPLY,
    foreign: UNKNOWN,
  },
  {
    name: "withdrawRequestAction",
    path: "/cases/x",
    fields: async (scene) => {
      const [, unit] = scene.place.units;
      const { id } = await scene.rows.request(scene.place, await aCase(scene), scene.staff, { unit });
      return { requestId: id, reason: "They rang." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "withdrawRequestAction",
    use: "by the unit that is asked",
    path: "/cases/x",
    fields: async (scene) => ({ requestId: (await aRequest(scene)).id, reason: "They rang." }),
    own: WORK,
    foreign: null,
  },
  {
    name: "remindUnitAction",
    path: "/cases/x",
    fields: async (scene) => ({ requestId: (await aRequest(scene)).id }),
    own: WORK,
    foreign: UNKNOWN,
  },
];

function newRequest(caseId: string, unitId: string): Record<string, string> {
  const due = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 11);
  return { idempotencyKey: newId(), caseId, unitId, question: "Who was on duty?", due: `${due}17:00` };
}
