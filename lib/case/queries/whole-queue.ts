import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { Prisma, type Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { QueueFilter, QueueTab } from "../schema";
import { casesVisibleTo } from "../scope";
import type { CaseRow } from "../types";
import { countView } from "./queue";
import { columnOf, type Reach, reachOf } from "./queue-facts";
import { merged, type Place, readPlaces } from "./queue-order";
import { ROW, STANDS, toRow } from "./rows";

const ROWS_AT_ONCE = 250;
/** More than any database of cases holds. */
const EVERY = 1_000_000_000;

/** All of the queue, not a page of it: that of some sites, or of these the selected cases. */
export type WholeQueue = { tab: QueueTab; filter: QueueFilter; caseIds: string[]; sites: string[]; now: Date };

type Reads = Pick<Tx, "case" | "$queryRaw">;

/** How many cases there are, up to `atMost`. */
export async function countQueue(
  viewer: Viewer,
  db: Reads,
  { atMost = EVERY, tab, filter, caseIds, sites, now }: WholeQueue & { atMost?: number },
): Promise<number> {
  if (caseIds.length > 0)
    return db.case.count({ where: { AND: [selectedWhere(viewer, caseIds), { siteId: { in: sites } }] } });
  const { count } = await countView(viewer, db, { tab, filter: { ...filter, now }, sites, cap: atMost });
  return count;
}

/** All of them in the order of the list, some at a time, by the query that turns its pages: each takes as long as the first. */
export async function* readQueue(viewer: Viewer, db: Reads, queue: WholeQueue): AsyncGenerator<CaseRow[]> {
  const { tab, filter, caseIds, sites, now } = queue;
  const { sort, order } = filter;
  const reach =
    caseIds.length > 0
      ? selectedReach(viewer, { caseIds, sites })
      : ofSites(reachOf(viewer, tab, { ...filter, now }), sites);
  // Of what is selected there is no more than is put in order at once.
  const ways = () => (caseIds.length > 0 ? ("sort" as const) : ("walk" as const));
  let from: Place | null = null;
  for (;;) {
    const cut = { sort, order, from, take: ROWS_AT_ONCE };
    const places: Place[] = merged(await readPlaces(db, reach, { ...cut, ways }), cut);
    if (places.length > 0) yield await readRows(viewer, db, places, now);
    from = places.at(-1) ?? null;
    if (!from || places.length < ROWS_AT_ONCE) return;
  }
}

function ofSites({ stretches, facts }: Reach, sites: string[]): Reach {
  return { facts, stretches: stretches.filter(({ site }) => sites.includes(site.id)) };
}

function selectedReach(viewer: Viewer, { caseIds, sites }: Pick<WholeQueue, "caseIds" | "sites">): Reach {
  const seen = viewer.sites.filter(({ id }) => sitesFor(viewer, "case.see").includes(id) && sites.includes(id));
  const sql = Prisma.sql`${columnOf("id")} = ANY(${caseIds}::uuid[])`;
  return { facts: [{ sql: () => sql }], stretches: seen.map((site) => ({ site, isOpen: null })) };
}

// Whoever selects cases means these, also where one has left the filters since.
function selectedWhere(viewer: Viewer, caseIds: string[]): Prisma.CaseWhereInput {
  return { AND: [casesVisibleTo(viewer), STANDS, { id: { in: caseIds } }] };
}

async function readRows(viewer: Viewer, db: Reads, places: Place[], now: Date): Promise<CaseRow[]> {
  const rows = await db.case.findMany({
    where: { AND: [casesVisibleTo(viewer), { id: { in: places.map(({ id }) => id) } }] },
    select: ROW,
    take: places.length,
  });
  const byId = new Map(rows.map((row) => [row.id, toRow(row, now)]));
  return places.flatMap(({ id }) => byId.get(id) ?? []);
}
