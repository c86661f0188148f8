import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { canFollowUp } from "../policy";
import { dayProblem } from "../rules/days";
import { daysAfter } from "../rules/standing";
import type { KeepPromiseInput, PromiseState, ReplacePromiseInput, WithdrawPromiseInput } from "../schema";
import { promisesVisibleTo } from "../scope";
import { findWorker } from "./plan-follow-up";

type Settled = { reference: string };

/** It was kept: on which day, and how. After its day it counts as kept late. */
export async function keepPromise(ctx: UserCtx, { promiseId, ...kept }: KeepPromiseInput): Promise<Settled> {
  return withTransaction(ctx, async (tx) => {
    const row = await findPromise(tx, ctx, promiseId);
    const { reference } = row.case;
    if (isMine(ctx, row, "kept") && row.keptHow === kept.keptHow) return { reference };
    refuseSettled(row);
    await writeKept(tx, ctx, row, kept);
    return { reference };
  });
}

/** Another day in place of the one promised, with the reason and how they were told. The first stays in the ledger as it ended. */
export async function replacePromise(ctx: UserCtx, input: ReplacePromiseInput): Promise<Settled> {
  const { promiseId, dueOn, reason, toldVia } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findPromise(tx, ctx, promiseId);
    const { reference } = row.case;
    if (isMine(ctx, row, "replaced") && row.reason === reason) return { reference };
    refuseSettled(row);
    refusePending(row);
    const [from, problem] = [isoDay(row.dueOn), dayProblem(dueOn, row.today)];
    if (problem) throw new Invalid({ dueOn: problem });
    if (from === dueOn) throw new Invalid({ dueOn: "This is the day that was promised. Choose another." });
    const teller = await findTeller(tx, ctx, row, input.toldById);
    await settle(tx, ctx, row, { state: "replaced", reason, toldVia, toldById: teller.id });
    const { caseId, siteId, words, party, partyName, ownerId, amount, currency, digits, money } = row;
    const replacementId = newId();
    await tx.patientPromise.create({
      data: {
        ...{ id: replacementId, caseId, siteId, words, party, partyName, ownerId, amount, currency, digits, money },
        // Its amount was within somebody's authority, or approved, when it was first promised.
        ...{ madeById: ctx.viewer.personId, madeAt: ctx.now, dueOn: new Date(dueOn) },
        ...{ outlivesCase: row.outlivesCase, replacesId: promiseId, idempotencyKey: newId() },
      },
    });
    await tell(tx, ctx, row, { type: "promise.replaced", data: { promiseId, replacementId, from, to: dueOn } });
    return { reference };
  });
}

/** It will not be done, and why; and how they were told, if they were. */
export async function withdrawPromise(ctx: UserCtx, input: WithdrawPromiseInput): Promise<Settled> {
  const { promiseId, reason, toldVia } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findPromise(tx, ctx, promiseId);
    const { reference } = row.case;
    if (isMine(ctx, row, "withdrawn") && row.reason === reason) return { reference };
    refuseSettled(row);
    const teller = toldVia === null ? null : await findTeller(tx, ctx, row, input.toldById);
    await writeWithdrawn(tx, ctx, row, { reason, toldVia, toldById: teller?.id ?? null });
    return { reference };
  });
}

export async function writeKept(
  tx: Tx,
  ctx: UserCtx,
  row: PromiseToSettle,
  { keptOn, keptHow }: { keptOn: string; keptHow: string },
): Promise<void> {
  refusePending(row);
  if (keptOn > row.today) throw new Invalid({ keptOn: "This day is in the future. Say when it was kept." });
  if (keptOn < isoDay(dayIn(row.madeAt, row.site.timeZone))) {
    throw new Invalid({ keptOn: "This is before it was promised. Check the day." });
  }
  await settle(tx, ctx, row, { state: "kept", keptOn: new Date(keptOn), keptHow });
  const daysLate = Math.max(0, daysAfter(isoDay(row.dueOn), keptOn));
  await tell(tx, ctx, row, { type: "promise.kept", data: { promiseId: row.id, keptOn, daysLate } });
}

type Withdrawal = { reason: string; toldVia: WithdrawPromiseInput["toldVia"]; toldById: string | null };

export async function writeWithdrawn(
  tx: Tx,
  ctx: UserCtx,
  row: PromiseToSettle,
  withdrawal: Withdrawal,
): Promise<void> {
  await settle(tx, ctx, row, { state: "withdrawn", ...withdrawal });
  await tell(tx, ctx, row, { type: "promise.withdrawn", data: { promiseId: row.id } });
}

const ROW = {
  ...{ id: true, caseId: true, siteId: true, state: true, approval: true, words: true, party: true, partyName: true },
  ...{ madeById: true, madeAt: true, ownerId: true, dueOn: true, amount: true, currency: true, digits: true },
  ...{ money: true, outlivesCase: true, keptHow: true, reason: true, settledById: true },
  owner: { select: { id: true, name: true } },
  site: { select: { timeZone: true } },
  case: { select: { reference: true } },
} satisfies Prisma.PatientPromiseSelect;

export type PromiseToSettle = Prisma.PatientPromiseGetPayload<{ select: typeof ROW }> & { today: string };

/** The promise through its scope, for whoever works there, with its case locked until the transaction ends. */
export async function findPromise(tx: Tx, ctx: UserCtx, promiseId: string): Promise<PromiseToSettle> {
  const where = { AND: [{ id: promiseId }, promisesVisibleTo(ctx.viewer)] };
  const found = await tx.patientPromise.findFirst({ where, select: { caseId: true, siteId: true } });
  if (!found) throw new NotFound("This promise");
  if (!canFollowUp(ctx.viewer, found)) throw new Forbidden();
  await lockCase(tx, found.caseId);
  const row = await tx.patientPromise.findFirst({ where, select: ROW });
  if (!row) throw new NotFound("This promise");
  return { ...row, today: isoDay(dayIn(ctx.now, row.site.timeZone)) };
}

const ENDED: Record<PromiseState, string> = {
  open: "open",
  kept: "kept",
  replaced: "replaced by another day",
  withdrawn: "withdrawn",
};

export function refuseSettled({ state }: PromiseToSettle): void {
  if (state !== "open") throw new Conflict(`This promise is ${ENDED[state]} already. Look at it again.`);
}

function refusePending({ approval }: PromiseToSettle): void {
  if (approval === "pending") {
    throw new Conflict("This promise still needs approval, so they have not been told of it. Have it decided first.");
  }
}

// The same once more: a second press, or an answer that was lost on its way.
function isMine(ctx: UserCtx, { state, settledById }: PromiseToSettle, wanted: PromiseState): boolean {
  return state === wanted && settledById === ctx.viewer.personId;
}

async function findTeller(tx: Tx, ctx: UserCtx, { siteId }: PromiseToSettle, toldById: string | null) {
  return findWorker(tx, { siteId, personId: toldById ?? ctx.viewer.personId, field: "toldById" });
}

async function settle(
  tx: Tx,
  ctx: UserCtx,
  { id, caseId }: PromiseToSettle,
  ending: Prisma.PatientPromiseUncheckedUpdateInput,
): Promise<void> {
  await tx.patientPromise.update({
    where: { id },
    data: { ...ending, settledById: ctx.viewer.personId, settledAt: ctx.now },
  });
  await tx.case.update({ where: { id: caseId }, data: { updatedAt: ctx.now }, select: { id: true } });
}

type Told = Parameters<typeof recordEvent>[2]["event"];

async function tell(tx: Tx, ctx: UserCtx, { caseId, siteId }: PromiseToSettle, event: Told): Promise<void> {
  await recordEvent(tx, ctx, { subject: { noun: "case", id: caseId }, siteId, event });
}
