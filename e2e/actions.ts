import { newId } from "@/lib/shared/ids";
import { type Action, ADMINISTER, all, DECIDE, onCase, only, REPLY, type Scene, UNKNOWN, WORK } from "./outcomes";
import { READERS, WORKERS } from "./routes";
import { type Case, type Named, type Place, uniqueWord } from "./rows";

const aCase = ({ rows, place, staff }: Scene) => rows.case(place, staff);
const aDispute = async (scene: Scene) => scene.rows.dispute(scene.place, await aCase(scene), scene.staff);
const aCharge = async (scene: Scene) => scene.rows.charge(await aDispute(scene));
const CHARGE = { description: "MRI", amount: "500.00", reason: "Covered." };
const aRequest = async (scene: Scene) => scene.rows.request(scene.place, await aCase(scene), scene.staff);
const aFollowUp = async (scene: Scene, attempts = 0) =>
  scene.rows.followUp(scene.place, await aCase(scene), scene.staff, attempts);
const aPromise = async (scene: Scene, amount?: number) =>
  scene.rows.promise(scene.place, await aCase(scene), scene.staff, amount);
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
let daysAhead = 3;
/** A day that no earlier absence of the same person takes. */
function aFreeDay(): string {
  daysAhead += 1;
  return new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
}
const PATIENT = { name: "Changed Name" };

/** Every exported action, by every use that a wrong answer could make of it. */
export const ACTIONS: Action[] = [
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
    name: "tagCaseAction",
    path: "/cases/x",
    fields: async (scene) => ({ caseId: (await aCase(scene)).id, label: "Parking" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "untagCaseAction",
    path: "/cases/x",
    fields: async (scene) => {
      const { id: caseId } = await aCase(scene);
      return { caseId, tagId: await scene.rows.tag(scene.place, caseId, scene.staff) };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
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
    name: "planAbsenceAction",
    use: "of somebody else",
    path: "/triage",
    fields: async ({ staff }) => {
      const day = aFreeDay();
      return { absenceId: newId(), personId: staff.id, fromOn: day, untilOn: day };
    },
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "endAbsenceAction",
    use: "of somebody else",
    path: "/triage",
    fields: async ({ rows, staff }) => ({ absenceId: (await rows.absence(staff)).id }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "tellWritingAction",
    path: "/cases/x",
    fields: async (scene) => ({ caseId: (await aCase(scene)).id, tabKey: newId(), isWriting: "yes" }),
    own: only(READERS, "harmless", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
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
    fields: async ({ rows, place, staff }) => {
      const { id, state } = await rows.case(place, staff, { owner: staff });
      await rows.write(`UPDATE "Issue" SET "finding" = 'upheld', "answer" = 'Sorry.' WHERE "caseId" = $1`, [id]);
      return { caseId: id, expectedState: state, answeredVia: "phone", answeredOn: today() };
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
    name: "codeIssueAction",
    path: "/cases/x",
    fields: async (scene) => {
      const { issueId, about } = await aCase(scene);
      const before = { "base.summary": about, "base.severity": "2" };
      return { issueId, summary: about, severity: "2", category: "safety", ...before };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "decideIssueAction",
    path: "/cases/x",
    fields: async (scene) => ({ issueId: (await aCase(scene)).issueId, finding: "upheld", answer: "We are sorry." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "voidIssueAction",
    path: "/cases/x",
    fields: async (scene) => {
      const made = await aCase(scene);
      await scene.rows.issue(scene.place, made);
      return { issueId: made.issueId, reason: "Said twice." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "agreeIssuesAction",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => {
      const receivedAt = new Date(Date.now() - 3 * 86_400_000);
      const { id, issueId } = await rows.case(place, staff, { receivedAt });
      const agreedAt = new Date(Date.now() - 86_400_000).toISOString().slice(0, 16);
      return { agreementId: newId(), caseId: id, issueIds: issueId, channel: "phone", agreedAt };
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
    name: "searchPatientsAction",
    path: "/cases/new",
    fields: async ({ rows, place }) => ({ q: (await rows.patient(place)).name }),
    own: only(READERS, "found", "nothing"),
    foreign: all("nothing"),
  },
  {
    name: "registerPatientAction",
    path: "/patients/new",
    fields: async ({ place }) => ({ idempotencyKey: newId(), siteId: place.id, name: "Ada Wren" }),
    own: only(WORKERS, "done", "FORBIDDEN"),
    foreign: all("FORBIDDEN"),
  },
  {
    name: "changePatientAction",
    path: "/patients/x",
    fields: async ({ rows, place }) => {
      const { id, name } = await rows.patient(place);
      return { patientId: id, ...PATIENT, "base.name": name };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addRepresentativeAction",
    path: "/patients/x",
    fields: async ({ rows, place }) => newRepresentative((await rows.patient(place)).id),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addRepresentativeAction",
    use: "for a case about somebody else",
    path: "/patients/x",
    fields: async (scene) => {
      const { id } = await scene.rows.patient(scene.place);
      return { ...newRepresentative(id), extent: "this_case", caseId: (await aCase(scene)).id };
    },
    own: onCase(WORKERS, "INVALID"),
    foreign: UNKNOWN,
  },
  {
    name: "changeRepresentativeAction",
    path: "/patients/x",
    fields: async ({ rows, place, staff }) => {
      const { id, name } = await rows.representative(place, await rows.patient(place), staff);
      const terms = { basis: "written_consent", extent: "everything" };
      const base = { "base.name": name, "base.basis": terms.basis, "base.extent": terms.extent };
      return { representativeId: id, name: "Changed Name", ...terms, ...base };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "endRepresentativeAction",
    path: "/patients/x",
    fields: async ({ rows, place, staff }) => {
      const { id } = await rows.representative(place, await rows.patient(place), staff);
      return { representativeId: id, reason: "Consent withdrawn." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "findSamePersonAction",
    path: "/patients/new",
    fields: async ({ rows, place }) => {
      const recordNumber = uniqueWord();
      await rows.patient(place, { recordNumber });
      return { siteId: place.id, recordNumber };
    },
    own: only(READERS, "found", "nothing"),
    foreign: all("nothing"),
  },
  {
    name: "mergePatientsAction",
    path: "/patients/x/merge",
    fields: async ({ rows, place }) => mergeOf(await rows.patient(place), await rows.patient(place)),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "mergePatientsAction",
    use: "with a patient of another site",
    path: "/patients/x/merge",
    fields: async ({ rows, place, elsewhere }) => mergeOf(await rows.patient(place), await rows.patient(elsewhere)),
    own: UNKNOWN,
    foreign: null,
  },
  {
    name: "unmergePatientsAction",
    path: "/patients/x",
    fields: async ({ rows, place, staff }) => {
      const { id } = await rows.merge(place, staff);
      return { mergeId: id, reason: "Father and son." };
    },
    own: onCase(["manager"]),
    foreign: UNKNOWN,
  },
  {
    name: "addAlertAction",
    path: "/patients/x",
    fields: async ({ rows, place }) => ({
      ...{ alertId: newId(), patientId: (await rows.patient(place)).id, body: "Hard of hearing." },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "endAlertAction",
    path: "/patients/x",
    fields: async ({ rows, place, staff }) => {
      const { id } = await rows.alert(place, await rows.patient(place), staff);
      return { alertId: id, reason: "Hears well again." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addNoteAction",
    path: "/cases/x",
    fields: async (scene) => ({ idempotencyKey: newId(), caseId: (await aCase(scene)).id, body: "Rang the ward." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  ...(["voidFileAction", "describeFileAction"] as const).map((name) => ({
    name,
    path: "/cases/x",
    fields: async (scene: Scene) => {
      const { id } = await scene.rows.file(scene.place, await aCase(scene), scene.staff);
      return { attachmentId: id, reason: "Not ours.", description: "A letter", "base.description": "" };
    },
    own: WORK,
    foreign: UNKNOWN,
  })),
  {
    name: "addNoteAction",
    use: "that mentions somebody of another site",
    path: "/cases/x",
    fields: async (scene) => {
      const { id: mentions } = await scene.rows.person({ role: "associate", place: scene.elsewhere });
      return { idempotencyKey: newId(), caseId: (await aCase(scene)).id, body: "Look.", mentions };
    },
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  {
    name: "logContactAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ idempotencyKey: newId(), caseId: (await aCase(scene)).id },
      ...{ direction: "outgoing", channel: "phone", outcome: "reached", summary: "Told them." },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "pauseClocksAction",
    path: "/cases/x",
    fields: async (scene) => ({ pauseId: newId(), caseId: (await aCase(scene)).id, reasonId: "consent" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "resumeClocksAction",
    path: "/cases/x",
    fields: async (scene) => {
      const { id: caseId } = await aCase(scene);
      await scene.rows.pause(scene.place, caseId, scene.staff);
      return { caseId };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "extendClockAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ extensionId: newId(), caseId: (await aCase(scene)).id, limitId: "resolve", amount: "7" },
      ...{ reason: "Two units are to answer.", toldVia: "letter", toldOn: new Date().toISOString().slice(0, 10) },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "voidContactAction",
    use: "of a colleague",
    path: "/cases/x",
    fields: async (scene) => {
      const { id } = await scene.rows.contact(scene.place, await aCase(scene), scene.staff);
      return { contactId: id, reason: "Wrong case." };
    },
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "addPrivilegedNoteAction",
    path: "/cases/x",
    fields: async (scene) => ({ idempotencyKey: newId(), caseId: (await aCase(scene)).id, body: "Peer review." }),
    own: onCase(["manager"]),
    foreign: UNKNOWN,
  },
  {
    name: "seeMentionAction",
    use: "of somebody else",
    path: "/",
    fields: async (scene) => {
      const { id } = await scene.rows.mention(scene.place, await aCase(scene), scene.staff);
      return { mentionId: id };
    },
    own: UNKNOWN,
    foreign: UNKNOWN,
  },
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
  {
    name: "mergeCasesAction",
    path: "/cases/x",
    fields: async (scene) => mergeInto(await aCase(scene), await aCase(scene)),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "mergeCasesAction",
    use: "into a case of another site",
    path: "/cases/x",
    fields: async (scene) => mergeInto(await aCase(scene), await scene.rows.case(scene.elsewhere, scene.staff)),
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  {
    name: "unmergeCasesAction",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => ({
      mergeId: (await rows.caseMerge(place, staff)).id,
      reason: "Two falls.",
    }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "linkCasesAction",
    path: "/cases/x",
    fields: async (scene) => linkWith(await aCase(scene), await aCase(scene)),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "linkCasesAction",
    use: "with a case of another site",
    path: "/cases/x",
    fields: async (scene) => linkWith(await aCase(scene), await scene.rows.case(scene.elsewhere, scene.staff)),
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  {
    name: "unlinkCasesAction",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => {
      const { id, from } = await rows.link(place, staff);
      return { linkId: id, caseId: from.id, reason: "Another patient." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "splitIssueAction",
    path: "/cases/x",
    fields: async (scene) => ({
      newCaseId: newId(),
      issueId: await scene.rows.issue(scene.place, await aCase(scene)),
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addIssueAction",
    path: "/cases/x",
    fields: async (scene) => ({ issueId: newId(), caseId: (await aCase(scene)).id, summary: "Noise", severity: "1" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addIssueAction",
    use: "in a unit of another site",
    path: "/cases/x",
    fields: async (scene) => {
      const unitId = scene.elsewhere.units[0].id;
      return { issueId: newId(), caseId: (await aCase(scene)).id, summary: "Noise", severity: "1", unitId };
    },
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
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
  {
    name: "openDisputeAction",
    path: "/cases/x",
    fields: async (scene) => ({ disputeId: newId(), caseId: (await aCase(scene)).id, currency: "USD" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addChargeLineAction",
    path: "/cases/x",
    fields: async (scene) => ({ lineId: newId(), disputeId: (await aDispute(scene)).id, ...CHARGE }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addChargeLineAction",
    use: "of an amount that can be read in two ways",
    path: "/cases/x",
    fields: async (scene) => ({ lineId: newId(), disputeId: (await aDispute(scene)).id, ...CHARGE, amount: "1,234" }),
    own: onCase(WORKERS, "INVALID"),
    foreign: UNKNOWN,
  },
  {
    name: "changeChargeLineAction",
    path: "/cases/x",
    fields: async (scene) => {
      const base = Object.fromEntries(Object.entries(CHARGE).map(([name, value]) => [`base.${name}`, value]));
      return { lineId: (await aCharge(scene)).id, ...base, ...CHARGE, amount: "450.00" };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "decideChargeLineAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ decisionId: newId(), lineId: (await aCharge(scene)).id, outcome: "removed", note: "Billed twice." },
      "base.outcome": "open",
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "placeHoldAction",
    path: "/cases/x",
    fields: async (scene) => {
      const until = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
      return { holdId: newId(), disputeId: (await aDispute(scene)).id, until, reason: "Appeal." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "liftHoldAction",
    path: "/cases/x",
    fields: async (scene) => ({
      holdId: (await scene.rows.collectionHold(await aDispute(scene))).id,
      reason: "Settled.",
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  ...(["500.00", "499.00"] as const).map((amount) => ({
    name: "agreePlanAction",
    use: amount === "500.00" ? "that adds up" : "that does not add up",
    path: "/cases/x",
    fields: async (scene: Scene) => {
      const dispute = await aDispute(scene);
      await scene.rows.charge(dispute);
      const agreed = { planId: newId(), disputeId: dispute.id, agreedOn: "2026-01-02", agreedWith: "Ana" };
      return { ...agreed, "parts.1.dueOn": "2099-01-01", "parts.1.amount": amount };
    },
    own: onCase(WORKERS, amount === "500.00" ? "done" : "INVALID"),
    foreign: UNKNOWN,
  })),
  {
    name: "voidPlanAction",
    path: "/cases/x",
    fields: async (scene) => ({ planId: (await scene.rows.plan(await aDispute(scene))).id, reason: "Settled." }),
    own: WORK,
    foreign: UNKNOWN,
  },
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
  {
    name: "saveDraftAction",
    use: "of an answer to a unit's request",
    path: "/requests/x",
    fields: async (scene) => ({
      kind: "request.answer",
      subject: (await aRequest(scene)).id,
      fields: '{"answer":"We looked"}',
    }),
    own: only([...READERS, "responder"], "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "saveDraftAction",
    path: "/cases/x",
    fields: async (scene) => ({ kind: "note", subject: (await aCase(scene)).id, fields: '{"body":"Rang"}' }),
    own: only(READERS, "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "discardDraftAction",
    use: "of somebody else",
    path: "/cases/x",
    fields: async (scene) => {
      const { id } = await aCase(scene);
      await scene.rows.draft(scene.staff, id);
      return { kind: "note", subject: id };
    },
    own: all("harmless"),
    foreign: all("harmless"),
  },
  {
    name: "foundOrganisationAction",
    path: "/welcome",
    fields: async () => ({
      ...{ organisation: "Other", site: "Other", timeZone: "UTC", country: "GB", name: "Eve" },
      ...{ email: `${newId()}@heard.example`, password: "correct horse battery" },
    }),
    own: all("CONFLICT"),
    foreign: null,
  },
  {
    name: "addSiteAction",
    path: "/admin/sites",
    fields: async () => ({ name: `${uniqueWord()} Clinic`, timeZone: "UTC", country: "GB" }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: null,
  },
  {
    name: "addUnitAction",
    path: "/admin/sites",
    fields: async ({ place }) => ({ siteId: place.id, name: uniqueWord() }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "saveHoursAction",
    path: "/admin/calendars",
    fields: async ({ place }) => ({
      ...{ siteId: place.id, hoursVersion: "0", "monday[0].opensAt": "09:00", "monday[0].closesAt": "12:00" },
    }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "saveHoursAction",
    use: "of hours that overlap",
    path: "/admin/calendars",
    fields: async ({ place }) => ({
      ...{ siteId: place.id, hoursVersion: "0", "monday[0].opensAt": "09:00", "monday[0].closesAt": "12:00" },
      ...{ "monday[1].opensAt": "11:00", "monday[1].closesAt": "17:00" },
    }),
    own: all("INVALID"),
    foreign: null,
  },
  {
    name: "loadHolidaysAction",
    path: "/admin/calendars",
    fields: async ({ place }) => ({ siteId: place.id, country: "GB", region: "SCT", years: "2026" }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "addDayAction",
    path: "/admin/calendars",
    fields: async ({ place }) => ({
      ...{ dayId: newId(), siteId: place.id, date: "2027-06-02", kind: "closed", name: uniqueWord() },
    }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "removeDayAction",
    path: "/admin/calendars",
    fields: async ({ rows, place, staff }) => ({ dayId: await rows.closedDay(place, staff), reason: "A mistake." }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "choosePackAction",
    path: "/admin/sites",
    fields: async ({ place }) => ({ siteId: place.id, expectedPackId: "plain", packId: "new-zealand" }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "addPersonAction",
    path: "/admin/people",
    fields: async ({ place }) => ({
      ...{ name: "Eve", email: `${newId()}@heard.example`, password: "correct horse battery" },
      ...{ siteId: place.id, role: "associate" },
    }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: only(["administrator"], "INVALID", "FORBIDDEN"),
  },
  {
    name: "grantRoleAction",
    path: "/admin/people",
    fields: async ({ place, staff }) => ({ personId: staff.id, siteId: place.id, role: "auditor" }),
    own: only(["administrator"], "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "grantRoleAction",
    use: "at a site that one does not administer",
    path: "/admin/people",
    fields: async ({ elsewhere, staff }) => ({ personId: staff.id, siteId: elsewhere.id, role: "auditor" }),
    own: only(["administrator"], "INVALID", "NOT_FOUND"),
    foreign: null,
  },
  {
    name: "withdrawRoleAction",
    path: "/admin/people",
    fields: async ({ rows, place }) => {
      const person = await rows.person({ role: "auditor", place });
      return { grantId: await rows.grant(person, "manager", place) };
    },
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  ...(["deactivatePersonAction", "setPasswordAction"] as const).map((name) => ({
    name,
    path: "/admin/people",
    fields: async ({ rows, place }: Scene) => {
      const { id } = await rows.person({ role: "auditor", place });
      return { personId: id, password: "correct horse battery" };
    },
    own: ADMINISTER,
    foreign: UNKNOWN,
  })),
  {
    name: "reactivatePersonAction",
    path: "/admin/people",
    fields: async ({ rows, place }) => {
      const { id } = await rows.person({ role: "auditor", place });
      await rows.write('UPDATE "Person" SET "deactivatedAt" = now() WHERE "id" = $1', [id]);
      return { personId: id };
    },
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "changePasswordAction",
    use: "without knowing the one that holds",
    path: "/account",
    fields: async () => ({ current: "a guess", password: "correct horse battery", again: "correct horse battery" }),
    own: all("INVALID"),
    foreign: null,
  },
  {
    name: "endOwnSessionAction",
    use: "of somebody else",
    path: "/account",
    fields: async ({ rows, staff }) => ({ sessionId: await rows.session(staff) }),
    own: UNKNOWN,
    foreign: UNKNOWN,
  },
];

function newCase({ id: siteId }: Place): Record<string, string> {
  const spoken = { kind: "complaint", channel: "phone", reporterKind: "patient", words: "It was cold.", severity: "1" };
  return { idempotencyKey: newId(), siteId, ...spoken };
}

function chosenKind({ id }: { id: string }): Record<string, string> {
  return { caseId: id, changeId: newId(), expectedKind: "complaint" };
}

function mergeOf(survivor: Named, merged: Named): Record<string, string> {
  const ids = { mergeId: newId(), survivorId: survivor.id, mergedId: merged.id };
  return { ...ids, survivorVersion: "1", mergedVersion: "1" };
}

function newRepresentative(patientId: string): Record<string, string> {
  const terms = { name: "Jo Price", basis: "written_consent", extent: "everything" };
  return { representativeId: newId(), patientId, ...terms };
}

function newRequest(caseId: string, unitId: string): Record<string, string> {
  const due = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 11);
  return { idempotencyKey: newId(), caseId, unitId, question: "Who was on duty?", due: `${due}17:00` };
}

function mergeInto({ id }: Case, { reference }: Case): Record<string, string> {
  return { mergeId: newId(), caseId: id, into: reference, reason: "One fall, told twice." };
}

function linkWith({ id }: Case, { reference }: Case): Record<string, string> {
  return { linkId: newId(), caseId: id, other: reference, relation: "related" };
}

function changedCase({ id, about }: { id: string; about: string }, unitId: string): Record<string, string> {
  const before = { "base.about": about, "base.severity": "2", "base.unitId": "" };
  return { caseId: id, about, severity: "3", unitId, ...before };
}

function closing({ id, state, issueId }: Case): Record<string, string> {
  return {
    ...{ caseId: id, expectedState: state, outcome: "satisfied", summary: "They are content." },
    ...{ expectedKind: "complaint", hasChanged: "no", lesson: "A slip.", answeredVia: "phone", answeredOn: today() },
    ...{ "issues[0].issueId": issueId, "issues[0].finding": "upheld", "issues[0].answer": "We are sorry." },
  };
}

// The day on which every site of the tests already is.
function today(days = 0): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

async function handedOver({ rows, place, staff }: Scene, to: Named) {
  const { id } = await rows.case(place, staff, { owner: staff });
  const ids = { handoverId: newId(), siteId: place.id, personId: staff.id };
  return { ...ids, moves: `${id} ${to.id}`, reason: "On leave." };
}
