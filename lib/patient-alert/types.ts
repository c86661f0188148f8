/** A line that whoever meets the patient must know first. */
export type PatientAlert = { id: string; body: string; addedBy: string; addedAt: string };
