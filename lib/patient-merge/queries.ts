import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { PATIENT_FIELD_LABELS } from "@/lib/patient/labels";
import { listPatientsById } from "@/lib/patient/queries";
import { patientsEverVisibleTo, patientsVisibleTo } from "@/lib/patient/scope";
import { dbFor, Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { idSchema } from "@/lib/shared/ids";
import { searchable } from "@/lib/shared/text";
import { describeMoving, valueInWords } from "./labels";
import { asRecord, differingFields, fullerSide, MOVING, type MovingTable, PATIENT_FIELDS } from "./rules";
import type { SamePersonQuestion } from "./schema";
import type { MergePreview, MergeRow, MergeSide, PossibleSamePerson } from "./types";

const MOST = 5;

type Known = SamePersonQuestion & { exceptId?: string };

/** Other records that may be of this patient, at most five; suggested, never merged by themselves. */
export async function listPossibleDuplicatePatients(
  viewer: Viewer,
  patientId: string,
  now: Date,
): Promise<PossibleSamePerson[]> {
  const row = await dbFor(viewer).patient.findFirst({
    where: { AND: [{ id: patientId }, patientsVisibleTo(viewer)] },
    select: { siteId: true, name: true, bornOn: true, recordNumber: true, phone: true },
  });
  if (!row) return [];
  const bornOn = row.bornOn?.toISOString().slice(0, 10) ?? null;
  return findSamePerson(viewer, { ...row, bornOn, exceptId: patientId }, now);
}

/**
 * Records of a site that fit what is known of somebody: the same record number but for spaces, dashes and leading zeros; the same date of
 * birth and a like name (trigram similarity of 0.3 or more); the same last nine digits of the phone.
 */
export async function findSamePerson(viewer: Viewer, known: Known, now: Date): Promise<PossibleSamePerson[]> {
  const { siteId, exceptId } = known;
  if (!siteId || !sitesFor(viewer, "patient.see").includes(siteId)) return [];
  const [name, recordNumber, phone] = [known.name, known.recordNumber, known.phone].map((text) =>
    text === null || text === undefined ? null : searchable(text),
  );
  const rows = await dbFor(viewer).$queryRaw<{ id: string; number: boolean | null; birth: boolean | null }[]>`
    SELECT "id", "number", "birth" FROM (
      SELECT "id", "name",
        ltrim("recordNumberKey", '0') = ltrim(heard_record_key(${recordNumber ?? null}::text), '0') AS "number",
        "bornOn" = ${known.bornOn}::date
          AND similarity(heard_fold("name"), heard_fold(${name ?? null}::text)) >= 0.3 AS "birth",
        heard_phone_key("phone") = heard_phone_key(${phone ?? null}::text) AS "phone"
      FROM "Patient"
      WHERE "siteId" = ${siteId}::uuid AND "mergedIntoId" IS NULL AND "id" IS DISTINCT FROM ${exceptId ?? null}::uuid
        AND (ltrim("recordNumberKey", '0') = ltrim(heard_record_key(${recordNumber ?? null}::text), '0')
          OR "bornOn" = ${known.bornOn}::date
          OR heard_phone_key("phone") = heard_phone_key(${phone ?? null}::text))
    ) alike
    WHERE "number" OR "birth" OR "phone"
    ORDER BY "number" DESC NULLS LAST, "birth" DESC NULLS LAST,
      similarity(heard_fold("name"), heard_fold(coalesce(${name ?? null}::text, ''))) DESC, "id"
    LIMIT ${MOST}`;
  const why = new Map(rows.map(({ id, number, birth }) => [id, reason(number, birth)]));
  const ids = rows.map(({ id }) => id);
  const patients = await listPatientsById(viewer, ids, now);
  return patients.map((patient) => ({ ...patient, why: why.get(patient.id) ?? "" }));
}

function reason(number: boolean | null, birth: boolean | null): string {
  if (number) return "same record number";
  return birth ? "same date of birth and a like name" : "same phone number";
}

/** Where a merged record leads, or null when it was not merged or the viewer may not see it. */
export async function findSurvivor(viewer: Viewer, patientId: string): Promise<string | null> {
  if (!idSchema.safeParse(patientId).success) return null;
  const row = await dbFor(viewer).patient.findFirst({
    where: { AND: [{ id: patientId }, patientsEverVisibleTo(viewer)] },
    select: { mergedIntoId: true },
  });
  return row?.mergedIntoId ?? null;
}

/** The records that were merged into this one and still are, the latest first. */
export async function listMerges(viewer: Viewer, patientId: string): Promise<MergeRow[]> {
  const rows = await dbFor(viewer).patientMerge.findMany({
    where: { survivorId: patientId, undoneAt: null, survivor: patientsVisibleTo(viewer) },
    select: {
      id: true,
      mergedAt: true,
      mergedBy: { select: { name: true } },
      merged: { select: { name: true, recordNumber: true } },
    },
    orderBy: [{ mergedAt: "desc" }, { id: "desc" }],
    take: 20,
  });
  return rows.map(({ id, mergedAt, mergedBy, merged }) => ({
    ...{ id, mergedAt: mergedAt.toISOString(), by: mergedBy.name },
    ...merged,
  }));
}

/** Both records side by side, and what a merge would do. Throws NotFound unless both are seen, of one site and not merged. */
export async function getMergePreview(
  viewer: Viewer,
  { survivorId, mergedId }: { survivorId: string; mergedId: string },
  now: Date,
): Promise<MergePreview> {
  const [survivor, merged] = await Promise.all([getSide(viewer, survivorId, now), getSide(viewer, mergedId, now)]);
  if (survivor.patient.siteId !== merged.patient.siteId || survivorId === mergedId) throw new NotFound("This patient");
  const differing = differingFields(survivor.record, merged.record);
  return {
    survivor,
    merged,
    choices: differing.map((field) => ({
      field,
      label: PATIENT_FIELD_LABELS[field],
      survivor: valueInWords(field, survivor.record),
      merged: valueInWords(field, merged.record),
      suggested: fullerSide(survivor.record[field], merged.record[field]),
    })),
    same: PATIENT_FIELDS.filter((field) => !differing.includes(field) && survivor.record[field] !== null).map(
      (field) => ({
        field,
        label: PATIENT_FIELD_LABELS[field],
        value: valueInWords(field, survivor.record),
      }),
    ),
    moving: describeMoving(await countMoving(viewer, mergedId)),
  };
}

async function getSide(viewer: Viewer, id: string, now: Date): Promise<MergeSide> {
  if (!idSchema.safeParse(id).success) throw new NotFound("This patient");
  const [[patient], row] = await Promise.all([
    listPatientsById(viewer, [id], now),
    dbFor(viewer).patient.findFirst({ where: { AND: [{ id }, patientsVisibleTo(viewer)] } }),
  ]);
  if (!patient || !row) throw new NotFound("This patient");
  return { patient, version: row.version, record: asRecord(row) };
}

async function countMoving(viewer: Viewer, patientId: string): Promise<Partial<Record<MovingTable, number>>> {
  const counts: Partial<Record<MovingTable, number>> = {};
  for (const { table, column } of MOVING) {
    const [row] = await dbFor(viewer).$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS "count" FROM ${Prisma.raw(`"${table}"`)} WHERE ${Prisma.raw(`"${column}"`)} = ${patientId}::uuid`;
    counts[table] = row?.count ?? 0;
  }
  return counts;
}
