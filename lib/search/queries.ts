import "server-only";
import { sitesFor, unitsFor } from "@/lib/access/policy";
import { listCasesById } from "@/lib/case/queries/lists";
import type { CaseRow } from "@/lib/case/types";
import { isStopped } from "@/lib/platform/context";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { listAskedById } from "@/lib/request/queries";
import { namesMeant } from "./rules/names";
import { joinQueries, readSearch, type Term } from "./rules/query";
import { snippetOf } from "./rules/snippet";
import type { PartKind } from "./schema";
import type { CaseSearch, FoundPart, RequestSearch } from "./types";

export const MOST_HITS = 50;
/** Of what a unit was asked, so many are looked through, the latest. */
export const MOST_ASKED = 1_000;
const PARTS_EACH = 2;
const TIMEOUT_MS = 4_000;
const FIRST_MS = 1_000;

/** `names`: the same among the names of patients, where it may be one. */
type Wanted = { query: string; pattern: string | null; isLeftOut: boolean; names?: string | null };
type Asked = Term & Wanted;
type Hit = { caseId: string; survivorId: string; mergedFrom: string | null };

/**
 * Cases in which everything that was typed occurs, wherever it was written, newest first and at most 50. One scope holds for what is
 * found, counted and quoted: the sites at which the viewer sees cases. What was found in a merged case leads to its survivor.
 */
export async function searchCases(viewer: Viewer, typed: string, now: Date): Promise<CaseSearch> {
  const siteIds = sitesFor(viewer, "case.see");
  try {
    const asked = await ask(viewer, readSearch(typed).terms);
    const query = joinQueries(asked);
    if (query === null) return { outcome: "nothing_to_look_for" };
    if (siteIds.length === 0) return { outcome: "found", hits: [], isCapped: false };
    const found = await inTime<Hit>(viewer, findHits(siteIds, query, asked));
    const hits = found.slice(0, MOST_HITS);
    const [rows, parts] = await Promise.all([
      listCasesById(viewer, [...new Set(hits.map(({ survivorId }) => survivorId))], now),
      hits.length > 0 ? within<PartRow>(viewer, findParts(siteIds, hits, asked), WHOLE).catch(withoutSnippets) : [],
    ]);
    return {
      outcome: "found",
      hits: hits.flatMap(({ caseId, survivorId, mergedFrom }) => {
        const row = rows.find(({ id }) => id === survivorId);
        if (!row) return [];
        const own = parts.filter((part) => part.caseId === caseId);
        return [{ case: row, mergedFrom, parts: own.filter(isNews).map((part) => toPart(part, asked)) }];
      }),
      isCapped: found.length > MOST_HITS,
    };
  } catch (error) {
    if (isStopped(error)) return { outcome: "too_slow" };
    throw error;
  }
}

/** Cases in which everything that was typed is written, without where: for a list that follows the typing. */
export async function findCasesByWords(viewer: Viewer, typed: string, now: Date, most: number): Promise<CaseRow[]> {
  const siteIds = sitesFor(viewer, "case.see");
  if (siteIds.length === 0) return [];
  try {
    const asked = await ask(viewer, readSearch(typed).terms);
    const query = joinQueries(asked);
    const hits = query === null ? [] : await inTime<Hit>(viewer, findHits(siteIds, query, asked));
    const ids = [...new Set(hits.map(({ survivorId }) => survivorId))].slice(0, most);
    const rows = await listCasesById(viewer, ids, now);
    return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  } catch (error) {
    if (isStopped(error)) return [];
    throw error;
  }
}

/**
 * What the viewer's units are or were asked in which everything that was typed occurs, the latest first. Only what the request shows them is
 * looked at: their question and answer, and of the case what it shares.
 */
export async function searchRequests(viewer: Viewer, typed: string, now: Date): Promise<RequestSearch> {
  const unitIds = unitsFor(viewer, "request.answer");
  if (unitIds.length === 0) return { outcome: "found", rows: [], isCapped: false, isPartial: false };
  try {
    const asked = await ask(viewer, readSearch(typed).terms, { withNames: false });
    const query = joinQueries(asked);
    const [found] =
      query === null ? [] : await within<FoundRequests>(viewer, findRequests(unitIds, query, asked), WHOLE);
    const ids = found?.ids ?? [];
    const rows = await listAskedById(viewer, ids.slice(0, MOST_HITS), now);
    return { outcome: "found", rows, isCapped: ids.length > MOST_HITS, isPartial: found?.looked === MOST_ASKED };
  } catch (error) {
    if (isStopped(error)) return { outcome: "too_slow" };
    throw error;
  }
}

type FoundRequests = { looked: number; ids: string[] };

function findRequests(unitIds: string[], query: string, asked: Wanted[]): Prisma.Sql {
  return Prisma.sql`
    WITH looked AS MATERIALIZED (
      SELECT r."id", r."askedAt", concat_ws(E'\n', r."question", r."answer", r."reason",
        CASE WHEN r."sharesWords" AND r."state" <> 'withdrawn' THEN c."words" END,
        CASE WHEN r."sharesPatient" AND r."state" <> 'withdrawn' THEN concat_ws(' ', p."name", p."recordNumber") END,
        CASE WHEN r."sharesIssues" AND r."state" <> 'withdrawn' THEN (
          SELECT string_agg(i."summary", E'\n') FROM "Issue" i WHERE i."caseId" = c."id" AND i."voidedAt" IS NULL) END) AS "shown"
      FROM "Request" r JOIN "Case" c ON c."id" = r."caseId" LEFT JOIN "Patient" p ON p."id" = c."patientId"
      WHERE r."unitId" IN (${Prisma.join(unitIds.map((id) => Prisma.sql`${id}::uuid`))})
      ORDER BY r."askedAt" DESC, r."id" DESC LIMIT ${MOST_ASKED}
    )
    SELECT (SELECT count(*)::int FROM looked) AS "looked", ARRAY(
      SELECT d."id" FROM (
        SELECT "id", "askedAt", heard_search_vector("shown") AS "words", heard_search_text("shown") AS "text" FROM looked OFFSET 0
      ) d WHERE d."words" @@ ${query}::tsquery ${besides(asked)}
      ORDER BY d."askedAt" DESC, d."id" DESC LIMIT ${MOST_HITS + 1}) AS "ids"`;
}

/** The terms as questions to the index, in the folding of the database; without those in which it finds no word. */
async function ask(viewer: Viewer, terms: Term[], { withNames } = { withNames: true }): Promise<Asked[]> {
  if (terms.length === 0) return [];
  // A name alone is looked for among patients.
  const isAlone = terms.filter(({ isLeftOut }) => !isLeftOut).length < 2;
  const values = terms.map(({ text, isBegun, isPhrase, isLeftOut }, at) => {
    const mayBeName = withNames && !isPhrase && (isLeftOut || !isAlone);
    return Prisma.sql`(${at}::int, ${text}::text, ${isBegun}::boolean, ${mayBeName}::boolean)`;
  });
  const rows = await dbFor(viewer).$queryRaw<AskedRow[]>`
    SELECT "at", "query", "pattern", "tokens", CASE WHEN "mayBeName" AND cardinality("tokens") = 1
        THEN ARRAY(SELECT w."word" FROM heard_name_words("text") w) ELSE '{}' END AS "words"
    FROM (
      SELECT t."at", t."text", t."mayBeName", heard_search_query(t."text", t."isBegun")::text AS "query",
             heard_search_pattern(t."text", t."isBegun") AS "pattern", heard_search_tokens(t."text") AS "tokens"
      FROM (VALUES ${Prisma.join(values)}) t("at", "text", "isBegun", "mayBeName")
    ) asked
    WHERE "query" IS NOT NULL ORDER BY "at"`;
  return rows.flatMap(({ at, query, pattern, tokens: [token = ""], words }) => {
    const term = terms[at];
    if (!term) return [];
    return [
      {
        ...term,
        query,
        pattern,
        names: !withNames || (isAlone && !term.isLeftOut) ? null : namesMeant(term, token, words),
      },
    ];
  });
}

type AskedRow = { at: number; query: string; pattern: string | null; tokens: string[]; words: string[] };

/**
 * Site by site, so that each can be read from its newest case on until there are enough; where the words are rare, by the index of words.
 * A word beside others is looked for in the index first, then in the text. A case is found by what is written in it or by one of its
 * files, and what is to be left out must be in neither.
 */
export function findHits(siteIds: string[], query: string, asked: Wanted[]): Prisma.Sql {
  const leftOut = asked.filter(({ isLeftOut }) => isLeftOut);
  const perSite = siteIds.flatMap((siteId) => [
    Prisma.sql`(
      SELECT d."caseId", d."receivedAt" FROM "SearchDocument" d
      WHERE d."siteId" = ${siteId}::uuid AND d."words" @@ ${query}::tsquery ${besides(asked)} ${unlessIn(FILES, leftOut)}
      ORDER BY d."receivedAt" DESC, d."caseId" DESC LIMIT ${MOST_HITS + 1})`,
    Prisma.sql`(
      SELECT DISTINCT ON (d."receivedAt", d."caseId") d."caseId", d."receivedAt" FROM "FileText" d
      WHERE d."siteId" = ${siteId}::uuid AND d."words" @@ ${query}::tsquery ${besides(asked)} ${unlessIn(FILES, leftOut)}
        ${unlessIn(DOCUMENTS, leftOut)}
      ORDER BY d."receivedAt" DESC, d."caseId" DESC LIMIT ${MOST_HITS + 1})`,
  ]);
  return Prisma.sql`
    SELECT found."caseId", coalesce(c."mergedIntoId", c."id") AS "survivorId",
           CASE WHEN c."mergedIntoId" IS NULL THEN NULL ELSE c."reference" END AS "mergedFrom"
    FROM (${Prisma.join(perSite, " UNION ")}) found
    CROSS JOIN LATERAL (SELECT "id", "mergedIntoId", "reference" FROM "Case" WHERE "id" = found."caseId" LIMIT 1) c
    ORDER BY found."receivedAt" DESC, found."caseId" DESC LIMIT ${MOST_HITS + 1}`;
}

const DOCUMENTS = Prisma.raw(`"SearchDocument"`);
const FILES = Prisma.raw(`"FileText"`);

/** What the index of words cannot tell: whether words stand beside each other. */
function besides(asked: Wanted[]): Prisma.Sql {
  return joinAll(
    asked.flatMap(({ pattern, isLeftOut, names = null }) =>
      pattern === null
        ? []
        : [
            Prisma.sql`AND (d."text" ${isLeftOut ? Prisma.sql`NOT LIKE` : Prisma.sql`LIKE`} ${pattern} ${orNamed(isLeftOut ? null : names)})`,
          ],
    ),
  );
}

function orNamed(names: string | null): Prisma.Sql {
  return names === null ? Prisma.empty : Prisma.sql`OR d."words" @@ ${names}::tsquery`;
}

function unlessIn(table: Prisma.Sql, leftOut: Wanted[]): Prisma.Sql {
  return joinAll(
    leftOut.map(
      ({ query, pattern, names = null }) => Prisma.sql`AND NOT EXISTS (
        SELECT FROM ${table} o WHERE o."caseId" = d."caseId" AND o."words" @@ ${names ? `${query} | ${names}` : query}::tsquery
          ${pattern === null ? Prisma.empty : Prisma.sql`AND o."text" LIKE ${pattern}`})`,
    ),
  );
}

function joinAll(parts: Prisma.Sql[]): Prisma.Sql {
  return parts.length > 0 ? Prisma.join(parts, " ") : Prisma.empty;
}

type PartRow = { caseId: string; kind: PartKind; sourceId: string; at: Date; text: string | null; file: string | null };

/**
 * Of each case the parts in which most of it was found, what people wrote before what files hold, the newest first. Read from where they
 * were written, so never stale; of a file the first piece that holds any of it.
 */
function findParts(siteIds: string[], hits: Hit[], asked: Asked[]): Prisma.Sql {
  const wanted = asked.filter(({ isLeftOut }) => !isLeftOut);
  const found = wanted.map(({ query }) => Prisma.sql`(p."vector" @@ ${query}::tsquery)::int`);
  const any = wanted.map(
    ({ query, pattern }) =>
      Prisma.sql`(heard_search_vector(u.piece) @@ ${query}::tsquery ${pattern === null ? Prisma.empty : Prisma.sql`AND heard_search_text(u.piece) LIKE ${pattern}`})`,
  );
  const of = Prisma.sql`
    "caseId" IN (${Prisma.join(hits.map(({ caseId }) => Prisma.sql`${caseId}::uuid`))})
    AND "siteId" IN (${Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`))})`;
  return Prisma.sql`
    SELECT r."caseId", r."kind", r."sourceId", coalesce(r."at", a."uploadedAt") AS "at", a."name" AS "file",
           CASE WHEN r."kind" <> 'file_text' THEN r."text" ELSE coalesce(
             (SELECT u.piece FROM "FileText" f, unnest(f."pieces") u(piece)
              WHERE f."attachmentId" = r."sourceId" AND (${Prisma.join(any, " OR ")}) LIMIT 1),
             (SELECT f."pieces"[1] FROM "FileText" f WHERE f."attachmentId" = r."sourceId")) END AS "text"
    FROM (
      SELECT *, row_number() OVER (
        PARTITION BY "caseId" ORDER BY "found" DESC, "kind" = 'file_text', "at" DESC, "kind", "sourceId") AS "rank"
      FROM (
        SELECT p.*, ${Prisma.join(found, " + ")} AS "found" FROM (
          SELECT *, heard_search_vector("text") AS "vector" FROM "SearchPart" WHERE ${of}
          UNION ALL SELECT "caseId", "siteId", 'file_text', "attachmentId", NULL, NULL, "words" FROM "FileText"
            WHERE ${of} AND "words" IS NOT NULL
          OFFSET 0
        ) p
      ) counted WHERE "found" > 0
    ) r LEFT JOIN "Attachment" a ON r."kind" = 'file_text' AND a."id" = r."sourceId"
    WHERE r."rank" <= ${PARTS_EACH} ORDER BY r."caseId", r."rank"`;
}

// What a case is about stands above its parts anyway, and is one of them only where there is no other.
function isNews({ kind }: PartRow, _at: number, parts: PartRow[]): boolean {
  return kind !== "about" || parts.length === 1;
}

function toPart({ kind, sourceId, at, text, file }: PartRow, asked: Asked[]): FoundPart {
  return { kind, sourceId, at: at.toISOString(), snippet: snippetOf(text ?? "", asked), file };
}

/**
 * Stopped when it takes too long. Where the planner took a rare word for a frequent one, and looks for it through all cases from the newest
 * on, it is stopped soon and done again by the index of words alone.
 */
async function inTime<T>(viewer: Viewer, sql: Prisma.Sql): Promise<T[]> {
  try {
    return await within<T>(viewer, sql, { ms: FIRST_MS, isOrdered: true });
  } catch (error) {
    if (!isStopped(error)) throw error;
    return within<T>(viewer, sql, { ms: TIMEOUT_MS - FIRST_MS, isOrdered: false });
  }
}

type Limits = { ms: number; isOrdered: boolean };
const WHOLE: Limits = { ms: TIMEOUT_MS, isOrdered: true };

async function within<T>(viewer: Viewer, sql: Prisma.Sql, { ms, isOrdered }: Limits): Promise<T[]> {
  const db = dbFor(viewer);
  const [, rows] = await db.$transaction([
    db.$executeRaw`SELECT set_config('statement_timeout', ${String(ms)}, true), set_config('enable_indexscan', ${isOrdered ? "on" : "off"}, true)`,
    db.$queryRaw<T[]>(sql),
  ]);
  return rows;
}

// What was found is worth more than the words around it.
function withoutSnippets(error: unknown): PartRow[] {
  if (isStopped(error)) return [];
  throw error;
}
