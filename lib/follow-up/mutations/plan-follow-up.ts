import "server-only";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { followMerge } from "@/lib/case-join/queries";
import { WAY_LABELS } from "@/lib/contact/labels";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { canFollowUp } from "../policy";
import { proposesLetter } from "../rules/attempts";
import { dayProblem } from "../rules/days";
import type { PlanFollowUpInput, WriteInsteadInput } from "../schema";
import { followUpsVisibleTo, workersAt } from "../scope";

type Planned = { followUpId: string; reference: string };

/** Plans what is to be said or done on a day, and by whom. The same key again plans nothing, and says so where what was typed differs. */
export async function planFollowUp(ctx: UserCtx, input: PlanFollowUpInput): Promise<Planned> {
  const caseId = await followMerge(ctx, input.caseId);
  try {
    return await withTransaction(ctx, async (tx) => {
      const row = await findCaseToFollow(tx, ctx, caseId);
      const problem = dayProblem(input.dueOn, row.today);
      if (problem) throw new Invalid({ dueOn: problem });
      const data = await readFollowUp(tx, ctx, { input, ...row });
      const followUpId = newId();
      await lockCase(tx, caseId);
      await tx.followUp.create({
        data: {
          ...{ id: followUpId, caseId, siteId: row.siteId, ...data },
          ...{ plannedById: ctx.viewer.personId, plannedAt: ctx.now, idempotencyKey: input.idempotencyKey },
        },
      });
      await tellPlanned(tx, ctx, { id: followUpId, caseId, siteId: row.siteId, ...data });
      return { followUpId, reference: row.reference };
    });
  } catch (error) {
    if (!isDuplicate(error, "FollowUp_idempotencyKey_key")) throw error;
    return withTransaction(ctx, async (tx) => {
      const mine = { idempotencyKey: input.idempotencyKey, caseId, plannedById: ctx.viewer.personId };
      const twin = await tx.followUp.findFirst({
        where: { AND: [mine, followUpsVisibleTo(ctx.viewer)] },
        select: { id: true, what: true, dueOn: true, channel: true, case: { select: { reference: true } } },
      });
      if (!twin)
        throw new Conflict("This follow-up could not be told from another. Reload the page and plan it again.");
      const isSame = twin.what === input.what && isoDay(twin.dueOn) === input.dueOn && twin.channel === input.channel;
      if (isSame) return { followUpId: twin.id, reference: twin.case.reference };
      throw new Conflict(
        "This follow-up was already planned as it was first sent. What you changed was not kept: close the dialog and open it again.",
      );
    });
  }
}

/** A letter in the place of calls that failed three times: the calls end, the letter is due today. The second time makes no other. */
export async function writeInstead(ctx: UserCtx, { followUpId }: WriteInsteadInput): Promise<Planned> {
  return withTransaction(ctx, async (tx) => {
    const found = await tx.followUp.findFirst({
      where: { AND: [{ id: followUpId }, followUpsVisibleTo(ctx.viewer)] },
      select: { caseId: true, siteId: true },
    });
    if (!found) throw new NotFound("This follow-up");
    if (!canFollowUp(ctx.viewer, found)) throw new Forbidden();
    await lockCase(tx, found.caseId);
    const row = await tx.followUp.findUniqueOrThrow({
      where: { id: followUpId },
      include: {
        attempts: { select: { outcome: true }, take: 100 },
        letter: { select: { id: true } },
        case: { select: { reference: true } },
        site: { select: { timeZone: true } },
      },
    });
    const { reference } = row.case;
    if (row.letter) return { followUpId: row.letter.id, reference };
    if (!proposesLetter(row)) throw new Conflict("This is not waiting for a letter. Look at it again.");
    await tx.followUp.update({
      where: { id: followUpId },
      data: {
        ...{ state: "cancelled", settledById: ctx.viewer.personId, settledAt: ctx.now },
        reason: "Not reached in three attempts: a letter is written instead.",
      },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.caseId },
      siteId: row.siteId,
      event: { type: "follow_up.cancelled", data: { followUpId } },
    });
    const { caseId, siteId, ownerId, what, language, party, partyName, representativeId } = row;
    const letter = { ...{ id: newId(), caseId, siteId, ownerId, what, language, party, partyName, representativeId } };
    const due = { channel: "letter" as const, dueOn: dayIn(ctx.now, row.site.timeZone) };
    await tx.followUp.create({
      data: {
        ...letter,
        ...due,
        ...{ insteadOfId: followUpId, plannedById: ctx.viewer.personId, plannedAt: ctx.now, idempotencyKey: newId() },
      },
    });
    await tellPlanned(tx, ctx, { ...letter, ...due });
    return { followUpId: letter.id, reference };
  });
}

type Told = {
  id: string;
  caseId: string;
  siteId: string;
  ownerId: string;
  channel: keyof typeof WAY_LABELS;
  dueOn: Date;
};

async function tellPlanned(tx: Tx, ctx: UserCtx, told: Told): Promise<void> {
  const { id, caseId, siteId, ownerId, channel, dueOn } = told;
  await tx.case.update({ where: { id: caseId }, data: { updatedAt: ctx.now }, select: { id: true } });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: "follow_up.planned", data: { followUpId: id, channel: WAY_LABELS[channel], dueOn: isoDay(dueOn) } },
  });
  const dedupeKey = `follow_up_given:${id}`;
  await notify(tx, ctx, { type: "follow_up_given", siteId, caseId, to: [ownerId], dedupeKey });
}

export type CaseToFollow = Awaited<ReturnType<typeof findCaseToFollow>>;

/** The case through its scope, for whoever works there, with today as its site counts. */
export async function findCaseToFollow(tx: Tx, ctx: UserCtx, caseId: string) {
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: {
      ...{ id: true, reference: true, siteId: true, patientId: true },
      site: { select: { timeZone: true, country: true } },
    },
  });
  if (!row) throw new NotFound("This case");
  if (!canFollowUp(ctx.viewer, row)) throw new Forbidden();
  return { ...row, today: isoDay(dayIn(ctx.now, row.site.timeZone)) };
}

/** Who is meant by one of the choices of a form. */
export async function readParty(
  tx: Tx,
  { whom, partyName }: { whom: string; partyName: string | null },
  patientId: string | null,
) {
  if (whom === "patient") return { party: "patient" as const, partyName: null, representativeId: null };
  if (whom === "other") return { party: "other" as const, partyName, representativeId: null };
  const found = patientId
    ? await tx.representative.findFirst({
        where: { id: whom, patientId, endedAt: null },
        select: { id: true, name: true },
      })
    : null;
  if (!found) throw new Invalid({ whom: "This representative is not on record any more. Choose again." });
  return { party: "representative" as const, partyName: found.name, representativeId: found.id };
}

/** Somebody who works cases at the site, or the one who asks. */
export async function findWorker(
  tx: Tx,
  { siteId, personId, field }: { siteId: string; personId: string; field: string },
): Promise<{ id: string; name: string }> {
  const person = await tx.person.findFirst({
    where: { AND: [{ id: personId }, workersAt(siteId)] },
    select: { id: true, name: true },
  });
  if (!person) throw new Invalid({ [field]: "Choose somebody who works cases at this site." });
  return person;
}

async function readFollowUp(tx: Tx, ctx: UserCtx, { input, ...row }: CaseToFollow & { input: PlanFollowUpInput }) {
  const { what, dueOn, channel, bestTime, language } = input;
  const personId = input.ownerId ?? ctx.viewer.personId;
  const owner = await findWorker(tx, { siteId: row.siteId, personId, field: "ownerId" });
  const party = await readParty(tx, input, row.patientId);
  return { what, dueOn: new Date(dueOn), channel, bestTime, language, ownerId: owner.id, ...party };
}
