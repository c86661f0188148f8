import { PATIENT_FIELD_LABELS } from "@/lib/patient/labels";
import { isoDay } from "@/lib/shared/dates";
import { type PatientField, type PatientRecord, recordSchema } from "./schema";

export const PATIENT_FIELDS = Object.keys(PATIENT_FIELD_LABELS) as PatientField[];

export type Side = "survivor" | "merged";
type Value = PatientRecord[PatientField];

type Reference = { table: string; column: string; moves: boolean };

/**
 * Every column that refers to a patient, and whether a merge moves it. A test compares this list with the database: a new table that
 * refers to patients stands here, or the test fails. What moves in another table than Patient also needs the trigger heard_follow_merge.
 */
export const PATIENT_REFERENCES = [
  { table: "Case", column: "patientId", moves: true },
  { table: "Representative", column: "patientId", moves: true },
  { table: "PatientAlert", column: "patientId", moves: true },
  // Whoever was merged into the merged record is led on to the survivor, so that a pointer is always one step.
  { table: "Patient", column: "mergedIntoId", moves: true },
  // The history of merges names the records it was about.
  { table: "PatientMerge", column: "survivorId", moves: false },
  { table: "PatientMerge", column: "mergedId", moves: false },
  // A record is found by its own name, which leads to the survivor.
  { table: "PatientName", column: "patientId", moves: false },
  // Asked of the records that were merged into one, too (`hasOptedOut`).
  { table: "SurveyOptOut", column: "patientId", moves: false },
] as const satisfies readonly Reference[];

export type MovingReference = Extract<(typeof PATIENT_REFERENCES)[number], { moves: true }>;
export type MovingTable = MovingReference["table"];
export const MOVING: readonly MovingReference[] = PATIENT_REFERENCES.filter((one) => one.moves);

/** The fields in which two records differ. */
export function differingFields(survivor: PatientRecord, merged: PatientRecord): PatientField[] {
  return PATIENT_FIELDS.filter((field) => survivor[field] !== merged[field]);
}

/** Whose value is the fuller one: something before nothing, yes before no, more words before fewer; else the survivor's. */
export function fullerSide(survivor: Value, merged: Value): Side {
  if (survivor === null || survivor === false) return merged === null || merged === false ? "survivor" : "merged";
  if (typeof survivor === "string" && typeof merged === "string") {
    return countWords(merged) > countWords(survivor) ? "merged" : "survivor";
  }
  return "survivor";
}

// Not by length: a slip of the pen is often a letter too many.
function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** The survivor with what was chosen of the other, and the fields in which that changes it. */
export function combine(survivor: PatientRecord, merged: PatientRecord, take: Partial<Record<PatientField, Side>>) {
  const taken = differingFields(survivor, merged).filter((field) => take[field] === "merged");
  return { next: withFields(survivor, merged, taken), taken };
}

type Known = { survivor: PatientRecord; merged: PatientRecord; taken: PatientField[] };

/**
 * What undoing a merge makes of the survivor as it is now: a field that was taken over and not changed since gets its own value back; one
 * that was changed since stays, and is told. Fields of a death that would no longer fit together stay as well.
 */
export function takeApart(now: PatientRecord, { survivor, merged, taken }: Known) {
  const untouched = taken.filter((field) => now[field] === merged[field]);
  const restored = withFields(now, survivor, untouched);
  const back = problemOf(restored) ? untouched.filter((field) => !DEATH_FIELDS.includes(field)) : untouched;
  return { next: withFields(now, survivor, back), kept: taken.filter((field) => !back.includes(field)) };
}

const DEATH_FIELDS: readonly PatientField[] = ["bornOn", "isDeceased", "diedOn"];

/** What is wrong with a record as a whole, beside which field, or null. */
export function problemOf({
  bornOn,
  diedOn,
  isDeceased,
}: PatientRecord): { field: PatientField; message: string } | null {
  if (diedOn === null) return null;
  if (!isDeceased) {
    const message = "With a date of death they have died. Choose “yes” here, or the record without the date.";
    return { field: "isDeceased", message };
  }
  if (bornOn !== null && diedOn < bornOn) {
    return { field: "diedOn", message: "The date of death lies before the date of birth. Choose another of the two." };
  }
  return null;
}

function withFields(base: PatientRecord, from: PatientRecord, fields: PatientField[]): PatientRecord {
  return { ...base, ...Object.fromEntries(fields.map((field) => [field, from[field]])) };
}

type Days = { bornOn: Date | null; diedOn: Date | null };
type Row = Omit<PatientRecord, keyof Days> & Days;

/** A patient's row as a merge compares and keeps it. */
export function asRecord(row: Row): PatientRecord {
  return recordSchema.parse({ ...row, bornOn: isoDay(row.bornOn), diedOn: isoDay(row.diedOn) });
}

export function asColumns(record: PatientRecord): Row {
  return { ...record, bornOn: asDay(record.bornOn), diedOn: asDay(record.diedOn) };
}

function asDay(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}
