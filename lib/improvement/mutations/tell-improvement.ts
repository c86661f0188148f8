import "server-only";
import { recordEvent } from "@/lib/events/record";
import { draftChangeLetter } from "@/lib/letter/mutations/draft-change";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";

const BATCH = 50;

/**
 * Drafts for each case that an action came from the letter that tells what came of it: those that have none, so that it may be called as often
 * as one likes. A case that was merged into another is told of with that one. Returns how many it drafted.
 */
export async function tellOfImprovement(ctx: Ctx, improvementId: string): Promise<number> {
  let told = 0;
  for (;;) {
    const cases = await systemDb().improvementCase.findMany({
      where: {
        ...{ improvementId, letterId: null, case: { mergedIntoId: null } },
        improvement: { state: "verified_effective", weDid: { not: null } },
      },
      select: { caseId: true, siteId: true },
      orderBy: { caseId: "asc" },
      take: BATCH,
    });
    if (cases.length === 0) return told;
    for (const { caseId, siteId } of cases) {
      await withTransaction(ctx, async (tx) => {
        const letterId = await draftChangeLetter(tx, ctx, caseId);
        await tx.improvementCase.updateMany({ where: { improvementId, caseId, letterId: null }, data: { letterId } });
        await recordEvent(tx, ctx, {
          subject: { noun: "case", id: caseId },
          siteId,
          event: { type: "improvement.told", data: { improvementId, letterId } },
        });
      });
      told += 1;
    }
  }
}
