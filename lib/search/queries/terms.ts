import "server-only";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { namesMeant } from "../rules/names";
import type { Term } from "../rules/query";

/** `names`: the same among the names of patients, where it may be one. */
export type Wanted = { query: string; pattern: string | null; isLeftOut: boolean; names?: string | null };
export type Asked = Term & Wanted;

/** The terms as questions to the index, in the folding of the database; without those in which it finds no word. */
export async function ask(viewer: Viewer, terms: Term[], { withNames } = { withNames: true }): Promise<Asked[]> {
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

export const DOCUMENTS = Prisma.raw(`"SearchDocument"`);
export const FILES = Prisma.raw(`"FileText"`);

/** What the index of words cannot tell: whether words stand beside each other. */
export function besides(asked: Wanted[]): Prisma.Sql {
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

export function unlessIn(table: Prisma.Sql, leftOut: Wanted[]): Prisma.Sql {
  return joinAll(
    leftOut.map(
      ({ query, pattern, names = null }) => Prisma.sql`AND NOT EXISTS (
        SELECT FROM ${table} o WHERE o."caseId" = d."caseId" AND o."words" @@ ${names ? `${query} | ${names}` : query}::tsquery
          ${pattern === null ? Prisma.empty : Prisma.sql`AND o."text" LIKE ${pattern}`})`,
    ),
  );
}

/** Whether a row `d` of either table holds a term; in the document of a case also as its patient's name. */
export function holds({ query, pattern, names = null }: Wanted): Prisma.Sql {
  if (pattern === null) return Prisma.sql`d."words" @@ ${names === null ? query : `${query} | ${names}`}::tsquery`;
  const isWritten = Prisma.sql`(d."words" @@ ${query}::tsquery AND d."text" LIKE ${pattern})`;
  return names === null ? isWritten : Prisma.sql`(${isWritten} OR d."words" @@ ${names}::tsquery)`;
}

function joinAll(parts: Prisma.Sql[]): Prisma.Sql {
  return parts.length > 0 ? Prisma.join(parts, " ") : Prisma.empty;
}
