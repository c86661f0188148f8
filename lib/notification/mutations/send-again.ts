import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { hasMailServer } from "@/lib/platform/mailer";
import { MAIL_STATE_LABELS } from "../labels";
import { type MailState, type SendAgainInput, sendMailJob } from "../schema";
import { deliveriesManagedBy } from "../scope";

const MOST_AT_ONCE = 1_000;

/** Puts an e-mail that was given up, waits for another try or was kept for want of a mail server back in the queue. */
export async function sendAgain(ctx: UserCtx, { deliveryId }: SendAgainInput): Promise<{ count: number }> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.mailDelivery.findFirst({
      where: { AND: [{ id: deliveryId }, deliveriesManagedBy(ctx.viewer)] },
      select: { id: true, state: true },
    });
    if (!row) throw new NotFound("This e-mail");
    if (row.state === "queued") return { count: 0 };
    if (row.state === "kept" && !hasMailServer()) {
      throw new Conflict("No mail server is set, so it stays here. Set SMTP_URL and start Heard again first.");
    }
    if (!AGAIN.includes(row.state)) {
      const state = MAIL_STATE_LABELS[row.state].toLowerCase();
      throw new Conflict(`This e-mail is ${state}, so there is nothing to try again. Reload the page.`);
    }
    const count = await putBack(tx, ctx, [row.id]);
    if (count === 0) {
      throw new Conflict("The mail server is being given this e-mail just now. Look again in a few minutes.");
    }
    return { count };
  });
}

/** The same for everything that was given up. */
export async function sendAllAgain(ctx: UserCtx): Promise<{ count: number }> {
  return withTransaction(ctx, async (tx) => {
    const rows = await tx.mailDelivery.findMany({
      where: { AND: [{ state: "dead" }, deliveriesManagedBy(ctx.viewer)] },
      select: { id: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST_AT_ONCE,
    });
    return {
      count: await putBack(
        tx,
        ctx,
        rows.map(({ id }) => id),
      ),
    };
  });
}

const AGAIN: readonly MailState[] = ["dead", "failed", "kept"];

/** But for one that somebody is trying just now: with their lease gone another would send it a second time. */
async function putBack(tx: Tx, ctx: UserCtx, ids: string[]): Promise<number> {
  const written = await tx.mailDelivery.updateMany({
    where: {
      ...{ id: { in: ids }, state: { in: [...AGAIN] } },
      OR: [{ leaseUntil: null }, { leaseUntil: { lte: ctx.now } }],
    },
    data: { state: "queued", attempts: 0, nextAttemptAt: ctx.now, leaseUntil: null, settledAt: null },
  });
  if (written.count === 0) return 0;
  for (const id of ids) await enqueue(tx, sendMailJob, { deliveryId: id }, { key: `mail:${id}`, runAt: ctx.now });
  await recordEvent(tx, ctx, {
    subject: { noun: "organisation", id: ctx.viewer.organisationId },
    siteId: null,
    event: { type: "mail.sent_again", data: { count: written.count } },
  });
  return written.count;
}
