import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer, ViewerSite } from "@/lib/platform/viewer";
import { nextDay, startOfDay } from "@/lib/shared/dates";
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
  const { kind, clock, now, state, severity, channel, site, unit, owner, tag, from, to } = filter;
  return {
    AND: [
      casesVisibleTo(viewer),
      TAB_WHERE[tab](viewer),
      STANDS,
      { kind: kind && { in: kind }, state, severity, channel, siteId: site, unitId: unit, ownerId: owner },
      tag ? { tags: { some: { tagId: tag, removedAt: null } } } : {},
      clock && now ? { closedAt: null, nextDueAt: dueWithin(clock, now) } : {},
      from || to ? { OR: viewer.sites.map((place) => receivedAt(place, { from, to })) } : {},
    ],
  };
}

const AT_RISK_MS = 48 * 3_600_000;

/** What runs out within 48 hours, or has run out: everything up to and with the instant itself is in time. */
function dueWithin(clock: QueueClock, now: Date): Prisma.DateTimeFilter<"Case"> {
  return clock === "late" ? { lt: now } : { gte: now, lte: new Date(now.getTime() + AT_RISK_MS) };
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
