import { newId } from "@/lib/shared/ids";
import { type Action, ADMINISTER, all, DECIDE, onCase, only, type Scene, UNKNOWN, WORK } from "./outcomes";
import { READERS, WORKERS } from "./routes";
import { type Named, type Place, uniqueWord } from "./rows";

const aCase = ({ rows, place, staff }: Scene) => rows.case(place, staff);
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

function mergeOf(survivor: Named, merged: Named): Record<string, string> {
  const ids = { mergeId: newId(), survivorId: survivor.id, mergedId: merged.id };
  return { ...ids, survivorVersion: "1", mergedVersion: "1" };
}

function newRepresentative(patientId: string): Record<string, string> {
  const terms = { name: "Jo Price", basis: "written_consent", extent: "everything" };
  return { representativeId: newId(), patientId, ...terms };
}

function newCase({ id: siteId }: Place): Record<string, string> {
  const spoken = { kind: "complaint", channel: "phone", reporterKind: "patient", words: "It was cold.", severity: "1" };
  return { idempotencyKey: newId(), siteId, ...spoken };
}

function changedCase({ id, about }: { id: string; about: string }, unitId: string): Record<string, string> {
  const before = { "base.about": about, "base.kind": "complaint", "base.severity": "2", "base.unitId": "" };
  return { caseId: id, about, kind: "grievance", severity: "2", unitId, ...before };
}
