import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { type Ctx, type UserCtx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { DomainError, LostRace } from "@/lib/platform/errors";
import type { LetterMail } from "@/lib/platform/generated/client";
import { log } from "@/lib/platform/log";
import { type MailOutcome, messageIdOf, sendMail } from "@/lib/platform/mailer";
import { type Viewer, viewerForJob, viewerToRecord } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { LETTER_KIND_LABELS } from "../labels";
import { maySendAt } from "../policy";
import { languageOf } from "../queries/letters";
import { openLetter } from "../queries/printable";
import { MAIL_WORDS, refusalInWords } from "../rules/mail";
import { type Accepted, acceptedSchema } from "../schema";
import { findForDeed, type LetterRow } from "./save-letter";
import { logSending, readyToSend, recordSending } from "./send-letter";

export type LetterFault = Extract<MailOutcome, { ok: false }>;

/**
 * Tries the e-mail of a letter once. It is looked at again as if it were sent now: what speaks against it by then ends it. What the mail
 * server took is noted at once and recorded as sent after that, so that a record that fails is made up for and no second e-mail goes out;
 * that is done in the name of whoever sent it, whatever they may do by then.
 * `over`: there is nothing to send any more.
 */
export async function tryLetterMail(ctx: Ctx, id: string): Promise<"sent" | "over" | LetterFault> {
  const mail = await systemDb().letterMail.findUnique({ where: { id } });
  if (mail?.state !== "waiting") return "over";
  const kept = givenOf(mail) ?? (await give(ctx, mail));
  if (kept === null) return "sent";
  if ("ok" in kept) return kept;
  const recorder = await recorderOf(mail, kept);
  await withTransaction(recorder, (tx) => record(tx, recorder, mail, kept.accepted));
  return "sent";
}

type Given = { acceptedAt: Date; accepted: Accepted };

function givenOf({ acceptedAt, accepted }: LetterMail): Given | null {
  return acceptedAt && { acceptedAt, accepted: acceptedSchema.parse(accepted) };
}

async function recorderOf({ askedById, siteId }: LetterMail, { acceptedAt }: Given): Promise<UserCtx> {
  return asSender(await viewerToRecord(askedById, siteId), acceptedAt);
}

function asSender(viewer: Viewer, now: Date): UserCtx {
  return { actor: { id: viewer.personId, name: viewer.name }, now, viewer };
}

/** Null: it was taken, and there is nothing left to write down. */
async function give(ctx: Ctx, mail: LetterMail): Promise<Given | LetterFault | null> {
  const viewer = await viewerForJob(mail.askedById);
  if (!viewer) return giveUp("Whoever sent this letter cannot sign in to Heard any more.");
  const sender = asSender(viewer, ctx.now);
  const began = performance.now();
  const { id, address } = mail;
  const ready = await prepare(sender, mail).catch((error: unknown) => {
    if (error instanceof LostRace) return tryLater("The case was changed at the same moment.");
    if (error instanceof DomainError) return giveUp(sentenceOf(error));
    throw error;
  });
  if ("ok" in ready) return ready;
  const { row, kept, words, file } = ready;
  const ended = await sendMail({ id, to: address, ...words, attachments: [file] });
  if (!ended.ok) return ended;
  const acceptedAt = new Date(sender.now.getTime() + Math.round(performance.now() - began));
  const given = { acceptedAt, accepted: { ...kept, proof: messageIdOf(id) } };
  const noted = await systemDb().letterMail.updateMany({
    where: { id, state: "waiting", acceptedAt: null },
    data: given,
  });
  return noted.count > 0 ? given : takeUpAgain(mail, given, row);
}

/**
 * What the mail server took although whoever tried after us ended it here: the patient has the letter all the same, so it is on its way
 * again until that is written down. Where its text is another by now, or it goes or went out another way, a contact says that this one did.
 */
async function takeUpAgain(mail: LetterMail, given: Given, row: LetterRow): Promise<Given | null> {
  const { id, letterId, caseId, note } = mail;
  const recorder = await recorderOf(mail, given);
  return withTransaction(recorder, async (tx) => {
    await lockCase(tx, caseId);
    const now = await tx.letterMail.findUniqueOrThrow({ where: { id } });
    if (now.state === "sent") return null;
    const theirs = givenOf(now);
    if (theirs) return now.state === "waiting" ? theirs : null;
    log.error("a letter was taken by the mail server after it had been ended", { mail: id, letter: letterId });
    const reopened = await tx.letter.updateMany({
      where: { id: letterId, state: "approved", version: row.version },
      data: { state: "sending" },
    });
    if (reopened.count === 0) {
      const { addressed } = given.accepted;
      await tx.letterMail.update({ where: { id }, data: given });
      await logSending(tx, recorder, row, { way: "email", toldVia: null, note, at: null, addressed });
      return null;
    }
    await tx.letterMail.update({
      where: { id },
      data: { ...given, state: "waiting", settledAt: null, reason: null, isAddressRefused: false },
    });
    await tx.mailDelivery.update({ where: { id }, data: { state: "failed", settledAt: null, lastError: LATE } });
    return given;
  });
}

const LATE = "The mail server has taken this; it is not written down yet.";

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
    row,
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
 * where it is over already, or the mail server has taken it and only the record is missing.
 */
export async function giveBackLetter(tx: Tx, ctx: Ctx, id: string, fault: LetterFault): Promise<boolean> {
  const { caseId: held } = await tx.letterMail.findUniqueOrThrow({ where: { id }, select: { caseId: true } });
  await lockCase(tx, held);
  const mail = await tx.letterMail.findUniqueOrThrow({ where: { id } });
  if (mail.state !== "waiting" || mail.acceptedAt) return false;
  const { letterId, caseId, siteId, askedById } = mail;
  const { refused } = fault;
  const ended = await tx.letterMail.updateMany({
    where: { id, state: "waiting", acceptedAt: null },
    data: {
      ...{ state: "refused", settledAt: ctx.now, reason: refused ? refusalInWords(refused) : fault.reason },
      isAddressRefused: refused?.what === "address",
    },
  });
  if (ended.count === 0) return false;
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

function tryLater(reason: string): LetterFault {
  return { ok: false, reason, isFinal: false, isServerDown: false };
}

function sentenceOf({ message, details }: DomainError): string {
  return Object.values(details.fieldErrors ?? {})[0]?.[0] ?? message;
}
