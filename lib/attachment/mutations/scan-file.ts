import "server-only";
import { Readable } from "node:stream";
import { recordEvent } from "@/lib/events/record";
import { type ScanReply, scanBytes } from "@/lib/platform/clamd";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { describeError, log } from "@/lib/platform/log";
import { store } from "@/lib/platform/storage";

/** Shows a kept file to the scanner that was not there, or not asked, when it came. Returns whether there was a verdict. */
export async function scanFile(ctx: Ctx, attachmentId: string): Promise<boolean> {
  const row = await withTransaction(ctx, (tx) =>
    tx.attachment.findFirst({
      where: { id: attachmentId, scan: { in: ["not_scanned", "failed"] } },
      select: { key: true, caseId: true, siteId: true, scan: true },
    }),
  );
  if (!row) return false;
  const reply = await scanStored(row.key);
  const expected = { id: attachmentId, scan: row.scan };
  const asked = { scannedAt: ctx.now };
  return withTransaction(ctx, async (tx) => {
    if (reply.outcome === "unanswered") {
      await tx.attachment.updateMany({ where: expected, data: asked });
      return false;
    }
    const finding = reply.outcome === "infected" ? reply.finding : null;
    const data = { ...asked, scan: reply.outcome, finding };
    const written = await tx.attachment.updateMany({ where: expected, data });
    if (written.count === 0) return false;
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.caseId },
      siteId: row.siteId,
      event: { type: "file.scanned", data: { attachmentId, verdict: reply.outcome } },
    });
    return true;
  });
}

async function scanStored(key: string): Promise<ScanReply> {
  try {
    return await scanBytes(Readable.from(await store().open(key)));
  } catch (error) {
    // A store that is away, or has lost this one, must not keep the others waiting.
    log.error("a file could not be read for its scan", { key, error: describeError(error) });
    return { outcome: "unanswered" };
  }
}
