import type { PatientRow } from "@/lib/patient/types";
import type { LetterKey } from "@/lib/shared/keys";

export type CaseToOpen = { reference: string; about: string; who: string | null; state: string };

/** What can be opened from the commands, and what the viewer may do, by its key, with the case of the row. */
export type ToOpen = { recent: CaseToOpen[]; cases: CaseToOpen[]; people: PatientRow[]; deeds: LetterKey[] };
