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
import type { ArticleFound, ArticleIds, ArticleSearch } from "../types";
import { MOST_HITS } from "./hits";
import { ask, besides, type Wanted } from "./terms";
import { inTime } from "./timing";

/** Of drafts and of what was withdrawn, which have no documents, so many are looked through, the latest. */
export const MOST_LOOKED = 500;

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
  try {
    const { found, asked } = await readFound(viewer, typed, MOST_HITS);
    const hits = found.slice(0, MOST_HITS).map(({ body, ...row }) => ({
      ...toRow(row, now),
      title: snippetOf(row.title, asked),
      snippet: snippetOf(body, asked),
    }));
    return { outcome: "found", hits, isCapped: found.length > MOST_HITS };
  } catch (error) {
    if (isStopped(error)) return { outcome: "too_slow" };
    throw error;
  }
}

/** The same without the words around what was found, for a list that follows the typing. */
export async function findArticlesByWords(
  viewer: Viewer,
  typed: string,
  now: Date,
  most: number,
): Promise<ArticleFound[]> {
  try {
    const { found } = await readFound(viewer, typed, most);
    return found.slice(0, most).map(({ body: _, ...row }) => toRow(row, now));
  } catch (error) {
    if (isStopped(error)) return [];
    throw error;
  }
}

/** One more than `most`, where there are more. */
async function readFound(viewer: Viewer, typed: string, most: number) {
  const siteIds = sitesFor(viewer, "article.see");
  const asked = siteIds.length > 0 ? await ask(viewer, readSearch(typed).terms, { withNames: false }) : [];
  const query = joinQueries(asked);
  const found = query === null ? [] : await inTime<FoundArticle>(viewer, findArticles(siteIds, query, asked, most));
  return { found, asked };
}

function toRow({ reviewOn, zone, ...row }: Omit<FoundArticle, "body">, now: Date): ArticleFound {
  const day = isoDay(reviewOn);
  return { ...row, reviewOn: day, isReviewDue: isReviewDue(day, isoDay(dayIn(now, zone))) };
}

/** The words themselves are read from the version that is published by then, so they are never stale. */
export function findArticles(siteIds: string[], query: string, asked: Wanted[], most = MOST_HITS): Prisma.Sql {
  return Prisma.sql`
    SELECT a."id", v."title", v."body", v."category", v."language", v."number" AS "version", v."reviewOn", s."name" AS "site", s."timeZone" AS "zone"
    FROM (${documentsOf(siteIds, query, asked, { most })}) found
    JOIN "Article" a ON a."id" = found."articleId" AND a."state" = 'published'
    JOIN "ArticleVersion" v ON v."id" = a."currentId"
    JOIN "Site" s ON s."id" = a."siteId"
    ORDER BY found."publishedAt" DESC, found."articleId" DESC LIMIT ${most + 1}`;
}

/** What an article must be about, and in which language, as its readers see it. */
type About = { category?: ArticleCategory; language?: string };
type Bounds = { about?: About; most: number };

/** As with cases, site by site, so that each can be read from its newest on or, where the words are rare, by their index. */
function documentsOf(siteIds: string[], query: string, asked: Wanted[], { about = {}, most }: Bounds): Prisma.Sql {
  const isAbout =
    about.category || about.language
      ? Prisma.sql`AND EXISTS (
          SELECT FROM "Article" a JOIN "ArticleVersion" v ON v."id" = a."currentId"
          WHERE a."id" = d."articleId" ${aboutOf("v", about)})`
      : Prisma.empty;
  const perSite = siteIds.map(
    (siteId) => Prisma.sql`(
      SELECT d."articleId", d."publishedAt" FROM "ArticleDocument" d
      WHERE d."siteId" = ${siteId}::uuid AND d."words" @@ ${query}::tsquery ${besides(asked)} ${isAbout}
      ORDER BY d."publishedAt" DESC, d."articleId" DESC LIMIT ${most + 1})`,
  );
  return Prisma.join(perSite, " UNION ALL ");
}

function aboutOf(row: "a" | "v", { category, language }: About): Prisma.Sql {
  const of = Prisma.raw(`"${row}"`);
  return Prisma.sql`
    ${category ? Prisma.sql`AND ${of}."category" = ${category}::"ArticleCategory"` : Prisma.empty}
    ${language ? Prisma.sql`AND ${of}."language" = ${language}` : Prisma.empty}`;
}

type Sought = { tab: ArticleTab; typed: string; about: About; most: number; mostLooked?: number };
type Found = { ids: string[]; isPartial: boolean };

/** The ids of the articles of a list in which everything that was typed occurs: of more than `most`, those published or saved last. */
export async function findArticleIds(
  viewer: Viewer,
  { tab, typed, about, most, mostLooked = MOST_LOOKED }: Sought,
): Promise<ArticleIds> {
  const siteIds = sitesFor(viewer, tab === "published" ? "article.see" : "article.keep");
  try {
    const asked = await ask(viewer, readSearch(typed).terms, { withNames: false });
    const query = joinQueries(asked);
    if (query === null) return { outcome: "nothing_to_look_for" };
    if (siteIds.length === 0) return { outcome: "found", ids: [], isCapped: false, isPartial: false };
    const { ids, isPartial } = await idsOf(viewer, { tab, siteIds, query, asked, about, most, mostLooked });
    return { outcome: "found", ids: ids.slice(0, most), isCapped: ids.length > most, isPartial };
  } catch (error) {
    if (isStopped(error)) return { outcome: "too_slow" };
    throw error;
  }
}

type Asking = Bounds & { siteIds: string[]; query: string; asked: Wanted[]; mostLooked: number };

function idsOf(viewer: Viewer, { tab, ...asking }: Asking & { tab: ArticleTab }): Promise<Found> {
  switch (tab) {
    case "published":
      return publishedIds(viewer, asking);
    case "drafts":
      return wordingIds(viewer, Prisma.sql`a."isChanged"`, asking);
    case "withdrawn":
      return wordingIds(viewer, Prisma.sql`a."state" = 'withdrawn'`, asking);
    default:
      return tab satisfies never;
  }
}

async function publishedIds(viewer: Viewer, { siteIds, query, asked, about, most }: Asking): Promise<Found> {
  const sql = Prisma.sql`
    SELECT found."articleId" FROM (${documentsOf(siteIds, query, asked, { about, most })}) found
    ORDER BY found."publishedAt" DESC, found."articleId" DESC LIMIT ${most + 1}`;
  const rows = await inTime<{ articleId: string }>(viewer, sql);
  return { ids: rows.map(({ articleId }) => articleId), isPartial: false };
}

/** One more than is looked through is counted, to know whether there are others. */
async function wordingIds(
  viewer: Viewer,
  which: Prisma.Sql,
  { siteIds, query, asked, about = {}, most, mostLooked }: Asking,
): Promise<Found> {
  const sql = Prisma.sql`
    WITH "last" AS MATERIALIZED (
      SELECT a."id", a."savedAt", a."title" || E'\n' || a."body" AS "wording" FROM "Article" a
      WHERE a."siteId" IN (${Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`))}) AND ${which} ${aboutOf("a", about)}
      ORDER BY a."savedAt" DESC, a."id" DESC LIMIT ${mostLooked + 1}
    )
    SELECT (SELECT count(*)::int FROM "last") AS "count", ARRAY(
      SELECT d."id" FROM (
        SELECT "id", "savedAt", heard_search_vector("wording") AS "words", heard_search_text("wording") AS "text"
        FROM "last" ORDER BY "savedAt" DESC, "id" DESC LIMIT ${mostLooked}
      ) d WHERE d."words" @@ ${query}::tsquery ${besides(asked)}
      ORDER BY d."savedAt" DESC, d."id" DESC LIMIT ${most + 1}) AS "ids"`;
  const [row] = await inTime<{ count: number; ids: string[] }>(viewer, sql);
  return { ids: row?.ids ?? [], isPartial: (row?.count ?? 0) > mostLooked };
}
