import "server-only";
import type { Prisma, Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { QueueFilter, QueueTab } from "../schema";
import { casesVisibleTo } from "../scope";
import type { CaseRow } from "../types";
import { queueWhere } from "./queue";
import { type Place, readPlaces } from "./queue-order";
import { ROW, STANDS, toRow } from "./rows";

const ROWS_AT_ONCE = 250;

/** All of the queue, not a page of it: that of some sites, or of these the selected cases. */
export type WholeQueue = { tab: QueueTab; filter: QueueFilter; caseIds: string[]; sites: string[]; now: Date };

type Reads = Pick<Tx, "case">;

/** How many cases there are, up to `atMost`. */
export async function countQueue(
  viewer: Viewer,
  db: Reads,
  { atMost, ...queue }: WholeQueue & { atMost?: number },
): Promise<number> {
  const where = { AND: [{ siteId: { in: queue.sites } }, wholeWhere(viewer, queue)] };
  return db.case.count({ where, take: atMost });
}

/** All of them in the order of the list, some at a time, by the query that turns its pages: each takes as long as the first. */
export async function* readQueue(viewer: Viewer, db: Reads, queue: WholeQueue): AsyncGenerator<CaseRow[]> {
  const { sites, now } = queue;
  const { sort, order } = queue.filter;
  const where = wholeWhere(viewer, queue);
  let from: Place | null = null;
  for (;;) {
    const places: Place[] = await readPlaces(db, { where, sites, sort, order, from, take: ROWS_AT_ONCE });
    if (places.length > 0) yield await readRows(viewer, db, places, now);
    from = places.at(-1) ?? null;
    if (!from || places.length < ROWS_AT_ONCE) return;
  }
}

function wholeWhere(viewer: Viewer, { tab, filter, caseIds, now }: WholeQueue): Prisma.CaseWhereInput {
  if (caseIds.length === 0) return queueWhere(viewer, tab, { ...filter, now });
  // Whoever selects cases means these, also where one has left the filters since.
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
