import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { totalsOf } from "../rules/dispute";
import { readAmount } from "../rules/money";
import { planProblems } from "../rules/plan";
import type { AgreePlanInput, VoidPlanInput } from "../schema";
import { type LockedDispute, lockDispute, lockToEnd } from "./open-dispute";

/** Keeps the payment plan that was agreed. Its parts add up to what is owed at this moment; the lines wait while that is counted. */
export async function agreePlan(ctx: UserCtx, input: AgreePlanInput): Promise<{ reference: string }> {
  const { planId, disputeId, agreedOn, agreedWith } = input;
  return withTransaction(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, disputeId);
    const { reference, siteId, subject, money } = dispute;
    if (await tx.paymentPlan.findFirst({ where: { id: planId, disputeId }, select: { id: true } }))
      return { reference };
    if (await tx.paymentPlan.findFirst({ where: { disputeId, voidedAt: null }, select: { id: true } })) {
      throw new Conflict("A payment plan is agreed already. Void that one first.");
    }
    if (agreedOn > dayIn(ctx.now, dispute.zone).toISOString().slice(0, 10)) {
      throw new Invalid({ agreedOn: "This day is in the future." });
    }
    const total = await countOwed(tx, disputeId);
    const parts = readParts(input, total, dispute);
    await tx.paymentPlan.create({
      data: {
        ...{ id: planId, disputeId, siteId, total: BigInt(total), agreedWith },
        agreedOn: new Date(`${agreedOn}T00:00:00Z`),
        ...{ agreedAt: ctx.now, agreedById: ctx.viewer.personId },
      },
    });
    await tx.paymentPart.createMany({
      data: parts.map(({ dueOn, amount }, index) => ({
        ...{ id: newId(), planId, siteId, position: index + 1 },
        ...{ dueOn: new Date(`${dueOn}T00:00:00Z`), amount: BigInt(amount) },
      })),
    });
    const { code: currency, digits } = money.currency;
    await recordEvent(tx, ctx, {
      subject,
      siteId,
      event: { type: "billing.plan_agreed", data: { planId, parts: parts.length, total, currency, digits } },
    });
    return { reference };
  });
}

/** Voids a plan, with the reason: it stays on record, and another can be agreed. */
export async function voidPlan(ctx: UserCtx, { planId, reason }: VoidPlanInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const found = await tx.paymentPlan.findUnique({ where: { id: planId }, select: { disputeId: true } });
    if (!found) throw new NotFound("This payment plan");
    const { reference, siteId, subject } = await lockToEnd(tx, ctx, found.disputeId, "This payment plan");
    const voided = await tx.paymentPlan.updateMany({
      where: { id: planId, voidedAt: null },
      data: { voidedAt: ctx.now, voidedById: ctx.viewer.personId, voidReason: reason },
    });
    if (voided.count === 0) throw new Conflict("This payment plan has been voided already.");
    await recordEvent(tx, ctx, { subject, siteId, event: { type: "billing.plan_voided", data: { planId } } });
    return { reference };
  });
}

async function countOwed(tx: Tx, disputeId: string): Promise<number> {
  const lines = await tx.chargeLine.findMany({
    where: { disputeId },
    select: { amount: true, outcome: true, reducedTo: true },
    take: 1_000,
  });
  return totalsOf(
    lines.map(({ amount, outcome, reducedTo }) => ({
      ...{ amount: Number(amount), outcome },
      reducedTo: reducedTo === null ? null : Number(reducedTo),
    })),
  ).owed;
}

function readParts({ parts, agreedOn }: AgreePlanInput, owed: number, { money }: LockedDispute) {
  const readings = parts.map(({ row, dueOn, amount }) => ({
    row,
    dueOn,
    reading: readAmount({ text: amount, ...money }),
  }));
  const unread = readings.flatMap(({ row, reading }) =>
    reading.ok ? [] : [[`parts.${row}.amount`, reading.message] as const],
  );
  if (unread.length > 0) throw new Invalid(Object.fromEntries(unread));
  const read = readings
    .map(({ row, dueOn, reading }) => ({ row, dueOn, amount: reading.ok ? reading.minor : 0 }))
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
  const problems = planProblems({ parts: read, owed, agreedOn, ...money });
  if (problems.length > 0) {
    throw new Invalid(
      Object.fromEntries(
        problems.map((problem) => {
          if (problem.part === null) return ["total", problem.message];
          return [`parts.${read[problem.part]?.row}.${problem.field}`, problem.message];
        }),
      ),
    );
  }
  return read;
}
