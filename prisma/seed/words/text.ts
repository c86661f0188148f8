import type { CaseKind, Channel, HcatCategory, ReporterKind } from "@/lib/platform/generated/enums";

/** What a unit is like, as far as what people write about it goes; "none" is for what concerns no unit. */
export type Place =
  | "ward"
  | "emergency"
  | "outpatients"
  | "desk"
  | "surgery"
  | "stroke"
  | "maternity"
  | "children"
  | "intensive"
  | "radiology"
  | "pharmacy"
  | "billing"
  | "clinic"
  | "bloods"
  | "physio"
  | "community"
  | "therapies"
  | "phone-line"
  | "rehab"
  | "dementia"
  | "residence"
  | "kitchen"
  | "laundry"
  | "none";

export type Language = "en" | "es" | "ro" | "fr" | "de" | "pl" | "ar" | "hi" | "zh" | "pt" | "ru";
export type Country = "US" | "GB" | "NZ";
/** Who the patient is to the person who writes. */
export type Kin =
  | "mother"
  | "father"
  | "wife"
  | "husband"
  | "daughter"
  | "son"
  | "grandmother"
  | "grandfather"
  | "sister"
  | "brother";
/** "grown" is old enough to have grown children. */
export type AgeBand = "baby" | "child" | "teen" | "young" | "adult" | "grown" | "old";
export type Severity = 1 | 2 | 3;

export type Issue = { summary: string; category: HcatCategory | null; severity: Severity };

/**
 * What somebody might write, with what is coded from it. `{day}` is a word from the vocabulary, the same one all through a case;
 * `{a|b}` is one of the two; `{long=a|b}` chooses and can be repeated as `{long}`.
 */
export type Text = {
  kinds: readonly CaseKind[];
  places: readonly Place[];
  category: HcatCategory | null;
  severity: Severity;
  /** What staff put in the list, at most 90 characters. */
  about: string;
  words: string;
  wanted?: string;
  /** The first issue when it says more than `about`. */
  summary?: string;
  /** Further things that the same words raise. */
  also?: readonly Issue[];
  /** The patient when absent. */
  by?: ReporterKind;
  kin?: Kin;
  /** Whether a woman or a man writes, where the words of a representative tell. */
  writer?: "f" | "m";
  age?: AgeBand;
  sex?: "f" | "m";
  hasDied?: boolean;
  needsInterpreter?: boolean;
  language?: Language;
  countries?: readonly Country[];
  channels?: readonly Channel[];
  /** Greeting and signature are part of the words. */
  isWhole?: boolean;
};
