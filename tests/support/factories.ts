import { randomUUID } from "node:crypto";
import { addHours } from "date-fns";
import type { z } from "zod";
import type { Role } from "@/lib/access/schema";
import { formatReference } from "@/lib/case/rules";
import { type CaseKind, type CaseState, logCaseSchema, type Severity } from "@/lib/case/schema";
import { logContactSchema } from "@/lib/contact/schema";
import { makePromiseSchema, planFollowUpSchema } from "@/lib/follow-up/schema";
import { registerPatientSchema } from "@/lib/patient/schema";
import { type UserCtx, userCtx } from "@/lib/platform/context";
import { type Prisma, systemDb } from "@/lib/platform/db";
import { hashPassword } from "@/lib/platform/password";
import { SESSION_HOURS } from "@/lib/platform/session-cookie";
import { type Viewer, viewerOfSession } from "@/lib/platform/viewer";
import { defaultPackId } from "@/lib/regulation/rules";
import { recordFactsSchema } from "@/lib/regulation/schema";
import { askUnitSchema } from "@/lib/request/schema";
import { newId } from "@/lib/shared/ids";

/** When the tests play, unless one says otherwise: a Tuesday morning in London. */
export const NOW = new Date("2026-05-12T09:30:00Z");

/** A person's password where a test gives none. */
export const PASSWORD = "three plain words";

export type Place = {
  id: string;
  organisationId: string;
  name: string;
  timeZone: string;
  country: string;
  packId: string;
};

let made = 0;

/** A site of an organisation of its own, unless one is given. */
export async function aSite(given: Partial<Place> = {}): Promise<Place> {
  const organisationId = given.organisationId ?? newId();
  await systemDb().organisation.createMany({
    data: [{ id: organisationId, name: "Northgate Health" }],
    skipDuplicates: true,
  });
  const site = {
    id: newId(),
    name: `Site ${++made}`,
    timeZone: "Europe/London",
    country: "GB",
    packId: defaultPackId(given.country ?? "GB"),
    ...given,
    organisationId,
  };
  await systemDb().site.create({ data: site });
  return site;
}

export async function aUnit(site: Place, name = `Ward ${++made}`): Promise<{ id: string; name: string }> {
  return systemDb().unit.create({ data: { id: newId(), siteId: site.id, name }, select: { id: true, name: true } });
}

type Held = { role: Role; site: Place; unitId?: string };
type PersonFields = {
  name?: string;
  email?: string;
  password?: string;
  mustSetPassword?: boolean;
  deactivatedAt?: Date;
  organisationId?: string;
};
export type PersonGiven = PersonFields & Partial<Held> & { also?: Held[] };
export type Somebody = { id: string; name: string; email: string; organisationId: string };

const hashes = new Map<string, Promise<string>>();

/** The real thing, but made once: its cost is what keeps guessers away, and thousands of people here have the same password. */
function hashOf(password: string): Promise<string> {
  const hash = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hash);
  return hash;
}

/** Somebody on staff: an associate of their site, unless told otherwise; without a site, without a role. */
export async function aPerson(given: PersonGiven = {}): Promise<Somebody> {
  const { site, role = "associate", unitId, also = [], password, ...fields } = given;
  const held: Held[] = [...(site ? [{ role, site, unitId }] : []), ...also];
  const organisationId = fields.organisationId ?? held[0]?.site.organisationId ?? (await aSite()).organisationId;
  const id = newId();
  return systemDb().person.create({
    data: {
      name: `Person ${++made}`,
      email: `${id}@northgate.example`,
      ...fields,
      id,
      organisationId,
      passwordHash: await hashOf(password ?? PASSWORD),
      roles: {
        create: held.map((grant) => ({ id: newId(), role: grant.role, siteId: grant.site.id, unitId: grant.unitId })),
      },
    },
    select: { id: true, name: true, email: true, organisationId: true },
  });
}

/** A sign-in of a person, begun at `at`. Returns its id. */
export async function aSession(personId: string, at = NOW): Promise<string> {
  const id = newId();
  const expiresAt = addHours(at, SESSION_HOURS);
  await systemDb().session.create({
    data: { id, personId, userAgent: "Test/1.0", address: "192.0.2.1", createdAt: at, lastSeenAt: at, expiresAt },
  });
  return id;
}

/** Somebody who is signed in, as the gate of the application lets them through. */
export async function aViewer(given: PersonGiven = {}, at = NOW): Promise<Viewer> {
  const person = await aPerson(given);
  return viewerAgain(person.id, at);
}

/** The viewer of a person who exists, with the roles they hold now. */
export async function viewerAgain(personId: string, at = NOW): Promise<Viewer> {
  const viewer = await viewerOfSession(await aSession(personId, at), at);
  if (!viewer) throw new Error("this person cannot be a viewer");
  return viewer;
}

export function userCtxFor(viewer: Viewer, now = NOW): UserCtx {
  return { ...userCtx(viewer), now };
}

type PatientFields = Partial<Omit<Prisma.PatientUncheckedCreateInput, "siteId" | "bornOn" | "diedOn">>;
export type PatientGiven = PatientFields & { site: Place; bornOn?: string; diedOn?: string };

export async function aPatient({
  site,
  bornOn,
  diedOn,
  ...fields
}: PatientGiven): Promise<{ id: string; name: string }> {
  return systemDb().patient.create({
    data: {
      name: `Patient ${++made}`,
      ...fields,
      id: newId(),
      siteId: site.id,
      bornOn: bornOn ? new Date(bornOn) : null,
      diedOn: diedOn ? new Date(diedOn) : null,
    },
    select: { id: true, name: true },
  });
}

type RepresentativeGiven = Partial<Omit<Prisma.RepresentativeUncheckedCreateInput, "patientId" | "siteId">> & {
  site: Place;
  patientId: string;
};

/** Jo Price, who may be told everything on a written consent that was seen. */
export async function aRepresentative({ site, patientId, ...fields }: RepresentativeGiven) {
  const addedById = fields.addedById ?? (await aPerson({ site })).id;
  return systemDb().representative.create({
    data: {
      id: newId(),
      name: "Jo Price",
      basis: "written_consent",
      extent: "everything",
      seenOn: new Date("2026-05-01"),
      seenById: addedById,
      createdAt: NOW,
      ...fields,
      addedById,
      patientId,
      siteId: site.id,
    },
  });
}

type CaseFields = Partial<Omit<Prisma.CaseUncheckedCreateInput, "siteId" | "state" | "severity">>;
export type CaseGiven = CaseFields & { site: Place; state?: CaseState; severity?: Severity };

/** A new phone complaint that nobody owns, received now. A closed one gets the time of its closing. */
export async function aCase({ site, ...fields }: CaseGiven) {
  const loggedById = fields.loggedById ?? (await aPerson({ site })).id;
  const receivedAt = fields.receivedAt ?? NOW;
  return systemDb().case.create({
    data: {
      reference: referenceOfFactory(),
      kind: "complaint",
      state: "new",
      channel: "phone",
      reporterKind: "patient",
      about: "The wait was long",
      words: "The wait was long.",
      severity: 2,
      packId: site.packId,
      loggedAt: receivedAt,
      updatedAt: receivedAt,
      closedAt: fields.state === "closed" ? receivedAt : null,
      ...fields,
      receivedAt,
      loggedById,
      id: fields.id ?? newId(),
      siteId: site.id,
      idempotencyKey: newId(),
    },
  });
}

type IssueGiven = { caseId: string; siteId: string; position?: number } & Partial<
  Pick<Prisma.IssueUncheckedCreateInput, "finding" | "answer" | "summary" | "severity" | "category" | "unitId">
>;

/** An issue that nobody has decided. */
export async function anIssue({ position = 1, ...given }: IssueGiven) {
  return systemDb().issue.create({
    data: { summary: "The wait was long", severity: 2, ...given, id: newId(), position },
  });
}

// A year of its own, so that no reference meets one that the application gives out.
function referenceOfFactory(): string {
  return formatReference(1990, ++made);
}

type EscalationGiven = { caseId: string; siteId: string; raisedById?: string; toPersonId?: string; raisedAt?: Date };

/** An escalation that waits for its answer. */
export async function anEscalation({ caseId, siteId, raisedById, toPersonId, raisedAt = NOW }: EscalationGiven) {
  const raiser = raisedById ?? (await systemDb().case.findUniqueOrThrow({ where: { id: caseId } })).loggedById;
  await systemDb().case.update({ where: { id: caseId }, data: { escalatedAt: raisedAt } });
  return systemDb().escalation.create({
    data: { id: newId(), caseId, siteId, reason: "Needs a decision today.", raisedById: raiser, raisedAt, toPersonId },
  });
}

type DisputeGiven = { site: Place; caseId?: string; currency?: string; digits?: number };

/** The billing dispute of a case, in dollars and without charges. */
export async function aDispute({ site, caseId, currency = "USD", digits = 2 }: DisputeGiven) {
  const given = await (caseId ? systemDb().case.findUniqueOrThrow({ where: { id: caseId } }) : aCase({ site }));
  const opened = { openedAt: NOW, openedById: given.loggedById };
  return systemDb().billingDispute.create({
    data: { id: newId(), caseId: given.id, siteId: site.id, currency, digits, ...opened },
  });
}

type LineFields = Partial<Omit<Prisma.ChargeLineUncheckedCreateInput, "amount" | "disputeId" | "siteId">>;
type LineGiven = LineFields & { dispute: { id: string; siteId: string; openedById: string }; amount?: number };

/** A charge of 500 dollars that is in dispute. */
export async function aChargeLine({ dispute, amount = 50_000, ...fields }: LineGiven) {
  const position = (await systemDb().chargeLine.count({ where: { disputeId: dispute.id } })) + 1;
  return systemDb().chargeLine.create({
    data: {
      ...{ id: newId(), disputeId: dispute.id, siteId: dispute.siteId, position, amount: BigInt(amount) },
      ...{ description: "MRI of the knee", reason: "It was said to be covered.", createdAt: NOW },
      ...{ addedById: dispute.openedById, ...fields },
    },
  });
}

type FileGiven = Partial<
  Pick<
    Prisma.AttachmentUncheckedCreateInput,
    "name" | "description" | "kind" | "scan" | "sha256" | "uploadedAt" | "voidedAt"
  >
>;

/** A file on a case, without bytes in the store. */
export async function aFile(on: { id: string; siteId: string; loggedById: string }, given: FileGiven = {}) {
  return systemDb().attachment.create({
    data: {
      ...{ id: newId(), caseId: on.id, siteId: on.siteId, key: randomUUID(), idempotencyKey: newId() },
      ...{ name: "letter.txt", kind: "text", bytes: 5, sha256: "0".repeat(64), scan: "not_scanned" },
      ...{ uploadedById: on.loggedById, uploadedAt: NOW },
      ...given,
      ...(given.voidedAt ? { voidReason: "Not ours.", voidedById: on.loggedById } : {}),
    },
  });
}

type RequestFields = Partial<Omit<Prisma.RequestUncheckedCreateInput, "caseId" | "siteId" | "unitId">>;
export type RequestGiven = RequestFields & { of: { id: string; siteId: string; loggedById: string }; unitId: string };

/** A request that waits for its answer, asked now and due in a day. One that is settled was settled now, by whoever logged the case. */
export async function aRequest({ of, unitId, ...fields }: RequestGiven) {
  const askedAt = fields.askedAt ?? NOW;
  const isSettled = fields.state !== undefined && fields.state !== "open";
  const words = fields.state === "answered" ? { answer: "We looked: yes." } : { reason: "Not for us." };
  return systemDb().request.create({
    data: {
      id: newId(),
      question: "Who was on duty that night?",
      dueAt: addHours(askedAt, 24),
      askedById: of.loggedById,
      idempotencyKey: newId(),
      ...(isSettled ? { ...words, settledAt: NOW, settledById: of.loggedById } : {}),
      ...fields,
      askedAt,
      caseId: of.id,
      siteId: of.siteId,
      unitId,
    },
  });
}

type Of = { id: string; siteId: string; loggedById: string };
type FollowUpFields = Partial<Omit<Prisma.FollowUpUncheckedCreateInput, "caseId" | "siteId" | "dueOn">>;

/** A call that is due today, with the patient, owned by whoever logged the case. One that is settled was settled now. */
export async function aFollowUp({ of, dueOn = "2026-05-12", ...fields }: FollowUpFields & { of: Of; dueOn?: string }) {
  const isSettled = fields.state !== undefined && fields.state !== "open";
  const words = fields.state === "cancelled" ? { reason: "They rang themselves." } : { result: "All is well." };
  return systemDb().followUp.create({
    data: {
      id: newId(),
      channel: "phone",
      what: "Tell them where we are.",
      party: "patient",
      ownerId: of.loggedById,
      plannedById: of.loggedById,
      plannedAt: NOW,
      idempotencyKey: newId(),
      ...(isSettled ? { ...words, settledAt: NOW, settledById: of.loggedById } : {}),
      ...fields,
      dueOn: new Date(dueOn),
      caseId: of.id,
      siteId: of.siteId,
    },
  });
}

type AttemptGiven = Partial<Omit<Prisma.FollowUpAttemptUncheckedCreateInput, "followUpId" | "siteId">>;

/** A try that reached nobody. */
export async function anAttempt(of: { id: string; siteId: string; ownerId: string }, given: AttemptGiven = {}) {
  const row = { id: newId(), at: NOW, byId: of.ownerId, outcome: "no_answer" as const, idempotencyKey: newId() };
  return systemDb().followUpAttempt.create({ data: { ...row, ...given, followUpId: of.id, siteId: of.siteId } });
}

type PromiseFields = Partial<
  Omit<Prisma.PatientPromiseUncheckedCreateInput, "caseId" | "siteId" | "dueOn" | "amount" | "keptOn">
>;
export type PromiseGiven = PromiseFields & { of: Of; dueOn?: string; amount?: number; keptOn?: string };

/** A promise that is due on Friday, made now by whoever logged the case, who answers for it. */
export async function aPromise({ of, dueOn = "2026-05-15", amount, keptOn, ...fields }: PromiseGiven) {
  const isSettled = fields.state !== undefined && fields.state !== "open";
  const money = { currency: "GBP", digits: 2, money: "refund" as const };
  return systemDb().patientPromise.create({
    data: {
      id: newId(),
      words: "We will call you by Friday.",
      party: "patient",
      ownerId: of.loggedById,
      madeById: of.loggedById,
      madeAt: NOW,
      idempotencyKey: newId(),
      ...(amount === undefined ? {} : { ...money, amount: BigInt(amount) }),
      ...(isSettled ? { settledAt: NOW, settledById: of.loggedById } : {}),
      ...(fields.state === "kept" ? { keptHow: "Called.", keptOn: new Date(keptOn ?? dueOn) } : {}),
      ...(fields.state === "replaced" || fields.state === "withdrawn" ? { reason: "The clinic moved." } : {}),
      ...fields,
      dueOn: new Date(dueOn),
      caseId: of.id,
      siteId: of.siteId,
    },
  });
}

type PlanForm = Partial<z.input<typeof planFollowUpSchema>>;

/** What the form for a follow-up sends, through its schema: a call on Thursday. */
export function planFollowUpInput(caseId: string, form: PlanForm = {}) {
  const plain = { idempotencyKey: newId(), caseId, what: "Tell them where we are.", channel: "phone" as const };
  return planFollowUpSchema.parse({ ...plain, dueOn: "2026-05-14", ...form });
}

type PromiseForm = Partial<z.input<typeof makePromiseSchema>>;

/** What the form for a promise sends, through its schema: a call by Friday. */
export function makePromiseInput(caseId: string, form: PromiseForm = {}) {
  const plain = { idempotencyKey: newId(), caseId, words: "We will call you by Friday." };
  return makePromiseSchema.parse({ ...plain, dueOn: "2026-05-15", ...form });
}

type AskUnitForm = Partial<z.input<typeof askUnitSchema>>;

/** What the form that asks a unit sends, through its schema. */
export function askUnitInput(form: AskUnitForm & { caseId: string; unitId: string }) {
  return askUnitSchema.parse({
    idempotencyKey: newId(),
    question: "Who was on duty that night?",
    due: "2026-05-13T17:00",
    ...form,
  });
}

type LogCaseForm = Partial<z.input<typeof logCaseSchema>>;

/** What the quick log sends, through its schema. */
export function logCaseInput(site: Place, form: LogCaseForm = {}) {
  return logCaseSchema.parse({
    idempotencyKey: newId(),
    siteId: site.id,
    kind: "complaint",
    channel: "phone",
    reporterKind: "patient",
    words: "Nobody told us why the operation was put off.",
    severity: "2",
    ...form,
  });
}

type PatientForm = Partial<z.input<typeof registerPatientSchema>>;

/** What the form for a new patient sends, through its schema. */
export function registerPatientInput(site: Place, form: PatientForm = {}) {
  return registerPatientSchema.parse({ idempotencyKey: newId(), siteId: site.id, name: "Ileana Marcu", ...form });
}

type LogContactForm = Partial<z.input<typeof logContactSchema>>;

/** What the form for a contact sends, through its schema: a call in which we reached them. */
export function logContactInput(caseId: string, form: LogContactForm = {}) {
  return logContactSchema.parse({
    idempotencyKey: newId(),
    caseId,
    direction: "outgoing",
    channel: "phone",
    outcome: "reached",
    summary: "Told them where we are.",
    ...form,
  });
}

type FactsForm = Partial<z.input<typeof recordFactsSchema>>;

/** What the dialog sends of somebody who saw nothing recorded, unless told otherwise. */
export function factsInput(caseId: string, form: FactsForm = {}) {
  return recordFactsSchema.parse({ caseId, changeId: newId(), ...form });
}

type LowerGiven = { caseId: string; siteId: string; proposedById: string; from?: CaseKind; to?: CaseKind };

/** A lower kind that waits for a second person. */
export async function aProposal({ from = "grievance", to = "complaint", ...given }: LowerGiven) {
  const row = { id: newId(), from, to, reason: "It was settled the same day.", proposedAt: NOW };
  return systemDb().kindChange.create({ data: { ...row, ...given } });
}

type NotificationGiven = Partial<Omit<Prisma.NotificationUncheckedCreateInput, "personId" | "caseId" | "siteId">> & {
  of: { id: string; siteId: string };
  personId: string;
};

/** That somebody was mentioned in a note of a case, unread. */
export async function aNotification({ of, personId, ...fields }: NotificationGiven) {
  const row = { id: newId(), type: "mentioned", dedupeKey: newId(), createdAt: NOW };
  return systemDb().notification.create({
    data: { ...row, ...fields, personId, caseId: of.id, siteId: of.siteId },
  });
}

type AbsenceGiven = { personId: string; coverId?: string | null; fromOn?: string; untilOn?: string };

/** Somebody away on the day of NOW and the rest of that week. */
export async function anAbsence({ fromOn = "2026-05-11", untilOn = "2026-05-15", ...of }: AbsenceGiven) {
  const days = { fromOn: new Date(fromOn), untilOn: new Date(untilOn) };
  return systemDb().absence.create({
    data: { id: newId(), ...of, ...days, createdById: of.personId, createdAt: NOW },
  });
}

/** An e-mail that is due now and not written yet. */
export async function aMail(given: { personId: string; caseId: string }) {
  const id = newId();
  return systemDb().mailDelivery.create({
    data: { id, kind: "bundle", key: id, nextAttemptAt: NOW, createdAt: NOW, ...given },
  });
}

type LetterFields = Partial<Omit<Prisma.LetterUncheckedCreateInput, "caseId" | "siteId">>;

/** A drafted answer of whoever logged the case, with its first version. */
export async function aLetter({ of, ...fields }: LetterFields & { of: Of }) {
  const by = fields.authorId ?? of.loggedById;
  const at = fields.createdAt ?? NOW;
  const isAsked = fields.state !== undefined && !["draft", "void"].includes(fields.state);
  const asked = { submittedById: by, submittedAt: NOW, submittedFacts: {} };
  const isDecided = isAsked && fields.state !== "for_approval";
  const row = await systemDb().letter.create({
    data: {
      ...{
        id: newId(),
        kind: "resolution",
        language: "en",
        text: "Dear Ana,\n\nThank you.",
        template: "Answer, English",
      },
      ...{ authorId: by, createdAt: at, savedById: by, savedAt: at, idempotencyKey: newId() },
      ...(isAsked ? asked : {}),
      ...(isDecided ? { decidedById: by, decidedAt: NOW } : {}),
      ...fields,
      ...{ caseId: of.id, siteId: of.siteId },
    },
  });
  await systemDb().letterVersion.create({
    data: { id: newId(), letterId: row.id, siteId: of.siteId, number: row.version, text: row.text, authorId: by, at },
  });
  return row;
}
