import "server-only";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Days, Which } from "../schema";
import { seenSites } from "./rollup";

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
  const { unitId, kinds = [], from, to } = asked;
  return reportsFor(viewer).$queryRaw<{ day: string; cases: number }[]>`
    SELECT to_char(r."referredOn", 'YYYY-MM-DD') AS "day", count(DISTINCT c."id")::int AS "cases"
    FROM ${seen.sites} JOIN "Referral" r ON r."siteId" = s."siteId" JOIN "Case" c ON c."id" = r."caseId"
    WHERE r."voidedAt" IS NULL AND r."referredOn" BETWEEN ${from}::date AND ${to}::date AND c."mergedIntoId" IS NULL
      ${unitOf(unitId)} ${kinds.length > 0 ? Prisma.sql`AND c."kind" = ANY (${[...kinds]}::"CaseKind"[])` : Prisma.empty}
    GROUP BY r."referredOn" ORDER BY r."referredOn" LIMIT ${MOST}`;
}

function unitOf(unitId: string | undefined): Prisma.Sql {
  if (unitId === undefined) return Prisma.empty;
  return unitId === "none" ? Prisma.sql`AND c."unitId" IS NULL` : Prisma.sql`AND c."unitId" = ${unitId}::uuid`;
}
