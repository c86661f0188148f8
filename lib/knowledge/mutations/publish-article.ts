import "server-only";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { canKeepArticles } from "../policy";
import { whyNotPublish } from "../rules";
import type { PublishArticleInput, WithdrawArticleInput } from "../schema";
import { articlesVisibleTo } from "../scope";
import { lockArticle } from "./save-article";

type Published = { articleId: string; version: number };

/** Makes what was written of an article its next version, which replaces the one before. The id comes with the form: sent twice, one version. */
export async function publishArticle(ctx: UserCtx, input: PublishArticleInput): Promise<Published> {
  try {
    return await withTransaction(ctx, (tx) => publish(tx, ctx, input));
  } catch (error) {
    if (isDuplicate(error, "ArticleVersion_pkey")) throw new NotFound("This article");
    throw error;
  }
}

async function publish(
  tx: Tx,
  ctx: UserCtx,
  { articleId, versionId, revision }: PublishArticleInput,
): Promise<Published> {
  const row = await findToKeep(tx, ctx, articleId);
  const done = await tx.articleVersion.findFirst({
    where: { id: versionId, articleId, publishedById: ctx.viewer.personId },
    select: { number: true },
  });
  if (done) return { articleId, version: done.number };
  if (row.revision !== revision) {
    throw new Conflict(`${row.savedBy.name} changed the draft meanwhile. Read it as it is now, then publish it.`);
  }
  const { siteId, title, body, language, category } = row;
  const [reviewOn, today] = [isoDay(row.reviewOn), isoDay(dayIn(ctx.now, row.site.timeZone))];
  const why = whyNotPublish({ ...row, reviewOn }, today);
  if (why) throw new Conflict(why);
  const version = row.version + 1;
  await tx.articleVersion.create({
    data: {
      ...{ id: versionId, articleId, siteId, number: version, title, body, language, category },
      ...{ reviewOn: row.reviewOn, publishedById: ctx.viewer.personId, publishedAt: ctx.now },
    },
  });
  await tx.article.update({
    where: { id: articleId },
    data: { state: "published", version, currentId: versionId, isChanged: false },
  });
  await recordEvent(tx, ctx, {
    subject: { noun: "site", id: siteId },
    siteId,
    event: { type: "article.published", data: { articleId, versionId, version, reviewOn } },
  });
  return { articleId, version };
}

/** Takes an article away from its readers, with why. Its versions stay, and it can be published again. */
export async function withdrawArticle(ctx: UserCtx, input: WithdrawArticleInput): Promise<{ articleId: string }> {
  const { articleId, withdrawalId, reason } = input;
  const { personId: withdrawnById } = ctx.viewer;
  return withTransaction(ctx, async (tx) => {
    const { siteId, state, version } = await findToKeep(tx, ctx, articleId);
    const own = { id: withdrawalId, articleId, withdrawnById };
    if (await tx.articleWithdrawal.findFirst({ where: own, select: { id: true } })) return { articleId };
    if (state === "draft") throw new Conflict("This article was never published, so nobody reads it.");
    if (state === "withdrawn") throw new Conflict("Somebody else withdrew this meanwhile. Reload the page to see why.");
    await tx.articleWithdrawal.create({ data: { ...own, siteId, reason, withdrawnAt: ctx.now } });
    await tx.article.update({ where: { id: articleId }, data: { state: "withdrawn" } });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "article.withdrawn", data: { articleId, withdrawalId, version } },
    });
    return { articleId };
  });
}

async function findToKeep(tx: Tx, ctx: UserCtx, articleId: string) {
  await lockArticle(tx, articleId);
  const row = await tx.article.findFirst({
    where: { AND: [{ id: articleId }, articlesVisibleTo(ctx.viewer)] },
    select: {
      ...{ siteId: true, state: true, version: true, revision: true, isChanged: true },
      ...{ title: true, body: true, language: true, category: true, reviewOn: true },
      ...{ site: { select: { timeZone: true } }, savedBy: { select: { name: true } } },
    },
  });
  if (!row) throw new NotFound("This article");
  if (!canKeepArticles(ctx.viewer, row.siteId)) throw new Forbidden("Managers of the site keep its articles.");
  return row;
}
