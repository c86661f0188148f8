import "server-only";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Invalid } from "@/lib/platform/errors";
import { packOf } from "@/lib/regulation/rules";
import type { Pack } from "@/lib/regulation/schema";
import { findForClocks } from "../queries/for-change";
import { whyNotPaused } from "../rules/verbs";
import type { PauseClocksInput, ResumeClocksInput } from "../schema";
import { recomputeClocks } from "./recompute";

const TAKEN = "The clocks of this case are paused already. Let them go on first, then pause them for another reason.";

/** Pauses every clock of a case that may pause for this reason, from now on. Refused where the pack allows none of those that run to. */
export async function pauseClocks(ctx: UserCtx, input: PauseClocksInput): Promise<{ reference: string }> {
  const { pauseId, caseId, reasonId } = input;
  try {
    return await withTransaction(ctx, async (tx) => {
      const { row, known, countedBy } = await findForClocks(tx, ctx, caseId);
      const mine = { id: pauseId, caseId, byId: ctx.viewer.personId };
      const { reference, siteId } = row;
      if (await tx.clockPause.findFirst({ where: mine, select: { id: true } })) return { reference };
      if (await tx.clockPause.findFirst({ where: { caseId, until: null }, select: { id: true } }))
        throw new Conflict(TAKEN);
      const wrong = whyNotPaused(known, { reasonId, calendar: countedBy.calendar, now: ctx.now });
      if (wrong) throw new Invalid({ reasonId: wrong });
      await tx.clockPause.create({ data: { ...mine, siteId, reasonId, from: ctx.now } });
      const event = {
        type: "clock.paused",
        data: { pauseId, reasonId, reason: reasonLabel(packOf(row), reasonId) },
      } as const;
      await recordEvent(tx, ctx, { subject: { noun: "case", id: caseId }, siteId, event });
      await recomputeClocks(tx, ctx, { caseId, because: "paused", countedBy });
      return { reference };
    });
  } catch (error) {
    if (isDuplicate(error, "ClockPause_one_open") || isDuplicate(error, "ClockPause_pkey")) throw new Conflict(TAKEN);
    throw error;
  }
}

/** Lets the clocks go on that somebody paused. What a wait holds goes on with the case. */
export async function resumeClocks(ctx: UserCtx, { caseId }: ResumeClocksInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const { row, countedBy } = await findForClocks(tx, ctx, caseId);
    const { reference, siteId } = row;
    const open = await findOpenPause(tx, caseId);
    if (!open) throw new Conflict("The clocks of this case are not paused. Reload the page to see how they stand.");
    await tx.clockPause.update({
      where: { id: open.id },
      data: { until: ctx.now, endedById: ctx.viewer.personId },
    });
    const data = { pauseId: open.id, reason: reasonLabel(packOf(row), open.reasonId) };
    const event = { type: "clock.resumed", data } as const;
    await recordEvent(tx, ctx, { subject: { noun: "case", id: caseId }, siteId, event });
    await recomputeClocks(tx, ctx, { caseId, because: "resumed", countedBy });
    return { reference };
  });
}

function findOpenPause(tx: Tx, caseId: string) {
  return tx.clockPause.findFirst({ where: { caseId, until: null }, select: { id: true, reasonId: true } });
}

function reasonLabel({ pauseReasons }: Pack, reasonId: string): string {
  return pauseReasons.find(({ id }) => id === reasonId)?.label ?? reasonId;
}
