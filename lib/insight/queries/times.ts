import "server-only";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { inMonths, spansOf } from "../rules/spans";
import { measureTimes, type TimeCount } from "../rules/times";
import type { TimeMetric, TimesAsked, Which } from "../schema";
import type { Backlog, TimesPoint } from "../types";
import { caseRowsOf, monthRowsOf, type Seen, seenSites } from "./rollup";
import { earliestDay } from "./series";

/** What was taken, and by how many cases, which only months say. */
const COLUMNS: Record<TimeMetric, { times: Prisma.Sql; cases: Prisma.Sql }> = {
  timeToAcknowledge: { times: Prisma.sql`d."acknowledgeHours"`, cases: Prisma.sql`d."acknowledgeCases"` },
  timeToAnswer: { times: Prisma.sql`d."resolveDays"`, cases: Prisma.sql`d."resolveCases"` },
  timeToClose: { times: Prisma.sql`d."closeDays"`, cases: Prisma.sql`d."closeCases"` },
};

/** Rows "day" (of a month its first), "value" and "count" of these days: whole months from what is kept of months, the rest day by day. */
export function timeRowsOf(asked: TimesAsked, seen: Seen): Prisma.Sql {
  const { times, cases } = COLUMNS[asked.metric];
  const { months, rest } = inMonths(asked);
  const parts = [
    ...(months
      ? [
          Prisma.sql`SELECT m."day", v."value", v."count" FROM (
            SELECT d."month" AS "day", ${times} AS "times", ${cases} AS "cases" ${monthRowsOf(asked, seen, months)}
          ) m CROSS JOIN LATERAL unnest(m."times", m."cases") v("value", "count")`,
        ]
      : []),
    ...rest.map((days) => Prisma.sql`SELECT d."day", unnest(${times}), 1 ${caseRowsOf(asked, seen, days)}`),
  ];
  return Prisma.join(parts, " UNION ALL ");
}

/** How long what was done took, month by month, the oldest first. No points for whoever sees no cases at the site. */
export async function readTimes(viewer: Viewer, asked: TimesAsked, now: Date): Promise<TimesPoint[]> {
  const seen = seenSites(viewer, asked, now);
  const spans = spansOf(asked, "month");
  const [first, last] = [spans[0], spans.at(-1)];
  if (!seen || !first || !last) return [];
  const days = { from: first.start, to: last.end };
  // One row for each month: read one by one, its times would take longer on their way than they do to be counted.
  const rows = await reportsFor(viewer).$queryRaw<{ start: string; values: number[]; counts: number[] }[]>`
    SELECT to_char(t."month", 'YYYY-MM-DD') AS "start", array_agg(t."value") AS "values", array_agg(t."count") AS "counts" FROM (
      SELECT date_trunc('month', r."day"::timestamp) AS "month", r."value", sum(r."count")::int AS "count"
      FROM (${timeRowsOf({ ...asked, ...days }, seen)}) r("day", "value", "count") GROUP BY 1, 2
    ) t GROUP BY t."month"`;
  const byStart = new Map(
    rows.map(({ start, values, counts }) => [start, values.map((value, at) => ({ value, count: counts[at] ?? 0 }))]),
  );
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
