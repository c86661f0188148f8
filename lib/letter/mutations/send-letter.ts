import "server-only";
import { createHash } from "node:crypto";
import { answerByLetter } from "@/lib/case/mutations/move-case";
import { toldAt } from "@/lib/case/rules";
import { refuseMerged } from "@/lib/case-join/queries";
import { createContact, PLAIN_CONTACT } from "@/lib/contact/mutations/log-contact";
import { outcomesOf } from "@/lib/contact/rules/outcomes";
import { recordEvent } from "@/lib/events/record";
import { keepFoundPromises } from "@/lib/follow-up/mutations/make-promise";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors";
import { dayIn, formatDay, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { localTimeOf } from "@/lib/shared/local-time";
import { LETTER_KIND_LABELS, LETTER_WAY_LABELS } from "../labels";
import { canWriteLetter } from "../policy";
import { digestOfFacts } from "../queries/facts";
import { findMailTarget } from "../queries/mail-target";
import { openLetter, readAddressLines, readHead } from "../queries/printable";
import { findTold } from "../queries/told";
import { changedFacts } from "../rules/changed-facts";
import { plainText, readLetter } from "../rules/document";
import { isInWriting } from "../rules/gate";
import { writtenBasisOf } from "../rules/in-writing";
import { channelOf } from "../rules/way";
import { keptFactsSchema, LetterWay, MAIL_WAYS, type SendLetterInput, type SentHead } from "../schema";
import { nextState } from "../workflow";
import { factsOf, findIn, refuseBlocked, refuseUnfilled, whyBlocked } from "./decide-letter";
import { startMail } from "./mail-letter";
import { findForDeed, type LetterRow, refuseDeed, refuseToSend } from "./save-letter";

/**
 * Records that an approved letter went out, or that somebody who declines letters was told otherwise: keeps what went out, says so among
 * the contacts, from which the clocks are read, and puts into the ledger what it promises. By e-mail it is on its way first, and all that
 * is recorded once the mail server has taken it. The same sending again changes nothing. Of a letter that was printed earlier, what it went
 * out with is `printed`: its paper is out, so that it is recorded also where its case says something else by now.
 */
export async function sendLetter(
  ctx: UserCtx,
  input: SendLetterInput,
  printed: Printed | null = null,
): Promise<{ letterId: string; reference: string }> {
  const { letterId } = input;
  const isMail = input.way === LetterWay.email;
  // What no font can draw is said before it is on its way.
  if (isMail) await openLetter(ctx.viewer, { letterId, format: "pdf" }, ctx.now);
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    const done = { letterId, reference: row.case.reference };
    refuseSender(ctx, row, printed);
    if (await isSentAlready(tx, input, printed)) return done;
    if (nextState(row.state, isMail ? "mail" : "send") === null) refuseDeed(ctx, row, "sent");
    if (row.version !== input.version) {
      throw new Conflict("This letter was changed and approved anew since you opened it. Reload the page and read it.");
    }
    refuseSpoken(row, input);
    const ready = printed
      ? await readyAsPrinted(tx, ctx, row, printed)
      : { ...(await readyToSend(tx, ctx, row, input)), note: input.note };
    if (isMail) {
      await startMail(tx, ctx, row, { ...input, address: ready.mailedTo ?? "" });
      return done;
    }
    const at = await readSentAt(tx, ctx, row, input.sentOn);
    await recordSending(tx, ctx, row, { ...input, ...ready, at });
    return done;
  });
}

/** Who had letters printed was asked then whether they may send them: the case may be somebody else's by the time they are posted. */
function refuseSender(ctx: UserCtx, row: LetterRow, printed: Printed | null): void {
  if (!printed) refuseToSend(ctx, row);
  else if (!canWriteLetter(ctx.viewer, row)) throw new Forbidden();
}

type Ready = {
  addressed: { otherName: string; checkedHow: string | null } | null;
  addressLines: string[];
  /** What stands around it, as the site has it now. */
  letterhead: SentHead;
  /** The ids of what the checks still found. */
  findings: string[];
  mailedTo: string | null;
};

type ToBeSent = Pick<SendLetterInput, "way" | "checkedHow" | "mailTo">;

/** Refuses a letter that cannot go out as it is, and says to whom and where it would go. */
export async function readyToSend(tx: Tx, ctx: UserCtx, row: LetterRow, sent: ToBeSent): Promise<Ready> {
  await refuseMerged(tx, row.caseId);
  refuseUnfilled(row);
  await refuseChanged(tx, ctx, row);
  const findings = await refuseBlocked(tx, ctx, row);
  return {
    addressed: await addressedTo(tx, ctx, row, sent),
    addressLines: await readAddressLines(tx, ctx.viewer, row),
    letterhead: await readHead(tx, row.siteId),
    findings: findings.map(({ id }) => id),
    mailedTo: MAIL_WAYS.includes(sent.way) ? await mailedTo(tx, ctx, row, sent.mailTo) : null,
  };
}

const TOLD_AS_PRINTED = "It was on record when the letter was printed.";

/** What is kept of a letter whose paper is out: what would have held it up by now does not, and is said in the note. */
async function readyAsPrinted(tx: Tx, ctx: UserCtx, row: LetterRow, printed: Printed): Promise<PrintedReady> {
  await refuseMerged(tx, row.caseId);
  const findings = await findIn(tx, ctx, row);
  const told = await findTold(ctx.viewer, row, { now: ctx.now, db: tx });
  const checkedHow = told && "because" in told ? told.because : TOLD_AS_PRINTED;
  const changed = await changesSince(tx, ctx, row);
  const notes = [
    changed && `The case had changed since this letter was approved${listed(changed)}.`,
    told && "doubt" in told && "Whether they may be told was in doubt by then.",
    whyBlocked(findings) !== null && "The checks would not have let it out by then.",
  ].filter((note) => typeof note === "string");
  return {
    ...{ ...printed, addressed: told && { otherName: told.name, checkedHow }, mailedTo: null },
    ...{ findings: findings.map(({ id }) => id), hasChanged: notes.length > 0 },
    note: notes.length > 0 ? `${notes.join(" ")} It went out as it was printed.` : null,
  };
}

type PrintedReady = Ready & { note: string | null; hasChanged: boolean };

async function mailedTo(tx: Tx, ctx: UserCtx, row: LetterRow, seen: string | undefined): Promise<string> {
  const { address, refusal } = await findMailTarget(ctx.viewer, row, { now: ctx.now, db: tx });
  if (address === null || refusal !== null) throw new Conflict(refusal ?? "There is no e-mail address on record.");
  if (address !== seen) {
    throw new Conflict(
      "The e-mail address on record is another by now. Reload the page and look at it before you send.",
    );
  }
  return address;
}

type Going = Ready & Pick<SendLetterInput, "sendingId" | "way" | "toldVia" | "sentOn" | "proof" | "note">;

/** What follows once a letter went out. `at` is the moment as the clocks of the site show it; null: now. */
export async function recordSending(
  tx: Tx,
  ctx: UserCtx,
  row: LetterRow,
  sent: Going & { at: string | null; hasChanged?: boolean },
): Promise<void> {
  const { id: letterId, caseId, case: of } = row;
  const contactId = await logSending(tx, ctx, row, sent);
  await tx.letter.update({ where: { id: letterId }, data: { state: "sent" } });
  await keepSending(tx, ctx, row, { ...sent, contactId });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId: row.siteId,
    event: {
      type: "letter.sent",
      data: {
        ...{ letterId, sendingId: sent.sendingId },
        ...{ kind: LETTER_KIND_LABELS[row.kind], way: LETTER_WAY_LABELS[sent.way] },
        ...(sent.hasChanged && { hasChanged: true }),
      },
    },
  });
  const sendings = await tx.letterSending.findMany({ where: { letterId }, select: { contactId: true }, take: 50 });
  await keepFoundPromises(tx, ctx, {
    // What it promised when it went out before stands already.
    beside: sendings.map((each) => each.contactId),
    ...{ caseId, contactId, ownerId: of.ownerId, saidOn: sent.sentOn, text: plainText(readLetter(row.text)) },
  });
  if (row.kind === "resolution") await answerByLetter(tx, ctx, caseId);
}

/** Whether this is the same sending once more; another under its id is refused, since what is sent stands. The note of printed ones is ours. */
async function isSentAlready(tx: Tx, input: SendLetterInput, printed: Printed | null): Promise<boolean> {
  const { sendingId: id, letterId, way, sentOn, proof, note, mailTo } = input;
  if (way === LetterWay.email) {
    const mail = await tx.letterMail.findFirst({ where: { id, letterId } });
    if (mail?.state === "refused" || mail?.state === "stopped") {
      throw new Conflict("This was tried and was not sent. Close this and press Send again.");
    }
    if (mail && (mail.address !== mailTo || mail.note !== note)) throw alreadySent();
    return mail !== null;
  }
  const twin = await tx.letterSending.findFirst({ where: { id, letterId } });
  if (!twin) return false;
  if (twin.returnedAt) throw new Conflict("It was sent like this and came back. Print or send it anew.");
  const isNote = printed !== null || twin.note === note;
  const isSame = twin.way === way && twin.proof === proof && isNote && twin.sentOn.getTime() === Date.parse(sentOn);
  if (isSame) return true;
  throw alreadySent();
}

function alreadySent(): Conflict {
  return new Conflict(
    "This letter was recorded as sent before you changed this. Reload the page to see what was kept.",
  );
}

/** Where the answer is owed in writing, word of mouth does not do, whoever declines letters. */
function refuseSpoken({ kind, case: of }: LetterRow, input: SendLetterInput): void {
  const inWriting = writtenBasisOf(kind, of);
  if (inWriting === null || isInWriting(input)) return;
  throw new Invalid({
    toldVia: `This answer is owed in writing (${inWriting}), so telling them is not enough. Log the talk as a contact, and send the letter by e-mail, through the portal, by hand or by post.`,
  });
}

async function refuseChanged(tx: Tx, ctx: UserCtx, row: LetterRow): Promise<void> {
  const why = await whyChanged(tx, ctx, row);
  if (why !== null) throw new Conflict(why);
}

type Decided = Pick<LetterRow, "caseId" | "kind" | "language" | "decidedFacts">;

/** What was approved fits the case as it was then: where that says something else, whoever approved looks again. Null: it does not. */
export async function whyChanged(db: Tx, ctx: UserCtx, row: Decided): Promise<string | null> {
  const changed = await changesSince(db, ctx, row);
  if (changed === null) return null;
  return `The case has changed since this letter was approved${listed(changed)}. Take the letter back and ask for approval again, so that whoever approves it looks at it once more.`;
}

/** What the case says otherwise than when the letter was approved, as far as that is known; null: nothing. */
async function changesSince(db: Tx, ctx: UserCtx, row: Decided): Promise<string[] | null> {
  const kept = keptFactsSchema.safeParse(row.decidedFacts);
  const facts = await factsOf(db, ctx, row);
  if (kept.success && kept.data.digest === digestOfFacts(facts, row.kind)) return null;
  return kept.success ? changedFacts(kept.data.facts, facts) : [];
}

function listed(changed: string[]): string {
  return changed.length > 0 ? `: ${new Intl.ListFormat("en").format(changed)}` : "";
}

type Place = { receivedAt: Date; site: { timeZone: string } };

async function placeOf(tx: Tx, { caseId }: LetterRow): Promise<Place> {
  return tx.case.findUniqueOrThrow({
    where: { id: caseId },
    select: { receivedAt: true, site: { select: { timeZone: true } } },
  });
}

/** The moment that stands for the day, as the clocks of the site show it; null: now. */
async function readSentAt(tx: Tx, ctx: UserCtx, row: LetterRow, sentOn: string): Promise<string | null> {
  const { receivedAt, site } = await placeOf(tx, row);
  const zone = site.timeZone;
  const back = await lastCameBack(tx, row);
  const dayOf = (at: Date) => isoDay(dayIn(at, zone));
  if (sentOn > dayOf(ctx.now)) throw new Invalid({ sentOn: "This day is in the future. Say when it went out." });
  if (row.decidedAt && sentOn < dayOf(row.decidedAt)) {
    throw new Invalid({ sentOn: "The letter was approved later than on this day. Check it." });
  }
  if (back && sentOn < isoDay(back)) {
    throw new Invalid({ sentOn: `It came back on ${formatDay(back)}, so it went out again on that day or later.` });
  }
  if (sentOn === dayOf(ctx.now)) return null;
  const since = row.decidedAt ?? receivedAt;
  const at = toldAt({ answeredOn: sentOn, receivedAt: since, zone, now: ctx.now });
  if (typeof at === "string") throw new Invalid({ sentOn: at });
  return localTimeOf(at, zone);
}

/** The day on which an earlier sending of a letter came back; null: none did. */
async function lastCameBack(tx: Tx, { id: letterId }: LetterRow): Promise<Date | null> {
  const { _max } = await tx.letterSending.aggregate({ where: { letterId }, _max: { returnedOn: true } });
  return _max.returnedOn;
}

/** Says among the contacts that a letter went out. */
export async function logSending(
  tx: Tx,
  ctx: UserCtx,
  row: Pick<LetterRow, "caseId" | "kind">,
  { way, toldVia, note, at, addressed }: Pick<Going, "way" | "toldVia" | "note" | "addressed"> & { at: string | null },
): Promise<string> {
  const channel = channelOf({ way, toldVia });
  const [outcome = "sent"] = outcomesOf("outgoing", channel);
  const named = `${LETTER_KIND_LABELS[row.kind]}: ${LETTER_WAY_LABELS[way].toLowerCase()}.`;
  const whom = addressed && { ...addressed, party: "other" as const, mayBeTold: "yes" as const };
  const { contactId } = await createContact(tx, ctx, {
    ...{ idempotencyKey: newId(), caseId: row.caseId, direction: "outgoing", channel, outcome, at, atTurn: "first" },
    ...{ summary: way === "told_otherwise" ? note : named, isAcknowledgement: row.kind === "acknowledgement" },
    ...{ minutes: null, ...PLAIN_CONTACT, ...whom },
  });
  return contactId;
}

async function addressedTo(
  tx: Tx,
  ctx: UserCtx,
  row: LetterRow,
  { checkedHow }: ToBeSent,
): Promise<Ready["addressed"]> {
  const told = await findTold(ctx.viewer, row, { now: ctx.now, db: tx });
  if (told === null) return null;
  const because = "because" in told ? told.because : checkedHow;
  if (because === null && "doubt" in told) {
    throw new Invalid({
      checkedHow: `${told.doubt} Record their authority, or say how you know that they may be told.`,
    });
  }
  return { otherName: told.name, checkedHow: because };
}

/** What stood around a letter on paper that was printed before. */
type Printed = { addressLines: string[]; letterhead: SentHead };

type Kept = Going & { contactId: string };

async function keepSending(tx: Tx, ctx: UserCtx, row: LetterRow, kept: Kept): Promise<void> {
  const { sendingId, way, sentOn, proof, note, contactId, findings, addressLines, letterhead, mailedTo } = kept;
  const { id: letterId, caseId, siteId, text, authorId, decidedById } = row;
  if (decidedById === null) throw new Error("A letter was approved by nobody.");
  await tx.letterSending.create({
    data: {
      ...{ id: sendingId, letterId, caseId, siteId, contactId, text, authorId, approverId: decidedById },
      ...{ way, toldVia: way === "told_otherwise" ? kept.toldVia : null, sentOn: new Date(sentOn), proof, note },
      digest: createHash("sha256").update(text).digest("hex"),
      ...{ findings, addressLines, letterhead, mailedTo, sentById: ctx.viewer.personId, at: ctx.now },
    },
  });
}
