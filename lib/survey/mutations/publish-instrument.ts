import "server-only";
import { createHash } from "node:crypto";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Prisma, type Tx } from "@/lib/platform/db";
import { Conflict, Invalid } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { LANGUAGE_LABELS } from "../labels";
import { definitionOf, nextDraft, piecesOf, unpublishedOf, whyUnready } from "../rules/draft";
import { whyReserved } from "../rules/reserved";
import { type Draft, definitionSchema, type InstrumentInput, type PublishInstrumentInput } from "../schema";
import { draftSeen, findForChange, findNewest } from "./make-instrument";

/** Makes the draft the version that is asked from now on, in the languages that are given. What it says then, it says for ever. */
export async function publishInstrument(
  ctx: UserCtx,
  { instrumentId, revision, languages }: PublishInstrumentInput,
): Promise<InstrumentInput> {
  return withTransaction(ctx, async (tx) => {
    const row = await findForChange(tx, ctx, instrumentId);
    const draft = draftSeen(row, revision);
    const why = whyUnready(draft, languages) ?? whyTaken(draft, [row.name]);
    if (why) throw new Invalid({ languages: why });
    const version = ((await findNewest(tx, instrumentId))?.version ?? 0) + 1;
    const definition = definitionSchema.parse(
      definitionOf(draft, { instrument: instrumentId, name: row.name, version, languages }),
    );
    const digest = createHash("sha256").update(JSON.stringify(definition)).digest("hex");
    const versionId = newId();
    await tx.surveyVersion.create({
      data: { id: versionId, instrument: instrumentId, version, definition, digest, createdAt: ctx.now },
    });
    await change(tx, ctx, instrumentId, { draft: Prisma.DbNull, unpublished: unpublishedOf(draft, languages) });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: row.siteId },
      siteId: row.siteId,
      event: {
        type: "survey.published",
        data: {
          ...{ instrumentId, versionId, name: row.name, version },
          languages: languages.map((language) => LANGUAGE_LABELS[language]).join(", "),
        },
      },
    });
    return { instrumentId };
  });
}

// The rules may have become stricter since it was written.
function whyTaken(draft: Draft, names: string[]): string | null {
  const said = piecesOf(draft).flatMap(({ key }) => Object.values(draft.texts).map((texts) => texts[key] ?? ""));
  return [...names, ...said].map(whyReserved).find((one) => one !== null) ?? null;
}

/** Begins the next version with what the last one says, and with what was translated and not published with it. */
export async function beginDraft(ctx: UserCtx, { instrumentId }: InstrumentInput): Promise<InstrumentInput> {
  return withTransaction(ctx, async (tx) => {
    const { siteId, draft, unpublished, name } = await findForChange(tx, ctx, instrumentId);
    const newest = await findNewest(tx, instrumentId);
    if (draft || !newest) throw new Conflict("There is a draft already. Go on with it.");
    await change(tx, ctx, instrumentId, {
      draft: nextDraft(newest.definition, unpublished),
      unpublished: Prisma.DbNull,
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "survey.draft_begun", data: { instrumentId, name, version: newest.version + 1 } },
    });
    return { instrumentId };
  });
}

/** Takes an instrument out of use. What was asked with it stays, and what is out may still be answered. */
export async function retireInstrument(ctx: UserCtx, { instrumentId }: InstrumentInput): Promise<InstrumentInput> {
  return withTransaction(ctx, async (tx) => {
    const { siteId, name } = await findForChange(tx, ctx, instrumentId);
    const setting = await tx.surveySetting.findUnique({ where: { siteId }, select: { instrument: true } });
    if (setting?.instrument === instrumentId)
      throw new Conflict("This survey is what the site sends. Choose another under What is sent, then retire it.");
    await change(tx, ctx, instrumentId, { retiredAt: ctx.now, retiredById: ctx.viewer.personId });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "survey.instrument_retired", data: { instrumentId, name } },
    });
    return { instrumentId };
  });
}

async function change(tx: Tx, ctx: UserCtx, id: string, data: Prisma.SurveyInstrumentUncheckedUpdateInput) {
  const changed = { changedAt: ctx.now, changedById: ctx.viewer.personId, revision: { increment: 1 } };
  await tx.surveyInstrument.update({ where: { id }, data: { ...data, ...changed } });
}
