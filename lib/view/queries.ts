import "server-only";
import { ROLE_LABELS } from "@/lib/access/labels";
import { queueTabFor } from "@/lib/case/policy";
import { countView } from "@/lib/case/queries/queue";
import { dbFor } from "@/lib/platform/db";
import { describeError, log } from "@/lib/platform/log";
import type { Viewer } from "@/lib/platform/viewer";
import { canKeepView } from "./policy";
import { readViewQuery } from "./rules";
import { lookSchema, QUEUE_COLUMNS } from "./schema";
import { viewsVisibleTo } from "./scope";
import type { Look, QueueChoices, QueueView } from "./types";

const MOST_VIEWS = 500;
/** So many are counted; those behind them are read through by nobody, and every count takes its time. */
const MOST_COUNTED = 20;
const TAB_CAP = 99;

/**
 * The saved views that the viewer may open, their own first, then the oldest. The first twenty are counted by the predicate of their list;
 * a count that takes too long is left out.
 */
export async function listViews(viewer: Viewer, now: Date): Promise<QueueView[]> {
  const db = dbFor(viewer);
  const rows = await db.savedView.findMany({
    where: { AND: [viewsVisibleTo(viewer), { removedAt: null }] },
    select: {
      ...{ id: true, name: true, query: true, version: true, columns: true, density: true },
      ...{ ownerId: true, siteId: true, role: true },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST_VIEWS,
  });
  const isShared = ({ ownerId }: { ownerId: string | null }) => (ownerId === viewer.personId ? 0 : 1);
  const ownFirst = rows.toSorted((one, other) => isShared(one) - isShared(other));
  return Promise.all(
    ownFirst.map(async ({ ownerId, siteId, role, columns, density, ...row }, at) => {
      const { tab, ...filter } = readViewQuery(row.query);
      const asked = { tab: queueTabFor(viewer, tab), filter: { ...filter, now }, cap: TAB_CAP };
      const count = at < MOST_COUNTED ? await countView(viewer, db, asked).catch(withoutCount) : null;
      const site = viewer.sites.find(({ id }) => id === siteId) ?? null;
      const sharedWith = site && (role ? `${ROLE_LABELS[role]} at ${site.name}` : site.name);
      return {
        ...row,
        ...readLook({ columns, density }),
        ...{ sharedWith, count, mayChange: canKeepView(viewer, { ownerId, siteId }) },
      };
    }),
  );
}

function withoutCount(error: unknown): null {
  log.error("a saved view could not be counted", { error: describeError(error) });
  return null;
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
