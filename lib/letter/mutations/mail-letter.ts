import "server-only";
import { recordEvent } from "@/lib/events/record";
import { sendMailJob } from "@/lib/notification/schema";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { hasMailServer } from "@/lib/platform/mailer";
import { LETTER_KIND_LABELS } from "../labels";
import type { SendLetterInput, StopMailInput } from "../schema";
import { nextState } from "../workflow";
import { findForDeed, type LetterRow, refuseDeed, refuseToSend } from "./save-letter";

type Asked = SendLetterInput & { address: string };

/** Puts an approved letter on its way by e-mail. Until the mail server has taken it nobody was told anything. */
export async function startMail(tx: Tx, ctx: UserCtx, row: LetterRow, asked: Asked): Promise<void> {
  const { sendingId: id, letterId, address, checkedHow, note } = asked;
  if (!hasMailServer()) {
    throw new Conflict("E-mail is not set up here yet. Send the PDF from your own mailbox and write that down here.");
  }
  const { caseId, siteId } = row;
  const { personId } = ctx.viewer;
  await tx.letter.update({ where: { id: letterId }, data: { state: "sending" } });
  await tx.mailDelivery.create({
    data: { id, kind: "letter", key: `letter:${id}`, personId, caseId, nextAttemptAt: ctx.now, createdAt: ctx.now },
  });
  await tx.letterMail.create({
    data: { id, letterId, caseId, siteId, address, checkedHow, note, askedById: personId, askedAt: ctx.now },
  });
  await tell(tx, ctx, row, { type: "letter.mail_started", mailId: id });
  await enqueue(tx, sendMailJob, { deliveryId: id }, { key: `mail:${id}`, runAt: ctx.now });
}

/** Stops an e-mail that the mail server does not have, nor is being given; the letter is approved as before. Stopped twice it is once. */
export async function stopMail(ctx: UserCtx, { letterId, mailId }: StopMailInput) {
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    const done = { letterId, reference: row.case.reference };
    const mail = await tx.letterMail.findFirst({
      where: { id: mailId, letterId },
      select: { state: true, acceptedAt: true },
    });
    if (!mail) throw new NotFound("This e-mail");
    refuseToSend(ctx, row);
    if (mail.state === "stopped") return done;
    const state = nextState(row.state, "stop");
    if (state === null || mail.state !== "waiting") refuseDeed(ctx, row, "stopped");
    if (mail.acceptedAt) throw new Conflict("The mail server has taken this letter. Look again in a few minutes.");
    const stopped = await tx.mailDelivery.updateMany({
      where: { id: mailId, state: { in: ["queued", "failed"] }, leaseUntil: null },
      data: { state: "dropped", settledAt: ctx.now },
    });
    const ended = await tx.letterMail.updateMany({
      where: { id: mailId, state: "waiting", acceptedAt: null },
      data: { state: "stopped", settledAt: ctx.now },
    });
    if (stopped.count === 0 || ended.count === 0) {
      throw new Conflict("The mail server is being given this letter just now. Look again in a few minutes.");
    }
    await tx.letter.update({ where: { id: letterId }, data: { state } });
    await tell(tx, ctx, row, { type: "letter.mail_stopped", mailId });
    return done;
  });
}

type MailEvent = { type: "letter.mail_started" | "letter.mail_stopped"; mailId: string };

async function tell(tx: Tx, ctx: UserCtx, row: LetterRow, { type, mailId }: MailEvent): Promise<void> {
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: row.caseId },
    siteId: row.siteId,
    event: { type, data: { letterId: row.id, mailId, kind: LETTER_KIND_LABELS[row.kind] } },
  });
}
