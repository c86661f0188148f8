import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { isReviewDue } from "@/lib/knowledge/rules";
import type { ArticleCategory, ArticleTab } from "@/lib/knowledge/schema";
import { isStopped } from "@/lib/platform/context";
import { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { joinQueries, readSearch } from "../rules/query";
import { snippetOf } from "../rules/snippet";
import type { ArticleSearch } from "../types";
import { MOST_HITS } from "./hits";
import { ask, besides, type Wanted } from "./terms";
import { inTime } from "./timing";

/** Of drafts and of what was withdrawn, which have no documents, so many are looked through, the latest. */
const MOST_LOOKED = 500;

type FoundArticle = {
  id: string;
  title: string;
  body: string;
  category: ArticleCategory;
  language: string;
  version: number;
  reviewOn: Date;
  site: string;
  zone: string;
};

/** Published articles of the viewer's sites in which everything that was typed occurs, those first that were published last. */
export async function searchArticles(viewer: Viewer, typed: string, now: Date): Promise<ArticleSearch> {
  const siteIds = sitesFor(viewer, "article.see");
  try {
    const asked = await ask(viewer, readSearch(typed).terms, { withNames: false });
    const query = joinQueries(asked);
    if (query === null || siteIds.length === 0) return { outcome: "found", hits: [], isCapped: false };
    const found = await inTime<FoundArticle>(viewer, findArticles(siteIds, query, asked));
    const hits = found.slice(0, MOST_HITS).map(({ title, body, reviewOn, zone, ...row }) => ({
      ...row,
      title: snippetOf(title, asked),
      snippet: snippetOf(body, asked),
      reviewOn: isoDay(reviewOn),
      isReviewDue: isReviewDue(isoDay(reviewOn), isoDay(dayIn(now, zone))),
    }));
    return { outcome: "found", hits, isCapped: found.length > MOST_HITS };
  } catch (error) {
    if (isStopped(error)) return { outcome: "too_slow" };
    throw error;
  }
}

/** The words themselves are read from the version that is published by then, so they are never stale. */
export function findArticles(siteIds: string[], query: string, asked: Wanted[]): Prisma.Sql {
  return Prisma.sql`
    SELECT a."id", v."title", v."body", v."category", v."language", v."number" AS "version", v."reviewOn", s."name" AS "site", s."timeZone" AS "zone"
    FROM (${documentsOf(siteIds, query, asked)}) found
    JOIN "Article" a ON a."id" = found."articleId" AND a."state" = 'published'
    JOIN "ArticleVersion" v ON v."id" = a."currentId"
    JOIN "Site" s ON s."id" = a."siteId"
    ORDER BY found."publishedAt" DESC, found."articleId" DESC LIMIT ${MOST_HITS + 1}`;
}

/** As with cases, site by site, so that each can be read from its newest on or, where the words are rare, by their index. */
function documentsOf(siteIds: string[], query: string, asked: Wanted[]): Prisma.Sql {
  const perSite = siteIds.map(
    (siteId) => Prisma.sql`(
      SELECT d."articleId", d."publishedAt" FROM "ArticleDocument" d
      WHERE d."siteId" = ${siteId}::uuid AND d."words" @@ ${query}::tsquery ${besides(asked)}
      ORDER BY d."publishedAt" DESC, d."articleId" DESC LIMIT ${MOST_HITS + 1})`,
  );
  return Prisma.join(perSite, " UNION ALL ");
}

/** The ids of articles in which everything that was typed occurs, for a list; null where there is nothing to look for, or it took too long. */
export async function findArticleIds(
  viewer: Viewer,
  { tab, typed }: { tab: ArticleTab; typed: string },
): Promise<string[] | "nothing_to_look_for" | "too_slow"> {
  const siteIds = sitesFor(viewer, tab === "published" ? "article.see" : "article.keep");
  try {
    const asked = await ask(viewer, readSearch(typed).terms, { withNames: false });
    const query = joinQueries(asked);
    if (query === null) return "nothing_to_look_for";
    if (siteIds.length === 0) return [];
    const find = tab === "published" ? documentsOf : tab === "drafts" ? draftsOf : withdrawnOf;
    return (await inTime<{ articleId: string }>(viewer, find(siteIds, query, asked))).map(({ articleId }) => articleId);
  } catch (error) {
    if (isStopped(error)) return "too_slow";
    throw error;
  }
}

const draftsOf = (siteIds: string[], query: string, asked: Wanted[]) =>
  wordingsOf(siteIds, Prisma.sql`a."isChanged"`, { query, asked });

const withdrawnOf = (siteIds: string[], query: string, asked: Wanted[]) =>
  wordingsOf(siteIds, Prisma.sql`a."state" = 'withdrawn'`, { query, asked });

function wordingsOf(
  siteIds: string[],
  which: Prisma.Sql,
  { query, asked }: { query: string; asked: Wanted[] },
): Prisma.Sql {
  return Prisma.sql`
    SELECT d."articleId" FROM (
      SELECT w."articleId", heard_search_vector(w."wording") AS "words", heard_search_text(w."wording") AS "text" FROM (
        SELECT a."id" AS "articleId", a."title" || E'\n' || a."body" AS "wording" FROM "Article" a
        WHERE a."siteId" IN (${Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`))}) AND ${which}
        ORDER BY a."savedAt" DESC, a."id" DESC LIMIT ${MOST_LOOKED}
      ) w OFFSET 0
    ) d WHERE d."words" @@ ${query}::tsquery ${besides(asked)}`;
}
