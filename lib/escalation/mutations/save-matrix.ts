import "server-only";
import { sitesManagedBy } from "@/lib/access/scope";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { answerersAt, dutiesAt } from "../queries/around";
import { matrixOf } from "../queries/matrix";
import { checkMatrix } from "../rules/check";
import type { SaveMatrixInput } from "../schema";

const CHANGED =
  "Somebody else saved this matrix meanwhile, and nothing of yours was saved. Open the page in another tab, compare, and save yours again from there.";

/** Saves a matrix as the next version of its site; from now on it holds. The same form again saves nothing more. */
export async function saveMatrix(
  ctx: UserCtx,
  { siteId, matrixId, matrix, seenVersion }: SaveMatrixInput,
): Promise<{ version: number }> {
  try {
    return await withTransaction(ctx, async (tx) => {
      await tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`;
      const where = { AND: [{ id: siteId }, sitesManagedBy(ctx.viewer)] };
      if (!(await tx.site.findFirst({ where, select: { id: true } }))) throw new NotFound("This site");
      const mine = { id: matrixId, siteId, createdById: ctx.viewer.personId };
      const already = await tx.escalationMatrix.findFirst({ where: mine, select: { version: true } });
      if (already) return already;
      const standing = await matrixOf(tx, siteId);
      if (standing.version !== seenVersion) throw new Conflict(CHANGED);
      const around = { people: await answerersAt(tx, siteId), duties: await dutiesAt(tx, siteId, ctx.now) };
      const problems = checkMatrix(matrix, around);
      if (problems.length > 0) {
        throw new Invalid(Object.fromEntries(problems.map(({ field, message }) => [field, message])));
      }
      const version = standing.version + 1;
      await tx.escalationMatrix.create({
        data: { id: matrixId, siteId, version, rules: matrix, validFrom: ctx.now, createdById: ctx.viewer.personId },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: siteId },
        siteId,
        event: { type: "matrix.saved", data: { matrixId, version } },
      });
      return { version };
    });
  } catch (error) {
    if (isDuplicate(error, "EscalationMatrix_pkey")) throw new Conflict(CHANGED);
    throw error;
  }
}
