import "server-only";
import { can } from "@/lib/access/policy";
import { sitesManagedBy } from "@/lib/access/scope";
import type { UserCtx } from "@/lib/platform/context";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { pastStandings } from "../rules/facts";
import { type Preview, previewMatrix } from "../rules/preview";
import type { PreviewMatrixInput } from "../schema";
import { FACTS, toFacts } from "./facts";
import { matrixOf } from "./matrix";

const DAY_MS = 86_400_000;
const PREVIEW_DAYS = 90;
const MOST_PREVIEWED = 10_000;

const CLOCKS = {
  where: { droppedAt: null },
  select: {
    ...{ clock: true, dueAt: true, dueSoonAt: true, metAt: true, endedAt: true, isPaused: true, computedAt: true },
  },
  orderBy: { id: "asc" },
  take: 100,
} satisfies Prisma.Case$clocksArgs;

/**
 * What a draft would have done to the cases of the last 90 days, beside the saved matrix. Counts, and for whoever sees cases at the site
 * their references and why: no patient.
 */
export async function previewDraft(ctx: UserCtx, { siteId, matrix }: PreviewMatrixInput): Promise<Preview> {
  const db = dbFor(ctx.viewer);
  const site = await db.site.findFirst({
    where: { AND: [{ id: siteId }, sitesManagedBy(ctx.viewer)] },
    select: { id: true },
  });
  if (!site) throw new NotFound("This site");
  const since = new Date(ctx.now.getTime() - PREVIEW_DAYS * DAY_MS);
  const rows = await db.case.findMany({
    where: { siteId, mergedIntoId: null, receivedAt: { gte: since, lte: ctx.now } },
    select: { ...FACTS, id: true, closedAt: true, clocks: CLOCKS },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: MOST_PREVIEWED,
  });
  const repeats = await db.$queryRaw<{ id: string; repeats: number }[]>`
    SELECT c."id", count(*)::int AS "repeats" FROM "Case" c
    JOIN "Case" o ON o."patientId" = c."patientId" AND o."mergedIntoId" IS NULL
      AND o."receivedAt" BETWEEN c."receivedAt" - interval '365 days' AND c."receivedAt"
    WHERE c."siteId" = ${siteId}::uuid AND c."receivedAt" >= ${since} GROUP BY c."id" HAVING count(*) > 1`;
  const repeatsOf = new Map(repeats.map((row) => [row.id, row.repeats]));
  const { matrix: saved } = await matrixOf(db, siteId);
  const cases = rows.map((row) => ({
    reference: row.reference,
    facts: toFacts(
      row,
      repeatsOf.get(row.id) ?? 1,
      row.clocks.flatMap((clock) => pastStandings(clock, ctx.now)),
    ),
    until: row.closedAt ?? ctx.now,
  }));
  const preview = previewMatrix(saved, matrix, cases);
  return { ...preview, differences: can(ctx.viewer, "case.see", siteId) ? preview.differences : null };
}
