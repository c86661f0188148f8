import "server-only";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { EVER } from "../rules/dashboard";
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

/** Times of a rollup's row as text, and by how many cases each: told apart row by row they take the database longer than all else. */
export type TimesRow = { key: string; times: string; cases: string | null };

/** A column of times or of cases, as `TimesRow` holds it. */
export const asText = (column: Prisma.Sql) => Prisma.sql`array_to_string(${column}, ' ')`;

/** Whole numbers with a space between them: read sign by sign, as they are tens of thousands. */
function numbersOf(text: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0) {
      number = 10 * number + digit;
      continue;
    }
    numbers.push(number);
    number = 0;
  }
  numbers.push(number);
  return numbers;
}

/** How often each time was taken, by the rows' keys. Without cases it was taken once each. */
export function sumTimes(rows: TimesRow[]): Map<string, TimeCount[]> {
  const counted = new Map<string, Map<number, number>>();
  for (const { key, times, cases } of rows) {
    if (times === "") continue;
    const byTime = counted.get(key) ?? new Map<number, number>();
    counted.set(key, byTime);
    const many = cases === null ? null : numbersOf(cases);
    for (const [at, time] of numbersOf(times).entries()) byTime.set(time, (byTime.get(time) ?? 0) + (many?.[at] ?? 1));
  }
  const countsOf = (byTime: Map<number, number>) => [...byTime].map(([value, count]): TimeCount => ({ value, count }));
  return new Map([...counted].map(([key, byTime]) => [key, countsOf(byTime)]));
}

/** By the month ("yyyy-mm") in which that was done: whole months from what is kept of months, the rest day by day. */
export async function countTimes(viewer: Viewer, asked: TimesAsked, seen: Seen): Promise<Map<string, TimeCount[]>> {
  const { times, cases } = COLUMNS[asked.metric];
  const { months, rest } = inMonths(asked);
  const parts = [
    ...(months
      ? [
          Prisma.sql`SELECT d."month" AS "day", ${asText(times)} AS "times", ${asText(cases)} AS "cases" ${monthRowsOf(asked, seen, months)}`,
        ]
      : []),
    ...rest.map((days) => Prisma.sql`SELECT d."day", ${asText(times)}, NULL ${caseRowsOf(asked, seen, days)}`),
  ];
  const rows = await reportsFor(viewer).$queryRaw<TimesRow[]>`
    SELECT to_char(r."day", 'YYYY-MM') AS "key", r."times", r."cases" FROM (${Prisma.join(parts, " UNION ALL ")}) r`;
  return sumTimes(rows);
}

/** How long what was done took, month by month, the oldest first. No points for whoever sees no cases at the site. */
export async function readTimes(viewer: Viewer, asked: TimesAsked, now: Date): Promise<TimesPoint[]> {
  const seen = seenSites(viewer, asked, now);
  const spans = spansOf(asked, "month");
  const [first, last] = [spans[0], spans.at(-1)];
  if (!seen || !first || !last) return [];
  const counted = await countTimes(viewer, { ...asked, from: first.start, to: last.end }, seen);
  const today = earliestDay(viewer, asked, now);
  return spans.map(({ start, end, label }) => ({
    ...{ start, end, label, isOver: end < today },
    ...measureTimes(counted.get(start.slice(0, 7)) ?? []),
  }));
}

/** The first day of the first month in which something was done; null where nothing ever was. */
export async function findTimed(
  viewer: Viewer,
  asked: Which & { metric: TimeMetric },
  now: Date,
): Promise<string | null> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return null;
  const ever = { from: EVER, to: seen.latest };
  const [row] = await reportsFor(viewer).$queryRaw<{ month: string | null }[]>`
    SELECT to_char(min(d."month"), 'YYYY-MM-DD') AS "month" ${monthRowsOf(asked, seen, ever)}
      AND cardinality(${COLUMNS[asked.metric].times}) > 0`;
  return row?.month ?? null;
}

/**
 * How old what is open is, and for how long nobody heard from us in it. What came in today, and who heard today, is 0 days, by the calendar
 * of its site.
 */
export async function readBacklog(viewer: Viewer, asked: Which, now: Date): Promise<Backlog> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return { age: measureTimes([]), unheard: measureTimes([]) };
  const rows = await reportsFor(viewer).$queryRaw<{ value: number; open: number; unheard: number }[]>`
    SELECT greatest(0, s."today" - d."day") AS "value", sum(d."open")::int AS "open", sum(d."unheard")::int AS "unheard"
    ${caseRowsOf(asked, seen, null)} AND (d."open" > 0 OR d."unheard" > 0)
    GROUP BY 1`;
  const of = (count: "open" | "unheard") => measureTimes(rows.map((row) => ({ value: row.value, count: row[count] })));
  return { age: of("open"), unheard: of("unheard") };
}
