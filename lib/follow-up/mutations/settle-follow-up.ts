import "server-only";
import { lockCase } from "@/lib/case/scope";
import { createContact, PLAIN_CONTACT } from "@/lib/contact/mutations/log-contact";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { BASIS_LABELS } from "@/lib/representative/labels";
import { standingOf } from "@/lib/representative/rules";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { FOLLOW_UP_STATE_LABELS } from "../labels";
import { canFollowUp } from "../policy";
import { isSpoken } from "../rules/attempts";
import { dayProblem } from "../rules/days";
import type { CancelFollowUpInput, FinishFollowUpInput, RescheduleFollowUpInput } from "../schema";
import { followUpsVisibleTo } from "../scope";

type Settled = { reference: string };

/** Done: what came of it. What went out by letter, e-mail or portal can be logged as a contact in the same step. */
export async function finishFollowUp(
  ctx: UserCtx,
  { followUpId, result, wasSent }: FinishFollowUpInput,
): Promise<Settled> {
  return withTransaction(ctx, async (tx) => {
    const row = await findFollowUp(tx, ctx, followUpId);
    const { reference } = row.case;
    if (isDoneAlready(ctx, row, { state: "done", words: result })) return { reference };
    refuseSettled(row);
    if (wasSent && !isSpoken(row.channel)) {
      const who = await contactWith(tx, ctx, row);
      await createContact(tx, ctx, {
        ...who,
        outcome: "sent",
        summary: result,
        minutes: null,
        idempotencyKey: newId(),
      });
    }
    await settle(tx, ctx, row, { state: "done", result });
    await tell(tx, ctx, row, { type: "follow_up.finished", data: { followUpId } });
    return { reference };
  });
}

/** It is not needed any more, and why. */
export async function cancelFollowUp(ctx: UserCtx, { followUpId, reason }: CancelFollowUpInput): Promise<Settled> {
  return withTransaction(ctx, async (tx) => {
    const row = await findFollowUp(tx, ctx, followUpId);
    const { reference } = row.case;
    if (isDoneAlready(ctx, row, { state: "cancelled", words: reason })) return { reference };
    refuseSettled(row);
    await settle(tx, ctx, row, { state: "cancelled", reason });
    await tell(tx, ctx, row, { type: "follow_up.cancelled", data: { followUpId } });
    return { reference };
  });
}

/** Another day, and the best time as it is known now. */
export async function rescheduleFollowUp(
  ctx: UserCtx,
  { followUpId, dueOn, bestTime }: RescheduleFollowUpInput,
): Promise<Settled> {
  return withTransaction(ctx, async (tx) => {
    const row = await findFollowUp(tx, ctx, followUpId);
    const { reference } = row.case;
    refuseSettled(row);
    const today = isoDay(dayIn(ctx.now, row.site.timeZone));
    const problem = dayProblem(dueOn, today);
    if (problem) throw new Invalid({ dueOn: problem });
    const from = isoDay(row.dueOn);
    if (from === dueOn && row.bestTime === bestTime) return { reference };
    // Of the new day nothing was told yet; that it is today, whoever chose it knows.
    const remindedOf = from === dueOn ? undefined : dueOn === today ? ("due" as const) : null;
    await tx.followUp.update({ where: { id: row.id }, data: { dueOn: new Date(dueOn), bestTime, remindedOf } });
    await tell(tx, ctx, row, { type: "follow_up.rescheduled", data: { followUpId, from, to: dueOn } });
    return { reference };
  });
}

const ROW = {
  ...{ id: true, caseId: true, siteId: true, state: true, channel: true, dueOn: true, bestTime: true, ownerId: true },
  ...{ party: true, partyName: true, representativeId: true, result: true, reason: true, settledById: true },
  site: { select: { timeZone: true } },
  case: { select: { reference: true, patientId: true } },
} satisfies Prisma.FollowUpSelect;

export type FollowUpToSettle = Prisma.FollowUpGetPayload<{ select: typeof ROW }>;

/** The follow-up through its scope, for whoever works there, with its case locked until the transaction ends. */
export async function findFollowUp(tx: Tx, ctx: UserCtx, followUpId: string): Promise<FollowUpToSettle> {
  const where = { AND: [{ id: followUpId }, followUpsVisibleTo(ctx.viewer)] };
  const found = await tx.followUp.findFirst({ where, select: { caseId: true, siteId: true } });
  if (!found) throw new NotFound("This follow-up");
  if (!canFollowUp(ctx.viewer, found)) throw new Forbidden();
  await lockCase(tx, found.caseId);
  const row = await tx.followUp.findFirst({ where, select: ROW });
  if (!row) throw new NotFound("This follow-up");
  return row;
}

export function refuseSettled({ state }: FollowUpToSettle): void {
  if (state === "open") return;
  throw new Conflict(`This follow-up is ${FOLLOW_UP_STATE_LABELS[state].toLowerCase()} already. Look at it again.`);
}

// The same once more: a second press, or an answer that was lost on its way.
function isDoneAlready(
  ctx: UserCtx,
  row: FollowUpToSettle,
  { state, words }: { state: "done" | "cancelled"; words: string },
): boolean {
  return row.state === state && row.settledById === ctx.viewer.personId && (row.result ?? row.reason) === words;
}

type Ending = { state: "done"; result: string | null } | { state: "cancelled"; reason: string };

export async function settle(tx: Tx, ctx: UserCtx, { id, caseId }: FollowUpToSettle, ending: Ending): Promise<void> {
  await tx.followUp.update({
    where: { id },
    data: { ...ending, settledById: ctx.viewer.personId, settledAt: ctx.now },
  });
  await tx.case.update({ where: { id: caseId }, data: { updatedAt: ctx.now }, select: { id: true } });
}

type Told = Parameters<typeof recordEvent>[2]["event"];

async function tell(tx: Tx, ctx: UserCtx, { caseId, siteId }: FollowUpToSettle, event: Told): Promise<void> {
  await recordEvent(tx, ctx, { subject: { noun: "case", id: caseId }, siteId, event });
}

/** The contact that a follow-up becomes: with whom, and whether they may be told as far as the record says. */
export async function contactWith(tx: Tx, ctx: UserCtx, row: FollowUpToSettle) {
  const plain = {
    ...PLAIN_CONTACT,
    caseId: row.caseId,
    direction: "outgoing" as const,
    ...{ channel: row.channel, at: null, atTurn: null, isAcknowledgement: false },
  } as const;
  if (row.party === "patient" || row.partyName === null) return plain;
  const basis = await basisOf(tx, ctx, row);
  const told = basis
    ? { mayBeTold: "yes" as const, checkedHow: `On record: ${BASIS_LABELS[basis].toLowerCase()}.` }
    : null;
  return { ...plain, ...told, party: "other" as const, otherName: row.partyName };
}

// Whoever stood for the patient when this was planned may have lost that since.
async function basisOf(tx: Tx, ctx: UserCtx, { representativeId, caseId, site }: FollowUpToSettle) {
  if (representativeId === null) return null;
  const row = await tx.representative.findUniqueOrThrow({
    where: { id: representativeId },
    select: { ...AUTHORITY, patient: { select: { isDeceased: true, bornOn: true } } },
  });
  const { patient, caseId: ofCase, endedAt, ...one } = row;
  const standing = standingOf(
    {
      ...one,
      ...{ startsOn: dayOrNull(one.startsOn), expiresOn: dayOrNull(one.expiresOn), seenOn: dayOrNull(one.seenOn) },
      ...{ seenBy: null, case: null, ended: endedAt && { at: endedAt.toISOString(), by: "", reason: "" } },
    },
    {
      day: isoDay(dayIn(ctx.now, site.timeZone)),
      patient: { isDeceased: patient.isDeceased, bornOn: dayOrNull(patient.bornOn) },
    },
  );
  const reaches = one.extent === "everything" || (one.extent === "this_case" && ofCase === caseId);
  return reaches && (standing === "holds" || standing === "ends_soon") ? one.basis : null;
}

const AUTHORITY = {
  ...{ id: true, name: true, relation: true, phone: true, email: true, basis: true, extent: true, caseId: true },
  ...{ agreed: true, startsOn: true, expiresOn: true, document: true, seenOn: true, endedAt: true },
} as const;

function dayOrNull(day: Date | null): string | null {
  return day && isoDay(day);
}
