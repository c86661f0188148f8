import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isRare } from "../rules/shown-times";
import type { Days, Which } from "../schema";
import type { GraveDay } from "../types";
import { rowsOf, seenSites } from "./rollup";

/** As many days as are counted at most. */
const MOST = 4_000;

/**
 * The days on which a case with an issue of high severity came in, the oldest first, and how many other issues since the one before; none
 * where such issues are not rare.
 */
export async function readGraveDays(viewer: Viewer, asked: Which & Days, now: Date): Promise<GraveDay[]> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return [];
  const of = { ...asked, metric: "severityOfIssues" as const };
  const months = rowsOf(of, seen, asked);
  const [all] = await reportsFor(viewer).$queryRaw<{ count: number; days: number | null }[]>`
    SELECT coalesce(sum(d."high"), 0)::int AS "count", ${asked.to}::date - min(d."day") + 1 AS "days" ${months.from} WHERE d."high" > 0`;
  if (!isRare(all?.count ?? 0, all?.days ?? 0)) return [];
  const { from } = rowsOf(of, seen, asked, { day: true });
  return reportsFor(viewer).$queryRaw<GraveDay[]>`
    WITH days AS (SELECT d."day", sum(d."high") AS "high", sum(d."issues" - d."high") AS "others" ${from} GROUP BY d."day"),
      runs AS (SELECT *, count(*) FILTER (WHERE "high" > 0) OVER (ORDER BY "day" DESC) AS "run" FROM days)
    SELECT to_char(max("day"), 'YYYY-MM-DD') AS "day", sum("others")::int AS "others" FROM runs
    WHERE "run" > 0 GROUP BY "run" ORDER BY max("day") LIMIT ${MOST}`;
}
