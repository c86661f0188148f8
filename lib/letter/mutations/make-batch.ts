import "server-only";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { dbFor, type Prisma, type Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import type { LetterLeftOut } from "@/lib/platform/generated/enums";
import { enqueue } from "@/lib/platform/jobs";
import { mapAtOnce } from "@/lib/shared/at-once";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { canWriteLetter, maySendAt } from "../policy";
import { ADDRESSED, addressLinesOf, readHead } from "../queries/printable";
import { findTold } from "../queries/told";
import { type MakeBatchInput, printBatchJob } from "../schema";
import { batchesVisibleTo, lettersVisibleTo } from "../scope";
import { findIn, whyBlocked, whyUnfilled } from "./decide-letter";
import { whyChanged } from "./send-letter";

const JUDGED_AT_ONCE = 4;

const ROW = {
  ...{ id: true, caseId: true, kind: true, language: true, state: true, version: true, decidedFacts: true },
  ...{ text: true, authorId: true },
  case: { select: { reference: true, ownerId: true, mergedIntoId: true, ...ADDRESSED } },
} satisfies Prisma.LetterSelect;

type Row = Prisma.LetterGetPayload<{ select: typeof ROW }>;
type LeftOut = { leftOut: LetterLeftOut; why: string };
type Judged = { row: Row; addressLines: string[]; left: LeftOut | null };

/**
 * Has approved letters printed into one file by a worker: to whom they go and what stands around them is settled now, so that paper and
 * record agree. What could not be sent stays out and is named with its reason. The same form again makes nothing.
 */
export async function makeBatch(ctx: UserCtx, input: MakeBatchInput): Promise<{ batchId: string }> {
  const { batchId } = input;
  const rows = await withTransaction(ctx, async (tx) =>
    (await isMade(tx, ctx, input)) ? null : findLetters(tx, ctx, input),
  );
  if (!rows) return { batchId };
  // Outside of a transaction: of 500 letters it may take longer than one may last.
  const judged = await mapAtOnce(rows, JUDGED_AT_ONCE, (row) => judge(ctx, row));
  refuseNothing(judged);
  try {
    await withTransaction(ctx, async (tx) => {
      await keepBatch(tx, ctx, input, judged);
      await enqueue(tx, printBatchJob, { batchId }, { key: `letter-batch:${batchId}` });
    });
  } catch (error) {
    if (!isDuplicate(error, "LetterBatch_pkey")) throw error;
    if (await withTransaction(ctx, (tx) => isMade(tx, ctx, input))) return { batchId };
    throw new Conflict("This batch could not be told from another. Reload the page and print it again.");
  }
  return { batchId };
}

async function isMade(tx: Tx, { viewer }: UserCtx, { batchId: id, siteId }: MakeBatchInput): Promise<boolean> {
  const mine = { id, siteId, madeById: viewer.personId };
  return (await tx.letterBatch.count({ where: { AND: [mine, batchesVisibleTo(viewer)] } })) > 0;
}

async function findLetters(tx: Tx, ctx: UserCtx, { siteId, letterIds }: MakeBatchInput): Promise<Row[]> {
  const rows = await tx.letter.findMany({
    where: { AND: [{ id: { in: letterIds }, siteId }, lettersVisibleTo(ctx.viewer)] },
    select: ROW,
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
    take: letterIds.length,
  });
  if (rows.length < letterIds.length) throw new NotFound("One of these letters");
  if (!canWriteLetter(ctx.viewer, { siteId })) throw new Forbidden();
  if (rows.every((row) => maySendAt(ctx.viewer, { siteId, ownerId: row.case.ownerId }))) return rows;
  throw new Forbidden("Whoever has a case sends its letters, or a supervisor or manager of the site.");
}

async function judge(ctx: UserCtx, row: Row): Promise<Judged> {
  const addressLines = addressLinesOf(row.case);
  return { row, addressLines, left: await whyLeftOut(ctx, row, addressLines) };
}

async function whyLeftOut(ctx: UserCtx, row: Row, addressLines: string[]): Promise<LeftOut | null> {
  if (row.state === "sending") return { leftOut: "not_approved", why: "It is on its way by e-mail." };
  if (row.state !== "approved" || row.case.mergedIntoId !== null) {
    return { leftOut: "not_approved", why: "It was changed, sent or merged since you opened the list." };
  }
  const unfilled = whyUnfilled(row);
  if (unfilled !== null) return { leftOut: "blocked", why: unfilled };
  const db = dbFor(ctx.viewer);
  const changed = await whyChanged(db, ctx, row);
  if (changed !== null) return { leftOut: "case_changed", why: changed };
  const blocked = whyBlocked(await findIn(db, ctx, row));
  if (blocked !== null) return { leftOut: "blocked", why: blocked };
  const isPatient = row.case.reporterKind === "patient";
  const told = isPatient ? null : await findTold(ctx.viewer, row, { now: ctx.now });
  if (told && "doubt" in told) return { leftOut: "may_not_be_told", why: told.doubt };
  if (addressLines.length > 1) return null;
  const whose = told ? "Only the address of a patient is on record." : "The patient has no address on record.";
  return { leftOut: "no_address", why: `${whose} Send this letter from its own page.` };
}

function refuseNothing(judged: Judged[]): void {
  if (judged.some(({ left }) => left === null)) return;
  const named = judged.slice(0, 3).map(({ row, left }) => `${row.case.reference}: ${left?.why}`);
  const more = judged.length > 3 ? ` And ${judged.length - 3} more.` : "";
  throw new Conflict(`None of these letters can be printed for posting. ${named.join(" ")}${more}`);
}

async function keepBatch(
  tx: Tx,
  ctx: UserCtx,
  { batchId, siteId, withAddressSheets }: MakeBatchInput,
  judged: Judged[],
): Promise<void> {
  const { timeZone } = await tx.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } });
  const letterhead = { ...(await readHead(tx, siteId)), dated: isoDay(dayIn(ctx.now, timeZone)) };
  await tx.letterBatch.create({
    data: { id: batchId, siteId, madeById: ctx.viewer.personId, madeAt: ctx.now, withAddressSheets, letterhead },
  });
  await tx.letterBatchEntry.createMany({
    data: judged.map(({ row, addressLines, left }, position) => ({
      ...{ id: newId(), batchId, letterId: row.id, siteId, position, version: row.version, addressLines },
      ...{ sendingId: newId(), leftOut: left?.leftOut, why: left?.why },
    })),
  });
  const leftOut = judged.filter(({ left }) => left !== null).length;
  await recordEvent(tx, ctx, {
    subject: { noun: "site", id: siteId },
    siteId,
    event: { type: "letter_batch.made", data: { batchId, letters: judged.length - leftOut, leftOut } },
  });
}
