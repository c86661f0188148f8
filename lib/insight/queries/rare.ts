import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Days, Which } from "../schema";
import type { GraveDay } from "../types";
import { rowsOf, seenSites } from "./rollup";

/** More days would be charted from than two years have. */
const MOST = 800;

/** The days on which a case with an issue of high severity came in, the oldest first, and how many other issues since the one before. */
export async function readGraveDays(viewer: Viewer, asked: Which & Days, now: Date): Promise<GraveDay[]> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return [];
  const { from } = rowsOf({ ...asked, metric: "severityOfIssues" }, seen, asked, { day: true });
  return reportsFor(viewer).$queryRaw<GraveDay[]>`
    WITH days AS (SELECT d."day", sum(d."high") AS "high", sum(d."issues" - d."high") AS "others" ${from} GROUP BY d."day"),
      runs AS (SELECT *, count(*) FILTER (WHERE "high" > 0) OVER (ORDER BY "day" DESC) AS "run" FROM days)
    SELECT to_char(max("day"), 'YYYY-MM-DD') AS "day", sum("others")::int AS "others" FROM runs
    WHERE "run" > 0 GROUP BY "run" ORDER BY max("day") LIMIT ${MOST}`;
}
