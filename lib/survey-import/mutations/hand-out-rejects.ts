import "server-only";
import { recordEvent } from "@/lib/events/record";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/export/rules/csv";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { dbFor } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { idSchema } from "@/lib/shared/ids";
import { importsVisibleTo } from "../scope";

const PAGE = 2_000;

export type RejectFile = { name: string; body: ReadableStream<Uint8Array> };

/** Every line of a file that is not taken, as CSV: where it stands, what it holds, and what is wrong with it. Who took it out is recorded. */
export async function handOutRejects(ctx: UserCtx, importId: string): Promise<RejectFile> {
  const row = await withTransaction(ctx, async (tx) => {
    const found = idSchema.safeParse(importId).success
      ? await tx.surveyImport.findFirst({
          where: { AND: [{ id: importId, rejected: { gt: 0 } }, importsVisibleTo(ctx.viewer)] },
          select: { name: true, siteId: true, rejected: true },
        })
      : null;
    if (!found) throw new NotFound("This file");
    const { siteId, rejected } = found;
    const event = { type: "survey_import.rejects_taken", data: { importId, rejected } } as const;
    await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    return found;
  });
  const encoder = new TextEncoder();
  const lines = readLines(ctx, importId);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return { name: `Rejected of ${row.name.replace(/\.[a-z]{3,4}$/i, "")}.csv`, body };
}

async function* readLines({ viewer }: UserCtx, importId: string): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(["Line", "Column", "Value", "Reason"]);
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
    yield rows.map((row) => csvLine([row.line, row.column, row.value, row.reason])).join("");
    after = last;
  }
}
