import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Days, MetricAsked, Which } from "../schema";
import type { CauseTotal, UnitTotal } from "../types";
import { rowsOf, seenSites } from "./rollup";

/** What was raised in the cases of these days, issue by issue and category by category: how often, and how often weighed by severity. */
export async function readPareto(viewer: Viewer, asked: Which & Days, now: Date): Promise<CauseTotal[]> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return [];
  const { numerator: issues } = rowsOf({ ...asked, metric: "issues" }, seen, asked, { cause: true });
  const weighed = rowsOf({ ...asked, metric: "severityOfIssues" }, seen, asked, { cause: true });
  return reportsFor(viewer).$queryRaw<CauseTotal[]>`
    SELECT d."category"::text AS "category", (${issues})::int AS "issues", (${weighed.numerator})::int AS "weighed"
    ${weighed.from}
    GROUP BY d."category" HAVING ${issues} > 0 ORDER BY 2 DESC, 1 NULLS LAST`;
}

/** A metric of these days unit by unit, the most first; what names no unit stands last, site by site. */
export async function readUnits(viewer: Viewer, asked: MetricAsked & Days, now: Date): Promise<UnitTotal[]> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return [];
  const rows = rowsOf(asked, seen, asked, { unit: true });
  return reportsFor(viewer).$queryRaw<UnitTotal[]>`
    SELECT t."unitId"::text AS "unitId", u."name" AS "unit", u."closedOn"::text AS "closedOn", i."id"::text AS "siteId", i."name" AS "site", t."numerator", t."denominator"
    FROM (
      SELECT d."siteId", d."unitId", (${rows.numerator})::int AS "numerator", (${rows.denominator})::int AS "denominator"
      ${rows.from}
      GROUP BY d."siteId", d."unitId"
    ) t JOIN "Site" i ON i."id" = t."siteId" LEFT JOIN "Unit" u ON u."id" = t."unitId"
    WHERE t."numerator" > 0 OR t."denominator" > 0
    ORDER BY t."unitId" IS NULL, t."numerator" DESC, u."name", i."name", t."siteId", t."unitId"`;
}
