import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer, ViewerSite } from "@/lib/platform/viewer";
import { dayIn, isoDay, nextDay, startOfDay } from "@/lib/shared/dates";
import { type CappedCount, capCount, decodeCursor, encodeCursor, type Page } from "@/lib/shared/page";
import type { QueueClock, QueueFilter, QueueTab } from "../schema";
import { casesVisibleTo } from "../scope";
import type { CaseRow, Triage, TriageRow } from "../types";
import { cursorAt, findPlace, readPlaces } from "./queue-order";
import { ESCALATION, ROW, STANDS, toEscalation, toRow } from "./rows";

export const PAGE_SIZE = 50;
const COUNT_CAP = 999;
const TAB_CAP = 99;

const TAB_WHERE: Record<QueueTab, (viewer: Viewer) => Prisma.CaseWhereInput> = {
  mine: (viewer) => ({ ownerId: viewer.personId, closedAt: null }),
  unassigned: () => ({ ownerId: null, closedAt: null }),
  escalated: () => ({ escalatedAt: { not: null }, closedAt: null }),
  open: () => ({ closedAt: null }),
  closed: () => ({ closedAt: { not: null } }),
  all: () => ({}),
};

/** The one predicate behind a queue page, its count and its tabs. */
export function queueWhere(
  viewer: Viewer,
  tab: QueueTab,
  filter: Partial<QueueFilter> & { now?: Date },
): Prisma.CaseWhereInput {
  return { AND: [casesVisibleTo(viewer), TAB_WHERE[tab](viewer), STANDS, ...filterWhere(viewer, filter)] };
}

function filterWhere(viewer: Viewer, filter: Partial<QueueFilter> & { now?: Date }): Prisma.CaseWhereInput[] {
  const { kind, severity, state, channel, site, reporter, clock, now, unheard, tag, waiting, language } = filter;
  const { from, to, updatedFrom, updatedTo } = filter;
  return [
    { kind: among(kind), severity: among(severity), state: among(state), channel: among(channel) },
    { siteId: among(site), reporterKind: among(reporter) },
    filter.unit ? unitAmong(filter.unit) : {},
    filter.owner ? ownerAmong(viewer, filter.owner) : {},
    tag ? { tags: { some: { tagId: among(tag), removedAt: null } } } : {},
    waiting ? { waits: { some: { for: among(waiting), endedAt: null } } } : {},
    language ? { patient: { language: { in: language } } } : {},
    filter.escalated ? { escalatedAt: filter.escalated === "yes" ? { not: null } : null } : {},
    clock && now ? { closedAt: null, nextDueAt: dueWithin(clock, now) } : {},
    unheard && now ? { closedAt: null, OR: viewer.sites.map((place) => unheardFor(place, unheard, now)) } : {},
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

/** One page of the queue in the order asked for; ties fall to the id. */
export async function listCases(viewer: Viewer, tab: QueueTab, filter: QueueFilter, now: Date): Promise<Page<CaseRow>> {
  const { sort } = filter;
  const db = dbFor(viewer);
  const cursor = decodeCursor(filter.page);
  const from = await findPlace(db, { cursor, sort, visible: casesVisibleTo(viewer) });
  const where = queueWhere(viewer, tab, { ...filter, now });
  const isBackward = from !== null && cursor?.direction === "before";
  const order = isBackward ? flip(filter.order) : filter.order;
  const sites = sitesFor(viewer, "case.see");
  const [found, total] = await Promise.all([
    readPlaces(db, { where, sites, sort, order, from, take: PAGE_SIZE + 1 }),
    db.case.count({ where, take: COUNT_CAP + 1 }),
  ]);
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
    rows: await readRows(viewer, places, now),
    next: hasNext && last ? encodeCursor(cursorAt(sort, last, "after")) : null,
    previous: hasPrevious && first ? encodeCursor(cursorAt(sort, first, "before")) : null,
    total: capCount(total, COUNT_CAP),
  };
}

async function readRows(viewer: Viewer, places: { id: string }[], now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [casesVisibleTo(viewer), { id: { in: places.map(({ id }) => id) } }] },
    select: ROW,
    take: PAGE_SIZE,
  });
  const byId = new Map(rows.map((row) => [row.id, toRow(row, now)]));
  return places.flatMap(({ id }) => byId.get(id) ?? []);
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

function flip(order: "asc" | "desc"): "asc" | "desc" {
  return order === "asc" ? "desc" : "asc";
}
