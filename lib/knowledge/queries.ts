import "server-only";
import { canAnywhere } from "@/lib/access/policy";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { findArticleIds } from "@/lib/search/queries/articles";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { canKeepArticles } from "./policy";
import { isReviewDue, whyNotPublish } from "./rules";
import type { ArticleFilter, ArticleTab } from "./schema";
import { articlesKeptBy, articlesVisibleTo } from "./scope";
import type { ArticleDetail, ArticleList, ArticleRow, ArticleToEdit } from "./types";

/** A list shows so many: a house has some hundred, and the filters and the search find the others. */
export const MOST_ARTICLES = 200;
const MOST_VERSIONS = 100;

const PERSON = { select: { id: true, name: true } } as const;
const FACTS = { title: true, language: true, category: true, reviewOn: true } as const;
const WORDING = { ...FACTS, body: true } as const;

/** The articles of a tab by what they are about. Who only reads them sees what is published, whatever tab the address names. */
export async function listArticles(viewer: Viewer, filter: ArticleFilter, now: Date): Promise<ArticleList> {
  const keeps = canAnywhere(viewer, "article.keep");
  const tab = keeps ? filter.tab : "published";
  const { q: typed, category, language } = filter;
  const isAbout = { ...(category ? { category } : {}), ...(language ? { language } : {}) };
  const found =
    typed.trim() === "" ? null : await findArticleIds(viewer, { tab, typed, about: isAbout, most: MOST_ARTICLES });
  if (found && found.outcome !== "found") {
    return { rows: [], isCapped: false, isTooSlow: found.outcome === "too_slow", isPartial: false };
  }
  const rows = await dbFor(viewer).article.findMany({
    where: {
      AND: [
        whichOf(viewer, tab),
        tab === "published" ? { current: isAbout } : isAbout,
        found ? { id: { in: found.ids } } : {},
      ],
    },
    select: {
      ...{ id: true, siteId: true, state: true, version: true, isChanged: true, ...FACTS },
      ...{ current: { select: FACTS }, site: { select: { name: true, timeZone: true } } },
    },
    orderBy:
      tab === "published"
        ? [{ current: { category: "asc" } }, { current: { title: "asc" } }, { id: "asc" }]
        : [{ category: "asc" }, { title: "asc" }, { id: "asc" }],
    take: MOST_ARTICLES + 1,
  });
  return {
    rows: rows.slice(0, MOST_ARTICLES).map(({ current, site, siteId, ...row }): ArticleRow => {
      const shown = (tab === "published" ? current : null) ?? row;
      const reviewOn = isoDay(shown.reviewOn);
      return {
        ...{ id: row.id, state: row.state, version: row.version, site: site.name },
        ...{ title: shown.title, language: shown.language, category: shown.category, reviewOn },
        isChanged: row.isChanged && canKeepArticles(viewer, siteId),
        isReviewDue: isReviewDue(reviewOn, isoDay(dayIn(now, site.timeZone))),
      };
    }),
    isCapped: rows.length > MOST_ARTICLES || found?.isCapped === true,
    isTooSlow: false,
    isPartial: found?.isPartial === true,
  };
}

function whichOf(viewer: Viewer, tab: ArticleTab): Prisma.ArticleWhereInput {
  switch (tab) {
    case "published":
      return { AND: [articlesVisibleTo(viewer), { state: "published" }] };
    case "drafts":
      return { AND: [articlesKeptBy(viewer), { isChanged: true }] };
    case "withdrawn":
      return { AND: [articlesKeptBy(viewer), { state: "withdrawn" }] };
    default:
      return tab satisfies never;
  }
}

type Wanted = { version?: number; show?: "draft" };

/** An article as it is read: what is published, an earlier version by its number or, for whoever keeps it, what the next one would say. */
export async function getArticle(viewer: Viewer, id: string, wanted: Wanted, now: Date): Promise<ArticleDetail> {
  if (!idSchema.safeParse(id).success) throw new NotFound("This article");
  const db = dbFor(viewer);
  const row = await db.article.findFirst({
    where: { AND: [{ id }, articlesVisibleTo(viewer)] },
    select: {
      ...{
        id: true,
        siteId: true,
        state: true,
        version: true,
        isChanged: true,
        revision: true,
        savedAt: true,
        ...WORDING,
      },
      ...{ site: { select: { id: true, name: true, timeZone: true } }, savedBy: PERSON },
      versions: {
        select: { number: true, publishedAt: true, publishedBy: PERSON },
        orderBy: { number: "desc" },
        take: MOST_VERSIONS,
      },
      withdrawals: {
        select: { reason: true, withdrawnAt: true, withdrawnBy: PERSON },
        orderBy: { withdrawnAt: "desc" },
        take: 1,
      },
    },
  });
  if (!row) throw new NotFound("This article");
  const keep = canKeepArticles(viewer, row.siteId);
  const isDraft = keep && (row.state === "draft" || (wanted.show === "draft" && row.isChanged));
  const number = isDraft ? null : (wanted.version ?? row.version);
  const version =
    number === null
      ? null
      : await db.articleVersion.findUnique({
          where: { articleId_number: { articleId: id, number } },
          select: { ...WORDING, number: true, publishedAt: true, publishedBy: PERSON },
        });
  if (!isDraft && !version) throw new NotFound("This version");
  const { title, body, language, category, reviewOn: day } = version ?? row;
  const [reviewOn, today] = [isoDay(day), isoDay(dayIn(now, row.site.timeZone))];
  const [withdrawal] = row.withdrawals;
  return {
    ...{ id, state: row.state, version: row.version },
    site: { id: row.site.id, name: row.site.name, zone: row.site.timeZone },
    shown: { title, body, language, category, reviewOn, isReviewDue: isReviewDue(reviewOn, today) },
    shownVersion: version ? asVersion(version) : null,
    versions: row.versions.map(asVersion),
    draft: keep && row.isChanged ? { by: row.savedBy, at: row.savedAt.toISOString() } : null,
    withdrawal:
      keep && row.state === "withdrawn" && withdrawal
        ? { reason: withdrawal.reason, by: withdrawal.withdrawnBy, at: withdrawal.withdrawnAt.toISOString() }
        : null,
    revision: row.revision,
    may: { keep },
    whyNotPublish: keep ? whyNotPublish({ ...row, reviewOn: isoDay(row.reviewOn) }, today) : null,
  };
}

type PublishedRow = { number: number; publishedAt: Date; publishedBy: { id: string; name: string } };

function asVersion({ number, publishedAt, publishedBy }: PublishedRow) {
  return { number, by: publishedBy, at: publishedAt.toISOString() };
}

/** What the next version of an article would say, for whoever keeps it. */
export async function getArticleToEdit(viewer: Viewer, id: string): Promise<ArticleToEdit> {
  if (!idSchema.safeParse(id).success) throw new NotFound("This article");
  const row = await dbFor(viewer).article.findFirst({
    where: { AND: [{ id }, articlesKeptBy(viewer)] },
    select: { id: true, state: true, version: true, ...WORDING, site: { select: { name: true, timeZone: true } } },
  });
  if (!row) throw new NotFound("This article");
  const { site, reviewOn, ...rest } = row;
  return { ...rest, reviewOn: isoDay(reviewOn), site: site.name, zone: site.timeZone };
}
