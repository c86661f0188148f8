import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Days, Which } from "../schema";
import { rowsOf, seenSites } from "./rollup";

/** More days would be charted from than two years have. */
const MOST = 800;

/** The days on which a case with an issue of high severity came in, the oldest first. */
export async function readGraveDays(viewer: Viewer, asked: Which & Days, now: Date): Promise<string[]> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return [];
  const { from } = rowsOf({ ...asked, metric: "issues" }, seen, asked);
  const rows = await reportsFor(viewer).$queryRaw<{ day: string }[]>`
    SELECT to_char(d."day", 'YYYY-MM-DD') AS "day" ${from}
    GROUP BY d."day" HAVING sum(d."high") > 0 ORDER BY d."day" LIMIT ${MOST}`;
  return rows.map(({ day }) => day);
}
