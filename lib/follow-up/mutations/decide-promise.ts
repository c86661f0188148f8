import "server-only";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden } from "@/lib/platform/errors";
import { canDecidePromise } from "../policy";
import { limitsOf } from "../rules/authority";
import type { ApprovePromiseInput, DeclinePromiseInput } from "../schema";
import { findPromise, type PromiseToSettle } from "./settle-promise";

type Decided = { reference: string };

/** Somebody whose own limit covers the amount, and who did not promise it, says that it may be promised. */
export async function approvePromise(ctx: UserCtx, { promiseId }: ApprovePromiseInput): Promise<Decided> {
  return withTransaction(ctx, async (tx) => {
    const row = await findPromise(tx, ctx, promiseId);
    if (await isDecidedByMe(tx, ctx, row, "approved")) return { reference: row.case.reference };
    await refuseUnlessMay(tx, ctx, row);
    await write(tx, ctx, row, { approval: "approved" });
    return { reference: row.case.reference };
  });
}

/** It may not be promised, and why. It ends, and the patient is not told of it. */
export async function declinePromise(ctx: UserCtx, { promiseId, reason }: DeclinePromiseInput): Promise<Decided> {
  return withTransaction(ctx, async (tx) => {
    const row = await findPromise(tx, ctx, promiseId);
    if (await isDecidedByMe(tx, ctx, row, "declined")) return { reference: row.case.reference };
    await refuseUnlessMay(tx, ctx, row);
    const ended = { state: "withdrawn", reason, settledById: ctx.viewer.personId, settledAt: ctx.now } as const;
    await write(tx, ctx, row, { approval: "declined", ...ended });
    return { reference: row.case.reference };
  });
}

async function isDecidedByMe(tx: Tx, ctx: UserCtx, { id }: PromiseToSettle, approval: "approved" | "declined") {
  return (await tx.patientPromise.count({ where: { id, approval, decidedById: ctx.viewer.personId } })) > 0;
}

async function refuseUnlessMay(tx: Tx, ctx: UserCtx, row: PromiseToSettle): Promise<void> {
  if (row.approval !== "pending" || row.state !== "open") {
    throw new Conflict("This promise does not wait for approval any more. Look at it again.");
  }
  const limits = limitsOf(await tx.authorityLimit.findMany({ where: { siteId: row.siteId }, take: 10 }));
  const amount = row.amount === null ? null : Number(row.amount);
  if (canDecidePromise(ctx.viewer, { ...row, amount }, limits)) return;
  throw new Forbidden(
    row.madeById === ctx.viewer.personId
      ? "Nobody approves what they promised themself. Ask somebody whose limit covers it."
      : "This amount is above your limit. Ask somebody whose limit covers it.",
  );
}

type Decision =
  | { approval: "approved" }
  | { approval: "declined"; state: "withdrawn"; reason: string; settledById: string; settledAt: Date };

async function write(tx: Tx, ctx: UserCtx, row: PromiseToSettle, decision: Decision): Promise<void> {
  const { id, caseId, siteId, ownerId, madeById } = row;
  await tx.patientPromise.update({
    where: { id },
    data: { ...decision, decidedById: ctx.viewer.personId, decidedAt: ctx.now },
  });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: `promise.${decision.approval}`, data: { promiseId: id } },
  });
  const type = `promise_${decision.approval}` as const;
  await notify(tx, ctx, { type, siteId, caseId, to: [madeById, ownerId], dedupeKey: `${type}:${id}` });
}
