import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recomputeArrived } from "@/lib/clock/mutations/recompute";
import { clearDraft, dropDrafts } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import type { Difference } from "@/lib/shared/result";
import { answersFor, canPursue } from "../policy";
import type { AnswerRequestInput, RequestState, ReturnRequestInput, WithdrawRequestInput } from "../schema";
import { requestsAskedOf, requestsOfCasesOf } from "../scope";
import { nextState, type RequestDeed } from "../workflow";

// What goes back to a responder names the request alone: the reference of its case is not theirs to know.
type Replied = { requestId: string };

/** The unit answers: the answer lands on the case's timeline. Of two who answer at once the second is shown both. */
export async function answerRequest(
  ctx: UserCtx,
  { requestId, answer, ...seen }: AnswerRequestInput,
): Promise<Replied> {
  await withTransaction(ctx, async (tx) => {
    const row = await findToReply(tx, ctx, requestId);
    await settle(tx, ctx, { row, deed: "answer", words: answer });
    await clearDraft(tx, { personId: ctx.viewer.personId, kind: "request.answer", subject: requestId }, seen);
  });
  return { requestId };
}

/** "Not for us": the unit sends it back to whoever asked, with a reason. */
export async function returnRequest(ctx: UserCtx, { requestId, reason }: ReturnRequestInput): Promise<Replied> {
  await withTransaction(ctx, async (tx) => {
    await settle(tx, ctx, { row: await findToReply(tx, ctx, requestId), deed: "return", words: reason });
    await dropDrafts(tx, { personId: ctx.viewer.personId, kind: "request.answer", subject: requestId });
  });
  return { requestId };
}

/** Whoever works the case takes a request back, with a reason. What it shared is no longer seen by the unit. */
export async function withdrawRequest(
  ctx: UserCtx,
  { requestId, reason }: WithdrawRequestInput,
): Promise<Replied & { reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await find(tx, { AND: [{ id: requestId }, requestsOfCasesOf(ctx.viewer)] });
    if (!canPursue(ctx.viewer, { ...row, state: "open" }, "withdraw")) throw new Forbidden();
    await settle(tx, ctx, { row, deed: "withdraw", words: reason });
    return { requestId, reference: row.case.reference };
  });
}

/**
 * Withdraws all that waits for an answer on a case, with one reason, and says how many. For the closing of the case: call it inside that
 * transaction, after the case was found through its scope and locked, and before the closing is recorded.
 */
export async function withdrawOpenRequests(
  tx: Tx,
  ctx: UserCtx,
  { caseId, reason }: { caseId: string; reason: string },
): Promise<number> {
  const rows = await tx.request.findMany({
    where: { AND: [{ caseId, state: "open" }, requestsOfCasesOf(ctx.viewer)] },
    select: ROW,
    orderBy: { id: "asc" },
    take: 500,
  });
  let withdrawn = 0;
  for (const row of rows) {
    if (!canPursue(ctx.viewer, row, "withdraw")) throw new Forbidden();
    if (await write(tx, ctx, { row, deed: "withdraw", words: reason })) withdrawn += 1;
  }
  return withdrawn;
}

const ROW = {
  id: true,
  caseId: true,
  siteId: true,
  unitId: true,
  askedById: true,
  state: true,
  unit: { select: { name: true } },
  case: { select: { reference: true, ownerId: true } },
} satisfies Prisma.RequestSelect;

type Row = Prisma.RequestGetPayload<{ select: typeof ROW }>;

async function find(tx: Tx, where: Prisma.RequestWhereInput): Promise<Row> {
  const row = await tx.request.findFirst({ where, select: ROW });
  if (!row) throw new NotFound("This request");
  return row;
}

/** Whoever sees the request through its case alone is told that they may not; everybody else that there is none. */
async function findToReply(tx: Tx, ctx: UserCtx, requestId: string): Promise<Row> {
  const visible = { OR: [requestsAskedOf(ctx.viewer), requestsOfCasesOf(ctx.viewer)] };
  const row = await find(tx, { AND: [{ id: requestId }, visible] });
  if (!answersFor(ctx.viewer, row.unitId)) {
    throw new Forbidden("Only the responders of the unit answer what it is asked.");
  }
  return row;
}

type Settling = { row: Row; deed: Exclude<RequestDeed, "remind">; words: string };

async function settle(tx: Tx, ctx: UserCtx, settling: Settling): Promise<void> {
  if (await write(tx, ctx, settling)) return;
  const { row, deed, words } = settling;
  const now = await tx.request.findUniqueOrThrow({
    where: { id: row.id },
    select: { state: true, answer: true, reason: true, settledBy: { select: { id: true, name: true } } },
  });
  const theirs = now.answer ?? now.reason ?? "";
  // The same once more: a second press, or a reply that was lost on its way.
  const isMine = now.settledBy?.id === ctx.viewer.personId;
  if (isMine && now.state === nextState("open", deed) && theirs === words) return;
  const who = isMine ? "You have" : `${now.settledBy?.name ?? "Somebody else"} has`;
  throw new Conflict(`${who} ${SETTLED[now.state]} this already.`, differencesOf(now.state, { deed, theirs, words }));
}

const SETTLED: Record<RequestState, string> = {
  open: "changed",
  answered: "answered",
  returned: "returned",
  withdrawn: "withdrawn",
};

function differencesOf(
  state: RequestState,
  { deed, theirs, words }: { deed: RequestDeed; theirs: string; words: string },
): Difference[] {
  const [field, label] = deed === "answer" ? ["answer", "Answer"] : ["reason", "Reason"];
  return [
    { field, label: state === nextState("open", deed) ? label : "Words", theirs, yours: words, theirValue: theirs },
  ];
}

/** Settles the request if it still waits, and records it; whether it did. */
async function write(tx: Tx, ctx: UserCtx, { row, deed, words }: Settling): Promise<boolean> {
  const state = nextState("open", deed);
  if (state === null) return false;
  await lockCase(tx, row.caseId);
  const written = await tx.request.updateMany({
    where: { id: row.id, state: "open" },
    data: {
      state,
      [deed === "answer" ? "answer" : "reason"]: words,
      settledById: ctx.viewer.personId,
      settledAt: ctx.now,
    },
  });
  if (written.count === 0) return false;
  if (deed === "withdraw") await dropDrafts(tx, { kind: "request.answer", subject: row.id });
  await tx.case.update({ where: { id: row.caseId }, data: { updatedAt: ctx.now }, select: { id: true } });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: row.caseId },
    siteId: row.siteId,
    event: { type: EVENTS[deed], data: { requestId: row.id, unit: row.unit.name } },
  });
  if (deed !== "withdraw") {
    await recomputeArrived(tx, ctx, row.caseId);
    await notify(tx, ctx, {
      ...{ type: "request_settled", siteId: row.siteId, caseId: row.caseId, requestId: row.id },
      ...{ to: [row.askedById, row.case.ownerId], dedupeKey: `request_settled:${row.id}` },
    });
  }
  return true;
}

const EVENTS = {
  answer: "request.answered",
  return: "request.returned",
  withdraw: "request.withdrawn",
} as const satisfies Record<Settling["deed"], string>;
