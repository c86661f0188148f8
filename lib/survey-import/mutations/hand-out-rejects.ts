import "server-only";
import { Readable } from "node:stream";
import { recordEvent } from "@/lib/events/record";
import { BYTE_ORDER_MARK, separatedLine } from "@/lib/export/rules/csv";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { dbFor } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { store } from "@/lib/platform/storage";
import type { Viewer } from "@/lib/platform/viewer";
import { idSchema } from "@/lib/shared/ids";
import { REJECTED_COLUMNS, readRecords, type Written } from "../queries/records";
import { delimiterSchema, encodingSchema } from "../schema";
import { importsVisibleTo } from "../scope";

const PAGE = 2_000;
export type RejectFile = { name: string; body: ReadableStream<Uint8Array> };

/** Every line of a file that is not taken, as CSV: what it holds, where it stands, and what is wrong with it. Who took it out is recorded. */
export async function handOutRejects(ctx: UserCtx, importId: string): Promise<RejectFile> {
  const row = await withTransaction(ctx, async (tx) => {
    const found = idSchema.safeParse(importId).success
      ? await tx.surveyImport.findFirst({
          where: { AND: [{ id: importId, rejected: { gt: 0 } }, importsVisibleTo(ctx.viewer)] },
          select: { name: true, siteId: true, rejected: true, key: true, encoding: true, delimiter: true },
        })
      : null;
    if (!found) throw new NotFound("This file");
    const { siteId, rejected } = found;
    const event = { type: "survey_import.rejects_taken", data: { importId, rejected } } as const;
    await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    return found;
  });
  const encoder = new TextEncoder();
  const written = { encoding: encodingSchema.parse(row.encoding), delimiter: delimiterSchema.parse(row.delimiter) };
  const lines = readLines(ctx, { importId, key: row.key, written });
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return { name: `Rejected of ${row.name.replace(/\.[a-z]{3,4}$/i, "")}.csv`, body };
}

type Kept = { importId: string; key: string | null; written: Written };

/**
 * The rejected lines as they stand in the file, so that they can be mended and brought again, each with why it was rejected. Of a file that is
 * kept no more, what was wrong with each.
 */
async function* readLines({ viewer }: UserCtx, { importId, key, written }: Kept): AsyncGenerator<string> {
  const rejects = groupByLine(readRejects(viewer, importId));
  const { delimiter } = written;
  let next = await rejects.next();
  if (key === null) {
    yield BYTE_ORDER_MARK + separatedLine(REJECTED_COLUMNS, delimiter);
  } else {
    let skip: number | null = null;
    const bytes = Readable.fromWeb((await store().open(key)) as Parameters<typeof Readable.fromWeb>[0]);
    for await (const { line, cells } of readRecords(bytes, written)) {
      if (skip === null) {
        // A file that was mended and brought again has these two already.
        skip = cells[0] === REJECTED_COLUMNS[0] ? REJECTED_COLUMNS.length : 0;
        yield BYTE_ORDER_MARK + separatedLine([...REJECTED_COLUMNS, ...cells.slice(skip)], delimiter);
      } else if (!next.done && next.value.line === line) {
        yield separatedLine([line, next.value.why, ...cells.slice(skip)], delimiter);
        next = await rejects.next();
      }
      if (next.done) return;
    }
  }
  for (; !next.done; next = await rejects.next()) yield separatedLine([next.value.line, next.value.why], delimiter);
}

type Rejected = { line: number; column: string; value: string; reason: string };

async function* groupByLine(
  rejects: AsyncGenerator<Rejected>,
): AsyncGenerator<{ line: number; why: string }, undefined> {
  let held = { line: 0, why: "" };
  for await (const { line, column, value, reason } of rejects) {
    const what = column === "" ? reason : `${column}${value === "" ? "" : ` “${value}”`}: ${reason}`;
    const isSame = held.line === line;
    if (!isSame && held.line > 0) yield held;
    held = { line, why: isSame ? `${held.why} ${what}` : what };
  }
  if (held.line > 0) yield held;
}

async function* readRejects(viewer: Viewer, importId: string): AsyncGenerator<Rejected> {
  let after = { line: 0, position: -1 };
  for (;;) {
    const { line, position } = after;
    const rows = await dbFor(viewer).surveyImportReject.findMany({
      where: {
        ...{ importId, import: importsVisibleTo(viewer) },
        OR: [{ line: { gt: line } }, { line, position: { gt: position } }],
      },
      orderBy: [{ line: "asc" }, { position: "asc" }],
      take: PAGE,
    });
    const last = rows.at(-1);
    if (!last) return;
    yield* rows;
    after = last;
  }
}
