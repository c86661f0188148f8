import "server-only";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { canKeepArticles } from "../policy";
import type { WriteArticleInput } from "../schema";
import { articlesKeptBy } from "../scope";

type Written = { articleId: string };

/** Begins an article of a site, as a draft that nobody but its keepers sees. The id comes with the form, so that sending it twice begins one. */
export async function writeArticle(ctx: UserCtx, input: WriteArticleInput): Promise<Written> {
  try {
    return await withTransaction(ctx, (tx) => write(tx, ctx, input));
  } catch (error) {
    if (!isDuplicate(error, "Article_pkey")) throw error;
    // By now it is in: this very form, or an id that is not its own.
    return withTransaction(ctx, (tx) => write(tx, ctx, input));
  }
}

async function write(tx: Tx, ctx: UserCtx, input: WriteArticleInput): Promise<Written> {
  const { articleId, siteId, title, body, language, category, reviewOn } = input;
  const { personId } = ctx.viewer;
  if (!canKeepArticles(ctx.viewer, siteId)) throw new NotFound("This site");
  const found = await tx.article.findUnique({ where: { id: articleId }, select: { createdById: true } });
  if (found) {
    const mine = { AND: [{ id: articleId, siteId, createdById: personId }, articlesKeptBy(ctx.viewer)] };
    if (!(await tx.article.findFirst({ where: mine, select: { id: true } }))) throw new NotFound("This article");
    return { articleId };
  }
  await requireLaterDay(tx, ctx, { siteId, reviewOn });
  await tx.article.create({
    data: {
      ...{ id: articleId, siteId, title, body, language, category, reviewOn: new Date(`${reviewOn}T00:00:00Z`) },
      ...{ savedById: personId, savedAt: ctx.now, createdById: personId, createdAt: ctx.now },
    },
  });
  await clearDraft(tx, { personId, kind: "article", subject: "" }, input);
  await recordEvent(tx, ctx, {
    subject: { noun: "site", id: siteId },
    siteId,
    event: { type: "article.written", data: { articleId, reviewOn } },
  });
  return { articleId };
}

/** Whoever chooses the day on which somebody reads it again chooses one to come. */
export async function requireLaterDay(
  tx: Tx,
  ctx: UserCtx,
  { siteId, reviewOn }: { siteId: string; reviewOn: string },
): Promise<void> {
  const { timeZone } = await tx.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } });
  if (reviewOn > isoDay(dayIn(ctx.now, timeZone))) return;
  throw new Invalid({ reviewOn: "Choose a day after today, so that somebody reads it again." });
}
