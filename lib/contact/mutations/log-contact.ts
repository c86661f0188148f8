import "server-only";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { followMerge } from "@/lib/case-join/queries";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { OUTCOME_LABELS, WAY_LABELS } from "../labels";
import { canLogContact } from "../policy";
import { type ContactPlace, readContactTimes } from "../rules/contact-times";
import { laterOf } from "../rules/heard";
import type { LogContactInput } from "../schema";
import { contactsHeard } from "../scope";

/**
 * Logs a call, visit, e-mail, letter or portal message, and clears the draft it was typed in. The same key again logs nothing, and says
 * so where what was typed differs.
 */
export async function logContact(ctx: UserCtx, input: LogContactInput): Promise<{ reference: string }> {
  const { personId } = ctx.viewer;
  const { idempotencyKey } = input;
  const caseId = await followMerge(ctx, input.caseId);
  try {
    return await withTransaction(ctx, async (tx) => {
      const { reference } = await createContact(tx, ctx, { ...input, caseId });
      await clearDraft(tx, { personId, kind: "contact", subject: input.caseId }, input);
      return { reference };
    });
  } catch (error) {
    if (!isDuplicate(error, "Contact_idempotencyKey_key")) throw error;
    return withTransaction(ctx, async (tx) => {
      const mine = { idempotencyKey, authorId: personId, caseId, case: casesVisibleTo(ctx.viewer) };
      const contact = await tx.contact.findFirst({ where: mine, include: { case: { select: TWIN_PLACE } } });
      if (!contact) {
        throw new Conflict("This contact could not be told from another. Reload the page and log it again.");
      }
      const { reference, site, patient, receivedAt } = contact.case;
      const place = { zone: site.timeZone, receivedAt, bornOn: patient?.bornOn ?? null };
      // A time that was left out is that of the first sending.
      const times = readContactTimes(input, place, input.at === null ? contact.at : ctx.now);
      const sent = { ...typedOf(input), ...times };
      const kept: Record<string, unknown> = contact;
      if (Object.entries(sent).every(([key, value]) => isSame(kept[key], value))) return { reference };
      throw new Conflict(
        `This contact was already logged on ${reference} as it was first sent. What you changed was not logged and is still here: reload the page to log it as another contact.`,
      );
    });
  }
}

type NewContact = Omit<LogContactInput, "draftForm" | "draftSavedAt">;

/** A contact with the patient, without an interpreter: what a verb that logs one by itself has nothing to say about. */
export const PLAIN_CONTACT = {
  ...{ party: "patient", otherName: null, otherRelation: null, mayBeTold: null, checkedHow: null },
  ...{ interpreterLanguage: null, interpreterMode: null, interpreterNumber: null },
  ...{ interpreterFrom: null, interpreterTo: null },
} as const satisfies Partial<NewContact>;

/** Logs a contact within somebody else's transaction: the case through its scope, its count of days without word, and the event. */
export async function createContact(
  tx: Tx,
  ctx: UserCtx,
  input: NewContact,
): Promise<{ contactId: string; reference: string }> {
  const { idempotencyKey, caseId, direction, channel, outcome } = input;
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: {
      id: true,
      reference: true,
      siteId: true,
      receivedAt: true,
      site: { select: { timeZone: true } },
      patient: { select: { bornOn: true } },
    },
  });
  if (!row) throw new NotFound("This case");
  if (!canLogContact(ctx.viewer, row)) throw new Forbidden();
  const place: ContactPlace = {
    zone: row.site.timeZone,
    receivedAt: row.receivedAt,
    bornOn: row.patient?.bornOn ?? null,
  };
  const times = readContactTimes(input, place, ctx.now);
  if ("errors" in times) throw new Invalid(times.errors);
  await lockCase(tx, caseId);
  const contactId = newId();
  await tx.contact.create({
    data: {
      ...{ id: contactId, caseId, siteId: row.siteId },
      ...times,
      ...typedOf(input),
      authorId: ctx.viewer.personId,
      createdAt: ctx.now,
      idempotencyKey,
    },
  });
  await recountHeard(tx, caseId);
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId: row.siteId,
    event: {
      type: "contact.logged",
      data: { contactId, direction, channel: WAY_LABELS[channel], outcome: OUTCOME_LABELS[outcome] },
    },
  });
  await recomputeClocks(tx, ctx, { caseId, because: "contact" });
  return { contactId, reference: row.reference };
}

const TWIN_PLACE = {
  reference: true,
  receivedAt: true,
  site: { select: { timeZone: true } },
  patient: { select: { bornOn: true } },
} as const;

function isSame(one: unknown, other: unknown): boolean {
  return one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
}

function typedOf(input: NewContact) {
  const { direction, channel, outcome, minutes, summary } = input;
  const { interpreterLanguage, interpreterMode, interpreterNumber } = input;
  const interpreted = { interpreterLanguage, interpreterMode, interpreterNumber };
  // What was ticked before choosing another way is not kept with it.
  const isAcknowledgement = input.isAcknowledgement && direction === "outgoing" && outcome === "sent";
  return { direction, channel, outcome, minutes, summary, isAcknowledgement, ...interpreted, ...whoOf(input) };
}

// What was typed about somebody else before choosing the patient is not kept with the patient's contact.
function whoOf({ party, otherName, otherRelation, mayBeTold, checkedHow }: NewContact) {
  if (party === "patient") {
    return { party, otherName: null, otherRelation: null, mayBeTold: "yes" as const, checkedHow: null };
  }
  return { party, otherName, otherRelation, mayBeTold: mayBeTold ?? ("not_checked" as const), checkedHow };
}

/** Writes down when the patient last heard from us, by the contacts that stand and the answers that were given. The case is locked by then. */
export async function recountHeard(tx: Tx, caseId: string): Promise<void> {
  const { toldAt } = await tx.case.findUniqueOrThrow({ where: { id: caseId }, select: { toldAt: true } });
  const last = await lastContact(tx, { caseId, until: null });
  await tx.case.update({ where: { id: caseId }, data: { lastHeardAt: laterOf(toldAt, last) } });
}

/** Of a case that was split off, also what the one it came from had by then. */
async function lastContact(tx: Tx, of: { caseId: string; until: Date | null }): Promise<Date | null> {
  const last = await tx.contact.findFirst({
    where: { AND: [{ caseId: of.caseId, ...(of.until ? { at: { lte: of.until } } : {}) }, contactsHeard()] },
    select: { at: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  if (last) return last.at;
  const split = await tx.caseLink.findFirst({
    where: { fromId: of.caseId, type: "split" },
    select: { toId: true, createdAt: true },
    orderBy: { id: "asc" },
  });
  return split && lastContact(tx, { caseId: split.toId, until: split.createdAt });
}
