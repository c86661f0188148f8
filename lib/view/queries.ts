import "server-only";
import { ROLE_LABELS } from "@/lib/access/labels";
import { queueWhere } from "@/lib/case/queries/queue";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { capCount } from "@/lib/shared/page";
import { canKeepView } from "./policy";
import { readViewQuery } from "./rules";
import { lookSchema, QUEUE_COLUMNS } from "./schema";
import { viewsVisibleTo } from "./scope";
import type { Look, QueueChoices, QueueView } from "./types";

/** More tabs are read through by nobody, and each is counted. */
const MOST_VIEWS = 20;
const TAB_CAP = 99;

/** The saved views that the viewer may open, the oldest first, each counted by the predicate of its list. */
export async function listViews(viewer: Viewer, now: Date): Promise<QueueView[]> {
  const db = dbFor(viewer);
  const rows = await db.savedView.findMany({
    where: { AND: [viewsVisibleTo(viewer), { removedAt: null }] },
    select: {
      ...{ id: true, name: true, query: true, version: true, columns: true, density: true },
      ...{ ownerId: true, siteId: true, role: true, site: { select: { name: true } } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST_VIEWS,
  });
  return Promise.all(
    rows.map(async ({ ownerId, siteId, role, site, columns, density, ...row }) => {
      const filter = readViewQuery(row.query);
      const where = queueWhere(viewer, filter.tab ?? "open", { ...filter, now });
      const count = capCount(await db.case.count({ where, take: TAB_CAP + 1 }), TAB_CAP);
      const sharedWith = site && (role ? `${ROLE_LABELS[role]} at ${site.name}` : site.name);
      return {
        ...row,
        ...readLook({ columns, density }),
        ...{ sharedWith, count, mayChange: canKeepView(viewer, { ownerId, siteId }) },
      };
    }),
  );
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
