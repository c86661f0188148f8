import "server-only";
import { formatMoney, localeOf, readAmount } from "@/lib/billing/rules/money";
import { lockCase } from "@/lib/case/scope";
import { followMerge } from "@/lib/case-join/queries";
import { recordEvent } from "@/lib/events/record";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Invalid } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { approversOf, currencyOfSite, type Limits, limitOf, limitsOf } from "../rules/authority";
import { dayProblem } from "../rules/days";
import { findPromises } from "../rules/find-promises";
import type { MakePromiseInput } from "../schema";
import { promisesVisibleTo, workersAt } from "../scope";
import { type CaseToFollow, findCaseToFollow, findWorker, readParty } from "./plan-follow-up";

type Promised = { promiseId: string; reference: string; needsApproval: boolean };

/**
 * Puts a promise into the ledger, with its owner and its day. An amount above the limit of whoever promised it waits for approval. One
 * that was found in a contact counts as made then, by whoever wrote it. The same key again makes none.
 */
export async function makePromise(ctx: UserCtx, input: MakePromiseInput): Promise<Promised> {
  const caseId = await followMerge(ctx, input.caseId);
  try {
    return await withTransaction(ctx, (tx) => createPromise(tx, ctx, { ...input, caseId }));
  } catch (error) {
    if (!isDuplicate(error, "PatientPromise_idempotencyKey_key")) throw error;
    return withTransaction(ctx, async (tx) => {
      const twin = await tx.patientPromise.findFirst({
        where: { AND: [{ idempotencyKey: input.idempotencyKey, caseId }, promisesVisibleTo(ctx.viewer)] },
        select: { id: true, words: true, dueOn: true, approval: true, case: { select: { reference: true } } },
      });
      if (!twin) throw new Conflict("This promise could not be told from another. Reload the page and keep it again.");
      if (twin.words !== input.words || isoDay(twin.dueOn) !== input.dueOn) {
        throw new Conflict(
          "This promise is in the ledger already as it was first sent. What you changed was not kept: close the dialog and open it again.",
        );
      }
      return { promiseId: twin.id, reference: twin.case.reference, needsApproval: twin.approval === "pending" };
    });
  }
}

async function createPromise(tx: Tx, ctx: UserCtx, input: MakePromiseInput): Promise<Promised> {
  const { caseId, words, contactId, foundWords, idempotencyKey } = input;
  const row = await findCaseToFollow(tx, ctx, caseId);
  const { siteId, reference } = row;
  await lockCase(tx, caseId);
  const author = await findAuthor(tx, ctx, { row, contactId, foundWords });
  const problem = dayProblem(input.dueOn, author.saidOn);
  if (problem) throw new Invalid({ dueOn: problem });
  const personId = input.ownerId ?? ctx.viewer.personId;
  const owner = await findWorker(tx, { siteId, personId, field: "ownerId" });
  const { party, partyName } = await readParty(tx, input, row.patientId);
  const money = readMoney(input, row);
  const limits = limitsOf(await tx.authorityLimit.findMany({ where: { siteId }, take: 10 }));
  const needsApproval = money !== null && money.amount > (await limitOfAuthor(tx, { ...author, siteId }, limits));
  const promiseId = newId();
  await tx.patientPromise.create({
    data: {
      ...{ id: promiseId, caseId, siteId, words, party, partyName, ownerId: owner.id, dueOn: new Date(input.dueOn) },
      ...{ madeById: author.id, madeAt: author.at },
      ...(money ? { ...money, amount: BigInt(money.amount) } : {}),
      ...{ source: contactId ? ("found" as const) : ("typed" as const), contactId, foundWords },
      approval: needsApproval ? "pending" : null,
      idempotencyKey,
    },
  });
  await tx.case.update({ where: { id: caseId }, data: { updatedAt: ctx.now }, select: { id: true } });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: {
      type: "promise.made",
      data: {
        ...{ promiseId, dueOn: input.dueOn, ownerId: owner.id, ownerName: owner.name, needsApproval },
        amount: money && formatMoney(money.amount, { code: money.currency, digits: money.digits }),
      },
    },
  });
  const place = { siteId, caseId };
  const given = { type: "promise_given" as const, ...place, to: [owner.id], dedupeKey: `promise_given:${promiseId}` };
  await notify(tx, ctx, given);
  if (needsApproval) {
    const approvers = await idsOfRoles(tx, siteId, approversOf(money.amount, limits));
    const to = approvers.filter((id) => id !== author.id);
    await notify(tx, ctx, {
      ...{ type: "promise_to_approve", ...place, to },
      dedupeKey: `promise_to_approve:${promiseId}`,
    });
  }
  return { promiseId, reference, needsApproval };
}

const MOST = 20;

type Said = {
  caseId: string;
  contactId: string;
  text: string;
  saidOn: string;
  ownerId: string | null;
  /** Contacts in which the same was said before: what they promised is kept already. */
  beside: string[];
};

/**
 * Keeps what a written contact promises, where it names the day and somebody has the case. What lacks either, or is about money, whose
 * amount and purpose a person has to read, is offered with the contact like any other.
 */
export async function keepFoundPromises(tx: Tx, ctx: UserCtx, said: Said): Promise<void> {
  const { caseId, contactId, text, saidOn, beside } = said;
  const { siteId } = await findCaseToFollow(tx, ctx, caseId);
  const owner = said.ownerId
    ? await tx.person.findFirst({ where: { AND: [{ id: said.ownerId }, workersAt(siteId)] }, select: { id: true } })
    : null;
  if (!owner) return;
  const { party, otherName } = await tx.contact.findUniqueOrThrow({
    where: { id: contactId },
    select: { party: true, otherName: true },
  });
  const kept = await tx.patientPromise.findMany({
    where: { contactId: { in: beside } },
    select: { foundWords: true },
    take: 50 * MOST,
  });
  for (const { words, dueOn, amount } of findPromises(text, saidOn).slice(0, MOST)) {
    if (kept.some(({ foundWords }) => foundWords === words)) continue;
    if (dueOn === null || amount !== null || dayProblem(dueOn, saidOn)) continue;
    await createPromise(tx, ctx, {
      ...{ idempotencyKey: newId(), caseId, words, dueOn, whom: party, partyName: otherName, ownerId: owner.id },
      ...{ amount: null, contactId, foundWords: words },
    });
  }
}

type Source = { row: CaseToFollow; contactId: string | null; foundWords: string | null };

async function findAuthor(tx: Tx, ctx: UserCtx, { row, contactId, foundWords }: Source) {
  const { today } = row;
  if (contactId === null) return { id: ctx.viewer.personId, at: ctx.now, saidOn: today };
  const contact = await tx.contact.findFirst({
    where: { id: contactId, caseId: row.id, direction: "outgoing", voidedAt: null },
    select: { authorId: true, at: true, promises: { select: { foundWords: true }, take: 100 } },
  });
  if (!contact) throw new Conflict("The contact in which this was found is not there any more. Reload the page.");
  if (contact.promises.some((one) => one.foundWords === foundWords)) {
    throw new Conflict("Somebody put this into the ledger a moment ago. Reload the page to see it.");
  }
  return { id: contact.authorId, at: contact.at, saidOn: isoDay(dayIn(contact.at, row.site.timeZone)) };
}

// In the currency of the site, which its limits are in.
function readMoney({ amount: text, money }: MakePromiseInput, { site }: CaseToFollow) {
  if (text === null) return null;
  const currency = currencyOfSite(site);
  const reading = readAmount({ text, currency, locale: localeOf(site.country) });
  if (!reading.ok) throw new Invalid({ amount: reading.message });
  if (reading.minor === 0) throw new Invalid({ amount: "An amount of nothing is no promise. Leave it empty." });
  if (!money) throw new Invalid({ money: "Say whether it is refunded or waived." });
  return { amount: reading.minor, currency: currency.code, digits: currency.digits, money };
}

async function limitOfAuthor(tx: Tx, { id, siteId }: { id: string; siteId: string }, limits: Limits): Promise<number> {
  const grants = await tx.roleGrant.findMany({
    where: { personId: id, siteId },
    select: { role: true, siteId: true },
    take: 20,
  });
  return limitOf({ grants }, siteId, limits);
}
