import type { PatientRow } from "@/lib/patient/types";
import type { LetterKey } from "@/lib/shared/keys";

export type CaseToOpen = { reference: string; about: string; who: string | null; state: string };

/** `aside`: what it is about, in which language, and whether somebody should have read it again. */
export type ArticleToOpen = { id: string; title: string; language: string; aside: string };

/** What can be opened from the commands, and what the viewer may do, by its key, with the case of the row. */
export type ToOpen = {
  recent: CaseToOpen[];
  cases: CaseToOpen[];
  people: PatientRow[];
  articles: ArticleToOpen[];
  deeds: LetterKey[];
};
