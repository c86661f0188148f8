import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withSnapshot, withTransaction } from "@/lib/platform/context";
import { dbFor } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { describeError, log } from "@/lib/platform/log";
import { store } from "@/lib/platform/storage";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { FORMAT_MEDIA } from "../labels";
import { canTakeExport } from "../policy";
import { readContents, type Wanted } from "../queries/contents";
import { emptyTally, rowEventsOf } from "../rules/tally";
import { exportsVisibleTo } from "../scope";
import type { Tally } from "../types";

const MOST_MINUTES = 2;

/** `bytes` is null where its length is not known before its end. */
export type HandedOut = { name: string; media: string; bytes: number | null; body: ReadableStream<Uint8Array> };

const ROW = {
  ...{ id: true, format: true, query: true, columns: true, claims: true, caseIds: true, siteIds: true, madeAt: true },
  ...{ isBackground: true, key: true, bytes: true },
} as const;

/**
 * Hands an export to whoever made it: a small one as it is read from the database, a large one from the file that a worker wrote. Each
 * time is written down with the rows that left, also where the person closes it halfway.
 */
export async function handOutExport(ctx: UserCtx, exportId: string): Promise<HandedOut> {
  const row = idSchema.safeParse(exportId).success
    ? await dbFor(ctx.viewer).export.findFirst({
        where: { AND: [{ id: exportId, expiresAt: { gt: ctx.now }, sweptAt: null }, exportsVisibleTo(ctx.viewer)] },
        select: ROW,
      })
    : null;
  if (!row || !canTakeExport(ctx.viewer, row)) throw new NotFound("This file");
  const name = fileNameOf(ctx, row);
  const media = FORMAT_MEDIA[row.format];
  if (!row.isBackground) return { name, media, bytes: null, body: await streamOf(ctx, row) };
  const { key, bytes } = row;
  if (!key) throw new NotFound("This file");
  const body = await store().open(key);
  await withTransaction(ctx, async (tx) => {
    for (const siteId of row.siteIds.toSorted()) {
      const event = { type: "export.taken", data: { exportId } } as const;
      await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    }
  });
  return { name, media, bytes, body };
}

/** Says who took it and when, wherever the file goes. */
function fileNameOf({ viewer }: UserCtx, { madeAt, format }: Pick<Wanted, "madeAt" | "format">): string {
  return `Cases ${isoDay(dayIn(madeAt, viewer.zone))} ${viewer.name.replace(/[/\\\p{Cc}]/gu, " ")}.${format}`;
}

/** Begins once the first rows are there, so that what cannot be read is refused and no broken file. */
function streamOf(ctx: UserCtx, wanted: Wanted): Promise<ReadableStream<Uint8Array>> {
  const tally = emptyTally();
  let isClosed = false;
  return new Promise((resolve, reject) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const give = async () => {
          // At most 5,000 rows: they are read at once, however slow the network, so that the snapshot does not outlive them.
          await withSnapshot(
            ctx.viewer,
            async (tx) => {
              for await (const chunk of readContents(ctx.viewer, tx, wanted, tally)) {
                if (isClosed) return;
                controller.enqueue(chunk);
                resolve(body);
              }
            },
            { mostMinutes: MOST_MINUTES },
          );
          await keepRows(ctx, wanted.id, { tally, isWhole: !isClosed });
          if (!isClosed) controller.close();
        };
        // The stream has to be there before it is given away.
        queueMicrotask(() => {
          const breakOff = async (error: unknown) => {
            reject(error);
            if (!isClosed) controller.error(error);
            log.error("an export broke off", { exportId: wanted.id, error: describeError(error) });
            if (tally.rows > 0) await keepRows(ctx, wanted.id, { tally, isWhole: false });
          };
          give()
            .catch(breakOff)
            .catch((error: unknown) => {
              log.error("the rows of an export could not be written down", {
                ...{ exportId: wanted.id, error: describeError(error) },
              });
            });
        });
      },
      cancel() {
        isClosed = true;
      },
    });
  });
}

async function keepRows(ctx: UserCtx, exportId: string, { tally, isWhole }: { tally: Tally; isWhole: boolean }) {
  await withTransaction(ctx, async (tx) => {
    const { rows, total } = tally;
    const written = isWhole ? { writtenAt: ctx.now } : {};
    await tx.export.update({ where: { id: exportId }, data: { rows, total, done: rows, ...written } });
    const type = isWhole ? "export.written" : "export.cut_short";
    for (const told of rowEventsOf({ exportId, tally, type })) await recordEvent(tx, ctx, told);
  });
}
