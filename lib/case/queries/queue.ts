import "server-only";
import { cache } from "react";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer, ViewerSite } from "@/lib/platform/viewer";
import { dayIn, isoDay, nextDay, startOfDay } from "@/lib/shared/dates";
import { type CappedCount, capCount, decodeCursor, encodeCursor, type Page } from "@/lib/shared/page";
import { QUEUE_FILTER_KEYS, QUEUE_TABS, type QueueClock, type QueueFilter, type QueueTab } from "../schema";
import { casesVisibleTo, changedBy } from "../scope";
import type { CaseRow, Triage, TriageRow } from "../types";
import { readPageRows } from "./page-rows";
import {
  cursorAt,
  findPlace,
  inOrder,
  type Place,
  type Reads,
  readPlaces,
  readUnordered,
  type Stretch,
} from "./queue-order";
import { ESCALATION, ROW, STANDS, toEscalation, toRow } from "./rows";

export const PAGE_SIZE = 50;
const COUNT_CAP = 999;
const TAB_CAP = 99;

// What somebody has at once is little, and has an index of its own.
const TAB_WHERE: Record<QueueTab, (viewer: Viewer) => Prisma.CaseWhereInput> = {
  mine: (viewer) => ({ ownerId: viewer.personId, closedAt: null }),
  unassigned: () => ({ ownerId: null, isOpen: true }),
  escalated: () => ({ escalatedAt: { not: null }, isOpen: true }),
  open: () => ({ isOpen: true }),
  closed: () => ({ isOpen: false }),
  all: () => ({}),
};

type Asked = Partial<QueueFilter> & { now?: Date };

/** The one predicate behind a queue page, its count and its tabs. */
export function queueWhere(viewer: Viewer, tab: QueueTab, filter: Asked): Prisma.CaseWhereInput {
  return { AND: [casesVisibleTo(viewer), TAB_WHERE[tab](viewer), STANDS, ...filterWhere(viewer, tab, filter)] };
}

function filterWhere(viewer: Viewer, tab: QueueTab, filter: Asked): Prisma.CaseWhereInput[] {
  const { kind, severity, state, channel, site, reporter, clock, now, unheard, tag, waiting, language } = filter;
  const { from, to, updatedFrom, updatedTo } = filter;
  return [
    // Not said again where the tab says it: the planner takes each for another that leaves few.
    isOfRunning(filter) && (tab === "all" || tab === "closed") ? { isOpen: true } : {},
    { kind: among(kind), severity: among(severity), state: among(state), channel: among(channel) },
    { siteId: among(site), reporterKind: among(reporter) },
    filter.unit ? unitAmong(filter.unit) : {},
    filter.owner ? ownerAmong(viewer, filter.owner) : {},
    tag ? { tags: { some: { tagId: among(tag), removedAt: null } } } : {},
    waiting ? { waits: { some: { for: among(waiting), endedAt: null } } } : {},
    filter.run ? changedBy(filter.run) : {},
    language ? { patient: { language: { in: language } } } : {},
    filter.escalated ? { escalatedAt: filter.escalated === "yes" ? { not: null } : null } : {},
    clock && now ? { nextDueAt: dueWithin(clock, now) } : {},
    unheard && now ? { OR: viewer.sites.map((place) => unheardFor(place, unheard, now)) } : {},
    from || to
      ? { OR: viewer.sites.map((place) => ({ siteId: place.id, receivedAt: days(place, { from, to }) })) }
      : {},
    updatedFrom || updatedTo
      ? {
          OR: viewer.sites.map((place) => ({
            siteId: place.id,
            updatedAt: days(place, { from: updatedFrom, to: updatedTo }),
          })),
        }
      : {},
  ];
}

/** Whether a filter asks for something that only an open case has. */
function isOfRunning({ clock, unheard, now }: Asked): boolean {
  return now !== undefined && (clock !== undefined || unheard !== undefined);
}

// Of one value it is said that it is that: an index then keeps the order of what comes after it.
function among<T>(values: T[] | undefined): T | { in: T[] } | undefined {
  const [first] = values ?? [];
  return values && values.length > 1 ? { in: values } : first;
}

function unitAmong(units: string[]): Prisma.CaseWhereInput {
  const ids = units.filter((unit) => unit !== "none");
  if (ids.length === units.length) return { unitId: among(ids) };
  return ids.length === 0 ? { unitId: null } : { OR: [{ unitId: null }, { unitId: { in: ids } }] };
}

function ownerAmong(viewer: Viewer, owners: string[]): Prisma.CaseWhereInput {
  const ids = owners.filter((owner) => owner !== "nobody").map((owner) => (owner === "me" ? viewer.personId : owner));
  if (ids.length === owners.length) return { ownerId: among(ids) };
  return ids.length === 0 ? { ownerId: null } : { OR: [{ ownerId: null }, { ownerId: { in: ids } }] };
}

const AT_RISK_MS = 48 * 3_600_000;

/** What runs out within 48 hours, or has run out: everything up to and with the instant itself is in time. */
function dueWithin(clock: QueueClock, now: Date): Prisma.DateTimeFilter<"Case"> {
  return clock === "late" ? { lt: now } : { gte: now, lte: new Date(now.getTime() + AT_RISK_MS) };
}

/** Days are those of each case's own site. */
function days({ timeZone }: ViewerSite, { from, to }: Pick<QueueFilter, "from" | "to">): Prisma.DateTimeFilter<"Case"> {
  return {
    gte: from ? startOfDay(from, timeZone) : undefined,
    lt: to ? startOfDay(nextDay(to), timeZone) : undefined,
  };
}

/** As the list counts the days since they heard. */
function unheardFor({ id, timeZone }: ViewerSite, atLeast: number, now: Date): Prisma.CaseWhereInput {
  const first = isoDay(new Date(dayIn(now, timeZone).getTime() - atLeast * 86_400_000));
  return { siteId: id, unheardSince: { lt: startOfDay(first, timeZone) } };
}

/**
 * The stretches of an index in which a view lies: of each site that is asked for, what is open and what is closed. Where it can hold
 * nothing is not looked: the planner would look there for long.
 */
export function stretchesOf(viewer: Viewer, tab: QueueTab, filter: Asked): Stretch[] {
  const { site, state, waiting, escalated } = filter;
  const runs = isOfRunning(filter);
  const sites = sitesFor(viewer, "case.see").filter((id) => !site || site.includes(id));
  if ((tab !== "all" && tab !== "closed") || runs) return sites.map((siteId) => ({ siteId }));
  const mayBeOpen = tab === "all" && (!state || state.some((one) => one !== "closed"));
  const mayBeClosed = !waiting && escalated !== "yes" && (!state || state.includes("closed"));
  return sites.flatMap((siteId) => [
    ...(mayBeOpen ? [{ siteId, isOpen: true }] : []),
    ...(mayBeClosed ? [{ siteId, isOpen: false }] : []),
  ]);
}

/** How many a view holds: counted in each stretch by itself, up to the cap and in an order, so that an index is read and not the table. */
async function countIn(
  db: Reads,
  { stretches, where, cap }: { stretches: Stretch[]; where: Prisma.CaseWhereInput; cap: number },
): Promise<CappedCount> {
  const counts = await Promise.all(
    stretches.map((stretch) =>
      db.case.count({ where: { AND: [stretch, where] }, orderBy: { receivedAt: "desc" }, take: cap + 1 }),
    ),
  );
  return capCount(sumOf(counts), cap);
}

/** How many cases of some sites a view holds, capped; without sites of all that the viewer sees. */
export async function countView(
  viewer: Viewer,
  db: Reads,
  { tab, filter, sites, cap }: { tab: QueueTab; filter: Asked; sites?: string[]; cap: number },
): Promise<CappedCount> {
  const stretches = stretchesOf(viewer, tab, filter).filter(({ siteId }) => !sites || sites.includes(siteId));
  return countIn(db, { stretches, where: queueWhere(viewer, tab, filter), cap });
}

/** Whether a view leaves out some of what its tab holds, other than by site. */
function isNarrowed(filter: QueueFilter): boolean {
  return QUEUE_FILTER_KEYS.some((key) => key !== "site" && filter[key] !== undefined);
}

/**
 * A page of what filters leave. Where they leave fewer than are counted, those are found first and put in order then: in the order of an
 * index, rows would be passed over until the last of the few is found. Where they leave more, an index in that order soon has a page.
 */
async function readNarrowed(
  db: Reads,
  stretches: Stretch[],
  asked: Omit<Parameters<typeof readPlaces>[1], "stretches">,
): Promise<[Place[], CappedCount]> {
  const { where, sort } = asked;
  const found = await Promise.all(
    stretches.map((stretch) => readUnordered(db, { stretch, where, sort, take: COUNT_CAP + 1 })),
  );
  const isFew = found.map((places) => places.length <= COUNT_CAP);
  const many = stretches.filter((_, at) => !isFew[at]);
  const few = found.filter((_, at) => isFew[at]).flat();
  const places = inOrder([...few, ...(await readPlaces(db, { ...asked, stretches: many }))], asked);
  return [places, capCount(sumOf(found.map((each) => each.length)), COUNT_CAP)];
}

const sumOf = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

/** One page of the queue in the order asked for; ties fall to the id. */
export async function listCases(viewer: Viewer, tab: QueueTab, filter: QueueFilter, now: Date): Promise<Page<CaseRow>> {
  const { sort } = filter;
  const db = dbFor(viewer);
  const cursor = decodeCursor(filter.page);
  const from = await findPlace(db, { cursor, sort, visible: casesVisibleTo(viewer) });
  const where = queueWhere(viewer, tab, { ...filter, now });
  const isBackward = from !== null && cursor?.direction === "before";
  const order = isBackward ? flip(filter.order) : filter.order;
  const stretches = stretchesOf(viewer, tab, { ...filter, now });
  const asked = { where, sort, order, from, take: PAGE_SIZE + 1 };
  const [found, total] = isNarrowed(filter)
    ? await readNarrowed(db, stretches, asked)
    : await Promise.all([readPlaces(db, { ...asked, stretches }), countIn(db, { stretches, where, cap: COUNT_CAP })]);
  // Everything beyond the cursor has left this view meanwhile: better its beginning than an empty page.
  if (from && found.length === 0) return listCases(viewer, tab, { ...filter, page: undefined }, now);
  const hasMore = found.length > PAGE_SIZE;
  const places = found.slice(0, PAGE_SIZE);
  if (isBackward) places.reverse();
  const first = places[0];
  const last = places.at(-1);
  const hasNext = isBackward ? true : hasMore;
  const hasPrevious = isBackward ? hasMore : from !== null;
  return {
    rows: await readPageRows(
      viewer,
      places.map(({ id }) => id),
      now,
    ),
    next: hasNext && last ? encodeCursor(cursorAt(sort, last, "after")) : null,
    previous: hasPrevious && first ? encodeCursor(cursorAt(sort, first, "before")) : null,
    total,
  };
}

/** Capped counts for the queue's tabs. */
export async function countTabs(viewer: Viewer, tabs: readonly QueueTab[]): Promise<Record<QueueTab, CappedCount>> {
  const counts = await countEveryTab(viewer);
  return Object.fromEntries(tabs.map((tab) => [tab, capCount(counts[tab], TAB_CAP)])) as Record<QueueTab, CappedCount>;
}

/** The tabs' predicate once more, all in one question; asked once for the rail and for the queue's tabs of a page. */
const countEveryTab = cache(async (viewer: Viewer): Promise<Record<QueueTab, number>> => {
  const siteIds = sitesFor(viewer, "case.see");
  const counted = QUEUE_TABS.map(
    (tab) => Prisma.sql`(SELECT count(*)::int FROM (
      SELECT FROM "Case" WHERE "siteId" = ANY(${siteIds}::uuid[]) AND "mergedIntoId" IS NULL AND ${tabSql(tab, viewer)} LIMIT ${TAB_CAP + 1}
    ) c) AS ${Prisma.raw(tab)}`,
  );
  const [counts] = await dbFor(viewer).$queryRaw<Record<QueueTab, number>[]>`SELECT ${Prisma.join(counted)}`;
  if (!counts) throw new Error("A count came back without its row.");
  return counts;
});

function tabSql(tab: QueueTab, viewer: Viewer): Prisma.Sql {
  switch (tab) {
    case "mine":
      return Prisma.sql`"ownerId" = ${viewer.personId}::uuid AND "closedAt" IS NULL`;
    case "unassigned":
      return Prisma.sql`"ownerId" IS NULL AND "isOpen"`;
    case "escalated":
      return Prisma.sql`"escalatedAt" IS NOT NULL AND "isOpen"`;
    case "open":
      return Prisma.sql`"isOpen"`;
    case "closed":
      return Prisma.sql`NOT "isOpen"`;
    case "all":
      return Prisma.sql`true`;
    default:
      return tab satisfies never;
  }
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

function flip(order: "asc" | "desc"): "asc" | "desc" {
  return order === "asc" ? "desc" : "asc";
}
