import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import { LANGUAGE_LABELS } from "../labels";
import { piecesOf, SOURCE, withQuestions, withTranslation } from "../rules/draft";
import { whyReservedAnswers } from "../rules/reserved";
import type { Draft, SaveQuestionsInput, SaveTranslationInput } from "../schema";
import { draftSeen, findForChange, refusingName } from "./make-instrument";

type Saved = { instrumentId: string };

/** Saves the questions of a draft and their English words. Gaps are kept as gaps: only what is published must be whole. */
export async function saveQuestions(ctx: UserCtx, input: SaveQuestionsInput): Promise<Saved & { itemIds: string[] }> {
  const { instrumentId, revision, name, ...questions } = input;
  return refusingName(() =>
    withTransaction(ctx, async (tx) => {
      const row = await findForChange(tx, ctx, instrumentId);
      const draft = withQuestions(draftSeen(row, revision), questions);
      await keepDraft(tx, ctx, { ...row, name, draft, part: LANGUAGE_LABELS[SOURCE] });
      return { instrumentId, itemIds: draft.items.map(({ id }) => id) };
    }),
  );
}

/** Saves what a draft says in another language; what is empty is missing. */
export async function saveTranslation(ctx: UserCtx, input: SaveTranslationInput): Promise<Saved> {
  const { instrumentId, revision, language, texts = [] } = input;
  if (language === SOURCE) throw new Invalid({ language: "English is written with the questions." });
  return withTransaction(ctx, async (tx) => {
    const row = await findForChange(tx, ctx, instrumentId);
    const draft = withTranslation(draftSeen(row, revision), language, texts);
    const why = draft.items
      .filter((item) => item.type === "choice")
      .map((item) => whyReservedAnswers(item.choices.map((id) => sayOf(draft, language, `${item.id}.choice.${id}`))))
      .find((one) => one !== null);
    if (why) throw new Invalid({ texts: why });
    await keepDraft(tx, ctx, { ...row, draft, part: LANGUAGE_LABELS[language] });
    return { instrumentId };
  });
}

function sayOf(draft: Draft, language: SaveTranslationInput["language"], key: string): string {
  return piecesOf(draft).some((piece) => piece.key === key) ? (draft.texts[language]?.[key] ?? "") : "";
}

type Kept = { id: string; siteId: string; name: string; draft: Draft; part: string };

async function keepDraft(tx: Tx, ctx: UserCtx, { id, siteId, name, draft, part }: Kept): Promise<void> {
  const changed = { changedAt: ctx.now, changedById: ctx.viewer.personId, revision: { increment: 1 } };
  await tx.surveyInstrument.update({ where: { id }, data: { name, draft, ...changed } });
  await recordEvent(tx, ctx, {
    subject: { noun: "site", id: siteId },
    siteId,
    event: { type: "survey.draft_saved", data: { instrumentId: id, name, language: part } },
  });
}
