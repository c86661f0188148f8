import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, DomainError, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { type PostBatchInput, type SentHead, sentHeadSchema } from "../schema";
import { batchesVisibleTo } from "../scope";
import { sendLetter } from "./send-letter";

type Named = { reference: string; why: string };

/** What became of each letter, by the reference of its case: those that were refused with why, and what had changed of those posted. */
export type Posted = { batchId: string; posted: string[]; changed: Named[]; refused: Named[] };

/**
 * Records letters of a batch as posted: one that was taken back or has another text since it was printed stays as it is and is named, and
 * holds up no other. Where only its case changed its paper is out all the same: it is recorded, and that is said. The same again records
 * nothing anew.
 */
export async function postBatch(ctx: UserCtx, { batchId, sentOn, proof, letters }: PostBatchInput): Promise<Posted> {
  const batch = await withTransaction(ctx, async (tx) => {
    const row = await tx.letterBatch.findFirst({
      where: { AND: [{ id: batchId }, batchesVisibleTo(ctx.viewer)] },
      select: {
        ...{ siteId: true, printedAt: true, letterhead: true, site: { select: { timeZone: true } } },
        entries: {
          where: { id: { in: letters.map(({ entryId }) => entryId) } },
          select: ENTRY,
          orderBy: { position: "asc" },
          take: letters.length,
        },
      },
    });
    if (!row || row.entries.length < new Set(letters.map(({ entryId }) => entryId)).size) {
      throw new NotFound("This batch");
    }
    return row;
  });
  if (!batch.printedAt) throw new Conflict("These letters are not printed yet.");
  const head = sentHeadSchema.parse(batch.letterhead);
  if (sentOn > isoDay(dayIn(ctx.now, batch.site.timeZone))) {
    throw new Invalid({ sentOn: "This day is in the future. Say when they were posted." });
  }
  if (head.dated && sentOn < head.dated) {
    throw new Invalid({ sentOn: "The letters were printed later than on this day. Check it." });
  }
  const done: Posted = { batchId, posted: [], changed: [], refused: [] };
  let added = 0;
  for (const entry of batch.entries) {
    const own = letters.find(({ entryId }) => entryId === entry.id)?.proof ?? null;
    const { reference } = entry.letter.case;
    const why = await postOne(ctx, entry, { head, sentOn, proof: own ?? proof });
    if (why !== null) {
      done.refused.push({ reference, why });
      continue;
    }
    done.posted.push(reference);
    const note = await noteOf(ctx, entry);
    if (note !== null) done.changed.push({ reference, why: note });
    if (entry.letter.sendings.length === 0) added++;
  }
  if (added > 0) await tellPosted(ctx, { batchId, siteId: batch.siteId, letters: added });
  return done;
}

const ENTRY = {
  ...{ id: true, letterId: true, version: true, sendingId: true, addressLines: true, leftOut: true, why: true },
  letter: {
    select: {
      case: { select: { reference: true } },
      sendings: { where: { returnedAt: null }, select: { id: true }, take: 1 },
    },
  },
} as const;

type Entry = {
  letterId: string;
  version: number;
  sendingId: string;
  addressLines: string[];
  why: string | null;
};

/** Null: it is posted. */
async function postOne(
  ctx: UserCtx,
  { letterId, version, sendingId, addressLines, why }: Entry,
  { head, sentOn, proof }: { head: SentHead; sentOn: string; proof: string | null },
): Promise<string | null> {
  if (why !== null) return `It is not in the printed file. ${why}`;
  const input = { letterId, version, sendingId, sentOn, proof, way: "post" as const };
  try {
    await sendLetter(
      ctx,
      { ...input, toldVia: null, checkedHow: null, note: null },
      { addressLines, letterhead: head },
    );
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Object.values(error.details.fieldErrors ?? {})[0]?.[0] ?? error.message;
  }
}

/** What stands with a sending: that its case had changed by then. */
async function noteOf(ctx: UserCtx, { sendingId: id, letterId }: Entry): Promise<string | null> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.letterSending.findFirst({ where: { id, letterId }, select: { note: true } });
    return row?.note ?? null;
  });
}

type Told = { batchId: string; siteId: string; letters: number };

async function tellPosted(ctx: UserCtx, { batchId, siteId, letters }: Told): Promise<void> {
  await withTransaction(ctx, (tx) =>
    recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "letter_batch.posted", data: { batchId, letters } },
    }),
  );
}
