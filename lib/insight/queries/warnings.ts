import "server-only";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { daysFrom, mondayOf } from "../rules/dashboard";
import { WATCH } from "../rules/early-warning";
import type { UnitCause } from "../rules/unit-warnings";
import { isoWeekOf } from "../rules/weeks";
import type { Which } from "../schema";
import { seenSites } from "./rollup";

/** A year of a unit, kind and category; `weeks` are "{3,0,…}", of its 53 weeks. */
type Row = Omit<UnitCause, "weeks"> & { first: string; year: number; weeks: string };

/**
 * The issues of every unit and category in which there were any, week by week, over the weeks that are watched and the year before them;
 * the week under way is left out. Of a site with fewer weeks, those since its first case; none of a unit that closed.
 */
export async function readWatched(viewer: Viewer, asked: Which, now: Date): Promise<UnitCause[]> {
  const seen = seenSites(viewer, asked, now);
  if (!seen || asked.unitId === "none") return [];
  const under = mondayOf(isoDay(dayIn(now, viewer.zone)));
  const from = daysFrom(under, -7 * (WATCH.weeks + WATCH.usualWeeks));
  const weeks = Array.from({ length: WATCH.weeks + WATCH.usualWeeks }, (_, at) => daysFrom(from, 7 * at));
  const places = weeks.map(isoWeekOf);
  const { unitId, kinds = [] } = asked;
  // Each site's first day in the index's own order: ordered by the day alone, all its days may be read and sorted.
  const rows = await reportsFor(viewer).$queryRaw<Row[]>`
    WITH i AS MATERIALIZED (
      SELECT o."id", o."name", to_char(date_trunc('week', f."day"::timestamp), 'YYYY-MM-DD') AS "first"
      FROM ${seen.sites} JOIN "Site" o ON o."id" = s."siteId" CROSS JOIN LATERAL (
        SELECT r."day" FROM "RollupDay" r
        WHERE r."siteId" = o."id" AND NOT r."byUnit" AND r."unitId" IS NULL AND NOT r."byKind" AND r."kind" IS NULL AND r."received" > 0
        ORDER BY r."unitId", r."kind", r."day" LIMIT 1
      ) f
    )
    SELECT y."unitId"::text AS "unitId", u."name" AS "unit", y."siteId"::text AS "siteId", i."name" AS "site",
           y."category"::text AS "category", i."first", y."year", y."weeks"::text AS "weeks"
    FROM i JOIN "RollupIssueYear" y ON y."siteId" = i."id" JOIN "Unit" u ON u."id" = y."unitId" AND u."closedOn" IS NULL
    WHERE y."year" BETWEEN ${places[0]?.year ?? 0} AND ${places.at(-1)?.year ?? 0}
      ${unitId === undefined ? Prisma.empty : Prisma.sql`AND y."unitId" = ${unitId}::uuid`}
      ${kinds.length > 0 ? Prisma.sql`AND y."kind" = ANY (${[...kinds]}::"CaseKind"[])` : Prisma.empty}
    ORDER BY i."name", u."name", y."category", y."unitId"`;
  return [...Map.groupBy(rows, (row) => `${row.unitId} ${row.category}`).values()].flatMap((years) => {
    const [one] = years;
    const counts = weeks.map(() => 0);
    for (const { year, weeks: text } of years) {
      const issues = text.slice(1, -1).split(",");
      places.forEach((place, at) => {
        if (place.year === year) counts[at] = (counts[at] ?? 0) + Number(issues[place.week - 1] ?? 0);
      });
    }
    if (!one || counts.every((count) => count === 0)) return [];
    const { unitId: id, unit, siteId, site, category, first } = one;
    const begun = first < from ? from : daysFrom(first, 7);
    const told = weeks.map((week, at) => ({ week, count: counts[at] ?? 0 })).filter(({ week }) => week >= begun);
    return [{ ...{ unitId: id, unit, siteId, site, category }, weeks: told }];
  });
}
