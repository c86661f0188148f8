import "server-only";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { spansOf } from "../rules/spans";
import { measureTimes, type TimeCount } from "../rules/times";
import type { TimeMetric, TimesAsked, Which } from "../schema";
import type { Backlog, TimesPoint } from "../types";
import { caseRowsOf, seenSites } from "./rollup";
import { earliestDay } from "./series";

export const TIME_COLUMNS: Record<TimeMetric, Prisma.Sql> = {
  timeToAcknowledge: Prisma.sql`d."acknowledgeHours"`,
  timeToAnswer: Prisma.sql`d."resolveDays"`,
  timeToClose: Prisma.sql`d."closeDays"`,
};

/** How long what was done took, week by week or month by month, the oldest first. No points for whoever sees no cases at the site. */
export async function readTimes(viewer: Viewer, asked: TimesAsked, now: Date): Promise<TimesPoint[]> {
  const seen = seenSites(viewer, asked, now);
  const spans = spansOf(asked, asked.step);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!seen || !first || !last) return [];
  const rows = await reportsFor(viewer).$queryRaw<(TimeCount & { start: string })[]>`
    SELECT to_char(t."at", 'YYYY-MM-DD') AS "start", t."value", count(*)::int AS "count" FROM (
      SELECT date_trunc(${asked.step}, d."day"::timestamp) AS "at", unnest(${TIME_COLUMNS[asked.metric]}) AS "value"
      ${caseRowsOf(asked, seen, { from: first.start, to: last.end })}
    ) t GROUP BY t."at", t."value"`;
  const byStart = Map.groupBy(rows, ({ start }) => start);
  const today = earliestDay(viewer, asked, now);
  return spans.map(({ start, end, label }) => ({
    ...{ start, end, label, isOver: end < today },
    ...measureTimes(byStart.get(start) ?? []),
  }));
}

/** How old what is open is. What came in today is 0 days old, by the calendar of its site. */
export async function readBacklog(viewer: Viewer, asked: Which, now: Date): Promise<Backlog> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return { ...measureTimes([]), oldest: null };
  const rows = await reportsFor(viewer).$queryRaw<(TimeCount & { oldest: string })[]>`
    SELECT greatest(0, s."today" - d."day") AS "value", sum(d."open")::int AS "count", min(d."day")::text AS "oldest"
    ${caseRowsOf(asked, seen, null)} AND d."open" > 0
    GROUP BY 1`;
  const oldest = rows.map(({ oldest: day }) => day).sort()[0] ?? null;
  return { ...measureTimes(rows), oldest };
}
