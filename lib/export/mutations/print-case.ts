import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Forbidden } from "@/lib/platform/errors";
import { canPrintCase } from "../policy";
import { printCaseFile } from "../print/case-file";
import { readCaseFile } from "../queries/case-file";
import { caseFileDocument } from "../rules/case-file";

export type PrintedCase = { name: string; bytes: Uint8Array };

/** Prints all of a case that the viewer may see, with or without what colleagues wrote for each other, and writes down that it did. */
export async function printCase(
  ctx: UserCtx,
  { reference, withNotes }: { reference: string; withNotes: boolean },
): Promise<PrintedCase> {
  const { viewer, now } = ctx;
  const file = await readCaseFile(viewer, reference, now);
  const { id, site } = file.detail;
  if (!canPrintCase(viewer, site.id)) throw new Forbidden("Your role does not take cases out as a file.");
  const bytes = await printCaseFile(caseFileDocument(file, { withNotes }), {
    ...{ by: viewer.name, at: now, zone: viewer.zone, siteName: site.name, reference: file.detail.reference },
    country: viewer.sites.find((place) => place.id === site.id)?.country ?? "US",
    scope: withNotes ? "Complete, for colleagues only." : "Without internal notes.",
  });
  await withTransaction(ctx, async (tx) => {
    const event = { type: "case.printed", data: { isComplete: withNotes } } as const;
    await recordEvent(tx, ctx, { subject: { noun: "case", id }, siteId: site.id, event });
  });
  const name = `${file.detail.reference}-${withNotes ? "complete-internal" : "without-internal-notes"}.pdf`;
  return { name, bytes };
}
