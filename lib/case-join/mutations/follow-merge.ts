import "server-only";
import type { UserCtx } from "@/lib/platform/context";
import { dbFor, type Tx } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";

/** The case where something for this one lands: the one it was merged into, however often, else itself. Whether the viewer may write there is judged after. */
export async function followMerge(ctx: UserCtx, caseId: string): Promise<string> {
  const row = await dbFor(ctx.viewer).case.findUnique({ where: { id: caseId }, select: { mergedIntoId: true } });
  return row?.mergedIntoId ? followMerge(ctx, row.mergedIntoId) : caseId;
}

/** Refuses what is done to a case that was merged: it goes on with the survivor. */
export async function refuseMerged(tx: Tx, caseId: string): Promise<void> {
  const row = await tx.case.findUnique({
    where: { id: caseId },
    select: { mergedInto: { select: { reference: true } } },
  });
  if (!row?.mergedInto) return;
  throw new Conflict(
    `This case was merged into ${row.mergedInto.reference}, so nothing more is done here. Go on there, or have the merge undone.`,
  );
}
