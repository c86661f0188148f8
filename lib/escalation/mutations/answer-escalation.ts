import "server-only";
import { handCase } from "@/lib/case/mutations/assign-case";
import { canAnswerEscalation, canWithdrawEscalation } from "@/lib/case/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import type { HeardEvent } from "@/lib/events/schema";
import { notify } from "@/lib/notification/mutations/notify";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import type { EscalationEnd } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import type { AnswerEscalationInput, SendBackInput, TakeOverInput, WithdrawEscalationInput } from "../schema";
import { escalateByMatrix } from "./by-matrix";

/** Answers an escalation; the case leaves the board. */
export async function answerEscalation(
  ctx: UserCtx,
  { escalationId, answer }: AnswerEscalationInput,
): Promise<{ reference: string }> {
  return ending(ctx, escalationId, async (tx, row) => {
    await endIt(tx, ctx, row, { answer });
    await tell(tx, ctx, row, { type: "escalation.answered", data: { escalationId } });
    await tellWhoWaits(tx, ctx, row);
  });
}

/** Sends an escalation back to the owner of the case, with what is needed before it can be decided. */
export async function sendBack(ctx: UserCtx, { escalationId, needed }: SendBackInput): Promise<{ reference: string }> {
  return ending(ctx, escalationId, async (tx, row) => {
    await endIt(tx, ctx, row, { answer: needed, endedAs: "sent_back" });
    await tell(tx, ctx, row, { type: "escalation.sent_back", data: { escalationId } });
    await tellWhoWaits(tx, ctx, row);
  });
}

/** Takes the case over from whoever has it: that is the answer. */
export async function takeOver(ctx: UserCtx, { escalationId }: TakeOverInput): Promise<{ reference: string }> {
  return ending(ctx, escalationId, async (tx, row) => {
    await endIt(tx, ctx, row, { answer: null, endedAs: "taken_over" });
    await tell(tx, ctx, row, { type: "escalation.taken_over", data: { escalationId } });
    await tellWhoWaits(tx, ctx, row);
    await handCase(tx, ctx, row.case.id, { id: ctx.viewer.personId, name: ctx.viewer.name });
  });
}

/** Takes an escalation back, by whoever raised it, before anybody answered: one raised by mistake is nobody's work. */
export async function withdrawEscalation(
  ctx: UserCtx,
  { escalationId, reason }: WithdrawEscalationInput,
): Promise<{ reference: string }> {
  const end = async (tx: Tx, row: OpenRow) => {
    await endIt(tx, ctx, row, { answer: reason, endedAs: "withdrawn" });
    await tell(tx, ctx, row, { type: "escalation.withdrawn", data: { escalationId } });
  };
  return ending(ctx, escalationId, end, whyNotWithdrawn);
}

const OPEN = {
  ...{ id: true, level: true, raisedById: true, toPersonId: true, isUrgent: true },
  case: { select: { id: true, reference: true, siteId: true, state: true, ownerId: true } },
} satisfies Prisma.EscalationSelect;

type OpenRow = Prisma.EscalationGetPayload<{ select: typeof OPEN }>;

/** Runs a verb that ends an escalation. Whoever ends it at the same moment waits for the case, and is then told what was done. */
async function ending(
  ctx: UserCtx,
  escalationId: string,
  verb: (tx: Tx, row: OpenRow) => Promise<void>,
  whyNot = whyNotAnswered,
): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`
      SELECT c."id" FROM "Case" c JOIN "Escalation" e ON e."caseId" = c."id"
      WHERE e."id" = ${escalationId}::uuid FOR NO KEY UPDATE OF c`;
    const row = await tx.escalation.findFirst({
      where: { id: escalationId, case: casesVisibleTo(ctx.viewer) },
      select: OPEN,
    });
    if (!row) throw new NotFound("This escalation");
    const obstacle = whyNot(ctx.viewer, row);
    if (obstacle) throw new Forbidden(obstacle);
    await verb(tx, row);
    // What came up while this one stood in the way: another clock, another fact.
    await escalateByMatrix(tx, ctx, row.case.id);
    return { reference: row.case.reference };
  });
}

function whyNotAnswered(viewer: Viewer, row: OpenRow): string | null {
  if (canAnswerEscalation(viewer, { ...row.case, escalation: row })) return null;
  return "Only a supervisor or manager of the site answers escalations.";
}

function whyNotWithdrawn(viewer: Viewer, row: OpenRow): string | null {
  if (canWithdrawEscalation(viewer, { siteId: row.case.siteId, escalation: row })) return null;
  return row.isUrgent
    ? "Somebody may be in danger here, so this is answered and not taken back."
    : "Only whoever raised an escalation takes it back.";
}

type Ending = { answer: string | null; endedAs?: EscalationEnd };

async function endIt(tx: Tx, ctx: UserCtx, row: OpenRow, { answer, endedAs }: Ending): Promise<void> {
  const written = await tx.escalation.updateMany({
    where: { id: row.id, answeredAt: null },
    data: { answer, endedAs, answeredAt: ctx.now, answeredById: ctx.viewer.personId, nextCheckAt: null },
  });
  if (written.count === 0) throw await endedAlready(tx, row.id, answer);
  await tx.case.update({ where: { id: row.case.id }, data: { escalatedAt: null, updatedAt: ctx.now } });
}

async function endedAlready(tx: Tx, escalationId: string, yours: string | null): Promise<Conflict> {
  const ended = await tx.escalation.findUniqueOrThrow({
    where: { id: escalationId },
    select: { answer: true, endedAs: true, answeredBy: { select: { name: true } } },
  });
  const who = ended.answeredBy?.name ?? "Somebody else";
  switch (ended.endedAs) {
    case "passed_on":
      return new Conflict("This has gone on to others meanwhile. Load the page again to see who has it now.");
    case "taken_over":
      return new Conflict(`${who} has taken this case over already.`);
    case "withdrawn":
      return new Conflict(`${who} has taken this escalation back already.`);
    default: {
      const theirs = ended.answer ?? "";
      const message = `${who} has ${ended.endedAs === "sent_back" ? "sent this back" : "answered this"} already.`;
      return new Conflict(
        message,
        yours === null ? [] : [{ field: "answer", label: "Answer", theirs, yours, theirValue: theirs }],
      );
    }
  }
}

async function tell(tx: Tx, ctx: UserCtx, { case: { id, siteId } }: OpenRow, event: HeardEvent): Promise<void> {
  await recordEvent(tx, ctx, { subject: { noun: "case", id }, siteId, event });
}

/** Whoever raised it, and whoever had the case until now. */
async function tellWhoWaits(tx: Tx, ctx: UserCtx, { id, raisedById, case: about }: OpenRow): Promise<void> {
  await notify(tx, ctx, {
    ...{ type: "escalation_answered", siteId: about.siteId, caseId: about.id },
    ...{ to: [raisedById, about.ownerId], dedupeKey: `escalation_answered:${id}` },
  });
}
