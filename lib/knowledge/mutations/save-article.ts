import "server-only";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { languageName } from "@/lib/patient/labels";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { compareChanges } from "@/lib/shared/changes";
import { formatDay, isoDay } from "@/lib/shared/dates";
import type { Difference } from "@/lib/shared/result";
import { CATEGORY_LABELS, WORDING_LABELS } from "../labels";
import { canKeepArticles } from "../policy";
import type { SaveArticleInput } from "../schema";
import { articlesVisibleTo } from "../scope";
import type { Wording } from "../types";
import { requireLaterDay } from "./write-article";

const FIELDS = ["title", "body", "language", "category", "reviewOn"] as const;
type Field = (typeof FIELDS)[number];

/**
 * Saves what the next version of an article would say. What is published stays as it is until somebody publishes it. A field that somebody
 * else changed meanwhile keeps theirs unless the person changed it too: then both are shown and nothing is written.
 */
export async function saveArticle(ctx: UserCtx, input: SaveArticleInput): Promise<{ articleId: string }> {
  return withTransaction(ctx, async (tx) => {
    const { articleId } = input;
    const row = await findForChange(tx, ctx, articleId);
    const { personId } = ctx.viewer;
    const { wanted, contested } = compareChanges(FIELDS, { row: row.wording, base: input.base, input });
    if (contested.length > 0) throw contest(row, contested, input);
    await clearDraft(tx, { personId, kind: "article", subject: articleId }, input);
    if (wanted.length === 0) return { articleId };
    if (wanted.includes("reviewOn")) await requireLaterDay(tx, ctx, { siteId: row.siteId, reviewOn: input.reviewOn });
    const next: Wording = { ...row.wording, ...Object.fromEntries(wanted.map((field) => [field, input[field]])) };
    await tx.article.update({
      where: { id: articleId },
      data: {
        ...{ ...next, reviewOn: new Date(`${next.reviewOn}T00:00:00Z`) },
        isChanged: row.published === null || FIELDS.some((field) => next[field] !== row.published?.[field]),
        ...{ revision: { increment: 1 }, savedById: personId, savedAt: ctx.now },
      },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: row.siteId },
      siteId: row.siteId,
      event: { type: "article.saved", data: { articleId, version: row.version + 1, reviewOn: next.reviewOn } },
    });
    return { articleId };
  });
}

const WORDING = { title: true, body: true, language: true, category: true, reviewOn: true } as const;

/** Locked, so that who saves or publishes at the same moment waits and then sees what the other did. */
async function findForChange(tx: Tx, ctx: UserCtx, articleId: string) {
  await lockArticle(tx, articleId);
  const row = await tx.article.findFirst({
    where: { AND: [{ id: articleId }, articlesVisibleTo(ctx.viewer)] },
    select: {
      ...WORDING,
      siteId: true,
      version: true,
      current: { select: WORDING },
      savedBy: { select: { name: true } },
    },
  });
  if (!row) throw new NotFound("This article");
  if (!canKeepArticles(ctx.viewer, row.siteId)) throw new Forbidden("Managers of the site keep its articles.");
  const { current, ...rest } = row;
  return { ...rest, wording: asWording(row), published: current ? asWording(current) : null };
}

export function lockArticle(tx: Tx, articleId: string): Promise<unknown> {
  return tx.$queryRaw`SELECT 1 FROM "Article" WHERE "id" = ${articleId}::uuid FOR UPDATE`;
}

type Stored = Omit<Wording, "reviewOn"> & { reviewOn: Date };

function asWording({ title, body, language, category, reviewOn }: Stored): Wording {
  return { title, body, language, category, reviewOn: isoDay(reviewOn) };
}

type Row = Awaited<ReturnType<typeof findForChange>>;

function contest({ wording, savedBy }: Row, contested: Field[], input: SaveArticleInput): Conflict {
  const kept = FIELDS.filter((field) => wording[field] !== input.base[field] && !contested.includes(field));
  const difference = (field: Field): Difference => ({
    ...{ field, label: WORDING_LABELS[field], theirValue: wording[field] },
    ...{ theirs: inWords(field, wording), yours: inWords(field, input) },
  });
  return new Conflict(`${savedBy.name} changed the same meanwhile. Nothing is lost: compare both.`, [
    ...contested.map(difference),
    ...kept.map((field) => ({ ...difference(field), isKept: true as const })),
  ]);
}

function inWords(field: Field, wording: Wording): string {
  switch (field) {
    case "title":
    case "body":
      return wording[field];
    case "language":
      return languageName(wording.language);
    case "category":
      return CATEGORY_LABELS[wording.category];
    case "reviewOn":
      return formatDay(new Date(`${wording.reviewOn}T00:00:00Z`));
    default:
      return field satisfies never;
  }
}
