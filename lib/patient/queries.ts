import "server-only";
import { can, sitesFor } from "@/lib/access/policy";
import { dbFor, Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay, yearsBetween } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { searchable } from "@/lib/shared/text";
import { languageName } from "./labels";
import { readPatientQuery } from "./rules";
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

const SEARCH_LIMIT = 20;

/**
 * Patients that fit what was typed, best first, at most 20: record number exact or beginning whatever its spaces and dashes, date of birth exact, names by parts with
 * accents and case ignored and small misspellings forgiven (pg_trgm word similarity of 0.45 or more).
 */
export async function searchPatients(viewer: Viewer, typed: string, now: Date, siteId?: string): Promise<PatientRow[]> {
  const text = searchable(typed);
  const { names, recordNumber, bornOn } = readPatientQuery(text);
  const siteIds = sitesFor(viewer, "patient.see").filter((id) => siteId === undefined || id === siteId);
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
  if (conditions.length === 0 || siteIds.length === 0) return [];
  const rank = name ? Prisma.sql`word_similarity(heard_fold(${name}), ${folded})` : Prisma.sql`0::real`;

  const db = dbFor(viewer);
  const [, found] = await db.$transaction([
    db.$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', '0.45', true)`,
    // What fits a merged record, such as its old number, leads to the one it was merged into.
    db.$queryRaw<{ id: string }[]>`
      SELECT coalesce("mergedIntoId", "id") AS "id" FROM "Patient"
      WHERE "siteId" IN (${Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`))}) AND ${Prisma.join(conditions, " AND ")}
      ORDER BY ${rank} DESC, "name", "id"
      LIMIT ${SEARCH_LIMIT}`,
  ]);
  return listPatientsById(viewer, [...new Set(found.map(({ id }) => id))], now);
}

/** These of the patients whom the viewer may see, in the order given, at most 20. */
export async function listPatientsById(viewer: Viewer, ids: string[], now: Date): Promise<PatientRow[]> {
  const rows = await dbFor(viewer).patient.findMany({
    where: { AND: [{ id: { in: ids } }, patientsVisibleTo(viewer)] },
    select: ROW,
    take: SEARCH_LIMIT,
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
      phone: true,
      email: true,
      address: true,
      preferredChannel: true,
      contactNote: true,
      version: true,
    },
  });
  if (!row) throw new NotFound("This patient");
  const { pronouns, phone, email, address, preferredChannel, contactNote, version } = row;
  return {
    ...toRow(row, now),
    diedOn: isoDay(row.diedOn),
    ...{ pronouns, phone, email, address, preferredChannel, contactNote, version },
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
