import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { daysFrom, mondayOf } from "../rules/dashboard";
import { WATCH } from "../rules/early-warning";
import type { UnitCause } from "../rules/unit-warnings";
import type { Which } from "../schema";
import { rowsOf, seenSites } from "./rollup";

/** Weeks are told apart by their number since this one: many more days are read than weeks come of them. */
const A_MONDAY = "2000-01-03";

type Row = Omit<UnitCause, "weeks"> & { counts: Record<string, number>; first: string };

/**
 * The issues of every unit and category in which there were any, week by week, over the weeks that are watched and the year before them;
 * the week under way is left out. Of a site with fewer weeks, those since its first case.
 */
export async function readWatched(viewer: Viewer, asked: Which, now: Date): Promise<UnitCause[]> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return [];
  const under = mondayOf(isoDay(dayIn(now, viewer.zone)));
  const days = { from: daysFrom(under, -7 * (WATCH.weeks + WATCH.usualWeeks)), to: daysFrom(under, -1) };
  const { numerator, from } = rowsOf({ ...asked, metric: "issues" }, seen, days, { unit: true, cause: true });
  const rows = await reportsFor(viewer).$queryRaw<Row[]>`
    WITH i AS MATERIALIZED (
      SELECT o."id", o."name", to_char(date_trunc('week', f."day"::timestamp), 'YYYY-MM-DD') AS "first"
      FROM ${seen.sites} JOIN "Site" o ON o."id" = s."siteId" CROSS JOIN LATERAL (
        SELECT r."day" FROM "RollupDay" r
        WHERE r."siteId" = o."id" AND NOT r."byUnit" AND r."unitId" IS NULL AND NOT r."byKind" AND r."kind" IS NULL AND r."received" > 0
        ORDER BY r."day" LIMIT 1
      ) f
    )
    SELECT w."unitId"::text AS "unitId", u."name" AS "unit", w."siteId"::text AS "siteId", i."name" AS "site",
           w."category"::text AS "category", json_object_agg(to_char(${A_MONDAY}::date + 7 * w."week", 'YYYY-MM-DD'), w."issues") AS "counts", i."first"
    FROM (
      SELECT d."siteId", d."unitId", d."category", (d."day" - ${A_MONDAY}::date) / 7 AS "week",
             (${numerator})::int AS "issues"
      ${from} AND d."unitId" IS NOT NULL AND d."category" IS NOT NULL
      GROUP BY 1, 2, 3, 4
    ) w JOIN "Unit" u ON u."id" = w."unitId" JOIN i ON i."id" = w."siteId"
    GROUP BY w."siteId", w."unitId", w."category", u."name", i."name", i."first"
    ORDER BY i."name", u."name", w."category", w."unitId"`;
  return rows.map(({ counts, first, ...of }) => {
    const begun = first < days.from ? days.from : daysFrom(first, 7);
    const weeks = Array.from({ length: WATCH.weeks + WATCH.usualWeeks }, (_, at) => daysFrom(days.from, 7 * at));
    return { ...of, weeks: weeks.filter((week) => week >= begun).map((week) => ({ week, count: counts[week] ?? 0 })) };
  });
}
