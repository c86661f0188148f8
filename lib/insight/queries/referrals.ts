import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Days, Which } from "../schema";
import { casesOf, seenSites } from "./rollup";

/** More days would be charted from than two years have. */
const MOST = 800;

/**
 * The days on which cases went to a body outside, the oldest first, and how many cases did on each. They are few, and read by an index of site and day:
 * no rollup counts them.
 */
export async function readReferralDays(
  viewer: Viewer,
  asked: Which & Days,
  now: Date,
): Promise<{ day: string; cases: number }[]> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return [];
  const { from, to } = asked;
  return reportsFor(viewer).$queryRaw<{ day: string; cases: number }[]>`
    SELECT to_char(r."referredOn", 'YYYY-MM-DD') AS "day", count(DISTINCT c."id")::int AS "cases"
    FROM ${seen.sites} JOIN "Referral" r ON r."siteId" = s."siteId" JOIN "Case" c ON c."id" = r."caseId"
    WHERE r."voidedAt" IS NULL AND r."referredOn" BETWEEN ${from}::date AND ${to}::date AND c."mergedIntoId" IS NULL
      AND ${casesOf(asked)}
    GROUP BY r."referredOn" ORDER BY r."referredOn" LIMIT ${MOST}`;
}
