import type { PatientRow } from "@/lib/patient/types";

export type CaseToOpen = { reference: string; about: string; who: string | null; state: string };

/** What can be opened from the commands. */
export type ToOpen = { recent: CaseToOpen[]; cases: CaseToOpen[]; people: PatientRow[] };
