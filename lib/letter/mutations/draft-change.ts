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
import { lastDrafted } from "../queries/told-of";
import { composeLetter } from "../rules/compose";
import { templateFor, whoIsTold, whoseDraft } from "./draft-letters";

/** `version`: the text in which Heard said it; null where somebody was writing the letter, and it does not say it yet. */
type DraftedChange = { letterId: string; version: number | null };

/**
 * Drafts the letter that tells what changed because of a case, for whoever has the case to finish and send; nothing goes out by itself. One
 * that Heard drafted and nobody has written in is drafted anew; where somebody is writing one, their words stay, and they are told that there
 * is more to say.
 */
export async function draftChangeLetter(tx: Tx, ctx: Ctx, caseId: string): Promise<DraftedChange> {
  await lockCase(tx, caseId);
  const row = await findCaseToDraft(tx, caseId);
  const begun = await tx.letter.findFirst({
    where: { caseId, kind: "change", state: { notIn: ["sent", "void"] } },
    select: { id: true, state: true, version: true, language: true, submittedAt: true, savedById: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const isOver = begun && begun.state === "draft" && begun.submittedAt === null;
  const drafted: DraftedChange =
    begun === null
      ? await write(tx, ctx, { caseId, row })
      : isOver && (await lastDrafted(tx, { caseId, letterId: begun.id })) === begun.version
        ? await writeOver(tx, ctx, { caseId, row, begun })
        : { letterId: begun.id, version: null };
  const dedupeKey = `letter_drafted:${drafted.letterId}:${ctx.now.toISOString()}`;
  await notify(tx, ctx, {
    type: "letter_drafted",
    siteId: row.siteId,
    caseId,
    to: await whoIsTold(tx, row),
    dedupeKey,
  });
  return drafted;
}

type Given = { caseId: string; row: CaseToDraft };

async function write(tx: Tx, ctx: Ctx, { caseId, row }: Given): Promise<DraftedChange> {
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
  await keepVersion(tx, ctx, { letterId, siteId, number: 1, text, authorId: by });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: "letter.begun", data: { letterId, kind: LETTER_KIND_LABELS.change } },
  });
  return { letterId, version: 1 };
}

type Begun = { id: string; version: number; language: string; savedById: string };

async function writeOver(tx: Tx, ctx: Ctx, { caseId, row, begun }: Given & { begun: Begun }): Promise<DraftedChange> {
  const { template, language } = await templateFor(tx, row, "change", begun.language);
  const text = composeLetter(template.body, await readFactsToDraft(tx, { caseId, language, now: ctx.now }), language);
  const version = begun.version + 1;
  await tx.letter.update({ where: { id: begun.id }, data: { text, version, savedAt: ctx.now } });
  const kept = { letterId: begun.id, siteId: row.siteId, number: version, text, authorId: begun.savedById };
  await keepVersion(tx, ctx, kept);
  return { letterId: begun.id, version };
}

type Kept = { letterId: string; siteId: string; number: number; text: string; authorId: string };

async function keepVersion(tx: Tx, { now }: Ctx, kept: Kept): Promise<void> {
  await tx.letterVersion.create({ data: { id: newId(), at: now, ...kept } });
}
