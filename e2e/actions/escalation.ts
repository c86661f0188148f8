import { newId } from "@/lib/shared/ids";
import { type Action, ADMINISTER, DECIDE, onCase, only, type Scene, UNKNOWN, WORK } from "../outcomes";
import { WORKERS } from "../routes";
import { aCase } from "./scene";

/** A matrix of one row for immediate danger, which goes to one person. */
function matrixTo(place: { id: string }, personId: string) {
  const deadline = { answerWithinMinutes: 60, counts: "calendar", ifUnanswered: { do: "repeat" } };
  const danger = { facts: ["allegesAbuse", "allegesNeglect", "allegesHarm"] };
  const row = {
    ...{ id: "danger", when: danger, level: 3, target: { by: "person", personId }, fallbackPersonId: null },
    ...{ ...deadline, overridesQuietHours: true },
  };
  return { siteId: place.id, matrix: JSON.stringify({ rows: [row], byHand: deadline }) };
}
const aMatrix = async ({ rows, place }: Scene) => matrixTo(place, (await rows.person({ role: "manager", place })).id);

export const ESCALATION_ACTIONS: Action[] = [
  {
    name: "raiseEscalationAction",
    path: "/cases/x",
    fields: async (scene) => ({ caseId: (await aCase(scene)).id, reason: "Stuck.", toPersonId: "" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "raiseEscalationAction",
    use: "to a supervisor of another site",
    path: "/cases/x",
    fields: async (scene) => {
      const stranger = await scene.rows.person({ role: "supervisor", place: scene.elsewhere });
      return { caseId: (await aCase(scene)).id, reason: "Stuck.", toPersonId: stranger.id };
    },
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  {
    name: "answerEscalationAction",
    path: "/triage",
    fields: async (scene) => {
      const { id } = await scene.rows.escalation(scene.place, await aCase(scene), scene.staff);
      return { escalationId: id, answer: "Refund them." };
    },
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "sendBackAction",
    path: "/escalations",
    fields: async (scene) => {
      const { id } = await scene.rows.escalation(scene.place, await aCase(scene), scene.staff);
      return { escalationId: id, needed: "Ask the ward." };
    },
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "withdrawEscalationAction",
    path: "/cases/x",
    fields: async (scene) => {
      const { id } = await scene.rows.escalation(scene.place, await aCase(scene), scene.staff);
      return { escalationId: id, reason: "Raised by mistake." };
    },
    own: onCase([]),
    foreign: UNKNOWN,
  },
  {
    name: "takeOverAction",
    path: "/escalations",
    fields: async (scene) => {
      const { id } = await scene.rows.escalation(scene.place, await aCase(scene), scene.staff);
      return { escalationId: id };
    },
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "saveMatrixAction",
    path: "/admin/escalation",
    fields: async (scene) => ({ ...(await aMatrix(scene)), matrixId: newId(), seenVersion: "0" }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "saveMatrixAction",
    use: "that points at nobody",
    path: "/admin/escalation",
    fields: async ({ place }) => ({ ...matrixTo(place, newId()), matrixId: newId(), seenVersion: "0" }),
    own: only(["administrator"], "INVALID", "NOT_FOUND"),
    foreign: null,
  },
  {
    name: "previewMatrixAction",
    path: "/admin/escalation",
    fields: aMatrix,
    own: only(["administrator"], "harmless", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "setDutyAction",
    path: "/admin/escalation",
    fields: async ({ rows, place }) => {
      const { id: personId } = await rows.person({ role: "manager", place });
      const [from = "", until = ""] = [0, 7].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
      return { dutyId: newId(), siteId: place.id, personId, from: from.slice(0, 16), until: until.slice(0, 16) };
    },
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "endDutyAction",
    path: "/admin/escalation",
    fields: async ({ rows, place, staff }) => ({ dutyId: await rows.duty(place, staff) }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "setQuietHoursAction",
    path: "/admin/escalation",
    fields: async ({ place }) => ({
      ...{ siteId: place.id, from: "21:00", until: "06:00", seenFrom: "20:00", seenUntil: "07:00" },
    }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
];
