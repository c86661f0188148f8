import "server-only";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { type Span, spansOf } from "../rules/spans";
import type { MetricAsked, SeriesAsked, Step, WhichIssues } from "../schema";
import type { CasesBehind, SeriesPoint } from "../types";
import { firstDayOf, isOfIssues, rowsOf, seenSites } from "./rollup";

/**
 * A metric week by week or month by month, the oldest first, also where nothing was counted. Weeks begin on Monday, in each site's own
 * calendar. No points for whoever sees no cases at the site.
 */
export async function readSeries(viewer: Viewer, asked: SeriesAsked, now: Date): Promise<SeriesPoint[]> {
  const seen = seenSites(viewer, asked, now);
  const spans = spansOf(asked, asked.step);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!seen || !first || !last) return [];
  const each = asked.step === "week" ? ({ day: true } as const) : {};
  const rows = rowsOf(asked, seen, { from: first.start, to: last.end }, each);
  const counted = await reportsFor(viewer).$queryRaw<{ at: number; numerator: number; denominator: number | null }[]>`
    SELECT ${placeOf(asked.step, first)} AS "at", (${rows.numerator})::int AS "numerator", (${rows.denominator})::int AS "denominator"
    ${rows.from}
    GROUP BY 1`;
  const byPlace = new Map(counted.map((row) => [row.at, row]));
  const today = earliestDay(viewer, asked, now);
  return spans.map(({ start, end, label }, at) => {
    const row = byPlace.get(at);
    return {
      ...{ start, end, label, isOver: end < today, numerator: row?.numerator ?? 0 },
      denominator: rows.hasDenominator ? (row?.denominator ?? 0) : null,
      cases: casesBehind(asked, { from: start, to: end }),
    };
  });
}

/** How many weeks or months after the first one a day lies: of whole numbers alone, as a date in words for each of thousands of rows is what takes longest. */
function placeOf(step: Step, { start }: Span): Prisma.Sql {
  if (step === "week") return Prisma.sql`(d."day" - ${start}::date) / 7`;
  const months = (of: Prisma.Sql) => Prisma.sql`12 * extract(year FROM ${of}) + extract(month FROM ${of})`;
  return Prisma.sql`(${months(Prisma.sql`d."day"`)} - (${months(Prisma.sql`${start}::date`)}))::int`;
}

/**
 * The day on which the first case came in at a site or unit, of whichever kind, or the first issue of a cause; null where none did. Looked up
 * site by site, in the order of an index in which all else stands before the day.
 */
export async function findBegun(viewer: Viewer, asked: WhichIssues, now: Date): Promise<string | null> {
  const { siteId, unitId, cause } = asked;
  const seen = seenSites(viewer, asked, now);
  if (!seen) return null;
  const [row] = await reportsFor(viewer).$queryRaw<{ day: string | null }[]>`
    SELECT to_char(min(f."day"), 'YYYY-MM-DD') AS "day" FROM ${seen.sites} CROSS JOIN LATERAL (
      ${firstDayOf({ siteId, unitId, cause })}
    ) f`;
  return row?.day ?? null;
}

/** The filter of the queue that shows exactly these cases; null where it has none. */
function casesBehind(asked: MetricAsked, { from, to }: { from: string; to: string }): CasesBehind | null {
  if (isOfIssues(asked) || asked.metric !== "received") return null;
  const { siteId, unitId, kinds } = asked;
  return {
    ...{ tab: "all", from, to },
    ...(siteId ? { site: siteId } : {}),
    ...(unitId ? { unit: unitId } : {}),
    ...(kinds?.length ? { kind: kinds.join(",") } : {}),
  };
}

/** The day that it is at the site farthest west: a week is over when it is over everywhere. */
export function earliestDay(viewer: Viewer, { siteId }: { siteId?: string }, now: Date): string {
  const sites = viewer.sites.filter(({ id }) => siteId === undefined || id === siteId);
  const days = sites.map(({ timeZone }) => isoDay(dayIn(now, timeZone)));
  return days.sort()[0] ?? isoDay(now);
}
