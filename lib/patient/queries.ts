import "server-only";
import { can, sitesFor } from "@/lib/access/policy";
import { dbFor, Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay, yearsBetween } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { searchable } from "@/lib/shared/text";
import { languageName } from "./labels";
import {
  keysOfAnyTwo,
  keysOfOne,
  keysOfTwo,
  MOST_FOUND,
  meantBy,
  type NameKeys,
  readPatientQuery,
  type TypedName,
} from "./rules/find";
import { patientsVisibleTo } from "./scope";
import type { PatientDetail, PatientRow } from "./types";

const ROW = {
  id: true,
  siteId: true,
  name: true,
  preferredName: true,
  recordNumber: true,
  bornOn: true,
  isDeceased: true,
  diedOn: true,
  language: true,
  needsInterpreter: true,
  site: { select: { name: true, timeZone: true } },
} satisfies Prisma.PatientSelect;

type RowData = Prisma.PatientGetPayload<{ select: typeof ROW }>;

/**
 * Patients that fit what was typed, best first, at most 20: record number exact or beginning whatever its spaces and dashes, date of birth exact, names by parts with
 * accents and case ignored and small misspellings forgiven; beside a number or a day, where few are left, by pg_trgm word similarity.
 */
export async function searchPatients(viewer: Viewer, typed: string, now: Date, siteId?: string): Promise<PatientRow[]> {
  const text = searchable(typed);
  const { names, recordNumber, bornOn } = readPatientQuery(text);
  const siteIds = sitesFor(viewer, "patient.see").filter((id) => siteId === undefined || id === siteId);
  if (siteIds.length === 0) return [];
  if (!recordNumber && bornOn.length === 0)
    return listPatientsById(viewer, await findIdsByName(viewer, names.join(" "), siteIds), now);
  const conditions: Prisma.Sql[] = [];
  const name = names.join(" ");
  const folded = Prisma.sql`heard_fold("name" || ' ' || coalesce("preferredName", ''))`;
  const isNamed: Prisma.Sql[] = [];
  if (name) {
    const parts = names.map((part) => Prisma.sql`${folded} LIKE '%' || ${escapedFold(part)} || '%'`);
    isNamed.push(Prisma.sql`((${Prisma.join(parts, " AND ")}) OR heard_fold(${name}) <% ${folded})`);
  }
  if (recordNumber) isNamed.push(numberBegins(recordNumber));
  if (isNamed.length > 0) {
    // Letters beside digits may be a name and a number, or one number written in groups.
    const inGroups = numberBegins(text);
    conditions.push(
      Prisma.sql`((${Prisma.join(isNamed, " AND ")}) OR ${name && recordNumber ? inGroups : Prisma.sql`false`})`,
    );
  }
  if (bornOn.length > 0)
    conditions.push(Prisma.sql`"bornOn" IN (${Prisma.join(bornOn.map((day) => Prisma.sql`${day}::date`))})`);
  if (conditions.length === 0) return [];
  const rank = name ? Prisma.sql`word_similarity(heard_fold(${name}), ${folded})` : Prisma.sql`0::real`;

  const db = dbFor(viewer);
  const [, found] = await db.$transaction([
    db.$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', '0.45', true)`,
    db.$queryRaw<{ id: string }[]>(
      patientsByNumberOrDay(siteIds, {
        where: Prisma.join(conditions, " AND "),
        numbers: recordNumber ? [recordNumber, text] : null,
        rank,
      }),
    ),
  ]);
  return listPatientsById(viewer, [...new Set(found.map(({ id }) => id))], now);
}

type Sought = { where: Prisma.Sql; numbers: string[] | null; rank: Prisma.Sql };

/** What fits a merged record, such as its old number, leads to the one it was merged into. Of what begins with a number the first are looked at. */
function patientsByNumberOrDay(siteIds: string[], { where, numbers, rank }: Sought): Prisma.Sql {
  const among = (numbers ?? []).flatMap((number) =>
    siteIds.map(
      (siteId) => Prisma.sql`(
        SELECT * FROM "Patient" WHERE "siteId" = ${siteId}::uuid AND ${numberBegins(number)}
        ORDER BY "recordNumberKey" USING ~<~ LIMIT ${MOST_NUMBERED})`,
    ),
  );
  const from = numbers ? Prisma.sql`(${Prisma.join(among, " UNION ALL ")}) begun` : Prisma.sql`"Patient"`;
  const exact = numbers
    ? Prisma.sql`"recordNumberKey" IN (${Prisma.join(numbers.map((number) => Prisma.sql`heard_record_key(${number})`))}) DESC,`
    : Prisma.empty;
  return Prisma.sql`
    SELECT coalesce("mergedIntoId", "id") AS "id" FROM ${from}
    WHERE "siteId" IN (${Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`))}) AND ${where}
    ORDER BY ${exact} ${rank} DESC, "name", "id"
    LIMIT ${MOST_FOUND}`;
}

/** Of patients at a site whose number begins as was typed, so many are looked at. */
const MOST_NUMBERED = 500;
/** Of the names that one key leads to, so many are looked at. */
const EACH = 40;
/** Of words of names that begin as was typed, so many are looked at beside another beginning. */
const MOST_WORDS = 300;
/** Of the names that have both, so many are looked at for what else was typed. */
const MOST_BEGUN = 3_000;
/** After all that a word may go on with. */
const LAST = "\u{10ffff}";

/**
 * Ids of patients whose name has every word typed, whole or as its beginning, slips forgiven; the best first, of those the last from whom
 * we heard, and at most 20. However many patients there are, each key reads a few lines of an index.
 */
async function findIdsByName(viewer: Viewer, name: string, siteIds: string[]): Promise<string[]> {
  const typed = await readTyped(viewer, name);
  const [first, second] = typed.toSorted((a, b) => b.token.length - a.token.length);
  if (!first) return [];
  if (!second) return findByKeys(viewer, siteIds, keysOfOne(first), []);
  const rest = typed.filter((each) => each !== first && each !== second);
  const found = await findByKeys(viewer, siteIds, keysOfTwo(first, second), rest);
  if (found.length > 0 || rest.length === 0) return found;
  // More names were typed than are on record.
  return findByKeys(viewer, siteIds, keysOfAnyTwo(typed), []);
}

async function readTyped(viewer: Viewer, name: string): Promise<TypedName[]> {
  const rows = await dbFor(viewer).$queryRaw<{ token: string; words: (string | null)[] }[]>`
    SELECT t.token, array_agg(w."word") AS "words"
    FROM unnest((heard_search_tokens(${name}::text))[1:8]) WITH ORDINALITY t(token, at)
    LEFT JOIN heard_name_words(${name}::text) w ON w."at" = t.at
    GROUP BY t.at, t.token ORDER BY t.at`;
  return rows.map(({ token, words }) => ({ token, meant: meantBy(token, words) }));
}

const BEGUN_FIT = 0.75;

async function findByKeys(viewer: Viewer, siteIds: string[], keys: NameKeys, rest: TypedName[]): Promise<string[]> {
  const sql = patientsByKeys(siteIds, keys, rest);
  const rows = sql ? await dbFor(viewer).$queryRaw<{ id: string }[]>(sql) : [];
  return [...new Set(rows.map(({ id }) => id))];
}

/** Each key is a stretch of the index of names, of which the first lines are read; null where there is none. */
export function patientsByKeys(siteIds: string[], keys: NameKeys, rest: TypedName[]): Prisma.Sql | null {
  const sites = Prisma.sql`(VALUES ${Prisma.join(siteIds.map((id) => Prisma.sql`(${id}::uuid)`))}) s("id")`;
  const also = rest.map(
    ({ token, meant }) => Prisma.sql`AND EXISTS (
      SELECT FROM "PatientName" o WHERE o."patientId" = n."patientId"
        AND (o."key" IN (${Prisma.join([token, ...meant.map(({ word }) => word)])}) OR starts_with(o."key", ${token})))`,
  );
  const others = also.length > 0 ? Prisma.join(also, " ") : Prisma.empty;
  // In the order of the index, so that of what begins so the whole words come first, and the same search finds the same.
  const first = (where: Prisma.Sql, most = EACH) => Prisma.sql`
    ${sites} CROSS JOIN LATERAL (
      SELECT n."patientId" FROM "PatientName" n WHERE n."siteId" = s."id" AND ${where}
      ORDER BY n."key" USING ~<~, n."patientId" LIMIT ${most}) f`;
  const begins = (key: Prisma.Sql) => Prisma.sql`n."key" ~>=~ ${key} AND n."key" ~<~ (${key} || ${LAST}::text)`;
  const ways = keys.begun.map(
    (begun) =>
      Prisma.sql`(SELECT f."patientId", ${BEGUN_FIT}::real AS "fit" FROM ${first(Prisma.sql`${begins(Prisma.sql`${begun}::text`)} ${others}`)})`,
  );
  // Of many who share a name the last who were registered: they are the likelier to be meant.
  const latest = (where: Prisma.Sql) => Prisma.sql`
    ${sites} CROSS JOIN LATERAL (
      SELECT n."patientId" FROM "PatientName" n WHERE n."siteId" = s."id" AND ${where}
      ORDER BY n."key" USING ~>~, n."patientId" DESC LIMIT ${EACH}) f`;
  if (keys.exact.length > 0) {
    const exact = keys.exact.map(({ key, fit }) => Prisma.sql`(${key}::text, ${fit}::real)`);
    ways.push(Prisma.sql`(
      SELECT f."patientId", k."fit" FROM (VALUES ${Prisma.join(exact)}) k("key", "fit") CROSS JOIN ${latest(Prisma.sql`n."key" = k."key" ${others}`)})`);
  }
  if (keys.bothBegun) {
    const [one, two] = keys.bothBegun;
    // Both ways round: where one beginning is of too many words, the other may be of few.
    for (const [word, other] of [
      [one, two],
      [two, one],
    ]) {
      ways.push(Prisma.sql`(
        SELECT n."patientId", ${BEGUN_FIT ** 2}::real AS "fit" FROM (
          SELECT f."patientId" FROM (
            SELECT "word" FROM "NameWord" WHERE "word" ~>=~ ${word}::text AND "word" ~<~ (${word}::text || ${LAST}::text)
            ORDER BY "word" USING ~<~ LIMIT ${MOST_WORDS}
          ) w CROSS JOIN ${first(begins(Prisma.sql`('+' || w."word" || ' ' || ${other}::text)`), MOST_BEGUN)} LIMIT ${MOST_BEGUN}
        ) n WHERE true ${others} LIMIT ${EACH})`);
    }
  }
  if (ways.length === 0) return null;
  // What fits a merged record leads to the one it was merged into.
  return Prisma.sql`
    SELECT coalesce(p."mergedIntoId", p."id") AS "id" FROM (
      SELECT "patientId", max("fit") AS "fit" FROM (${Prisma.join(ways, " UNION ALL ")}) found GROUP BY "patientId"
    ) f CROSS JOIN LATERAL (SELECT "id", "name", "mergedIntoId" FROM "Patient" WHERE "id" = f."patientId" LIMIT 1) p
    LEFT JOIN LATERAL (
      SELECT c."receivedAt" FROM "Case" c WHERE c."patientId" = coalesce(p."mergedIntoId", p."id") ORDER BY c."receivedAt" DESC LIMIT 1
    ) seen ON true
    ORDER BY f."fit" DESC, seen."receivedAt" DESC NULLS LAST, p."name", p."id" LIMIT ${MOST_FOUND}`;
}

/** These of the patients whom the viewer may see, in the order given, at most 20. */
export async function listPatientsById(viewer: Viewer, ids: string[], now: Date): Promise<PatientRow[]> {
  const rows = await dbFor(viewer).patient.findMany({
    where: { AND: [{ id: { in: ids } }, patientsVisibleTo(viewer)] },
    select: ROW,
    take: MOST_FOUND,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).map((row) => toRow(row, now));
}

/** The patients registered last, for a search page with nothing typed yet. */
export async function listRecentPatients(viewer: Viewer, now: Date): Promise<PatientRow[]> {
  const rows = await dbFor(viewer).patient.findMany({
    where: patientsVisibleTo(viewer),
    select: ROW,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 10,
  });
  return rows.map((row) => toRow(row, now));
}

export async function getPatient(viewer: Viewer, id: string, now: Date): Promise<PatientDetail> {
  if (!idSchema.safeParse(id).success) throw new NotFound("This patient");
  const row = await dbFor(viewer).patient.findFirst({
    where: { AND: [{ id }, patientsVisibleTo(viewer)] },
    select: {
      ...ROW,
      pronouns: true,
      sex: true,
      ethnicity: true,
      phone: true,
      email: true,
      address: true,
      preferredChannel: true,
      contactNote: true,
      version: true,
      site: { select: { ...ROW.site.select, packId: true } },
    },
  });
  if (!row) throw new NotFound("This patient");
  const { pronouns, sex, ethnicity, phone, email, address, preferredChannel, contactNote, version } = row;
  return {
    ...toRow(row, now),
    diedOn: isoDay(row.diedOn),
    ...{ pronouns, sex, ethnicity, phone, email, address, preferredChannel, contactNote, version },
    packId: row.site.packId,
    canChange: can(viewer, "patient.work", row.siteId),
  };
}

/** A patient for the form that logs a case, or null when the link is not one the viewer may follow. */
export async function findPatient(viewer: Viewer, id: string | undefined, now: Date): Promise<PatientRow | null> {
  if (!id || !idSchema.safeParse(id).success) return null;
  const row = await dbFor(viewer).patient.findFirst({
    where: { AND: [{ id }, patientsVisibleTo(viewer)] },
    select: ROW,
  });
  return row ? toRow(row, now) : null;
}

function toRow({ site, bornOn, diedOn, ...row }: RowData, now: Date): PatientRow {
  const until = diedOn ?? (row.isDeceased ? null : dayIn(now, site.timeZone));
  return {
    ...row,
    site: site.name,
    bornOn: isoDay(bornOn),
    age: bornOn && until ? yearsBetween(bornOn, until) : null,
    languageName: row.language && languageName(row.language),
  };
}

function numberBegins(recordNumber: string): Prisma.Sql {
  return Prisma.sql`"recordNumberKey" LIKE heard_record_key(${escapeLike(recordNumber)}) || '%'`;
}

// Escaped after folding, which turns full-width signs into wildcards.
function escapedFold(text: string): Prisma.Sql {
  return Prisma.sql`regexp_replace(heard_fold(${text}), '([%_\\\\])', '\\\\\\1', 'g')`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
