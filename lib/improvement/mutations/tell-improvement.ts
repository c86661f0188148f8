import "server-only";
import { recordEvent } from "@/lib/events/record";
import { draftChangeLetter } from "@/lib/letter/mutations/draft-change";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { describeError, log } from "@/lib/platform/log";

const BATCH = 50;
/** More merged cases than one action came from. */
const MOST_MERGED = 500;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Drafts for each case that an action came from the letter that tells what came of it: for those that have none, so that it may be called as
 * often as one likes. A case that was merged is told of with the one that it is in now. Each in a transaction of its own, and one that fails
 * keeps no other waiting. Returns how many it drafted.
 * @throws the first failure, once all others are done, so that the job comes again
 */
export async function tellOfImprovement(ctx: Ctx, improvementId: string): Promise<number> {
  await linkWhereMerged(ctx, improvementId);
  const failures: unknown[] = [];
  let [told, after] = [0, FIRST];
  for (;;) {
    const cases = await systemDb().improvementCase.findMany({
      where: { improvementId, letterId: null, caseId: { gt: after }, case: { mergedIntoId: null } },
      select: { caseId: true },
      orderBy: { caseId: "asc" },
      take: BATCH,
    });
    for (const { caseId } of cases) {
      const isTold = await withTransaction(ctx, (tx) => tellOne(tx, ctx, { improvementId, caseId })).catch((error) => {
        failures.push(error);
        log.error("the letter of an action could not be drafted", {
          improvementId,
          caseId,
          error: describeError(error),
        });
        return false;
      });
      if (isTold) told += 1;
    }
    const last = cases.at(-1);
    if (!last) break;
    after = last.caseId;
  }
  if (failures.length > 0) throw failures[0];
  return told;
}

/** Nothing where the action was taken up again meanwhile, or the case has its letter by now. */
async function tellOne(tx: Tx, ctx: Ctx, key: { improvementId: string; caseId: string }): Promise<boolean> {
  const { improvementId, caseId } = key;
  const [action] = await tx.$queryRaw<{ state: string; siteId: string }[]>`
    SELECT "state"::text AS "state", "siteId" FROM "Improvement" WHERE "id" = ${improvementId}::uuid FOR SHARE`;
  if (action?.state !== "verified_effective") return false;
  if ((await tx.improvementCase.count({ where: { ...key, letterId: null } })) === 0) return false;
  const { letterId, version } = await draftChangeLetter(tx, ctx, caseId);
  await tx.improvementCase.updateMany({ where: key, data: { letterId } });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId: action.siteId,
    event: { type: "improvement.told", data: { improvementId, letterId, version } },
  });
  return true;
}

/** The action came from the case that a linked one was merged into as well. */
async function linkWhereMerged(ctx: Ctx, improvementId: string): Promise<void> {
  const merged = await systemDb().improvementCase.findMany({
    where: { improvementId, case: { mergedIntoId: { not: null } } },
    select: { siteId: true, byId: true, case: { select: { mergedIntoId: true } } },
    orderBy: { caseId: "asc" },
    take: MOST_MERGED,
  });
  const data = merged.flatMap(({ siteId, byId, case: { mergedIntoId } }) =>
    mergedIntoId ? [{ improvementId, caseId: mergedIntoId, siteId, byId, at: ctx.now }] : [],
  );
  if (data.length === 0) return;
  await withTransaction(ctx, async (tx) => {
    for (const one of data) {
      const made = await tx.improvementCase.createMany({ data: [one], skipDuplicates: true });
      if (made.count === 0) continue;
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: one.caseId },
        siteId: one.siteId,
        event: { type: "improvement.case_linked", data: { improvementId } },
      });
    }
  });
}
