import "server-only";
import { cache } from "react";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { type CappedCount, capCount, decodeCursor, encodeCursor, type Page } from "@/lib/shared/page";
import { QUEUE_TABS, type QueueFilter, type QueueTab } from "../schema";
import { casesVisibleTo, changedBy } from "../scope";
import type { CaseRow, Triage, TriageRow } from "../types";
import { readPageRows } from "./page-rows";
import { cursorAt, findPlace } from "./queue-cursor";
import { doneWhere } from "./queue-done";
import { dueWhere } from "./queue-due";
import { type Asked, casesIn, columnOf, type Fact, type Reach, reachOf } from "./queue-facts";
import { isOfIssues, issuesWhere } from "./queue-issues";
import { goOnBeyond, merged, type Place, type Reads, readPlaces, splitFacts, type Way } from "./queue-order";
import { inDays, instantsDue, isOfRunning, unheardBefore } from "./queue-times";
import { ESCALATION, ROW, STANDS, toEscalation, toRow } from "./rows";

export const PAGE_SIZE = 50;
const COUNT_CAP = 999;
const TAB_CAP = 99;
/** So many are put in order where an index alone tells all that it takes. */
const MOST_IN_INDEX = 10_000;

// What somebody has at once is little, and has an index of its own.
const TAB_WHERE: Record<QueueTab, (viewer: Viewer) => Prisma.CaseWhereInput> = {
  mine: (viewer) => ({ ownerId: viewer.personId, closedAt: null }),
  unassigned: () => ({ ownerId: null, isOpen: true }),
  escalated: () => ({ escalatedAt: { not: null }, isOpen: true }),
  open: () => ({ isOpen: true }),
  closed: () => ({ isOpen: false }),
  all: () => ({}),
};

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
    filter.unit && !isOfIssues(filter) ? unitAmong(filter.unit) : {},
    filter.owner ? ownerAmong(viewer, filter.owner) : {},
    tag ? { tags: { some: { tagId: among(tag), removedAt: null } } } : {},
    filter.run ? changedBy(filter.run) : {},
    ...issuesWhere(filter),
    { waitingFor: among(waiting), language: among(language) },
    filter.escalated ? { escalatedAt: filter.escalated === "yes" ? { not: null } : null } : {},
    clock && now ? { nextDueAt: instantsDue(clock, now) } : {},
    unheard && now
      ? {
          OR: viewer.sites.map((place) => ({
            siteId: place.id,
            unheardSince: { lt: unheardBefore(place, unheard, now) },
          })),
        }
      : {},
    from || to
      ? { OR: viewer.sites.map((place) => ({ siteId: place.id, receivedAt: inDays(place, { from, to }) })) }
      : {},
    ...dueWhere(viewer, filter),
    ...doneWhere(viewer, filter),
    updatedFrom || updatedTo
      ? {
          OR: viewer.sites.map((place) => ({
            siteId: place.id,
            updatedAt: inDays(place, { from: updatedFrom, to: updatedTo }),
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

/** How many a list holds in each of its stretches, up to the cap. */
async function countEach(db: Reads, reach: Reach, cap: number): Promise<number[]> {
  const [counts = []] = await countEachOf(db, [reach], cap);
  return counts;
}

/** The same of several lists, in one question. */
async function countEachOf(db: Reads, reaches: Reach[], cap: number): Promise<number[][]> {
  const parts = reaches.map((reach) => countsOf(reach, cap));
  if (parts.flat().length === 0) return parts.map(() => []);
  const [row] = await db.$queryRaw<{ each: number[] }[]>`SELECT ARRAY[${Prisma.join(parts.flat())}] AS "each"`;
  if (!row) throw new Error("A count came back without its row.");
  return parts.map((of, at) => {
    const before = parts.slice(0, at).flat().length;
    return row.each.slice(before, before + of.length);
  });
}

/**
 * Of all, or of one fact, cases are counted in the order of an index that holds them one after the other, so that this is read and not the
 * table, nor any that holds others between them.
 */
function countsOf({ stretches, facts }: Reach, cap: number): Prisma.Sql[] {
  const range = rangeAlone(facts);
  const inOrder =
    facts.length > 0 && !range && !(facts.length === 1 && facts[0]?.isLed)
      ? Prisma.empty
      : Prisma.sql`ORDER BY ${columnOf(range ?? "receivedAt")} DESC`;
  return stretches.map(
    (stretch) => Prisma.sql`(SELECT count(*)::int FROM (
      SELECT ${casesIn(stretch, facts, { isByArrival: true })} ${inOrder} LIMIT ${cap + 1}
    ) n)`,
  );
}

/** The column of which a range is asked for and nothing else. */
function rangeAlone([only, ...more]: Fact[]): string | undefined {
  return more.length === 0 && only?.isLed === undefined ? only?.column : undefined;
}

/** How many cases of some sites a list holds, capped; without sites of all that the viewer sees. */
export async function countView(
  viewer: Viewer,
  db: Reads,
  { tab, filter, sites, cap }: { tab: QueueTab; filter: Asked; sites?: string[]; cap: number },
): Promise<CappedCount> {
  const { stretches, facts } = reachOf(viewer, tab, filter);
  const asked = stretches.filter(({ site }) => !sites || sites.includes(site.id));
  return capCount(sumOf(await countEach(db, { stretches: asked, facts }, cap)), cap);
}

const sumOf = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

type Cut = Omit<Parameters<typeof readPlaces>[2], "ways">;

/**
 * A page of a list, and how much that holds. Where an index holds what is asked for in the order that is asked for, it is read from there. Else
 * each stretch is counted first: where fewer fit than are counted, those are found and put in order, for in the order of an index rows would be
 * passed over until the last of the few is found; where more fit, a window of that order has a page of them, unless they bunch elsewhere.
 */
async function readPage(db: Reads, reach: Reach, cut: Cut): Promise<[Place[], CappedCount]> {
  if (splitFacts(reach.facts, cut.sort).sought.length === 0) {
    const [found, counts] = await Promise.all([
      readPlaces(db, reach, { ...cut, ways: () => "walk" }),
      countEach(db, reach, COUNT_CAP),
    ]);
    return [merged(found, cut), capCount(sumOf(counts), COUNT_CAP)];
  }
  // The index of a range holds the arrival too.
  const most = cut.sort === "received" && rangeAlone(reach.facts) ? MOST_IN_INDEX : COUNT_CAP;
  const counts = await countEach(db, reach, most);
  const total = capCount(sumOf(counts), COUNT_CAP);
  const holding = reach.stretches.filter((_, at) => counts[at] !== 0);
  const ways = counts.filter((count) => count !== 0).map((count): Way => (count > most ? "window" : "sort"));
  const found = await readPlaces(db, { ...reach, stretches: holding }, { ...cut, ways: (at) => ways[at] ?? "sort" });
  const short = holding.filter((_, at) => ways[at] === "window" && (found[at]?.length ?? 0) < cut.take);
  if (short.length === 0) return [merged(found, cut), total];
  const goOn = await goOnBeyond(db, { ...reach, stretches: short }, cut);
  const bunched = short.filter((_, at) => goOn[at]);
  const rest = found.filter((_, at) => !bunched.some((stretch) => stretch === holding[at]));
  return [merged([...rest, ...(await readBunched(db, { ...reach, stretches: bunched }, cut))], cut), total];
}

/** Of stretches in which a window had no page: in a wide one where very many fit; else, and where that has none either, of all that fit. */
async function readBunched(db: Reads, reach: Reach, cut: Cut): Promise<Place[][]> {
  const counts = await countEach(db, reach, MOST_IN_INDEX);
  const [many, few] = [true, false].map((isMany) => ({
    ...reach,
    stretches: reach.stretches.filter((_, at) => (counts[at] ?? 0) > MOST_IN_INDEX === isMany),
  })) as [Reach, Reach];
  const wide = await readPlaces(db, many, { ...cut, ways: () => "wide" });
  const isShort = (at: number) => (wide[at]?.length ?? 0) < cut.take;
  const last = { ...reach, stretches: [...few.stretches, ...many.stretches.filter((_, at) => isShort(at))] };
  return [...wide.filter((_, at) => !isShort(at)), ...(await readPlaces(db, last, { ...cut, ways: () => "sort" }))];
}

/** `isLost`: it was asked for by a place that is none of this list in this order, so it is the first. */
export type QueuePage = Page<CaseRow> & { isLost: boolean };

/** One page of the queue in the order asked for; ties fall to the id. */
export async function listCases(viewer: Viewer, tab: QueueTab, filter: QueueFilter, now: Date): Promise<QueuePage> {
  const { sort } = filter;
  const db = dbFor(viewer);
  const cursor = decodeCursor(filter.page);
  const from = await findPlace(db, viewer, { cursor, sort, order: filter.order });
  const isBackward = from !== null && cursor?.direction === "before";
  const order = isBackward ? flip(filter.order) : filter.order;
  const reach = reachOf(viewer, tab, { ...filter, now });
  const [found, total] = await readPage(db, reach, { sort, order, from, take: PAGE_SIZE + 1 });
  // Everything beyond the cursor has left this list meanwhile: better its beginning than an empty page.
  if (from && found.length === 0)
    return { ...(await listCases(viewer, tab, { ...filter, page: undefined }, now)), isLost: true };
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
    next: hasNext && last ? encodeCursor(cursorAt(filter, last, "after")) : null,
    previous: hasPrevious && first ? encodeCursor(cursorAt(filter, first, "before")) : null,
    total,
    isLost: Boolean(filter.page) && from === null,
  };
}

/** How many each of these lists of the viewer's holds, up to the cap, in one question. */
export async function countLists<const Lists extends readonly (Asked & { tab: QueueTab })[]>(
  viewer: Viewer,
  lists: Lists,
  cap: number,
): Promise<{ [At in keyof Lists]: CappedCount }> {
  const reaches = lists.map(({ tab, ...filter }) => reachOf(viewer, tab, filter));
  const counts = await countEachOf(dbFor(viewer), reaches, cap);
  return counts.map((each) => capCount(sumOf(each), cap)) as { [At in keyof Lists]: CappedCount };
}

/** Capped counts for the queue's tabs. */
export async function countTabs(viewer: Viewer, tabs: readonly QueueTab[]): Promise<Record<QueueTab, CappedCount>> {
  const counts = await countEveryTab(viewer);
  return Object.fromEntries(tabs.map((tab) => [tab, capCount(counts[tab], TAB_CAP)])) as Record<QueueTab, CappedCount>;
}

/** All in one question; asked once for the rail and for the queue's tabs of a page. */
const countEveryTab = cache(async (viewer: Viewer): Promise<Record<QueueTab, number>> => {
  const reaches = QUEUE_TABS.map((tab) => reachOf(viewer, tab, {}));
  const counts = await countEachOf(dbFor(viewer), reaches, TAB_CAP);
  return Object.fromEntries(QUEUE_TABS.map((tab, at) => [tab, sumOf(counts[at] ?? [])])) as Record<QueueTab, number>;
});

/** What waits for somebody to decide: unassigned, the serious first, and escalated; the oldest first; at most 50 of each. */
export async function listTriage(viewer: Viewer, now: Date): Promise<Triage> {
  const db = dbFor(viewer);
  const site = sitesFor(viewer, "case.assign");
  const decided = { siteId: { in: site } };
  const select = {
    ...ROW,
    channel: true,
    escalations: { where: { answeredAt: null }, select: ESCALATION, take: 1 },
  } as const;
  const [unassigned, escalated, counts] = await Promise.all([
    db.case.findMany({
      where: { AND: [queueWhere(viewer, "unassigned", {}), decided, { escalatedAt: null }] },
      select,
      orderBy: [{ severity: "desc" }, { receivedAt: "asc" }, { id: "asc" }],
      take: PAGE_SIZE,
    }),
    db.case.findMany({
      where: { AND: [queueWhere(viewer, "escalated", {}), decided] },
      select,
      orderBy: [{ escalatedAt: "asc" }, { id: "asc" }],
      take: PAGE_SIZE,
    }),
    countLists(
      viewer,
      [
        { tab: "unassigned", escalated: "no", site },
        { tab: "escalated", site },
      ],
      COUNT_CAP,
    ),
  ]);
  const toTriage = (row: (typeof unassigned)[number]): TriageRow => {
    const [escalation] = row.escalations;
    return { ...toRow(row, now), channel: row.channel, escalation: escalation ? toEscalation(escalation) : null };
  };
  return {
    unassigned: unassigned.map(toTriage),
    escalated: escalated.map(toTriage),
    counts: { unassigned: counts[0], escalated: counts[1] },
  };
}

function flip(order: "asc" | "desc"): "asc" | "desc" {
  return order === "asc" ? "desc" : "asc";
}
