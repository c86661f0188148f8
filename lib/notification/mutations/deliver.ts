import "server-only";
import { giveBackLetter, type LetterFault, tryLetterMail } from "@/lib/letter/mutations/deliver-letter";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { describeError, log } from "@/lib/platform/log";
import { hasMailServer, MAIL_PATIENCE_MS, sendMail } from "@/lib/platform/mailer";
import { viewerForJob } from "@/lib/platform/viewer";
import { giveUpSurvey, trySurveyMail } from "@/lib/survey/mutations/send-invitation";
import { composeMail } from "../queries/mail";
import { nextAttempt } from "../rules";
import { type MailKind, type MailState, sendMailJob } from "../schema";

// Longer than any try can take, so that nobody else begins while one is under way.
const LEASE_MS = 5 * MAIL_PATIENCE_MS;
const MOST_AT_ONCE = 200;

/** `not_due`: sent already, not yet to be sent, or somebody else is at it. */
export type DeliveryOutcome = "not_due" | "sent" | "kept" | "dropped" | "failed" | "server_down";

/**
 * Sends one e-mail if it is due. Of any number of workers one gets it: it claims the row for a while, and says afterwards how it ended.
 * What is left is the instant between the server's yes and ours: whoever dies there has it sent once more, under the same Message-ID.
 */
export async function deliverMail(ctx: Ctx, deliveryId: string): Promise<DeliveryOutcome> {
  const claimed = await claim(ctx, deliveryId);
  if (!claimed) return "not_due";
  try {
    return await send(ctx, claimed);
  } catch (error) {
    log.error("an e-mail could not be made", { delivery: deliveryId, error: describeError(error) });
    const reason = "This e-mail could not be made; the log says why.";
    await fail(ctx, claimed, { ok: false, reason, isFinal: false, isServerDown: false });
    return "failed";
  }
}

/** Sends whatever is due and was left over, the longest waiting first; stops where no mail server answers. */
export async function deliverDueMail(ctx: Ctx): Promise<void> {
  const due = await systemDb().mailDelivery.findMany({
    where: {
      state: { in: ["queued", "failed"] },
      nextAttemptAt: { lte: ctx.now },
      OR: [{ leaseUntil: null }, { leaseUntil: { lte: ctx.now } }],
    },
    select: { id: true },
    orderBy: [{ nextAttemptAt: "asc" }, { id: "asc" }],
    take: MOST_AT_ONCE,
  });
  for (const { id } of due) {
    if ((await deliverMail({ ...ctx, now: new Date(Math.max(ctx.now.getTime(), Date.now())) }, id)) === "server_down")
      return;
  }
}

async function send(ctx: Ctx, claimed: Claimed): Promise<DeliveryOutcome> {
  if (claimed.kind === "letter") return settleOther(ctx, claimed, await tryLetterMail(ctx, claimed.id));
  if (claimed.kind === "survey") return settleOther(ctx, claimed, await trySurveyMail(ctx, claimed.id));
  const viewer = await viewerForJob(claimed.personId);
  const fresh = viewer && (await composeMail(viewer, claimed, ctx.now));
  if (!viewer || !fresh) return settle(ctx, claimed, "dropped");
  const mail = claimed.subject ? { subject: claimed.subject, text: claimed.text, html: claimed.html } : fresh;
  if (!claimed.subject) await systemDb().mailDelivery.update({ where: { id: claimed.id }, data: fresh });
  if (!hasMailServer()) return settle(ctx, claimed, "kept");
  const ended = await sendMail({ ...mail, to: viewer.email, id: claimed.id });
  if (ended.ok) return settle(ctx, claimed, "sent");
  await fail(ctx, claimed, ended);
  return ended.isServerDown ? "server_down" : "failed";
}

/** The e-mail of a letter or a survey is settled with that, in one transaction; here only where there is nothing left to send. */
async function settleOther(ctx: Ctx, claimed: Claimed, ended: "sent" | "over" | LetterFault): Promise<DeliveryOutcome> {
  if (ended === "sent") return "sent";
  if (ended === "over") return settle(ctx, claimed, "dropped");
  await fail(ctx, claimed, ended);
  return ended.isServerDown ? "server_down" : "failed";
}

type Claimed = {
  id: string;
  kind: MailKind;
  personId: string;
  attempts: number;
  subject: string;
  text: string;
  html: string;
  createdAt: Date;
};

async function claim(ctx: Ctx, deliveryId: string): Promise<Claimed | null> {
  const leaseUntil = new Date(ctx.now.getTime() + LEASE_MS);
  const [row] = await systemDb().$queryRaw<Claimed[]>`
    UPDATE "MailDelivery" SET "attempts" = "attempts" + 1, "leaseUntil" = ${leaseUntil}::timestamptz
    WHERE "id" = (
      SELECT "id" FROM "MailDelivery"
      WHERE "id" = ${deliveryId}::uuid AND "state" IN ('queued', 'failed') AND "nextAttemptAt" <= ${ctx.now}::timestamptz
        AND ("leaseUntil" IS NULL OR "leaseUntil" <= ${ctx.now}::timestamptz)
      FOR UPDATE SKIP LOCKED
    )
    RETURNING "id", "kind"::text, "personId", "attempts", "subject", "text", "html", "createdAt"`;
  return row ?? null;
}

/** A yes counts whoever else has tried since. */
async function settle(ctx: Ctx, { id }: Claimed, state: "sent" | "kept" | "dropped"): Promise<DeliveryOutcome> {
  await systemDb().mailDelivery.updateMany({
    where: { id, state: { in: ["queued", "failed"] } },
    data: { state, settledAt: ctx.now, leaseUntil: null, lastError: null },
  });
  return state;
}

/** Plans the next try, or gives up after the last; nothing where somebody else has taken over meanwhile. */
async function fail(ctx: Ctx, { id, kind, attempts }: Claimed, fault: LetterFault) {
  const { reason, isFinal } = fault;
  const again = isFinal ? null : nextAttempt(attempts, ctx.now);
  await withTransaction(ctx, async (tx) => {
    const isGivenBack = again === null && (await giveBack(tx, ctx, { id, kind }, fault));
    const state: MailState = again ? "failed" : isGivenBack ? "dropped" : "dead";
    const written = await tx.mailDelivery.updateMany({
      where: { id, attempts, state: { in: ["queued", "failed"] } },
      data: {
        ...{ state, lastError: isGivenBack ? null : reason, leaseUntil: null, settledAt: again ? null : ctx.now },
        ...(again ? { nextAttemptAt: again } : {}),
      },
    });
    if (written.count > 0 && again) {
      await enqueue(tx, sendMailJob, { deliveryId: id }, { key: `mail:${id}`, runAt: again });
    }
  });
}

/** True where whoever it was for learns of it on the case, so that it is nothing for the administrator. */
async function giveBack(
  tx: Tx,
  ctx: Ctx,
  { id, kind }: Pick<Claimed, "id" | "kind">,
  fault: LetterFault,
): Promise<boolean> {
  if (kind === "letter") return giveBackLetter(tx, ctx, id, fault);
  return kind === "survey" && giveUpSurvey(tx, ctx, id, fault);
}
