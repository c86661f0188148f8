import "server-only";
import { Prisma } from "@/lib/platform/db";
import { besides, DOCUMENTS, FILES, holds, unlessIn, type Wanted } from "./terms";

export const MOST_HITS = 50;
/** Of the cases of a site that have the rarest of the words, in a file or beside the files, so many are looked through for the others, the newest. */
export const MOST_APART = 1_000;

/** Of the cases of a site that have all words of a phrase, so many are looked through for these beside each other, the newest, where all are too many. */
export const MOST_BESIDE = 1_000;

export type Hit = { caseId: string; survivorId: string; mergedFrom: string | null; receivedAt: Date };

/** The last of those that were shown: what follows was received before it. */
export type Last = { receivedAt: Date; caseId: string };
/** `isBounded`: whether words stand beside each other is looked at in the newest cases alone that have them all. */
type Beyond = { rarest?: Wanted | null; last?: Last | null; isBounded?: boolean };

/**
 * Site by site, so that each can be read from its newest case on until there are enough; where the words are rare, by the index of words.
 * A word beside others is looked for in the index first, then in the text. A case is found by what is written in it, by one of its
 * files, or, given the rarest of several words, by all of these together; what is to be left out must be in none.
 */
export function findHits(
  siteIds: string[],
  query: string,
  asked: Wanted[],
  { rarest = null, last = null, isBounded = false }: Beyond = {},
): Prisma.Sql {
  const leftOut = asked.filter(({ isLeftOut }) => isLeftOut);
  const withWords = (table: Prisma.Sql, siteId: string) => {
    const sought = Prisma.sql`${table} d WHERE d."siteId" = ${siteId}::uuid AND d."words" @@ ${query}::tsquery ${olderThan(last)}`;
    return isBounded ? newestOf(sought, MOST_BESIDE) : sought;
  };
  const perSite = siteIds.flatMap((siteId) => [
    Prisma.sql`(
      SELECT d."caseId", d."receivedAt" FROM ${withWords(DOCUMENTS, siteId)} ${besides(asked)} ${unlessIn(FILES, leftOut)}
      ORDER BY d."receivedAt" DESC, d."caseId" DESC LIMIT ${MOST_HITS + 1})`,
    Prisma.sql`(
      SELECT DISTINCT ON (d."receivedAt", d."caseId") d."caseId", d."receivedAt" FROM ${withWords(FILES, siteId)}
        ${besides(asked)} ${unlessIn(FILES, leftOut)} ${unlessIn(DOCUMENTS, leftOut)}
      ORDER BY d."receivedAt" DESC, d."caseId" DESC LIMIT ${MOST_HITS + 1})`,
  ]);
  const ways = rarest ? [...perSite, findApart(siteIds, asked, { rarest, last, isBounded })] : perSite;
  return Prisma.sql`
    SELECT found."caseId", found."receivedAt", coalesce(c."mergedIntoId", c."id") AS "survivorId",
           CASE WHEN c."mergedIntoId" IS NULL THEN NULL ELSE c."reference" END AS "mergedFrom"
    FROM (${Prisma.join(ways, " UNION ")}) found
    CROSS JOIN LATERAL (SELECT "id", "mergedIntoId", "reference" FROM "Case" WHERE "id" = found."caseId" LIMIT 1) c
    ORDER BY found."receivedAt" DESC, found."caseId" DESC LIMIT ${MOST_HITS + 1}`;
}

/**
 * Cases whose words stand apart, some in the case, the names of its patient among them, and some in its files. All that fit have the rarest of
 * the words, so only those are read, each with its own few files: a case that has none of it is never looked at.
 */
function findApart(
  siteIds: string[],
  asked: Wanted[],
  { rarest, last, isBounded = false }: Beyond & { rarest: Wanted },
): Prisma.Sql {
  const wanted = asked.filter(({ isLeftOut }) => !isLeftOut);
  const leftOut = asked.filter(({ isLeftOut }) => isLeftOut);
  // A phrase is looked for in each of them further below.
  const first = isBounded ? { ...rarest, pattern: null } : rarest;
  const candidates = siteIds.flatMap((siteId) =>
    [
      { table: DOCUMENTS, isHeld: holds(first) },
      { table: FILES, isHeld: holds({ ...first, names: null }) },
    ].map(
      ({ table, isHeld }) => Prisma.sql`(
        SELECT d."caseId" FROM ${table} d WHERE d."siteId" = ${siteId}::uuid AND ${isHeld} ${olderThan(last)}
        ORDER BY d."receivedAt" DESC, d."caseId" DESC LIMIT ${MOST_APART})`,
    ),
  );
  const held = wanted.map((term, at) => Prisma.sql`bool_or(${holds({ ...term, names: null })}) AS ${nameOf(at)}`);
  const each = wanted.map((term, at) => Prisma.sql`AND (f.${nameOf(at)} OR ${holds(term)})`);
  return Prisma.sql`(
    SELECT d."caseId", d."receivedAt" FROM (${Prisma.join(candidates, " UNION ")}) k
    CROSS JOIN LATERAL (SELECT ${Prisma.join(held, ", ")} FROM "FileText" d WHERE d."caseId" = k."caseId") f
    CROSS JOIN LATERAL (SELECT * FROM "SearchDocument" d WHERE d."caseId" = k."caseId" LIMIT 1) d
    WHERE (${Prisma.join(
      wanted.map((_, at) => Prisma.sql`f.${nameOf(at)}`),
      " OR ",
    )})
      ${Prisma.join(each, " ")} ${unlessIn(FILES, leftOut)} ${unlessIn(DOCUMENTS, leftOut)}
    ORDER BY d."receivedAt" DESC, d."caseId" DESC LIMIT ${MOST_HITS + 1})`;
}

/** The newest rows of what is sought, for a condition that no index knows: it follows the last word of this. */
function newestOf(sought: Prisma.Sql, most: number): Prisma.Sql {
  return Prisma.sql`(
    SELECT * FROM ${sought} ORDER BY d."receivedAt" DESC, d."caseId" DESC LIMIT ${most}) d WHERE TRUE`;
}

function olderThan(last: Last | null | undefined): Prisma.Sql {
  return last
    ? Prisma.sql`AND (d."receivedAt", d."caseId") < (${last.receivedAt}::timestamptz, ${last.caseId}::uuid)`
    : Prisma.empty;
}

function nameOf(at: number): Prisma.Sql {
  return Prisma.raw(`"has${at}"`);
}

/** How many documents and files have each of the terms, as far as it matters for which is the rarest. */
export function countEachTerm(wanted: Wanted[]): Prisma.Sql {
  const counts = wanted.map(({ query, names = null }) => {
    const inCase = names === null ? query : `${query} | ${names}`;
    return Prisma.sql`${countOf(DOCUMENTS, inCase)} + ${countOf(FILES, query)}`;
  });
  return Prisma.sql`SELECT ARRAY[${Prisma.join(counts, ", ")}] AS "counts"`;
}

function countOf(table: Prisma.Sql, query: string): Prisma.Sql {
  return Prisma.sql`(
    SELECT count(*)::int FROM (SELECT FROM ${table} d WHERE d."words" @@ ${query}::tsquery LIMIT ${MOST_APART + 1}) n)`;
}
