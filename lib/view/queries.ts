import "server-only";
import { ROLE_LABELS } from "@/lib/access/labels";
import { queueTabFor } from "@/lib/case/policy";
import { countView } from "@/lib/case/queries/queue";
import { isStopped } from "@/lib/platform/context";
import { dbFor } from "@/lib/platform/db";
import { describeError, log } from "@/lib/platform/log";
import type { Viewer } from "@/lib/platform/viewer";
import type { CappedCount } from "@/lib/shared/page";
import { canKeepView } from "./policy";
import { readViewQuery } from "./rules";
import { lookSchema, QUEUE_COLUMNS } from "./schema";
import { viewsVisibleTo } from "./scope";
import type { Look, QueueChoices, QueueView, ViewCounts } from "./types";

const MOST_VIEWS = 500;
/** So many are counted; those behind them are read through by nobody, and every count takes its time. */
const MOST_COUNTED = 20;
const TAB_CAP = 99;
/** The page waits for them as long as for nothing else on it. */
const COUNT_MS = 1_500;
/** So many are counted at once, so that the rest of the page has its share of the database. */
const AT_ONCE = 3;

/** The saved views that the viewer may open, their own first, then the oldest. */
export async function listViews(viewer: Viewer): Promise<QueueView[]> {
  const rows = await dbFor(viewer).savedView.findMany({
    where: { AND: [viewsVisibleTo(viewer), { removedAt: null }] },
    select: {
      ...{ id: true, name: true, query: true, version: true, columns: true, density: true },
      ...{ ownerId: true, siteId: true, role: true },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST_VIEWS,
  });
  const rankOf = ({ ownerId }: { ownerId: string | null }) => (ownerId === viewer.personId ? 0 : 1);
  const ownFirst = rows.toSorted((one, other) => rankOf(one) - rankOf(other));
  return ownFirst.map(({ ownerId, siteId, role, columns, density, ...row }) => {
    const site = viewer.sites.find(({ id }) => id === siteId) ?? null;
    const sharedWith = site && (role ? `${ROLE_LABELS[role]} at ${site.name}` : site.name);
    return {
      ...row,
      ...readLook({ columns, density }),
      ...{ sharedWith, mayChange: canKeepView(viewer, { ownerId, siteId }) },
    };
  });
}

/** How many cases each of the first twenty views holds, by the predicate of its list. What is not counted in time is left out. */
export async function countViews(
  viewer: Viewer,
  views: Pick<QueueView, "id" | "query">[],
  { now, mostMs = COUNT_MS }: { now: Date; mostMs?: number },
): Promise<ViewCounts> {
  const until = performance.now() + mostMs;
  const counts = new Map<string, CappedCount>();
  const waiting = views.slice(0, MOST_COUNTED).values();
  const countInTurn = async () => {
    for (const { id, query } of waiting) {
      const count = await countOne(viewer, query, { now, leftMs: Math.ceil(until - performance.now()) });
      if (count) counts.set(id, count);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, countInTurn));
  return counts;
}

type Left = { now: Date; leftMs: number };

async function countOne(viewer: Viewer, query: string, { now, leftMs }: Left): Promise<CappedCount | null> {
  if (leftMs <= 0) return null;
  const { tab, ...filter } = readViewQuery(query);
  const asked = { tab: queueTabFor(viewer, tab), filter: { ...filter, now }, cap: TAB_CAP };
  try {
    return await dbFor(viewer).$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(leftMs)}, true)`;
      return countView(viewer, tx, asked);
    });
  } catch (error) {
    if (!isStopped(error)) log.error("a saved view could not be counted", { error: describeError(error) });
    return null;
  }
}

/** How the viewer wants the queue. */
export async function readQueueChoices(viewer: Viewer): Promise<QueueChoices> {
  const row = await dbFor(viewer).queueChoice.findUnique({ where: { personId: viewer.personId } });
  return { ...readLook(row ?? {}), defaultViewId: row?.defaultViewId ?? null };
}

// A column that is not there any more leaves the rest as it is.
function readLook({ columns = [], density }: { columns?: string[]; density?: string }): Look {
  const known = columns.filter((name) => QUEUE_COLUMNS.some((column) => column === name));
  return lookSchema.parse({ density, columns: known.join(",") });
}
