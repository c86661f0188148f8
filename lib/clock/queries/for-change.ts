import "server-only";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { refuseMerged } from "@/lib/case-join/queries";
import type { UserCtx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Forbidden, NotFound } from "@/lib/platform/errors";
import { canChangeClocks } from "../policy";
import { CLOCK_FACTS, calendarOf, readKnownCase } from "./facts";

/** A case whose clocks somebody changes, locked until the transaction ends, with its clocks and what they are counted by. */
export async function findForClocks(tx: Tx, ctx: UserCtx, caseId: string) {
  await lockCase(tx, caseId);
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: { ...CLOCK_FACTS, reference: true, state: true, ownerId: true },
  });
  if (!row) throw new NotFound("This case");
  if (!canChangeClocks(ctx.viewer, row)) {
    throw new Forbidden(row.state === "closed" ? "This case is closed, so its clocks have ended." : undefined);
  }
  await refuseMerged(tx, caseId);
  return { row, known: await readKnownCase(tx, row, ctx.now), countedBy: await calendarOf(tx, row.siteId) };
}
