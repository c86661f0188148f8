import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { type Ctx, type UserCtx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { DomainError } from "@/lib/platform/errors";
import type { LetterMail } from "@/lib/platform/generated/client";
import { type MailOutcome, messageIdOf, sendMail } from "@/lib/platform/mailer";
import { viewerForJob } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { LETTER_KIND_LABELS } from "../labels";
import { maySendAt } from "../policy";
import { languageOf } from "../queries/letters";
import { openLetter } from "../queries/printable";
import { MAIL_WORDS, refusalInWords } from "../rules/mail";
import { type Accepted, acceptedSchema } from "../schema";
import { findForDeed } from "./save-letter";
import { readyToSend, recordSending } from "./send-letter";

export type LetterFault = Extract<MailOutcome, { ok: false }>;

/**
 * Tries the e-mail of a letter once. It is looked at again as if it were sent now: what speaks against it by then ends it. What the mail
 * server took is noted at once and recorded as sent after that, so that a record that fails is made up for and no second e-mail goes out.
 * `over`: there is nothing to send any more.
 */
export async function tryLetterMail(ctx: Ctx, id: string): Promise<"sent" | "over" | LetterFault> {
  const mail = await systemDb().letterMail.findUnique({ where: { id } });
  if (mail?.state !== "waiting") return "over";
  const viewer = await viewerForJob(mail.askedById);
  if (!viewer) return giveUp("Whoever sent this letter cannot sign in to Heard any more.");
  const sender: UserCtx = { actor: { id: viewer.personId, name: viewer.name }, now: ctx.now, viewer };
  const kept = mail.acceptedAt
    ? { acceptedAt: mail.acceptedAt, accepted: acceptedSchema.parse(mail.accepted) }
    : await give(sender, mail);
  if ("ok" in kept) return kept;
  await withTransaction(sender, (tx) => record(tx, { ...sender, now: kept.acceptedAt }, mail, kept.accepted));
  return "sent";
}

type Given = { acceptedAt: Date; accepted: Accepted };

async function give(sender: UserCtx, mail: LetterMail): Promise<Given | LetterFault> {
  const began = performance.now();
  const { id, letterId, address } = mail;
  const ready = await prepare(sender, mail).catch((error: unknown) => {
    if (error instanceof DomainError) return giveUp(sentenceOf(error));
    throw error;
  });
  if ("ok" in ready) return ready;
  const { kept, words, file } = ready;
  const ended = await sendMail({ id, to: address, ...words, attachments: [file] });
  if (!ended.ok) return ended;
  const acceptedAt = new Date(sender.now.getTime() + Math.round(performance.now() - began));
  const accepted = { ...kept, proof: messageIdOf(id) };
  await systemDb().letterMail.update({ where: { id, letterId }, data: { acceptedAt, accepted } });
  return { acceptedAt, accepted };
}

async function prepare(sender: UserCtx, { letterId, address, checkedHow }: LetterMail) {
  const { row, ...kept } = await withTransaction(sender, async (tx) => {
    const row = await findForDeed(tx, sender, letterId);
    if (!maySendAt(sender.viewer, { siteId: row.siteId, ownerId: row.case.ownerId })) {
      throw new DomainError("FORBIDDEN", "Whoever sent this letter may not send it any more.");
    }
    const ready = await readyToSend(tx, sender, row, { way: "email", checkedHow, mailTo: address });
    const { name } = await tx.site.findUniqueOrThrow({ where: { id: row.siteId }, select: { name: true } });
    return { row, site: name, ...ready };
  });
  const { site, addressed, addressLines, letterhead, findings } = kept;
  const { bytes } = await openLetter(sender.viewer, { letterId, format: "pdf" }, sender.now);
  const { reference } = row.case;
  const { subject, body } = MAIL_WORDS[languageOf(row.language)];
  return {
    kept: { addressed, addressLines, letterhead, findings },
    words: { subject: subject(reference), text: body({ reference, site, phone: letterhead.phone }) },
    file: { filename: `${reference}.pdf`, content: Buffer.from(bytes), contentType: "application/pdf" },
  };
}

async function record(tx: Tx, sender: UserCtx, mail: LetterMail, accepted: Accepted): Promise<void> {
  const { id, letterId, address, note } = mail;
  const row = await findForDeed(tx, sender, letterId);
  const settled = { settledAt: sender.now };
  const mine = await tx.letterMail.updateMany({ where: { id, state: "waiting" }, data: { state: "sent", ...settled } });
  // Another worker wrote it down.
  if (mine.count === 0) return;
  await tx.mailDelivery.update({
    where: { id },
    data: { state: "sent", ...settled, leaseUntil: null, lastError: null },
  });
  const { timeZone } = await tx.site.findUniqueOrThrow({ where: { id: row.siteId }, select: { timeZone: true } });
  await recordSending(tx, sender, row, {
    ...accepted,
    ...{ sendingId: id, way: "email", toldVia: null, mailedTo: address, note, at: null },
    sentOn: isoDay(dayIn(sender.now, timeZone)),
  });
}

/**
 * Gives a letter back that cannot be sent by e-mail: it is approved as before, and whoever has the case and whoever sent it are told. False
 * where the mail server has taken it and only the record is missing.
 */
export async function giveBackLetter(tx: Tx, ctx: Ctx, id: string, fault: LetterFault): Promise<boolean> {
  const mail = await tx.letterMail.findUniqueOrThrow({ where: { id } });
  await lockCase(tx, mail.caseId);
  if (mail.acceptedAt) return false;
  const { letterId, caseId, siteId, askedById } = mail;
  const { refused } = fault;
  await tx.letterMail.update({
    where: { id, state: "waiting" },
    data: {
      ...{ state: "refused", settledAt: ctx.now, reason: refused ? refusalInWords(refused) : fault.reason },
      isAddressRefused: refused?.what === "address",
    },
  });
  const { kind, case: of } = await tx.letter.update({
    where: { id: letterId, state: "sending" },
    data: { state: "approved" },
    select: { kind: true, case: { select: { ownerId: true } } },
  });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: "letter.mail_refused", data: { letterId, mailId: id, kind: LETTER_KIND_LABELS[kind] } },
  });
  await notify(tx, ctx, {
    ...{ type: "letter_not_sent", siteId, caseId, to: [of.ownerId, askedById] },
    dedupeKey: `letter_not_sent:${id}`,
  });
  return true;
}

function giveUp(reason: string): LetterFault {
  return { ok: false, reason, isFinal: true, isServerDown: false };
}

function sentenceOf({ message, details }: DomainError): string {
  return Object.values(details.fieldErrors ?? {})[0]?.[0] ?? message;
}
