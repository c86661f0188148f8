import type { PatientRow } from "@/lib/patient/types";
import type { Side } from "./rules";
import type { PatientField, PatientRecord } from "./schema";

/** A record that may be of the same person, and why it is shown. */
export type PossibleSamePerson = PatientRow & { why: string };

/** A field in which the two differ, in words, with the fuller value suggested. */
export type FieldChoice = { field: PatientField; label: string; survivor: string; merged: string; suggested: Side };

export type MergeSide = { patient: PatientRow; version: number; record: PatientRecord };

/** All that the page of a merge shows. */
export type MergePreview = {
  survivor: MergeSide;
  merged: MergeSide;
  choices: FieldChoice[];
  same: { field: PatientField; label: string; value: string }[];
  /** "2 cases and 1 representative", or null when nothing moves. */
  moving: string | null;
};

/** A merge that holds, as the survivor's page tells it. */
export type MergeRow = { id: string; mergedAt: string; by: string; name: string; recordNumber: string | null };
