import "server-only";
import { can } from "@/lib/access/policy";
import { calendarsVisibleTo } from "@/lib/calendar/scope";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dueLabel } from "../labels";
import type { Recount } from "../types";

const SHOWN = 50;

/**
 * How far the counting got that the last change of a site's calendar asked for, and what moved. Which cases, only whoever sees cases
 * there is told (decision 0007). Null where nothing was counted.
 */
export async function findRecount(viewer: Viewer, siteId: string): Promise<Recount | null> {
  const db = dbFor(viewer);
  const row = await db.clockRecount.findFirst({
    where: { siteId, site: calendarsVisibleTo(viewer) },
    select: {
      id: true,
      askedAt: true,
      cases: true,
      done: true,
      finishedAt: true,
      site: { select: { timeZone: true } },
    },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
  });
  if (!row) return null;
  const [counts] = await db.$queryRaw<{ moved: number; earlier: number }[]>`
    SELECT count(*)::int AS "moved", (count(*) FILTER (WHERE "after" < "before"))::int AS "earlier"
    FROM "ClockMove" WHERE "recountId" = ${row.id}::uuid`;
  const { timeZone: zone } = row.site;
  const moves = can(viewer, "case.see", siteId)
    ? await db.clockMove.findMany({
        where: { recountId: row.id, case: casesVisibleTo(viewer) },
        select: {
          before: true,
          after: true,
          clock: { select: { clock: true } },
          case: { select: { reference: true } },
        },
        orderBy: [{ recountId: "asc" }, { id: "asc" }],
        take: SHOWN,
      })
    : null;
  return {
    ...{ askedAt: row.askedAt.toISOString(), isDone: row.finishedAt !== null, cases: row.cases, done: row.done, zone },
    ...{ moved: counts?.moved ?? 0, earlier: counts?.earlier ?? 0 },
    moves:
      moves?.map(({ before, after, clock, case: { reference } }) => ({
        ...{ reference, clock: clock.clock, before: dueLabel(before, zone), after: dueLabel(after, zone) },
      })) ?? null,
  };
}
