import "server-only";
import { can } from "@/lib/access/policy";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { laterOf } from "@/lib/contact/rules/heard";
import { recordEvent } from "@/lib/events/record";
import { readLetterStanding } from "@/lib/letter/queries/gate";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, formatDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { CHANNEL_PHRASES, STATE_LABELS, WAITING_PHRASES } from "../labels";
import { describeMissing, toldAt } from "../rules";
import type { AnswerCaseInput, CaseState, MoveCaseInput, WaitOnCaseInput } from "../schema";
import { casesVisibleTo, lockCase } from "../scope";
import { type CaseEvent, nextState, WORKFLOW, type WorkflowFacts, whatIsMissing } from "../workflow";

/** Takes a step that needs nothing told: starts looking into a case, goes on with one that waited, marks its response as drafted. */
export async function moveCase(ctx: UserCtx, { caseId, expectedState, event }: MoveCaseInput) {
  return withTransaction(ctx, async (tx) => {
    const row = await findForMove(tx, ctx, caseId);
    const to = allow(ctx, row, event, expectedState);
    await endWait(tx, ctx, row);
    // Whoever looks again after the answer owes another one.
    const data = row.state === "answered" ? await keepAnswer(tx, ctx, row) : {};
    await enter(tx, ctx, row, { event, to, data });
    return { caseId, reference: row.reference, version: row.version + 1 };
  });
}

/** Lets a case wait for somebody, with the reason and, if there is one, the day to look at it again. */
export async function waitOnCase(ctx: UserCtx, { caseId, expectedState, waitingFor, reason, until }: WaitOnCaseInput) {
  return withTransaction(ctx, async (tx) => {
    const row = await findForMove(tx, ctx, caseId);
    const to = allow(ctx, row, "wait", expectedState);
    const today = dayIn(ctx.now, row.site.timeZone).toISOString().slice(0, 10);
    if (until !== null && until <= today) throw new Invalid({ until: "Choose a day after today, or none." });
    const waitId = newId();
    await tx.caseWait.create({
      data: {
        id: waitId,
        caseId,
        siteId: row.siteId,
        for: waitingFor,
        reason,
        until: until === null ? null : new Date(`${until}T00:00:00Z`),
        since: ctx.now,
      },
    });
    await enter(tx, ctx, row, { event: "wait", to, about: { waitId, waitingFor: WAITING_PHRASES[waitingFor] } });
    return { caseId, reference: row.reference, version: row.version + 1 };
  });
}

/** Records that they were given the answer: how, and on which day. Every issue must have its finding and answer first. */
export async function answerCase(ctx: UserCtx, { caseId, expectedState, answeredVia, answeredOn }: AnswerCaseInput) {
  return withTransaction(ctx, async (tx) => {
    const row = await findForMove(tx, ctx, caseId);
    const to = allow(ctx, row, "answer", expectedState);
    const at = toldAt({ answeredOn, receivedAt: row.receivedAt, zone: row.site.timeZone, now: ctx.now });
    if (typeof at === "string") throw new Invalid({ answeredOn: at });
    refuseBeforeLetter(row, answeredOn);
    await endWait(tx, ctx, row);
    await enter(tx, ctx, row, {
      event: "answer",
      to,
      data: { answeredVia, ...toldOn(row, at) },
      about: { answeredVia: CHANNEL_PHRASES[answeredVia].toLowerCase(), answeredOn },
    });
    return { reference: row.reference };
  });
}

/** Where the answer is owed by letter, they had none before it went out. */
export function refuseBeforeLetter({ letter: { owed, given } }: MovingCase, answeredOn: string): void {
  if (!owed || !given || answeredOn >= given.on) return;
  const day = formatDay(new Date(given.on));
  throw new Invalid({ answeredOn: `The letter with the answer went out on ${day}. Say that day, or a later one.` });
}

/**
 * Takes the answer that a letter gave for given, when and how it went out. Where the case still lacks something else it stays as it is,
 * and what is missing is asked for there.
 */
export async function answerByLetter(tx: Tx, ctx: UserCtx, caseId: string): Promise<void> {
  const row = await findForMove(tx, ctx, caseId);
  const { given } = row.letter;
  const to = nextState(row.state, "answer");
  if (!given || to === null || whatIsMissing("answer", workflowFacts(row)).length > 0) return;
  await endWait(tx, ctx, row);
  await enter(tx, ctx, row, {
    ...{ event: "answer", to, data: { answeredVia: given.via, ...toldOn(row, new Date(given.at)) } },
    about: { answeredVia: CHANNEL_PHRASES[given.via].toLowerCase(), answeredOn: given.on },
  });
}

/** What being given an answer writes on the case: whoever was told has heard from us. */
export function toldOn({ toldAt: before, lastHeardAt }: MovingCase, at: Date) {
  return { answeredAt: at, toldAt: laterOf(before, at), lastHeardAt: laterOf(lastHeardAt, at) };
}

/** An answer that was given no longer fits once what is answered changes: they are owed another, and the case is looked into again. */
export async function lookAgain(tx: Tx, ctx: UserCtx, caseId: string): Promise<void> {
  const row = await findForMove(tx, ctx, caseId);
  if (row.state !== "answered") return;
  await enter(tx, ctx, row, {
    event: "investigate",
    to: "investigating",
    data: await keepAnswer(tx, ctx, row),
  });
}

/**
 * An answer whose letter came back was not given, and its time ran all along: the case is looked into again. `at`: when that letter was
 * told of. What they were told some other way stands, where no letter is owed.
 */
export async function answerCameBack(
  tx: Tx,
  ctx: UserCtx,
  { caseId, at }: { caseId: string; at: Date },
): Promise<void> {
  const row = await findForMove(tx, ctx, caseId);
  const { state, answeredAt, letter } = row;
  const wasThis = letter.owed ? letter.owed.gap !== null : answeredAt?.getTime() === at.getTime();
  if (state !== "answered" || !wasThis) return;
  const data = { answeredAt: null, answeredVia: null, toldAt: await lastToldBefore(tx, caseId) };
  await enter(tx, ctx, row, { event: "investigate", to: "investigating", data });
}

async function lastToldBefore(tx: Tx, caseId: string): Promise<Date | null> {
  const where = { caseId, answeredAt: { not: null } };
  const [past, closing] = [
    await tx.pastAnswer.aggregate({ where: { caseId }, _max: { answeredAt: true } }),
    await tx.closing.aggregate({ where, _max: { answeredAt: true } }),
  ];
  return laterOf(past._max.answeredAt, closing._max.answeredAt);
}

/** Keeps when they had an answer that stands no more, since until now nothing was owed, and says what to take off the case. */
async function keepAnswer(tx: Tx, ctx: UserCtx, { id: caseId, siteId, answeredAt }: MovingCase) {
  if (answeredAt && answeredAt <= ctx.now) {
    await tx.pastAnswer.create({ data: { id: newId(), caseId, siteId, answeredAt, lookedAgainAt: ctx.now } });
  }
  return { answeredAt: null, answeredVia: null };
}

/** The case, locked until the transaction ends, with what its workflow asks about. */
export async function findForMove(tx: Tx, ctx: UserCtx, caseId: string) {
  await lockCase(tx, caseId);
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: {
      id: true,
      reference: true,
      siteId: true,
      state: true,
      kind: true,
      severity: true,
      ...{ packId: true, packVersion: true, kindSince: true },
      reporterKind: true,
      ownerId: true,
      version: true,
      receivedAt: true,
      answeredAt: true,
      toldAt: true,
      lastHeardAt: true,
      escalatedAt: true,
      _count: {
        select: { requests: { where: { state: "open" } }, promises: { where: { state: "open", outlivesCase: false } } },
      },
      site: { select: { timeZone: true } },
      issues: {
        where: { voidedAt: null },
        select: { id: true, position: true, finding: true, answer: true },
        orderBy: { position: "asc" },
        take: 100,
      },
    },
  });
  if (!row) throw new NotFound("This case");
  return { ...row, letter: await readLetterStanding(tx, ctx.viewer, row) };
}

export type MovingCase = Awaited<ReturnType<typeof findForMove>>;

export function workflowFacts({
  kind,
  reporterKind,
  ownerId,
  answeredAt,
  escalatedAt,
  issues,
  letter,
  _count: { requests: openRequests, promises: openPromises },
}: MovingCase): WorkflowFacts {
  return {
    ...{ kind, reporterKind, ownerId },
    isTold: answeredAt !== null,
    isEscalated: escalatedAt !== null,
    ...{ openRequests, openPromises, letter: letter.owed },
    issues: issues.map(({ id, finding, answer }) => ({ id, hasFinding: finding !== null, hasAnswer: answer !== null })),
  };
}

/** The state that an event leads to. Throws when the case has moved on meanwhile, the role forbids it, or something is missing. */
export function allow(ctx: UserCtx, row: MovingCase, event: CaseEvent, expectedState: CaseState): CaseState {
  if (!can(ctx.viewer, WORKFLOW[event].who, row.siteId)) throw new Forbidden();
  if (row.state !== expectedState) {
    throw new Conflict(
      `Somebody else moved this case a moment ago: it is ${STATE_LABELS[row.state].toLowerCase()} now. Look at it again.`,
    );
  }
  const to = nextState(row.state, event);
  if (to === null) {
    throw new Conflict(`This cannot be done to a case that is ${STATE_LABELS[row.state].toLowerCase()}.`);
  }
  if (event !== "close") {
    const [first] = whatIsMissing(event, workflowFacts(row));
    if (first) throw new Conflict(describeMissing(first, row.issues));
  }
  return to;
}

export async function endWait(tx: Tx, ctx: UserCtx, { id }: MovingCase): Promise<void> {
  await tx.caseWait.updateMany({ where: { caseId: id, endedAt: null }, data: { endedAt: ctx.now } });
}

type Move = {
  event: "investigate" | "wait" | "resume" | "draft_response" | "answer";
  to: CaseState;
  data?: Prisma.CaseUncheckedUpdateManyInput;
  about?: { waitId?: string; waitingFor?: string; answeredVia?: string; answeredOn?: string };
};

/** Writes the new state and its event. The row is locked, so that nobody came in between. */
export async function enter(tx: Tx, ctx: UserCtx, row: MovingCase, { event, to, data, about }: Move): Promise<void> {
  await tx.case.update({
    where: { id: row.id },
    data: { ...data, state: to, updatedAt: ctx.now, version: { increment: 1 } },
  });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: row.id },
    siteId: row.siteId,
    event: { type: "case.moved", data: { event, from: STATE_LABELS[row.state], to: STATE_LABELS[to], ...about } },
  });
  await recomputeClocks(tx, ctx, { caseId: row.id, because: "step" });
}
