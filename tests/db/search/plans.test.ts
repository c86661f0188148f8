import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { patientsByKeys } from "@/lib/patient/queries";
import { keysOfOne, keysOfTwo, type TypedName } from "@/lib/patient/rules/find";
import { Prisma, systemDb } from "@/lib/platform/db";
import { findArticles } from "@/lib/search/queries/articles";
import { countEachTerm, findHits, MOST_APART, MOST_BESIDE, MOST_HITS } from "@/lib/search/queries/hits";
import { newId } from "@/lib/shared/ids";
import { aCase, aFile, aPatient, aSite } from "../../support/factories";

const CASES = 3_000;
const AT_ONCE = 500;
let siteIds: string[];

beforeAll(async () => {
  const large = await aSite();
  siteIds = [large.id];
  const patient = await aPatient({ site: large, name: "Walter Model" });
  const given = await aCase({ site: large, words: "The wait was long." });
  await aFile(given, { kind: "pdf" });
  await inBatches(
    (from, until) => systemDb().$executeRaw`
    INSERT INTO "Case" ("id", "reference", "siteId", "kind", "channel", "reporterKind", "about", "words", "severity",
                        "receivedAt", "loggedById", "updatedAt", "idempotencyKey")
    SELECT gen_random_uuid(), "reference" || ':' || n, "siteId", "kind", "channel", "reporterKind", "about",
           "words" || CASE WHEN n % 1000 = 0 THEN ' A needle.' ELSE '' END, "severity",
           "receivedAt" - n * interval '1 minute', "loggedById", "updatedAt", gen_random_uuid()
    FROM "Case", generate_series(${from}::int, ${until}::int) n WHERE "id" = ${given.id}::uuid`,
  );
  await systemDb().$executeRaw`
    INSERT INTO "Attachment" ("id", "caseId", "siteId", "key", "name", "kind", "bytes", "sha256", "uploadedById", "uploadedAt", "scan", "idempotencyKey")
    SELECT gen_random_uuid(), c."id", c."siteId", gen_random_uuid(), 'report.pdf', 'pdf', 5, repeat('0', 64), c."loggedById", c."receivedAt", 'clean', gen_random_uuid()
    FROM "Case" c WHERE c."siteId" = ${large.id}::uuid`;
  await inBatches(
    () => systemDb().$executeRaw`
    SELECT heard_file_text_keep("attachmentId", 'read', ARRAY['The report of the ward.'], false) FROM (
      SELECT "attachmentId" FROM "FileText" WHERE "siteId" = ${large.id}::uuid AND "state" = 'unread' LIMIT ${AT_ONCE + 1}) t`,
  );
  await inBatches(
    (from, until) => systemDb().$executeRaw`
    INSERT INTO "Patient" ("id", "siteId", "name", "recordNumber")
    SELECT gen_random_uuid(), "siteId", 'Walter ' || CASE WHEN n % 50 = 0 THEN 'Thackray' ELSE 'Ordinary' END, '1' || n
    FROM "Patient", generate_series(${from}::int, ${until}::int) n WHERE "id" = ${patient.id}::uuid`,
  );
  const { loggedById } = given;
  await inBatches(
    (from, until) => systemDb().$executeRaw`
    WITH made AS (
      INSERT INTO "Article" ("id", "siteId", "title", "body", "language", "category", "reviewOn", "savedById", "savedAt", "createdById", "createdAt")
      SELECT gen_random_uuid(), ${large.id}::uuid, 'Visiting', 'Come at nine.' || CASE WHEN n % 1000 = 0 THEN ' A needle.' ELSE '' END,
             'en', 'visiting', '2027-01-01', ${loggedById}::uuid, now(), ${loggedById}::uuid, now()
      FROM generate_series(${from}::int, ${until}::int) n RETURNING *
    )
    INSERT INTO "ArticleVersion" ("id", "articleId", "siteId", "number", "title", "body", "language", "category", "reviewOn", "publishedById", "publishedAt")
    SELECT gen_random_uuid(), "id", "siteId", 1, "title", "body", "language", "category", "reviewOn", "createdById", now() FROM made`,
  );
  await inBatches(
    () => systemDb().$executeRaw`
    UPDATE "Article" a SET "state" = 'published', "version" = 1, "currentId" = v."id", "isChanged" = false
    FROM (SELECT "id", "articleId" FROM "ArticleVersion" w WHERE NOT EXISTS (SELECT FROM "Article" b WHERE b."currentId" = w."id") LIMIT ${AT_ONCE}) v
    WHERE a."id" = v."articleId"`,
  );
  await systemDb().$executeRaw`INSERT INTO "NameWord" SELECT md5(n::text) FROM generate_series(1, 20000) n`;
  for (const table of [
    "SearchDocument",
    "FileText",
    "Case",
    "Patient",
    "PatientName",
    "NameWord",
    "Article",
    "ArticleVersion",
    "ArticleDocument",
  ]) {
    await systemDb().$executeRawUnsafe(`VACUUM ANALYZE "${table}"`);
  }
}, 120_000);

/** So that no statement takes longer than statements may. */
async function inBatches(write: (from: number, until: number) => Promise<unknown>): Promise<void> {
  for (let from = 1; from <= CASES; from += AT_ONCE) await write(from, from + AT_ONCE - 1);
}

type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: Node[];
};
const planSchema = z.tuple([z.object({ Plan: z.custom<Node>() })]);

/** The nodes of a plan as it was carried out. */
async function nodesOf(sql: Prisma.Sql): Promise<Node[]> {
  const rows = await systemDb().$queryRaw<{ "QUERY PLAN": unknown }[]>(
    Prisma.sql`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
  );
  const [{ Plan }] = planSchema.parse(rows[0]?.["QUERY PLAN"]);
  const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)];
  return all(Plan);
}

/** The most rows that one step of it read, those it threw away included. */
function mostRead(nodes: Node[]): number {
  return Math.max(
    ...nodes.map(
      (node) =>
        node["Actual Loops"] *
        (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0)),
    ),
  );
}

/** However many rows there are, so many are read. */
function requireBounded(nodes: Node[], most: number): void {
  expect(mostRead(nodes)).toBeLessThanOrEqual(most);
}

const indexesOf = (nodes: Node[]) => nodes.flatMap((node) => node["Index Name"] ?? []);

describe("with some thousand cases, the search", () => {
  test("reads a rare word from the index of words", async () => {
    const nodes = await nodesOf(findHits(siteIds, "'needle'", []));
    requireBounded(nodes, CASES / 1000 + 1);
    expect(indexesOf(nodes)).toContain("SearchDocument_words_idx");
  });

  test("reads a word of every case from the newest case on, until there are enough", async () => {
    const nodes = await nodesOf(findHits(siteIds, "'wait'", []));
    requireBounded(nodes, MOST_HITS + 1);
    expect(indexesOf(nodes)).toContain("SearchDocument_siteId_receivedAt_caseId_idx");
  });

  test("reads a word of every file so too, a case with two files once", async () => {
    const nodes = await nodesOf(findHits(siteIds, "'report' & 'ward'", []));
    requireBounded(nodes, 2 * (MOST_HITS + 1));
    expect(indexesOf(nodes)).toContain("FileText_siteId_receivedAt_caseId_idx");
  });

  test("reads a phrase by its words first", async () => {
    const nodes = await nodesOf(
      findHits(siteIds, "'a' & 'needle'", [{ query: "'a' & 'needle'", pattern: "% a needle %", isLeftOut: false }]),
    );
    requireBounded(nodes, CASES / 1000 + 1);
    expect(indexesOf(nodes)).toContain("SearchDocument_words_idx");
  });

  test("looks for a word to leave out in the files of those few cases alone", async () => {
    const leftOut = { query: "'absent'", pattern: null, isLeftOut: true };
    requireBounded(await nodesOf(findHits(siteIds, "'wait' & !'absent'", [leftOut])), 2 * (MOST_HITS + 1));
  });

  const term = (query: string) => ({ query, pattern: null, isLeftOut: false });

  test("looks through the cases that have the rarest word, and their files, for words that stand apart", async () => {
    const [needle, report] = [term("'needle'"), term("'report'")];
    const sql = findHits(siteIds, "'needle' & 'report'", [report, needle], { rarest: needle });
    requireBounded(await nodesOf(sql), 3 * (CASES / 1000));
    expect(await systemDb().$queryRaw(sql)).toHaveLength(CASES / 1000);
  });

  test("reads nothing where one of the words stands nowhere", async () => {
    const [absent, report] = [term("'absent'"), term("'report'")];
    requireBounded(await nodesOf(findHits(siteIds, "'absent' & 'report'", [report, absent], { rarest: absent })), 1);
  });

  test("looks through the newest alone where words that stand apart are in every case", async () => {
    const [wait, report] = [term("'wait'"), term("'report'")];
    const sql = findHits(siteIds, "'wait' & 'report'", [wait, report], { rarest: wait });
    requireBounded(await nodesOf(sql), 3 * MOST_APART);
    expect(await systemDb().$queryRaw(sql)).toHaveLength(MOST_HITS + 1);
  });

  const phrase = (query: string, pattern: string) => ({ query, pattern, isLeftOut: false });

  test("looks through the newest alone for a phrase of frequent words that stands nowhere, once that is asked for", async () => {
    const absent = phrase("'wait' & 'long'", "% long wait %");
    const bounded = findHits(siteIds, absent.query, [absent], { isBounded: true });
    requireBounded(await nodesOf(bounded), MOST_BESIDE);
    expect(await systemDb().$queryRaw(bounded)).toEqual([]);
    const beside = phrase("'report' & 'wait'", "% wait report %");
    const [needle, asked] = [term("'needle'"), [term("'needle'"), beside]];
    const apart = findHits(siteIds, `${needle.query} & ${beside.query}`, asked, { rarest: beside, isBounded: true });
    requireBounded(await nodesOf(apart), 3 * MOST_APART);
  });

  test("finds a phrase among the newest as it does among all", async () => {
    const there = phrase("'wait' & 'was'", "% wait was %");
    const [all, newest] = await Promise.all(
      [false, true].map((isBounded) => systemDb().$queryRaw(findHits(siteIds, there.query, [there], { isBounded }))),
    );
    expect(newest).toEqual(all);
    expect(newest).toHaveLength(MOST_HITS + 1);
    const old = phrase("'a' & 'needle'", "% a needle %");
    const rare = findHits(siteIds, old.query, [old], { isBounded: true });
    expect(await systemDb().$queryRaw(rare)).toHaveLength(CASES / 1000);
  });

  test("counts a word no further than it matters", async () => {
    const sql = countEachTerm([term("'wait'"), term("'needle'")]);
    requireBounded(await nodesOf(sql), MOST_APART + 1);
    expect(await systemDb().$queryRaw(sql)).toEqual([{ counts: [MOST_APART + 1, CASES / 1000] }]);
  });

  test("reads cases by their references, and those to sweep by their ids", async () => {
    const references = Prisma.sql`SELECT "id" FROM "Case" WHERE "reference" IN ('PR-26-000001-5', 'PR-26-000002-1')`;
    expect(indexesOf(await nodesOf(references))).toContain("Case_reference_key");
    const sweep = Prisma.sql`SELECT "id" FROM "Case" WHERE "id" > ${newId()}::uuid ORDER BY "id" LIMIT 200`;
    expect(indexesOf(await nodesOf(sweep))).toContain("Case_pkey");
  });

  test("reads files that wait to be read from an index of those alone", async () => {
    const waiting = Prisma.sql`
      SELECT "attachmentId" FROM "FileText" WHERE "state" = 'unread' ORDER BY "triedAt" LIMIT 1`;
    expect(indexesOf(await nodesOf(waiting))).toContain("FileText_unread");
  });
});

describe("with some thousand articles, the search", () => {
  test("reads a rare word from the index of words", async () => {
    const nodes = await nodesOf(findArticles(siteIds, "'needle'", []));
    requireBounded(nodes, CASES / 1000 + 1);
    expect(indexesOf(nodes)).toContain("ArticleDocument_words_idx");
  });

  test("reads a word of every article from the newest on, until there are enough", async () => {
    const nodes = await nodesOf(findArticles(siteIds, "'nine'", []));
    requireBounded(nodes, MOST_HITS + 1);
    expect(indexesOf(nodes)).toContain("ArticleDocument_siteId_publishedAt_articleId_idx");
  });

  test("reads those to sweep by their ids", async () => {
    const sweep = Prisma.sql`SELECT "id" FROM "Article" WHERE "id" > ${newId()}::uuid ORDER BY "id" LIMIT 200`;
    expect(indexesOf(await nodesOf(sweep))).toContain("Article_pkey");
  });
});

describe("with some thousand patients, a search by name", () => {
  const typed = (token: string, ...words: string[]): TypedName => ({
    token,
    meant: words.map((word) => ({ word, fit: 0.8 })),
  });
  const planOf = async (keys: ReturnType<typeof keysOfOne>, rest: TypedName[] = []) => {
    const sql = patientsByKeys(siteIds, keys, rest);
    if (!sql) throw new Error("There are no keys.");
    return nodesOf(sql);
  };

  test("reads a few of those who share a name that all have", async () => {
    requireBounded(await planOf(keysOfOne(typed("waltre", "walter"))), 200);
  });

  test("reads two frequent names as one", async () => {
    const nodes = await planOf(keysOfTwo(typed("wlater", "walter"), typed("thakray", "thackray")));
    requireBounded(nodes, 200);
    expect(indexesOf(nodes)).toContain("PatientName_key");
  });

  test("reads two beginnings to a limit, and finds who is rare among very many", async () => {
    requireBounded(await planOf(keysOfTwo(typed("w"), typed("o"))), 300);
    const site = await systemDb().site.findFirstOrThrow({ where: { id: siteIds[0] } });
    await aPatient({ site, name: "Walter Zyma" });
    const sql = patientsByKeys(siteIds, keysOfTwo(typed("wa"), typed("zy")), []);
    expect(sql && (await systemDb().$queryRaw(sql))).toHaveLength(1);
    requireBounded(await planOf(keysOfTwo(typed("wa"), typed("zy"))), 300);
  });

  test("looks a slip up among the words that names have", async () => {
    const nodes = await nodesOf(Prisma.sql`SELECT "word" FROM "NameWord" WHERE "word" % 'thakray'`);
    expect(indexesOf(nodes)).toContain("NameWord_similar");
  });

  test("reads a beginning of a number from the index of numbers", async () => {
    const nodes = await nodesOf(Prisma.sql`
      SELECT "id" FROM "Patient" WHERE "siteId" = ${siteIds[0]}::uuid AND "recordNumberKey" LIKE '1%'
      ORDER BY "recordNumberKey" USING ~<~ LIMIT 500`);
    requireBounded(nodes, 500);
    expect(indexesOf(nodes)).toContain("Patient_number_begins");
  });
});
