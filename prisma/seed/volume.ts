import { Client } from "pg";
import { DAMM_TABLE } from "@/lib/shared/damm";
import { countRollups } from "./rollups";
import { SeedRefused } from "./write";

/** What is copied with a case, each after what it points to. */
const COPIED = [
  ...["Patient", "Case", "CaseFacts", "Issue", "Note", "Contact"],
  ...["CaseWait", "Closing", "PastAnswer", "CaseTag", "Clock", "SearchDocument"],
  ...["SurveyInvitation", "SurveyAnswer", "Referral"],
];
const CASES_AT_ONCE = 20_000;
/** From so many on, making an index anew at the end is faster than keeping it with every row. */
const MANY = 50_000;
/** A person's days are theirs. */
const OWN_DAYS = ["bornOn", "diedOn"];

type Column = { name: string; type: string; refersTo: string | null };
type Report = (made: number, wanted: number, step?: string) => void;

/**
 * Fills a database with the demo data up to `wanted` cases, for measuring: copies what is there inside the database, closed cases over the
 * eight years before, open ones as they stand, and patients under names that others of them have. Events are not copied, so the copies
 * have no timeline of their own making. All in one transaction: stopped on the way, it leaves nothing behind, and all indexes in place.
 * Returns how many were made.
 */
export async function fillUpTo(connectionString: string, wanted: number, report: Report): Promise<number> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(TOOLS);
    const [there, each] = [await count(client, `"Case"`), await count(client, "pattern")];
    if (each === 0) throw new SeedRefused("There are no demo cases to copy, so none were made.");
    if (there >= wanted) return 0;
    const statements = await prepare(client);
    await client.query("BEGIN");
    await unburden(client);
    const indexes = wanted - there < MANY ? [] : await dropIndexes(client);
    for (let have = there; have < wanted; ) {
      const most = wanted - have;
      const copies = Math.max(1, Math.floor(Math.min(CASES_AT_ONCE, most) / each));
      have += await copy(client, statements, { copies, most });
      report(have, wanted);
    }
    for (const [at, { name, definition }] of indexes.entries()) {
      report(wanted, wanted, `index ${at + 1} of ${indexes.length}, ${name}`);
      await client.query(definition);
    }
    await client.query("COMMIT");
    report(wanted, wanted, "counting what the planner goes by");
    await client.query("VACUUM (ANALYZE)");
    report(wanted, wanted, "counting days for the figures");
    await countRollups(client);
    return wanted - there;
  } finally {
    await client.end();
  }
}

/** The rows of a copy fit together as those that they were copied from: to ask again of each takes most of the time. Not everybody may. */
async function unburden(client: Client): Promise<void> {
  await client.query("SAVEPOINT before");
  await client.query("SET LOCAL session_replication_role = replica").catch(() => client.query("ROLLBACK TO before"));
  // Documents are copied too, also where triggers stay on.
  await client.query("SET LOCAL heard.search_later = 'on'");
  await client.query("SET LOCAL jit = off; SET LOCAL work_mem = '128MB'; SET LOCAL maintenance_work_mem = '512MB'");
}

type Index = { name: string; definition: string };

/** Takes away the indexes of what is copied, but for those of constraints, which copies meet in their order; returns how to make them. */
async function dropIndexes(client: Client): Promise<Index[]> {
  const { rows } = await client.query<Index>(
    `SELECT i.indexrelid::regclass::text AS "name", pg_get_indexdef(i.indexrelid) AS "definition"
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = ANY (SELECT format('%I', name)::regclass FROM unnest($1::text[]) name)
       AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
     ORDER BY c.relname`,
    [COPIED],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows;
}

/** So many copies of every case, or of as many as there is room for. */
async function copy(client: Client, statements: string[], { copies, most }: { copies: number; most: number }) {
  await client.query("SELECT pg_temp.choose_copies($1, $2)", [copies, most]);
  for (const statement of statements) await client.query(statement);
  await client.query(`
    INSERT INTO "CaseCounter" ("year", "last") SELECT "year", max("number") FROM chosen GROUP BY "year"
    ON CONFLICT ("year") DO UPDATE SET "last" = excluded."last"`);
  return count(client, "chosen");
}

async function count(client: Client, table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return rows[0]?.count ?? 0;
}

/**
 * Sets apart what is copied, so that it is found as fast among a million as among a thousand. Returns one statement for each table, from
 * its columns: what points to something copied points to its copy, and times are earlier.
 */
async function prepare(client: Client): Promise<string[]> {
  const statements: string[] = [];
  for (const table of COPIED) {
    await client.query(
      `CREATE TEMP TABLE "of ${table}" AS SELECT t.* FROM "${table}" t ${PATTERN[table] ?? PATTERN_CASE}`,
    );
    const { rows } = await client.query<Column>(COLUMNS, [table]);
    if (table === "SearchDocument") await client.query(WITHOUT_NAMES);
    const names = rows.map(({ name }) => `"${name}"`).join(", ");
    const values = rows.map((column) => OWN[`${table}.${column.name}`] ?? copied(column)).join(", ");
    statements.push(
      `INSERT INTO "${table}" (${names}) SELECT ${values} FROM "of ${table}" t ${FROM[table] ?? FROM_CASE}`,
    );
  }
  statements.splice(COPIED.indexOf("Patient") + 1, 0, NAME_COPIES);
  return statements;
}

function copied({ name, type, refersTo }: Column): string {
  const column = `t."${name}"`;
  if (name === "id" || name === "idempotencyKey") return `pg_temp.copy_of(${column}, c."copy")`;
  if (refersTo) return COPIED.includes(refersTo) ? `pg_temp.copy_of(${column}, c."copy")` : column;
  if (type === "timestamptz") return `pg_temp.earlier(${column}, c."shift")`;
  return type === "date" && !OWN_DAYS.includes(name) ? `(${column} - c."shift")::date` : column;
}

const PATTERN_CASE = `JOIN pattern p ON p."caseId" = t."caseId"`;
const PATTERN: Record<string, string> = {
  Case: `JOIN pattern p ON p."caseId" = t."id"`,
  Patient: `JOIN names n ON n."id" = t."id"`,
};
const FROM_CASE = `JOIN chosen c ON c."caseId" = t."caseId"`;
const FROM: Record<string, string> = {
  Case: `JOIN chosen c ON c."caseId" = t."id"`,
  Patient: `
    JOIN names n ON n."id" = t."id"
    JOIN chosen_patients c ON c."patientId" = t."id"
    JOIN names o ON o."siteId" = n."siteId" AND o."turn" = (n."turn" + c."copy" * 13) % n."turns"`,
};
// What patients are found by, where the triggers were switched off.
const NAME_COPIES = `SELECT heard_name_index(array_agg(pg_temp.copy_of("patientId", "copy"))) FROM chosen_patients`;
// A copy has the name of its own patient among its words.
const WITHOUT_NAMES = `
  UPDATE "of SearchDocument" d
  SET "words" = ts_delete("words", ARRAY(SELECT lexeme FROM unnest(d."words") WHERE starts_with(lexeme, '@')))`;
const OWN: Record<string, string> = {
  "SearchDocument.words": `t."words" || heard_search_names(pg_temp.copy_of(c."patientId", c."copy"))`,
  "Case.reference": `c."reference"`,
  "Case.patientKey": `CASE WHEN t."patientId" IS NULL THEN t."patientKey" ELSE
    heard_queue_key((SELECT "name" FROM "Patient" WHERE "id" = pg_temp.copy_of(t."patientId", c."copy"))) END`,
  // The concern that an answer became may be one case more than is wanted.
  "SurveyAnswer.concernId": "NULL",
  "Patient.name": `concat_ws(' ', n."first", nullif(o."rest", ''))`,
  "Patient.recordNumber": `c."copy" || t."recordNumber"`,
  "Patient.phone": `left(t."phone", -4) || lpad((hashint4(c."copy") & 8191)::text, 4, '0')`,
  "Patient.email": `replace(t."email", '@', '.' || c."copy" || '@')`,
};

const COLUMNS = `
  SELECT a.attname AS "name", (SELECT typname FROM pg_type WHERE oid = a.atttypid) AS "type", f.relname AS "refersTo"
  FROM pg_attribute a
  LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]
  LEFT JOIN pg_class f ON f.oid = k.confrelid
  WHERE a.attrelid = format('%I', $1::text)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  ORDER BY a.attnum`;

/**
 * Copies are told from what was copied by the version of their ids: 8, which RFC 9562 leaves to whoever makes them. The number of the copy
 * stands first, so that an index takes them one after another, as those that are made one after another in time.
 */
const TOOLS = `
  SET synchronous_commit = off;
  CREATE FUNCTION pg_temp.copy_of(id uuid, copy int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(copy), 8, '0') || substr(id::text, 9, 6) || '8' || substr(id::text, 16))::uuid
  $$;
  CREATE FUNCTION pg_temp.earlier(at timestamptz, shift interval) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN at < '9000-01-01' THEN at - shift ELSE at END
  $$;
  CREATE FUNCTION pg_temp.is_copy(id uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT substr(id::text, 15, 1) = '8' $$;
  CREATE FUNCTION pg_temp.damm(digits text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
      interim int := 0;
    BEGIN
      FOR at IN 1 .. length(digits) LOOP
        interim := substr('${DAMM_TABLE.join("")}',
                          interim * 10 + substr(digits, at, 1)::int + 1, 1)::int;
      END LOOP;
      RETURN interim;
    END
  $$;
  CREATE TEMP TABLE pattern AS
    SELECT "id" AS "caseId", "patientId", "receivedAt", "closedAt" IS NOT NULL AS "isClosed", row_number() OVER (ORDER BY "id") AS "turn"
    FROM "Case" WHERE NOT pg_temp.is_copy("id") AND "mergedIntoId" IS NULL;
  CREATE TEMP TABLE names AS
    SELECT "id", "siteId", substring("name" FROM '^\\S+') AS "first", regexp_replace("name", '^\\S+\\s*', '') AS "rest",
           (row_number() OVER site - 1)::int AS "turn", (count(*) OVER (PARTITION BY "siteId"))::int AS "turns"
    FROM "Patient" WHERE NOT pg_temp.is_copy("id") AND "mergedIntoId" IS NULL
    WINDOW site AS (PARTITION BY "siteId" ORDER BY "id");
  CREATE TEMP TABLE chosen (
    "caseId" uuid, "patientId" uuid, "copy" int, "shift" interval, "year" int, "number" int, "reference" text
  );
  CREATE TEMP TABLE chosen_patients ("patientId" uuid, "copy" int, "shift" interval);
  ANALYZE pattern, names;
  CREATE FUNCTION pg_temp.choose_copies(copies int, most int) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      done int := (
        SELECT coalesce(max(n), 0) FROM pattern p, generate_series(1, 1 + (SELECT count(*) FROM "Case") / (SELECT count(*) FROM pattern)) n
        WHERE p."turn" = 1 AND EXISTS (SELECT FROM "Case" WHERE "id" = pg_temp.copy_of(p."caseId", n::int))
      );
    BEGIN
      TRUNCATE chosen, chosen_patients;
      INSERT INTO chosen
        WITH placed AS (
          SELECT p.*, n AS "copy",
                 CASE WHEN "isClosed" THEN floor(2922 * (n * 0.6180339887 % 1)) * interval '1 day' ELSE n % 600 * interval '1 second' END AS "shift"
          FROM pattern p, generate_series(done + 1, done + copies) n
          ORDER BY n, p."turn" LIMIT most
        ), dated AS (
          SELECT *, extract(year FROM "receivedAt" - "shift")::int AS "year" FROM placed
        ), numbered AS (
          SELECT d.*, coalesce(k."last", 0) + row_number() OVER (PARTITION BY d."year" ORDER BY d."receivedAt" - d."shift") AS "number"
          FROM dated d LEFT JOIN "CaseCounter" k ON k."year" = d."year"
        )
        SELECT "caseId", "patientId", "copy", "shift", "year", "number",
               'PR-' || digits || '-' || lpad("number"::text, 6, '0') || '-' || pg_temp.damm(digits || lpad("number"::text, 6, '0'))
        FROM numbered, lpad(("year" % 100)::text, 2, '0') digits;
      INSERT INTO chosen_patients
        SELECT "patientId", "copy", max("shift") FROM chosen WHERE "patientId" IS NOT NULL GROUP BY 1, 2;
      ANALYZE chosen, chosen_patients;
    END
  $$`;
