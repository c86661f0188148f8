import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { listCovered } from "@/lib/access/queries/absences";
import { formatMoney, localeOf } from "@/lib/billing/rules/money";
import { plainText, readLetter } from "@/lib/letter/rules/document";
import { languageName } from "@/lib/patient/labels";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { localTimeOf } from "@/lib/shared/local-time";
import { type CappedCount, capCount } from "@/lib/shared/page";
import type { Person } from "@/lib/shared/person";
import { canDecidePromise, canFollowUp } from "./policy";
import { compareCalls, fitOf, proposesLetter } from "./rules/attempts";
import { type Limits, limitsOf } from "./rules/authority";
import { findPromises } from "./rules/find-promises";
import { daysAfter, describeDueOn, standingOf } from "./rules/standing";
import type { CallListOf } from "./schema";
import { followUpsVisibleTo, promisesVisibleTo, workersAt } from "./scope";
import type { CallList, CallRow, FollowUpRow, ListedPromise, PromiseOffer, PromiseRow } from "./types";

const MOST = 100;
const CALLS = 200;
/** What a card of My day counts to, and one more. */
const A_DAY = 51;
const NAV_CAP = 99;
const DAY_MS = 86_400_000;
const COMING_DAYS = 7;
const OFFERED_DAYS = 30;

const NAMED = { id: true, name: true } as const;
const OWNER = { select: { ...NAMED, deactivatedAt: true } } as const;

const FOLLOW_UP = {
  ...{ id: true, siteId: true, state: true, what: true, dueOn: true, channel: true, bestTime: true, language: true },
  ...{ party: true, partyName: true, result: true, reason: true, settledAt: true },
  owner: OWNER,
  settledBy: { select: { name: true } },
  site: { select: { timeZone: true } },
  representative: { select: { phone: true } },
  attempts: {
    select: {
      ...{ id: true, at: true, outcome: true, note: true },
      by: { select: { name: true } },
      contact: { select: { summary: true } },
    },
    orderBy: [{ at: "desc" as const }, { id: "desc" as const }],
    take: 20,
  },
  case: {
    select: {
      ...{ reference: true, about: true, reporterName: true, reporterContact: true },
      patient: { select: { name: true, phone: true, contactNote: true, needsInterpreter: true } },
    },
  },
} satisfies Prisma.FollowUpSelect;

type FollowUpData = Prisma.FollowUpGetPayload<{ select: typeof FOLLOW_UP }>;

/** The follow-ups of a case: what is open by its day, then what has ended, the newest first. */
export async function listFollowUps(viewer: Viewer, caseId: string, now: Date): Promise<FollowUpRow[]> {
  const rows = await dbFor(viewer).followUp.findMany({
    where: { AND: [{ caseId }, followUpsVisibleTo(viewer)] },
    select: FOLLOW_UP,
    orderBy: [{ state: "asc" }, { settledAt: "desc" }, { dueOn: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map((row) => toFollowUp(viewer, row, now));
}

/**
 * What is due today or was before, in the order in which one calls, and what comes in the next seven days: the viewer's own and that of
 * whom they cover, or all of their sites.
 */
export async function listCalls(viewer: Viewer, of: CallListOf, now: Date, covered: string[] = []): Promise<CallList> {
  const rows = await dbFor(viewer).followUp.findMany({
    where: { AND: [openOf(viewer, of, covered), dueBy(viewer, now, COMING_DAYS)] },
    select: FOLLOW_UP,
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: CALLS + 1,
  });
  const calls = rows.slice(0, CALLS).map((row) => toCall(viewer, row, now));
  const isDue = ({ dueOn, case: { zone } }: CallRow) => dueOn <= todayIn(zone, now);
  return {
    due: calls.filter(isDue).toSorted(compareCalls),
    coming: calls.filter((call) => !isDue(call)),
    isCut: rows.length > CALLS,
  };
}

/** The viewer's own that are due, and those of whom they cover, in the order in which one calls; at most 51. */
export async function listOwnCalls(viewer: Viewer, now: Date, covered: string[] = []): Promise<CallRow[]> {
  return (await listCalls(viewer, "mine", now, covered)).due.slice(0, A_DAY);
}

function openOf(viewer: Viewer, of: CallListOf, covered: string[]): Prisma.FollowUpWhereInput {
  const own = { ownerId: { in: [viewer.personId, ...covered] } };
  const whose = of === "mine" ? own : { siteId: { in: sitesFor(viewer, "case.work") } };
  return { AND: [followUpsVisibleTo(viewer), { state: "open", case: { mergedIntoId: null } }, whose] };
}

// Each site counts its own days.
function dueBy(viewer: Viewer, now: Date, ahead = 0) {
  return {
    OR: viewer.sites.map(({ id, timeZone }) => ({
      siteId: id,
      dueOn: { lte: new Date(dayIn(now, timeZone).getTime() + ahead * DAY_MS) },
    })),
  };
}

/** For the rail: calls and promises of the viewer's own and of whom they cover that are due, and how many of them are late. */
export async function countDue(viewer: Viewer, now: Date): Promise<{ due: CappedCount; late: CappedCount }> {
  const db = dbFor(viewer);
  const covered = await listCovered(viewer, now);
  const count = async (ahead: number) => {
    const [calls, promises] = await Promise.all([
      db.followUp.count({
        where: { AND: [openOf(viewer, "mine", covered), dueBy(viewer, now, ahead)] },
        take: NAV_CAP + 1,
      }),
      db.patientPromise.count({
        where: { AND: [ownPromises(viewer, covered), dueBy(viewer, now, ahead)] },
        take: NAV_CAP + 1,
      }),
    ]);
    return capCount(calls + promises, NAV_CAP);
  };
  const [due, late] = await Promise.all([count(0), count(-1)]);
  return { due, late };
}

const PROMISE = {
  ...{ id: true, siteId: true, state: true, words: true, party: true, partyName: true, madeById: true, madeAt: true },
  ...{ dueOn: true, amount: true, currency: true, digits: true, money: true, approval: true, outlivesCase: true },
  ...{ keptOn: true, keptHow: true, reason: true, toldVia: true, settledAt: true },
  madeBy: { select: NAMED },
  owner: OWNER,
  decidedBy: { select: { name: true } },
  toldBy: { select: { name: true } },
  settledBy: { select: { name: true } },
  replacement: { select: { dueOn: true } },
  site: { select: { timeZone: true, country: true, authorityLimits: true } },
  case: { select: { reference: true, about: true, reporterName: true, patient: { select: { name: true } } } },
} satisfies Prisma.PatientPromiseSelect;

type PromiseData = Prisma.PatientPromiseGetPayload<{ select: typeof PROMISE }>;

/** The promises made on a case: the open by their day, then those that have ended. */
export async function listPromises(viewer: Viewer, caseId: string, now: Date): Promise<PromiseRow[]> {
  const rows = await dbFor(viewer).patientPromise.findMany({
    where: { AND: [{ caseId }, promisesVisibleTo(viewer)] },
    select: PROMISE,
    orderBy: [{ state: "asc" }, { dueOn: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map((row) => toPromise(viewer, row, now));
}

function ownPromises(viewer: Viewer, covered: string[]): Prisma.PatientPromiseWhereInput {
  const ownerId = { in: [viewer.personId, ...covered] };
  return { AND: [promisesVisibleTo(viewer), { ownerId, state: "open", case: { mergedIntoId: null } }] };
}

/** What the viewer answers for, themself or for whom they cover, and is due within a week or late, the longest due first; at most 51. */
export function listOwnPromises(viewer: Viewer, now: Date, covered: string[] = []): Promise<ListedPromise[]> {
  return listOpenPromises(viewer, { AND: [ownPromises(viewer, covered), dueBy(viewer, now, COMING_DAYS)] }, now);
}

/**
 * What was promised at the sites where the viewer decides whose cases are whose, and not kept by its day; at most 51. Without what these
 * people answer for, where that stands beside it.
 */
export function listBrokenPromises(viewer: Viewer, now: Date, without: string[] = []): Promise<ListedPromise[]> {
  const told: Prisma.PatientPromiseWhereInput = { OR: [{ approval: null }, { approval: "approved" }] };
  const whose = { siteId: { in: sitesFor(viewer, "case.assign") }, ownerId: { notIn: without } };
  return listOpenPromises(viewer, { AND: [whose, told, dueBy(viewer, now, -1)] }, now);
}

/** Promises above somebody's limit that the viewer may decide. */
export async function listToApprove(viewer: Viewer, now: Date): Promise<ListedPromise[]> {
  const where = { approval: "pending" as const, siteId: { in: sitesFor(viewer, "case.work") } };
  const pending = await listOpenPromises(viewer, { AND: [where, { NOT: { madeById: viewer.personId } }] }, now, MOST);
  return pending.filter(({ mayDecide }) => mayDecide).slice(0, A_DAY);
}

async function listOpenPromises(
  viewer: Viewer,
  where: Prisma.PatientPromiseWhereInput,
  now: Date,
  take = A_DAY,
): Promise<ListedPromise[]> {
  const rows = await dbFor(viewer).patientPromise.findMany({
    where: { AND: [promisesVisibleTo(viewer), { state: "open", case: { mergedIntoId: null } }, where] },
    select: PROMISE,
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take,
  });
  return rows.map((row) => {
    const { reference, about } = row.case;
    return { ...toPromise(viewer, row, now), case: { reference, about } };
  });
}

/** What in the outgoing contacts of the last thirty days sounds like a promise that is not in the ledger. */
export async function listOffers(
  viewer: Viewer,
  { id: caseId, site }: { id: string; site: { id: string; zone: string } },
  now: Date,
): Promise<PromiseOffer[]> {
  if (!canFollowUp(viewer, { siteId: site.id })) return [];
  const contacts = await dbFor(viewer).contact.findMany({
    where: {
      ...{ caseId, direction: "outgoing", voidedAt: null, summary: { not: null }, promisesSetAside: null },
      at: { gte: new Date(now.getTime() - OFFERED_DAYS * DAY_MS) },
    },
    select: {
      ...{ id: true, at: true, summary: true, party: true, otherName: true },
      letterSending: { select: { text: true } },
      promises: { select: { foundWords: true }, take: MOST },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 20,
  });
  return contacts.flatMap(({ id, at, summary, letterSending, party, otherName, promises }) =>
    // What a letter promises stands in the letter.
    findPromises(letterSending ? plainText(readLetter(letterSending.text)) : (summary ?? ""), todayIn(site.zone, at))
      .filter(({ words }) => !promises.some(({ foundWords }) => foundWords === words))
      .map((found) => ({ ...found, contactId: id, whom: party, partyName: otherName })),
  );
}

/** Who may answer for what is promised or planned at a site, by name. */
export async function listWorkers(viewer: Viewer, siteId: string): Promise<Person[]> {
  if (!canFollowUp(viewer, { siteId })) return [];
  return dbFor(viewer).person.findMany({
    where: workersAt(siteId),
    select: NAMED,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
  });
}

/** The limits of the sites that the viewer administers, by site. */
export async function listLimits(viewer: Viewer): Promise<Map<string, Limits>> {
  const siteIds = sitesFor(viewer, "people.manage");
  const rows = await dbFor(viewer).authorityLimit.findMany({ where: { siteId: { in: siteIds } }, take: 1000 });
  return new Map(siteIds.map((id) => [id, limitsOf(rows.filter(({ siteId }) => siteId === id))]));
}

function toFollowUp(viewer: Viewer, row: FollowUpData, now: Date): FollowUpRow {
  const [dueOn, today] = [isoDay(row.dueOn), todayIn(row.site.timeZone, now)];
  const { id, state, what, channel, bestTime, party, result, reason } = row;
  return {
    ...{ id, state, what, channel, bestTime, party, result, reason, dueOn },
    due: describeDueOn(dueOn, today),
    isLate: state === "open" && daysAfter(dueOn, today) > 0,
    language: row.language && languageName(row.language),
    who: whoOf(row),
    owner: ownerOf(row.owner),
    attempts: row.attempts.map(({ by, at, contact, note, ...attempt }) => ({
      ...attempt,
      ...{ at: at.toISOString(), by: by.name, note: note ?? contact?.summary ?? null },
    })),
    settledBy: row.settledBy?.name ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
    proposesLetter: proposesLetter(row),
    mayWork: canFollowUp(viewer, row),
  };
}

function toCall(viewer: Viewer, row: FollowUpData, now: Date): CallRow {
  const { reference, about, patient, reporterContact } = row.case;
  const zone = row.site.timeZone;
  const isPatient = row.party === "patient";
  return {
    ...toFollowUp(viewer, row, now),
    case: { reference, about, zone },
    phone: isPatient ? (patient ? patient.phone : reporterContact) : (row.representative?.phone ?? null),
    needsInterpreter: isPatient && (patient?.needsInterpreter ?? false),
    contactNote: isPatient ? (patient?.contactNote ?? null) : null,
    fit: fitOf(row.bestTime, localTimeOf(now, zone).slice(11)),
  };
}

function toPromise(viewer: Viewer, row: PromiseData, now: Date): PromiseRow {
  const zone = row.site.timeZone;
  const amount = row.amount === null ? null : Number(row.amount);
  const limits = limitsOf(row.site.authorityLimits);
  const { id, words, party, money, keptHow, reason, outlivesCase, toldVia, toldBy, siteId, state, approval } = row;
  const [dueOn, keptOn] = [isoDay(row.dueOn), row.keptOn && isoDay(row.keptOn)];
  const settledOn = row.settledAt && todayIn(zone, row.settledAt);
  return {
    ...{ id, words, dueOn, party, money, keptOn, keptHow, reason, outlivesCase, zone },
    standing: standingOf({ state, approval, dueOn, keptOn, settledOn }, todayIn(zone, now)),
    isOpen: state === "open",
    who: whoOf(row),
    madeBy: row.madeBy,
    madeAt: row.madeAt.toISOString(),
    owner: ownerOf(row.owner),
    amount:
      amount === null || row.currency === null
        ? null
        : formatMoney(amount, { code: row.currency, digits: row.digits ?? 2 }, localeOf(row.site.country)),
    decidedBy: row.decidedBy?.name ?? null,
    told: toldVia && { via: toldVia, by: toldBy?.name ?? "" },
    settledBy: row.settledBy?.name ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
    replacedBy: row.replacement && isoDay(row.replacement.dueOn),
    mayWork: canFollowUp(viewer, row),
    mayDecide: canDecidePromise(viewer, { siteId, state, approval, madeById: row.madeById, amount }, limits),
  };
}

function ownerOf({ deactivatedAt, ...person }: Person & { deactivatedAt: Date | null }) {
  return { ...person, isGone: deactivatedAt !== null };
}

type Party = { partyName: string | null; case: { reporterName: string | null; patient: { name: string } | null } };

function whoOf({ partyName, case: { patient, reporterName } }: Party): string {
  return partyName ?? patient?.name ?? reporterName ?? "whoever raised it";
}

function todayIn(zone: string, at: Date): string {
  return isoDay(dayIn(at, zone));
}
