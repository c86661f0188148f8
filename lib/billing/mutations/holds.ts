import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, formatDay } from "@/lib/shared/dates";
import { daysBetween } from "../rules/dispute";
import type { LiftHoldInput, PlaceHoldInput } from "../schema";
import { lockDispute, lockToEnd } from "./open-dispute";

const MOST_DAYS = 366;

/** Puts collection on hold through a day, with the reason. One hold runs at a time; one that has ended makes room for the next. */
export async function placeHold(ctx: UserCtx, input: PlaceHoldInput): Promise<{ reference: string }> {
  const { holdId, disputeId, until, reason } = input;
  return withTransaction(ctx, async (tx) => {
    const { reference, siteId, subject, zone } = await lockDispute(tx, ctx, disputeId);
    const twin = await tx.collectionHold.findFirst({ where: { id: holdId, disputeId }, select: { id: true } });
    if (twin) return { reference };
    const today = dayIn(ctx.now, zone);
    const ahead = daysBetween(today.toISOString().slice(0, 10), until);
    if (ahead < 0) throw new Invalid({ until: "This day has passed. A hold ends today or later." });
    if (ahead > MOST_DAYS) throw new Invalid({ until: "A hold lasts a year at most. Place another when it ends." });
    const running = await tx.collectionHold.findFirst({
      where: { disputeId, liftedAt: null, until: { gte: today } },
      select: { until: true },
    });
    if (running) {
      throw new Conflict(`Collection is on hold until ${formatDay(running.until)} already. Lift that hold first.`);
    }
    const placed = { placedAt: ctx.now, placedById: ctx.viewer.personId };
    await tx.collectionHold.create({
      data: { id: holdId, disputeId, siteId, until: new Date(`${until}T00:00:00Z`), reason, ...placed },
    });
    await recordEvent(tx, ctx, {
      subject,
      siteId,
      event: { type: "billing.hold_placed", data: { holdId, until } },
    });
    return { reference };
  });
}

/** Lets collection go on before a hold would have ended, with the reason. */
export async function liftHold(ctx: UserCtx, { holdId, reason }: LiftHoldInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const found = await tx.collectionHold.findUnique({ where: { id: holdId }, select: { disputeId: true } });
    if (!found) throw new NotFound("This hold");
    const { reference, siteId, subject } = await lockToEnd(tx, ctx, found.disputeId, "This hold");
    const lifted = await tx.collectionHold.updateMany({
      where: { id: holdId, liftedAt: null },
      data: { liftedAt: ctx.now, liftedById: ctx.viewer.personId, liftReason: reason },
    });
    if (lifted.count === 0) throw new Conflict("This hold has been lifted already.");
    await recordEvent(tx, ctx, { subject, siteId, event: { type: "billing.hold_lifted", data: { holdId } } });
    return { reference };
  });
}
