import { newId } from "@/lib/shared/ids";
import { type Action, all, DECIDE, onCase, only, type Scene, UNKNOWN, WORK } from "../outcomes";
import { READERS, WORKERS } from "../routes";
import type { Case, Named, Place } from "../rows";
import { aCase, today } from "./scene";

export const CASE_ACTIONS: Action[] = [
  {
    name: "logCaseAction",
    path: "/cases/new",
    fields: async ({ place }) => newCase(place),
    own: only(WORKERS, "done", "FORBIDDEN"),
    foreign: all("FORBIDDEN"),
  },
  {
    name: "logCaseAction",
    use: "about a patient of another site",
    path: "/cases/new",
    fields: async ({ rows, place, elsewhere }) => ({
      ...newCase(place),
      patientId: (await rows.patient(elsewhere)).id,
    }),
    own: only(WORKERS, "INVALID", "FORBIDDEN"),
    foreign: null,
  },
  {
    name: "assignCaseAction",
    path: "/triage",
    fields: async (scene) => ({ caseId: (await aCase(scene)).id, expectedOwnerId: "", ownerId: scene.staff.id }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "assignCaseAction",
    use: "to somebody of another site",
    path: "/triage",
    fields: async (scene) => {
      const stranger = await scene.rows.person({ role: "associate", place: scene.elsewhere });
      return { caseId: (await aCase(scene)).id, expectedOwnerId: "", ownerId: stranger.id };
    },
    own: onCase(["supervisor", "manager"], "INVALID"),
    foreign: null,
  },
  {
    name: "takeCaseAction",
    path: "/cases/x",
    fields: async (scene) => ({ caseId: (await aCase(scene)).id, expectedOwnerId: "" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  ...["undoAssignmentAction", "undoMoveAction"].map((name) => ({
    name,
    use: "of what somebody else did",
    path: "/cases/x",
    fields: async (scene: Scene) => ({ caseId: (await aCase(scene)).id, version: "1" }),
    own: onCase(WORKERS, "CONFLICT"),
    foreign: UNKNOWN,
  })),
  {
    name: "handOverCasesAction",
    path: "/triage",
    fields: async (scene) => handedOver(scene, await scene.rows.person({ role: "associate", place: scene.place })),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "handOverCasesAction",
    use: "to somebody of another site",
    path: "/triage",
    fields: async (scene) => handedOver(scene, await scene.rows.person({ role: "associate", place: scene.elsewhere })),
    own: onCase(["supervisor", "manager"], "INVALID"),
    foreign: null,
  },
  ...(["undoHandOverAction", "seeHandoverAction"] as const).map((name) => ({
    name,
    use: "of what others handed over",
    path: "/",
    fields: async ({ rows, place, staff }: Scene) => {
      const [from, to] = [staff, await rows.person({ role: "associate", place })];
      const { id: caseId } = await rows.case(place, staff, { owner: to });
      const { id, partId } = await rows.handover(place, staff, from, to, caseId);
      return { handoverId: id, partId };
    },
    own: UNKNOWN,
    foreign: UNKNOWN,
  })),
  {
    name: "changeCaseAction",
    path: "/cases/x",
    fields: async (scene) => changedCase(await aCase(scene), ""),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "changeCaseAction",
    use: "to a unit of another site",
    path: "/cases/x",
    fields: async (scene) => changedCase(await aCase(scene), scene.elsewhere.units[0].id),
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  ...(["investigate", "resume", "draft_response"] as const).map((event) => ({
    name: "moveCaseAction",
    use: event,
    path: "/cases/x",
    fields: async ({ rows, place, staff }: Scene) => {
      const state = event === "resume" ? "waiting" : "triaged";
      const { id } = await rows.case(place, staff, { owner: staff, state });
      return { caseId: id, expectedState: state, event };
    },
    own: WORK,
    foreign: UNKNOWN,
  })),
  {
    name: "moveCaseAction",
    use: "from a state that does not allow it",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => {
      const { id } = await rows.case(place, staff, { owner: staff, state: "closed" });
      return { caseId: id, expectedState: "closed", event: "investigate" };
    },
    own: onCase(WORKERS, "CONFLICT"),
    foreign: UNKNOWN,
  },
  {
    name: "waitOnCaseAction",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => {
      const { id, state } = await rows.case(place, staff, { owner: staff });
      return { caseId: id, expectedState: state, waitingFor: "unit", reason: "Their account." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "answerCaseAction",
    path: "/cases/x",
    fields: async (scene) => answered(await aDecided(scene, "complaint")),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "answerCaseAction",
    use: "of a grievance without its letter",
    path: "/cases/x",
    fields: async (scene) => answered(await aGrievance(scene)),
    own: onCase(WORKERS, "CONFLICT"),
    foreign: UNKNOWN,
  },
  {
    name: "answerCaseAction",
    use: "of a grievance whose letter went out",
    path: "/cases/x",
    fields: async (scene) => {
      const given = await aGrievance(scene);
      await scene.rows.sentLetter(scene.place, given, scene.staff);
      return answered(given);
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "closeCaseAction",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => closing(await rows.case(place, staff, { owner: staff })),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "closeCaseAction",
    use: "with an issue of another case",
    path: "/cases/x",
    fields: async ({ rows, place, staff, elsewhere }) => {
      const [own, other] = [await rows.case(place, staff, { owner: staff }), await rows.case(elsewhere, staff)];
      return { ...closing(own), "issues[0].issueId": other.issueId };
    },
    own: onCase(WORKERS, "INVALID"),
    foreign: UNKNOWN,
  },
  {
    name: "closeCaseAction",
    use: "of a grievance without its letter",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => {
      const given = await rows.case(place, staff, { owner: staff, kind: "grievance" });
      return { ...closing(given), expectedKind: "grievance" };
    },
    own: onCase(WORKERS, "INVALID"),
    foreign: UNKNOWN,
  },
  {
    name: "reopenCaseAction",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => {
      const { id } = await rows.case(place, staff, { owner: staff, state: "closed" });
      return { caseId: id, reason: "She wrote again." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "recordFactsAction",
    path: "/cases/x",
    fields: async (scene) => ({ caseId: (await aCase(scene)).id, changeId: newId(), allegesHarm: "yes" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "overrideKindAction",
    path: "/cases/x",
    fields: async (scene) => ({ ...chosenKind(await aCase(scene)), kind: "grievance" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "overrideKindAction",
    use: "downwards without a reason",
    path: "/cases/x",
    fields: async (scene) => ({ ...chosenKind(await aCase(scene)), kind: "concern" }),
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  ...(["confirmKindAction", "declineKindAction"] as const).map((name) => ({
    name,
    path: "/triage",
    fields: async (scene: Scene) => {
      const { id } = await scene.rows.proposal(scene.place, await aCase(scene), scene.staff);
      return { changeId: id, answer: "I asked them." };
    },
    own: WORK,
    foreign: UNKNOWN,
  })),
  {
    name: "findDuplicatesAction",
    path: "/cases/new",
    fields: async ({ rows, place, staff }) => {
      const patient = await rows.patient(place);
      await rows.case(place, staff, { patient });
      return { patientId: patient.id, unitId: "", words: "" };
    },
    own: only(READERS, "found", "nothing"),
    foreign: all("nothing"),
  },
  {
    name: "findStepsAction",
    path: "/cases",
    fields: async (scene) => {
      const { reference } = await aCase(scene);
      return { query: "tab=open", reference, references: reference };
    },
    own: all("done"),
    foreign: all("done"),
  },
];

function newCase({ id: siteId }: Place): Record<string, string> {
  const spoken = { kind: "complaint", channel: "phone", reporterKind: "patient", words: "It was cold.", severity: "1" };
  return { idempotencyKey: newId(), siteId, ...spoken };
}

function chosenKind({ id }: { id: string }): Record<string, string> {
  return { caseId: id, changeId: newId(), expectedKind: "complaint" };
}

function changedCase({ id, about }: { id: string; about: string }, unitId: string): Record<string, string> {
  const before = { "base.about": about, "base.severity": "2", "base.unitId": "" };
  return { caseId: id, about, severity: "3", unitId, ...before };
}

/** A case that is all decided. */
async function aDecided({ rows, place, staff }: Scene, kind: "complaint" | "grievance"): Promise<Case> {
  const given = await rows.case(place, staff, { owner: staff, kind });
  await rows.write(`UPDATE "Issue" SET "finding" = 'upheld', "answer" = 'Sorry.' WHERE "caseId" = $1`, [given.id]);
  return given;
}

const aGrievance = (scene: Scene) => aDecided(scene, "grievance");

function answered({ id, state }: Case): Record<string, string> {
  return { caseId: id, expectedState: state, answeredVia: "letter", answeredOn: today() };
}

function closing({ id, state, issueId }: Case): Record<string, string> {
  return {
    ...{ caseId: id, expectedState: state, outcome: "satisfied", summary: "They are content." },
    ...{ expectedKind: "complaint", hasChanged: "no", lesson: "A slip.", answeredVia: "phone", answeredOn: today() },
    ...{ "issues[0].issueId": issueId, "issues[0].finding": "upheld", "issues[0].answer": "We are sorry." },
  };
}

async function handedOver({ rows, place, staff }: Scene, to: Named) {
  const { id } = await rows.case(place, staff, { owner: staff });
  const ids = { handoverId: newId(), siteId: place.id, personId: staff.id };
  return { ...ids, moves: `${id} ${to.id}`, reason: "On leave." };
}
