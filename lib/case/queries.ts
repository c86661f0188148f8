import "server-only";
import { OWNER_ROLES, sitesFor } from "@/lib/access/policy";
import { weightOf } from "@/lib/access/rules";
import { canSeePrivileged } from "@/lib/contact/policy";
import { daysUnheard } from "@/lib/contact/rules/heard";
import type { Harm } from "@/lib/issue/schema";
import { findPatient } from "@/lib/patient/queries";
import { dbFor, Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer, ViewerSite } from "@/lib/platform/viewer";
import { dayIn, nextDay, startOfDay, yearsBetween } from "@/lib/shared/dates";
import {
  type CappedCount,
  type Cursor,
  capCount,
  cursorInstant,
  decodeCursor,
  encodeCursor,
  type Page,
} from "@/lib/shared/page";
import { searchable } from "@/lib/shared/text";
import {
  canAddNote,
  canAnswerEscalation,
  canAssignCase,
  canEscalateCase,
  canHandOver,
  canTakeCase,
  canWorkCase,
  movesOf,
} from "./policy";
import { readReference } from "./rules";
import {
  type Channel,
  type DuplicateQuestion,
  MOST_HANDED_OVER,
  type QueueFilter,
  type QueueSort,
  type QueueTab,
  SEVERITIES,
  type Severity,
  type WaitingFor,
} from "./schema";
import { casesVisibleTo } from "./scope";
import type {
  CaseDetail,
  CaseEscalation,
  CaseIssue,
  Caseload,
  CaseloadRow,
  CaseRow,
  HandoverNews,
  PossibleDuplicate,
  Triage,
  TriageRow,
} from "./types";

const PAGE_SIZE = 50;
const COUNT_CAP = 999;
const TAB_CAP = 99;
const FOUND_LIMIT = 20;

const ROW = {
  id: true,
  reference: true,
  kind: true,
  state: true,
  severity: true,
  about: true,
  receivedAt: true,
  updatedAt: true,
  escalatedAt: true,
  lastHeardAt: true,
  closedAt: true,
  reporterKind: true,
  reporterName: true,
  site: { select: { id: true, name: true, timeZone: true } },
  unit: { select: { name: true } },
  owner: { select: { id: true, name: true } },
  patient: { select: { name: true, bornOn: true, diedOn: true, isDeceased: true, recordNumber: true } },
} satisfies Prisma.CaseSelect;

type RowData = Prisma.CaseGetPayload<{ select: typeof ROW }>;

const ESCALATION = {
  id: true,
  level: true,
  reason: true,
  answerBy: true,
  raisedAt: true,
  answer: true,
  answeredAt: true,
  toPersonId: true,
  raisedBy: { select: { id: true, name: true } },
  toPerson: { select: { id: true, name: true } },
  answeredBy: { select: { id: true, name: true } },
} satisfies Prisma.EscalationSelect;

const TAB_WHERE: Record<QueueTab, (viewer: Viewer) => Prisma.CaseWhereInput> = {
  mine: (viewer) => ({ ownerId: viewer.personId, closedAt: null }),
  unassigned: () => ({ ownerId: null, closedAt: null }),
  escalated: () => ({ escalatedAt: { not: null }, closedAt: null }),
  open: () => ({ closedAt: null }),
  closed: () => ({ closedAt: { not: null } }),
  all: () => ({}),
};

/** Work goes on with the survivor: a merged case is in no list and no count. */
const STANDS = { mergedIntoId: null } satisfies Prisma.CaseWhereInput;

/** The one predicate behind a queue page, its count and its tabs. */
function queueWhere(viewer: Viewer, tab: QueueTab, filter: Partial<QueueFilter>): Prisma.CaseWhereInput {
  const { kind, state, severity, channel, site, unit, owner, from, to } = filter;
  return {
    AND: [
      casesVisibleTo(viewer),
      TAB_WHERE[tab](viewer),
      STANDS,
      { kind: kind && { in: kind }, state, severity, channel, siteId: site, unitId: unit, ownerId: owner },
      from || to ? { OR: viewer.sites.map((place) => receivedAt(place, { from, to })) } : {},
    ],
  };
}

/** Days are those of each case's own site. */
function receivedAt(
  { id, timeZone }: ViewerSite,
  { from, to }: Pick<QueueFilter, "from" | "to">,
): Prisma.CaseWhereInput {
  const gte = from ? startOfDay(from, timeZone) : undefined;
  const lt = to ? startOfDay(nextDay(to), timeZone) : undefined;
  return { siteId: id, receivedAt: { gte, lt } };
}

/** One page of the queue in the order asked for; ties fall to the id. */
export async function listCases(viewer: Viewer, tab: QueueTab, filter: QueueFilter, now: Date): Promise<Page<CaseRow>> {
  const cursor = decodeCursor(filter.page);
  const where = queueWhere(viewer, tab, filter);
  const isBackward = cursor?.direction === "before";
  const order = isBackward ? flip(filter.order) : filter.order;
  const db = dbFor(viewer);
  const [found, total] = await Promise.all([
    db.case.findMany({
      where: { AND: [where, cursor ? seek(filter.sort, order, cursor) : {}] },
      select: ROW,
      orderBy: [{ [COLUMN[filter.sort]]: order }, { id: order }],
      take: PAGE_SIZE + 1,
    }),
    db.case.count({ where, take: COUNT_CAP + 1 }),
  ]);
  // Everything beyond the cursor has left this view meanwhile: better its beginning than an empty page.
  if (cursor && found.length === 0) return listCases(viewer, tab, { ...filter, page: undefined }, now);
  const hasMore = found.length > PAGE_SIZE;
  const rows = found.slice(0, PAGE_SIZE);
  if (isBackward) rows.reverse();
  const first = rows[0];
  const last = rows.at(-1);
  const hasNext = isBackward ? true : hasMore;
  const hasPrevious = isBackward ? hasMore : cursor !== null;
  return {
    rows: rows.map((row) => toRow(row, now)),
    next: hasNext && last ? encodeCursor(cursorAt(filter.sort, last, "after")) : null,
    previous: hasPrevious && first ? encodeCursor(cursorAt(filter.sort, first, "before")) : null,
    total: capCount(total, COUNT_CAP),
  };
}

/** Capped counts for the queue's tabs, by the same predicate as the lists. */
export async function countTabs(viewer: Viewer, tabs: QueueTab[]): Promise<Record<QueueTab, CappedCount>> {
  const counts = await Promise.all(
    tabs.map((tab) => dbFor(viewer).case.count({ where: queueWhere(viewer, tab, {}), take: TAB_CAP + 1 })),
  );
  return Object.fromEntries(tabs.map((tab, index) => [tab, capCount(counts[index] ?? 0, TAB_CAP)])) as Record<
    QueueTab,
    CappedCount
  >;
}

/** What waits for somebody to decide: unassigned, the serious first, and escalated; the oldest first; at most 50 of each. */
export async function listTriage(viewer: Viewer, now: Date): Promise<Triage> {
  const db = dbFor(viewer);
  const decided = { siteId: { in: sitesFor(viewer, "case.assign") } };
  const select = {
    ...ROW,
    channel: true,
    escalations: { where: { answeredAt: null }, select: ESCALATION, take: 1 },
  } as const;
  const whereUnassigned = { AND: [queueWhere(viewer, "unassigned", {}), decided, { escalatedAt: null }] };
  const whereEscalated = { AND: [queueWhere(viewer, "escalated", {}), decided] };
  const [unassigned, escalated, unassignedCount, escalatedCount] = await Promise.all([
    db.case.findMany({
      where: whereUnassigned,
      select,
      orderBy: [{ severity: "desc" }, { receivedAt: "asc" }, { id: "asc" }],
      take: PAGE_SIZE,
    }),
    db.case.findMany({
      where: whereEscalated,
      select,
      orderBy: [{ escalatedAt: "asc" }, { id: "asc" }],
      take: PAGE_SIZE,
    }),
    db.case.count({ where: whereUnassigned, take: COUNT_CAP + 1 }),
    db.case.count({ where: whereEscalated, take: COUNT_CAP + 1 }),
  ]);
  const toTriage = (row: (typeof unassigned)[number]): TriageRow => {
    const [escalation] = row.escalations;
    return { ...toRow(row, now), channel: row.channel, escalation: escalation ? toEscalation(escalation) : null };
  };
  return {
    unassigned: unassigned.map(toTriage),
    escalated: escalated.map(toTriage),
    counts: { unassigned: capCount(unassignedCount, COUNT_CAP), escalated: capCount(escalatedCount, COUNT_CAP) },
  };
}

/** A viewer's own open cases: the serious first, then the oldest. */
export async function listOwnOpen(viewer: Viewer, now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: queueWhere(viewer, "mine", {}),
    select: ROW,
    orderBy: [{ severity: "desc" }, { receivedAt: "asc" }, { id: "asc" }],
    take: PAGE_SIZE,
  });
  return rows.map((row) => toRow(row, now));
}

/** What the viewer owned and was closed in the last seven days, newest first. */
export async function listOwnClosed(viewer: Viewer, now: Date): Promise<CaseRow[]> {
  const week = new Date(now.getTime() - 7 * 86_400_000);
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [casesVisibleTo(viewer), { ownerId: viewer.personId, closedAt: { gte: week } }] },
    select: ROW,
    orderBy: [{ closedAt: "desc" }, { id: "desc" }],
    take: PAGE_SIZE,
  });
  return rows.map((row) => toRow(row, now));
}

/** The ten latest cases of the viewer's sites that nobody has, so that what was just logged is at hand; the queue holds them all. */
export async function listUnassigned(viewer: Viewer, now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: queueWhere(viewer, "unassigned", {}),
    select: ROW,
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: 10,
  });
  return rows.map((row) => toRow(row, now));
}

/** One person's open cases at a site, for whoever may hand them over; at the first such site where there are any unless one is named. */
export async function getCaseload(
  viewer: Viewer,
  { personId, siteId }: { personId: string; siteId?: string },
  now: Date,
): Promise<Caseload> {
  const places = viewer.sites.filter(({ id }) => canHandOver(viewer, { siteId: id, fromId: personId }));
  const siteIds = places.map(({ id }) => id);
  const db = dbFor(viewer);
  const owned = { AND: [casesVisibleTo(viewer), STANDS, { ownerId: personId, closedAt: null }] };
  const works = { siteId: { in: siteIds }, role: { in: [...OWNER_ROLES] } };
  const [person, counts] = await Promise.all([
    db.person.findFirst({
      where: { id: personId, OR: [{ roles: { some: works } }, { ownedCases: { some: { siteId: { in: siteIds } } } }] },
      select: { id: true, name: true, deactivatedAt: true },
    }),
    db.case.groupBy({ by: ["siteId"], where: { AND: [owned, { siteId: { in: siteIds } }] }, _count: { _all: true } }),
  ]);
  const countAt = new Map(counts.map((row) => [row.siteId, row._count._all]));
  const site = places.find(({ id }) => id === siteId) ?? places.find(({ id }) => countAt.has(id)) ?? places[0];
  if (!person || !site) throw new NotFound("This person");
  const rows = await db.case.findMany({
    where: { AND: [owned, { siteId: site.id }] },
    select: CASELOAD_ROW,
    orderBy: [{ severity: "desc" }, { receivedAt: "asc" }, { id: "asc" }],
    take: MOST_HANDED_OVER,
  });
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
  return {
    person: { ...named(person), isActive: person.deactivatedAt === null },
    site: named(site),
    others: places.filter(({ id }) => id !== site.id && countAt.has(id)).map(named),
    cases: rows.map((row) => toCaseloadRow(row, now)),
    total: countAt.get(site.id) ?? 0,
  };
}

const CASELOAD_ROW = {
  ...ROW,
  facts: { select: { allegesHarm: true, allegesAbuse: true, allegesNeglect: true } },
  requests: {
    where: { state: "open" },
    select: { dueAt: true, unit: { select: { name: true } } },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: 1,
  },
  waits: { where: { endedAt: null }, select: { until: true }, orderBy: { since: "desc" }, take: 1 },
} satisfies Prisma.CaseSelect;

type CaseloadData = Prisma.CaseGetPayload<{ select: typeof CASELOAD_ROW }>;

function toCaseloadRow(row: CaseloadData, now: Date): CaseloadRow {
  const { facts } = row;
  const allegesHarm = [facts?.allegesHarm, facts?.allegesAbuse, facts?.allegesNeglect].includes("yes");
  const { id, reference, about, severity, isEscalated, daysUnheard: unheard } = toRow(row, now);
  return {
    ...{ id, reference, about, severity, isEscalated, daysUnheard: unheard, nextDue: nextDueOf(row, now) },
    weight: weightOf({ severity, kind: row.kind, isEscalated, allegesHarm }),
  };
}

/** The earlier of the next answer that a unit owes and the end of what the case waits for. */
function nextDueOf({ requests: [request], waits: [wait], site }: CaseloadData, now: Date): CaseloadRow["nextDue"] {
  const today = dayIn(now, site.timeZone);
  const dues = [
    request && {
      day: dayIn(request.dueAt, site.timeZone),
      isLate: request.dueAt < now,
      what: `${request.unit.name} answers`,
    },
    wait?.until && { day: wait.until, isLate: wait.until < today, what: "To be looked at again" },
  ].filter((due) => due !== null && due !== undefined);
  const first = dues.toSorted((a, b) => a.day.getTime() - b.day.getTime())[0];
  return first ? { on: first.day.toISOString().slice(0, 10), isLate: first.isLate, what: first.what } : null;
}

/** What others handed over to the viewer and they have not acknowledged, the oldest first. */
export async function listHandoverNews(viewer: Viewer): Promise<HandoverNews[]> {
  const db = dbFor(viewer);
  const parts = await db.handoverPart.findMany({
    where: {
      toId: viewer.personId,
      seenAt: null,
      siteId: { in: sitesFor(viewer, "case.see") },
      handover: { undoneAt: null, byId: { not: viewer.personId } },
    },
    select: {
      id: true,
      caseIds: true,
      handover: {
        select: {
          ...{ reason: true, note: true, createdAt: true },
          by: { select: { name: true } },
          from: { select: { name: true } },
          site: { select: { timeZone: true } },
        },
      },
    },
    orderBy: { id: "asc" },
    take: 20,
  });
  const cases = await db.case.findMany({
    where: { AND: [{ id: { in: parts.flatMap(({ caseIds }) => caseIds) } }, casesVisibleTo(viewer)] },
    select: { id: true, reference: true, about: true },
    orderBy: [{ severity: "desc" }, { receivedAt: "asc" }, { id: "asc" }],
    take: 20 * MOST_HANDED_OVER,
  });
  return parts.map(({ id, caseIds, handover: { by, from, site, createdAt, reason, note } }) => ({
    ...{ partId: id, by: by.name, from: from.name, reason, note, at: createdAt.toISOString(), zone: site.timeZone },
    count: caseIds.length,
    cases: cases.filter((each) => caseIds.includes(each.id)).map(({ reference, about }) => ({ reference, about })),
  }));
}

/** A patient's cases that the viewer may see, newest first. */
export async function listCasesOfPatient(viewer: Viewer, patientId: string, now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [casesVisibleTo(viewer), { patientId, OR: [STANDS, { NOT: { mergedInto: { patientId } } }] }] },
    select: ROW,
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return rows.map((row) => toRow(row, now));
}

/** The reference itself when the viewer may open its case, else null. */
export async function findCaseReference(viewer: Viewer, reference: string): Promise<string | null> {
  const where = { AND: [{ reference }, casesVisibleTo(viewer)] };
  return (await dbFor(viewer).case.findFirst({ where, select: { reference: true } }))?.reference ?? null;
}

/** Cases among these references that the viewer may open, newest first. */
export async function listCasesByReference(viewer: Viewer, references: string[], now: Date): Promise<CaseRow[]> {
  if (references.length === 0) return [];
  return listFound(viewer, { reference: { in: references } }, now);
}

/** The latest cases of these patients that the viewer may open. */
export async function listCasesOfPatients(viewer: Viewer, patientIds: string[], now: Date): Promise<CaseRow[]> {
  if (patientIds.length === 0) return [];
  return listFound(viewer, { patientId: { in: patientIds } }, now);
}

async function listFound(viewer: Viewer, where: Prisma.CaseWhereInput, now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [where, casesVisibleTo(viewer)] },
    select: ROW,
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: FOUND_LIMIT,
  });
  return rows.map((row) => toRow(row, now));
}

export async function getCase(viewer: Viewer, reference: string, now: Date): Promise<CaseDetail> {
  const reading = readReference(reference);
  if (reading.kind !== "reference") throw new NotFound("This case");
  const db = dbFor(viewer);
  const row = await db.case.findFirst({
    where: { AND: [{ reference: reading.reference }, casesVisibleTo(viewer)] },
    select: {
      ...ROW,
      channel: true,
      reporterContact: true,
      words: true,
      wanted: true,
      unitId: true,
      ownerId: true,
      patientId: true,
      mergedIntoId: true,
      loggedAt: true,
      version: true,
      loggedBy: { select: { id: true, name: true } },
      answeredAt: true,
      answeredVia: true,
      _count: { select: { requests: { where: { state: "open" } } } },
      issues: { select: ISSUE, orderBy: { position: "asc" }, take: 100 },
      agreements: {
        select: { agreedAt: true, channel: true, remark: true, issueIds: true, by: { select: { name: true } } },
        orderBy: { agreedAt: "desc" },
        take: 1,
      },
      waits: {
        where: { endedAt: null },
        select: { for: true, reason: true, since: true, until: true },
        orderBy: { since: "desc" },
        take: 1,
      },
      closings: {
        where: { reopenedAt: null },
        select: CLOSING,
        orderBy: { closedAt: "desc" },
        take: 1,
      },
      escalations: { where: { answeredAt: null }, select: ESCALATION, take: 1 },
    },
  });
  if (!row) throw new NotFound("This case");
  const [patient, others] = await Promise.all([
    findPatient(viewer, row.patientId ?? undefined, now),
    row.patientId
      ? db.case.findMany({
          where: { AND: [{ patientId: row.patientId, id: { not: row.id } }, STANDS, casesVisibleTo(viewer)] },
          select: { reference: true, about: true, kind: true, state: true, receivedAt: true },
          orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
          take: 8,
        })
      : [],
  ]);
  const open = row.escalations[0] ?? null;
  const isMerged = row.mergedIntoId !== null;
  const facts = { siteId: row.site.id, state: row.state, ownerId: row.ownerId, escalation: open };
  return {
    ...toRow(row, now),
    channel: row.channel,
    reporterContact: row.reporterContact,
    words: row.words,
    wanted: row.wanted,
    unitId: row.unitId,
    isMerged,
    loggedAt: row.loggedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    loggedBy: row.loggedBy,
    version: row.version,
    patient,
    issues: row.issues.map(toIssue),
    ...standing(row),
    workflow: {
      ...{ kind: row.kind, reporterKind: row.reporterKind, ownerId: row.ownerId },
      isTold: row.answeredAt !== null,
      isEscalated: open !== null,
      openRequests: row._count.requests,
      issues: row.issues
        .filter(({ voidedAt }) => voidedAt === null)
        .map(({ id, finding, answer }) => ({ id, hasFinding: finding !== null, hasAnswer: answer !== null })),
    },
    moves: isMerged ? [] : movesOf(viewer, facts),
    escalation: open && toEscalation(open),
    otherCases: others.map(({ receivedAt, ...other }) => ({ ...other, receivedAt: receivedAt.toISOString() })),
    may: isMerged
      ? NOTHING
      : {
          work: canWorkCase(viewer, facts),
          assign: canAssignCase(viewer, facts),
          take: canTakeCase(viewer, facts),
          note: canAddNote(viewer, facts),
          answerEscalation: canAnswerEscalation(viewer, facts),
          escalate: canEscalateCase(viewer, facts),
          seePrivileged: canSeePrivileged(viewer, facts),
        },
  };
}

const NOTHING: CaseDetail["may"] = {
  ...{ work: false, assign: false, take: false, note: false },
  ...{ answerEscalation: false, escalate: false, seePrivileged: false },
};

const ISSUE = {
  id: true,
  position: true,
  summary: true,
  category: true,
  severity: true,
  stage: true,
  staffGroup: true,
  unitId: true,
  unit: { select: { name: true } },
  allegedHarm: true,
  foundHarm: true,
  finding: true,
  answer: true,
  whatChanged: true,
  voidedAt: true,
  voidReason: true,
} satisfies Prisma.IssueSelect;

const CLOSING = {
  outcome: true,
  summary: true,
  hasChanged: true,
  lesson: true,
  openRequestsReason: true,
  closedAt: true,
  closedBy: { select: { name: true } },
} satisfies Prisma.ClosingSelect;

type IssueRow = Prisma.IssueGetPayload<{ select: typeof ISSUE }>;

function toIssue({ unit, severity, allegedHarm, foundHarm, voidedAt: _, ...issue }: IssueRow): CaseIssue {
  return {
    ...issue,
    severity: severity as Severity,
    allegedHarm: allegedHarm as Harm | null,
    foundHarm: foundHarm as Harm | null,
    unit: unit?.name ?? null,
  };
}

type StandingRow = {
  answeredAt: Date | null;
  answeredVia: Channel | null;
  issues: IssueRow[];
  agreements: { agreedAt: Date; channel: Channel; remark: string | null; issueIds: string[]; by: { name: string } }[];
  waits: { for: WaitingFor; reason: string; since: Date; until: Date | null }[];
  closings: Prisma.ClosingGetPayload<{ select: typeof CLOSING }>[];
};

/** What a case's state rests on: the agreed list, the answer, whom it waits for, how it was closed. */
function standing({ answeredAt, answeredVia, issues, agreements, waits, closings }: StandingRow) {
  const [agreement] = agreements;
  const [wait] = waits;
  const [closing] = closings;
  const listed = issues.filter(({ voidedAt }) => voidedAt === null).map(({ id }) => id);
  return {
    answeredAt: answeredAt?.toISOString() ?? null,
    answeredVia,
    agreement: agreement
      ? {
          at: agreement.agreedAt.toISOString(),
          channel: agreement.channel,
          by: agreement.by.name,
          remark: agreement.remark,
          isCurrent:
            agreement.issueIds.length === listed.length && listed.every((id) => agreement.issueIds.includes(id)),
        }
      : null,
    wait: wait
      ? { ...wait, since: wait.since.toISOString(), until: wait.until?.toISOString().slice(0, 10) ?? null }
      : null,
    closing: closing
      ? (({ closedAt, closedBy, ...rest }) => ({ ...rest, at: closedAt.toISOString(), by: closedBy.name }))(closing)
      : null,
  };
}

/**
 * Cases that may be about the same thing: of the same patient, open or received in the last 30 days; or of the same unit in the last
 * three days in like words (trigram similarity of 0.3 or more). Suggested, never merged.
 */
export async function listPossibleDuplicates(
  viewer: Viewer,
  ask: DuplicateQuestion,
  now: Date,
): Promise<PossibleDuplicate[]> {
  const db = dbFor(viewer);
  const select = {
    reference: true,
    about: true,
    kind: true,
    receivedAt: true,
    unit: { select: { name: true } },
    patient: { select: { name: true } },
  } satisfies Prisma.CaseSelect;
  const order = [{ receivedAt: "desc" }, { id: "desc" }] satisfies Prisma.CaseOrderByWithRelationInput[];
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const ofPatient = ask.patientId
    ? await db.case.findMany({
        where: {
          AND: [
            casesVisibleTo(viewer),
            STANDS,
            {
              patientId: ask.patientId,
              OR: [{ closedAt: null }, { receivedAt: { gte: daysAgo(30) } }, { closedAt: { gte: daysAgo(30) } }],
            },
          ],
        },
        select,
        orderBy: order,
        take: 5,
      })
    : [];
  const alike =
    ask.unitId && ask.words && ask.words.length >= 12 ? await findAlike(viewer, ask.unitId, ask.words, daysAgo(3)) : [];
  const inUnit = await db.case.findMany({
    where: { AND: [casesVisibleTo(viewer), STANDS, { id: { in: alike } }] },
    select,
    orderBy: order,
    take: 5,
  });
  const seen = new Set<string>();
  return [
    ...ofPatient.map((row) => ({ row, why: "same patient" })),
    ...inUnit.map((row) => ({ row, why: "same unit, like words" })),
  ]
    .filter(({ row }) => !seen.has(row.reference) && seen.add(row.reference))
    .map(({ row, why }) => ({
      reference: row.reference,
      about: row.about,
      kind: row.kind,
      unit: row.unit?.name ?? null,
      patientName: row.patient?.name ?? null,
      receivedAt: row.receivedAt.toISOString(),
      why,
    }));
}

async function findAlike(viewer: Viewer, unitId: string, words: string, since: Date): Promise<string[]> {
  const siteIds = sitesFor(viewer, "case.see");
  if (siteIds.length === 0) return [];
  const rows = await dbFor(viewer).$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (
      SELECT "id", left("words", 1000) AS "words" FROM "Case"
      WHERE "unitId" = ${unitId}::uuid AND "receivedAt" >= ${since}
        AND "siteId" IN (${Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`))})
      ORDER BY "receivedAt" DESC LIMIT 100
    ) recent
    WHERE similarity(heard_fold("words"), heard_fold(${searchable(words).slice(0, 1000)})) >= 0.3
    LIMIT 5`;
  return rows.map(({ id }) => id);
}

const COLUMN = { received: "receivedAt", severity: "severity", updated: "updatedAt" } as const satisfies Record<
  QueueSort,
  string
>;

// A cursor that nobody was given starts the list at its beginning.
function seek(sort: QueueSort, order: "asc" | "desc", cursor: Cursor): Prisma.CaseWhereInput {
  const value = sort === "severity" ? SEVERITIES.find((severity) => severity === cursor.value) : cursorInstant(cursor);
  if (!value) return {};
  const beyond = order === "asc" ? "gt" : "lt";
  const column = COLUMN[sort];
  return { OR: [{ [column]: { [beyond]: value } }, { [column]: value, id: { [beyond]: cursor.id } }] };
}

function cursorAt(sort: QueueSort, row: RowData, direction: Cursor["direction"]): Cursor {
  const value = row[COLUMN[sort]];
  return { direction, value: value instanceof Date ? value.toISOString() : value, id: row.id };
}

function flip(order: "asc" | "desc"): "asc" | "desc" {
  return order === "asc" ? "desc" : "asc";
}

function toRow(row: RowData, now: Date): CaseRow {
  const { patient, site, severity } = row;
  const until = patient?.diedOn ?? (patient?.isDeceased ? null : dayIn(now, site.timeZone));
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    state: row.state,
    severity: severity as Severity,
    about: row.about,
    receivedAt: row.receivedAt.toISOString(),
    isEscalated: row.escalatedAt !== null,
    lastHeardAt: row.lastHeardAt?.toISOString() ?? null,
    daysUnheard: daysUnheard(row, now, site.timeZone),
    reporterKind: row.reporterKind,
    reporterName: row.reporterName,
    site: { id: site.id, name: site.name, zone: site.timeZone },
    unit: row.unit?.name ?? null,
    owner: row.owner,
    patient: patient && {
      name: patient.name,
      recordNumber: patient.recordNumber,
      age: patient.bornOn && until ? yearsBetween(patient.bornOn, until) : null,
    },
  };
}

function toEscalation(row: Prisma.EscalationGetPayload<{ select: typeof ESCALATION }>): CaseEscalation {
  return {
    id: row.id,
    level: row.level,
    reason: row.reason,
    answerBy: row.answerBy?.toISOString() ?? null,
    raisedBy: row.raisedBy,
    raisedAt: row.raisedAt.toISOString(),
    to: row.toPerson,
    answer: row.answer,
    answeredBy: row.answeredBy,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
