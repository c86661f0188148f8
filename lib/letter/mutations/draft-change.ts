import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import type { Ctx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { LETTER_KIND_LABELS } from "../labels";
import { readFactsToDraft } from "../queries/facts";
import { type CaseToDraft, findCaseToDraft } from "../queries/to-draft";
import { composeLetter } from "../rules/compose";
import { templateFor, whoIsTold, whoseDraft } from "./draft-letters";

/**
 * Drafts the letter that tells what changed because of a case, for whoever has the case to finish and send; nothing goes out by itself. Where
 * somebody is writing one, they are told that there is more to say. Returns the letter's id.
 */
export async function draftChangeLetter(tx: Tx, ctx: Ctx, caseId: string): Promise<string> {
  await lockCase(tx, caseId);
  const row = await findCaseToDraft(tx, caseId);
  const begun = await tx.letter.findFirst({
    where: { caseId, kind: "change", state: { notIn: ["sent", "void"] } },
    select: { id: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const letterId = begun?.id ?? (await write(tx, ctx, { caseId, row }));
  const [to, dedupeKey] = [await whoIsTold(tx, row), `letter_drafted:${letterId}:${ctx.now.toISOString()}`];
  await notify(tx, ctx, { type: "letter_drafted", siteId: row.siteId, caseId, to, dedupeKey });
  return letterId;
}

async function write(tx: Tx, ctx: Ctx, { caseId, row }: { caseId: string; row: CaseToDraft }): Promise<string> {
  const { siteId } = row;
  const { template, language } = await templateFor(tx, row, "change");
  const facts = await readFactsToDraft(tx, { caseId, language, now: ctx.now });
  const text = composeLetter(template.body, facts, language);
  const [letterId, by] = [newId(), await whoseDraft(tx, row)];
  await tx.letter.create({
    data: {
      ...{ id: letterId, caseId, siteId, kind: "change", language, text, idempotencyKey: newId() },
      ...{ savedById: by, savedAt: ctx.now, authorId: by, createdAt: ctx.now },
      ...{ template: template.label, templateVersionId: template.versionId },
    },
  });
  await tx.letterVersion.create({
    data: { id: newId(), letterId, siteId, number: 1, text, authorId: by, at: ctx.now },
  });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: "letter.begun", data: { letterId, kind: LETTER_KIND_LABELS.change } },
  });
  return letterId;
}
