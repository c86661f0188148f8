import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { LEAST_MEAN } from "../rules/shown-times";
import type { Days, Which } from "../schema";
import { referralRowsOf, seenSites } from "./rollup";

/**
 * How many cases went to a body outside in these days, and of all time the days on which some did, the oldest first: none where they are not
 * rare, as what lies between is not charted then.
 */
export async function readReferrals(
  viewer: Viewer,
  { from, to, ever, ...which }: Which & Days & { ever: Days },
  now: Date,
): Promise<{ count: number; days: string[] }> {
  const seen = seenSites(viewer, which, now);
  if (!seen) return { count: 0, days: [] };
  const [row] = await reportsFor(viewer).$queryRaw<{ count: number; days: string[] }[]>`
    WITH days AS MATERIALIZED (
      SELECT d."day", sum(d."cases") AS "cases" ${referralRowsOf(which, seen, ever)} GROUP BY d."day"
    ), told AS (
      SELECT coalesce(sum("cases") FILTER (WHERE "day" BETWEEN ${from}::date AND ${to}::date), 0)::int AS "count",
             ${LEAST_MEAN} * (count(*) - 1) <= ${ever.to}::date - min("day") + 1 AS "isRare"
      FROM days
    )
    SELECT "count", ARRAY(SELECT to_char("day", 'YYYY-MM-DD') FROM days WHERE "isRare" ORDER BY "day") AS "days" FROM told`;
  return row ?? { count: 0, days: [] };
}
