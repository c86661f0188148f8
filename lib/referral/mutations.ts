import "server-only";
import { canAddNote } from "@/lib/case/policy";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { refuseMerged } from "@/lib/case-join/queries";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { packOf } from "@/lib/regulation/rules";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { bodiesOf, whyNotOn } from "./rules";
import { ANOTHER, type RecordReferralInput, type TakeBackReferralInput } from "./schema";
import type { OfCase } from "./types";

/** Records that a case, open or closed, went to a body outside on a day. The same form again records nothing. */
export async function recordReferral(ctx: UserCtx, input: RecordReferralInput): Promise<OfCase> {
  const { referralId: id, caseId, bodyId: chosen, other, referredOn } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findCase(tx, ctx, caseId);
    const { siteId, reference } = row;
    const there = await tx.referral.findUnique({ where: { id }, select: { caseId: true } });
    if (there?.caseId === caseId) return { reference };
    const bodyId = chosen === ANOTHER ? null : chosen;
    const body = bodyId === null ? other : bodiesOf(packOf(row)).find((one) => one.id === bodyId)?.name;
    if (!body) throw new Invalid({ bodyId: "The rules of this case name no such body. Choose another." });
    const zone = row.site.timeZone;
    const [receivedOn, today] = [row.receivedAt, ctx.now].map((at) => isoDay(dayIn(at, zone))) as [string, string];
    const why = whyNotOn({ referredOn, receivedOn, today });
    if (why) throw new Invalid({ referredOn: why });
    const day = new Date(referredOn);
    const same = await tx.referral.count({ where: { caseId, body, referredOn: day, voidedAt: null } });
    if (same > 0) throw new Invalid({ bodyId: "It is recorded already that the case went there on this day." });
    await tx.referral.create({
      data: {
        id,
        caseId,
        siteId,
        bodyId,
        body,
        referredOn: day,
        recordedById: ctx.viewer.personId,
        recordedAt: ctx.now,
      },
    });
    await recordEvent(tx, ctx, {
      ...{ subject: { noun: "case", id: caseId }, siteId },
      event: { type: "case.referred", data: { referralId: id, body, referredOn } },
    });
    return { reference };
  });
}

/** Takes back what was recorded by mistake, with why. It stays in the history of the case and counts nowhere. */
export async function takeBackReferral(ctx: UserCtx, { referralId, reason }: TakeBackReferralInput): Promise<OfCase> {
  return withTransaction(ctx, async (tx) => {
    const found = await tx.referral.findFirst({
      where: { id: referralId, case: casesVisibleTo(ctx.viewer) },
      select: { caseId: true, body: true, referredOn: true },
    });
    if (!found) throw new NotFound("This referral");
    const { caseId, body } = found;
    const { siteId, reference } = await findCase(tx, ctx, caseId);
    const written = await tx.referral.updateMany({
      where: { id: referralId, voidedAt: null },
      data: { voidedAt: ctx.now, voidReason: reason },
    });
    if (written.count === 0) throw new Conflict("Somebody took this back already. Reload the page.");
    const data = { referralId, body, referredOn: isoDay(found.referredOn) };
    await recordEvent(tx, ctx, {
      ...{ subject: { noun: "case", id: caseId }, siteId },
      event: { type: "case.referral_taken_back", data },
    });
    return { reference };
  });
}

async function findCase(tx: Tx, ctx: UserCtx, caseId: string) {
  await lockCase(tx, caseId);
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: {
      ...{ siteId: true, reference: true, state: true, ownerId: true, receivedAt: true, packId: true },
      ...{ packVersion: true, site: { select: { timeZone: true } } },
    },
  });
  if (!row) throw new NotFound("This case");
  if (!canAddNote(ctx.viewer, { ...row, escalation: null })) throw new Forbidden();
  await refuseMerged(tx, caseId);
  return row;
}
