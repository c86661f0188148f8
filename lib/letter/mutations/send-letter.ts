import "server-only";
import { createHash } from "node:crypto";
import { toldAt } from "@/lib/case/rules";
import { refuseMerged } from "@/lib/case-join/queries";
import { createContact, PLAIN_CONTACT } from "@/lib/contact/mutations/log-contact";
import { outcomesOf } from "@/lib/contact/rules/outcomes";
import { recordEvent } from "@/lib/events/record";
import { keepFoundPromises } from "@/lib/follow-up/mutations/make-promise";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { localTimeOf } from "@/lib/shared/local-time";
import { LETTER_KIND_LABELS, LETTER_WAY_LABELS } from "../labels";
import { canWriteLetter, maySendAt } from "../policy";
import { digestOfFacts } from "../queries/facts";
import { readAddressLines, readHead } from "../queries/printable";
import { findTold } from "../queries/told";
import { changedFacts } from "../rules/changed-facts";
import type { LetterFinding } from "../rules/check";
import { plainText, readLetter } from "../rules/document";
import { keptFactsSchema, type SendLetterInput, type SentHead } from "../schema";
import { nextState } from "../workflow";
import { factsOf, refuseBlocked, refuseUnfilled } from "./decide-letter";
import { findForDeed, type LetterRow, refuseDeed } from "./save-letter";

/**
 * Records that an approved letter went out, or that somebody who declines letters was told otherwise: keeps what went out, says so among
 * the contacts, from which the clocks are read, and puts into the ledger what it promises. The same sending again changes nothing. Of a
 * letter that was printed earlier, what it went out with is `printed`.
 */
export async function sendLetter(
  ctx: UserCtx,
  input: SendLetterInput,
  printed: Printed | null = null,
): Promise<{ letterId: string; reference: string }> {
  const { letterId, sendingId } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    const done = { letterId, reference: row.case.reference };
    refuseToSend(ctx, row);
    if (await isSentAlready(tx, input)) return done;
    const state = nextState(row.state, "send");
    if (state === null) refuseDeed(ctx, row, "sent");
    if (row.version !== input.version) {
      throw new Conflict("This letter was changed and approved anew since you opened it. Reload the page and read it.");
    }
    await refuseMerged(tx, row.caseId);
    refuseUnfilled(row);
    await refuseChanged(tx, ctx, row);
    const findings = await refuseBlocked(tx, ctx, row);
    const at = await readSentAt(tx, ctx, row, input.sentOn);
    const contactId = await logSending(tx, ctx, row, { ...input, at });
    await tx.letter.update({ where: { id: letterId }, data: { state } });
    await keepSending(tx, ctx, row, { ...input, contactId, findings, printed });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.caseId },
      siteId: row.siteId,
      event: {
        type: "letter.sent",
        data: { letterId, sendingId, kind: LETTER_KIND_LABELS[row.kind], way: LETTER_WAY_LABELS[input.way] },
      },
    });
    const { caseId, case: of } = row;
    await keepFoundPromises(tx, ctx, {
      ...{ caseId, contactId, ownerId: of.ownerId, saidOn: input.sentOn, text: plainText(readLetter(row.text)) },
    });
    return done;
  });
}

/** Whether this is the same sending once more; another under its id is refused, since what is sent stands. */
async function isSentAlready(tx: Tx, input: SendLetterInput): Promise<boolean> {
  const { sendingId: id, letterId, way, sentOn, proof, note } = input;
  const twin = await tx.letterSending.findFirst({ where: { id, letterId } });
  if (!twin) return false;
  const isSame =
    twin.way === way && twin.proof === proof && twin.note === note && twin.sentOn.getTime() === Date.parse(sentOn);
  if (isSame) return true;
  throw new Conflict("This letter was recorded as sent before you changed this. Reload the page to see what was kept.");
}

function refuseToSend(ctx: UserCtx, row: LetterRow): void {
  if (!canWriteLetter(ctx.viewer, row)) throw new Forbidden();
  if (!maySendAt(ctx.viewer, { siteId: row.siteId, ownerId: row.case.ownerId })) {
    throw new Forbidden("Whoever has this case sends its letters, or a supervisor or manager of the site.");
  }
}

async function refuseChanged(tx: Tx, ctx: UserCtx, row: LetterRow): Promise<void> {
  const why = await whyChanged(tx, ctx, row);
  if (why !== null) throw new Conflict(why);
}

type Decided = Pick<LetterRow, "caseId" | "language" | "decidedFacts">;

/** What was approved fits the case as it was then: where that says something else, whoever approved looks again. Null: it does not. */
export async function whyChanged(db: Tx, ctx: UserCtx, row: Decided): Promise<string | null> {
  const kept = keptFactsSchema.safeParse(row.decidedFacts);
  const facts = await factsOf(db, ctx, row);
  if (kept.success && kept.data.digest === digestOfFacts(facts)) return null;
  const changed = kept.success ? changedFacts(kept.data.facts, facts) : [];
  const what = changed.length > 0 ? `: ${new Intl.ListFormat("en").format(changed)}` : "";
  return `The case has changed since this letter was approved${what}. Take the letter back and ask for approval again, so that whoever approves it looks at it once more.`;
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
  const dayOf = (at: Date) => isoDay(dayIn(at, zone));
  if (sentOn > dayOf(ctx.now)) throw new Invalid({ sentOn: "This day is in the future. Say when it went out." });
  if (row.decidedAt && sentOn < dayOf(row.decidedAt)) {
    throw new Invalid({ sentOn: "The letter was approved later than on this day. Check it." });
  }
  if (sentOn === dayOf(ctx.now)) return null;
  const since = row.decidedAt ?? receivedAt;
  const at = toldAt({ answeredOn: sentOn, receivedAt: since, zone, now: ctx.now });
  if (typeof at === "string") throw new Invalid({ sentOn: at });
  return localTimeOf(at, zone);
}

type Logged = SendLetterInput & { at: string | null };

async function logSending(tx: Tx, ctx: UserCtx, row: LetterRow, sent: Logged): Promise<string> {
  const { way, toldVia, note, at } = sent;
  const channel = toldVia ?? "letter";
  const [outcome = "sent"] = outcomesOf("outgoing", channel);
  const named = `${LETTER_KIND_LABELS[row.kind]}: ${LETTER_WAY_LABELS[way].toLowerCase()}.`;
  const { contactId } = await createContact(tx, ctx, {
    ...{ idempotencyKey: newId(), caseId: row.caseId, direction: "outgoing", channel, outcome, at, atTurn: "first" },
    ...{ summary: way === "told_otherwise" ? note : named, isAcknowledgement: row.kind === "acknowledgement" },
    ...{ minutes: null, ...PLAIN_CONTACT, ...(await addressedTo(tx, ctx, row, sent)) },
  });
  return contactId;
}

async function addressedTo(tx: Tx, ctx: UserCtx, row: LetterRow, { checkedHow }: SendLetterInput) {
  const told = await findTold(ctx.viewer, row, { now: ctx.now, db: tx });
  if (told === null) return null;
  const because = "because" in told ? told.because : checkedHow;
  if (because === null && "doubt" in told) {
    throw new Invalid({
      checkedHow: `${told.doubt} Record their authority, or say how you know that they may be told.`,
    });
  }
  return { party: "other" as const, otherName: told.name, mayBeTold: "yes" as const, checkedHow: because };
}

/** What stood around a letter on paper that was printed before; null: what is on record now. */
type Printed = { addressLines: string[]; letterhead: SentHead };

type Kept = SendLetterInput & { contactId: string; findings: LetterFinding[]; printed: Printed | null };

async function keepSending(tx: Tx, ctx: UserCtx, row: LetterRow, kept: Kept): Promise<void> {
  const { sendingId, letterId, way, sentOn, proof, note, contactId } = kept;
  const { caseId, siteId, text, authorId, decidedById } = row;
  if (decidedById === null) throw new Error("A letter was approved by nobody.");
  await tx.letterSending.create({
    data: {
      ...{ id: sendingId, letterId, caseId, siteId, contactId, text, authorId, approverId: decidedById },
      ...{ way, toldVia: way === "told_otherwise" ? kept.toldVia : null, sentOn: new Date(sentOn), proof, note },
      digest: createHash("sha256").update(text).digest("hex"),
      findings: kept.findings.map(({ id }) => id),
      addressLines: kept.printed?.addressLines ?? (await readAddressLines(tx, ctx.viewer, row)),
      letterhead: kept.printed?.letterhead ?? (await readHead(tx, siteId)),
      ...{ sentById: ctx.viewer.personId, at: ctx.now },
    },
  });
}
