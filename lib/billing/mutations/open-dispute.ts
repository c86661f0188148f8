import "server-only";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { canEndInDispute, canWorkDispute } from "../policy";
import { currencyOf } from "../rules/currencies";
import { localeOf } from "../rules/money";
import type { OpenDisputeInput } from "../schema";
import { disputesVisibleTo } from "../scope";

/** Opens the billing dispute of a case: one, in one currency. The id comes with the form, so that sending it twice opens it once. */
export async function openDispute(ctx: UserCtx, input: OpenDisputeInput): Promise<{ reference: string }> {
  const { disputeId, caseId, payer, accountNumber } = input;
  return withTransaction(ctx, async (tx) => {
    await lockCase(tx, caseId);
    const row = await tx.case.findFirst({
      where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
      select: {
        reference: true,
        siteId: true,
        state: true,
        ownerId: true,
        billingDispute: { select: { id: true } },
      },
    });
    if (!row) throw new NotFound("This case");
    if (!canWorkDispute(ctx.viewer, row)) throw new Forbidden(closedWords(row.state));
    if (row.billingDispute?.id === disputeId) return { reference: row.reference };
    if (row.billingDispute) throw new Conflict("This case has a billing dispute already. Add the charges to that one.");
    const { code: currency, digits } = currencyOf(input.currency);
    const { siteId } = row;
    const opened = { openedAt: ctx.now, openedById: ctx.viewer.personId };
    await tx.billingDispute.create({
      data: { id: disputeId, caseId, siteId, currency, digits, payer, accountNumber, ...opened },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: caseId },
      siteId,
      event: { type: "billing.dispute_opened", data: { disputeId, currency } },
    });
    return { reference: row.reference };
  });
}

/**
 * The dispute to be worked on, held until the transaction ends: what is owed cannot move under a plan, nor a line under a decision.
 * `what` names the thing that was asked for, where that is not the dispute itself.
 */
export async function lockDispute(
  tx: Tx,
  ctx: UserCtx,
  disputeId: string,
  what = "This billing dispute",
  may = canWorkDispute,
) {
  const found = await tx.billingDispute.findUnique({ where: { id: disputeId }, select: { caseId: true } });
  if (found) await lockCase(tx, found.caseId);
  await tx.$executeRaw`SELECT "id" FROM "BillingDispute" WHERE "id" = ${disputeId}::uuid FOR UPDATE`;
  const row = await tx.billingDispute.findFirst({
    where: { AND: [{ id: disputeId }, disputesVisibleTo(ctx.viewer)] },
    select: {
      id: true,
      siteId: true,
      currency: true,
      digits: true,
      case: {
        select: {
          id: true,
          reference: true,
          siteId: true,
          state: true,
          ownerId: true,
          site: { select: { timeZone: true, country: true } },
        },
      },
    },
  });
  if (!row) throw new NotFound(what);
  if (!may(ctx.viewer, row.case)) throw new Forbidden(closedWords(row.case.state));
  const { currency, digits, case: owner, ...rest } = row;
  const { id: caseId, reference, site } = owner;
  return {
    ...rest,
    caseId,
    reference,
    zone: site.timeZone,
    money: { currency: { code: currency, digits }, locale: localeOf(site.country) },
    subject: { noun: "case" as const, id: caseId },
  };
}

export type LockedDispute = Awaited<ReturnType<typeof lockDispute>>;

/** As `lockDispute`, for ending what goes on although the case may be closed. */
export function lockToEnd(tx: Tx, ctx: UserCtx, disputeId: string, what: string) {
  return lockDispute(tx, ctx, disputeId, what, canEndInDispute);
}

function closedWords(state: string): string | undefined {
  return state === "closed" ? "This case is closed, so its billing dispute stays as it is." : undefined;
}
