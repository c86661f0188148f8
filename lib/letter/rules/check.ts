import type { WordLists } from "./words";

export type LetterKind = "acknowledgement" | "update" | "consent_request" | "resolution" | "change";

export type FindingKind = "element" | "issue" | "reading" | "jargon" | "apology" | "promise" | "forbidden";

/** What a letter of a kind must hold, from the policy pack. */
export type RequiredElement = {
  /** One of ELEMENT_IDS (rules/elements). */
  id: string;
  label: string;
  /** The legal basis, quoted as the source of the finding. */
  basis: string;
  blocks: boolean;
};

export type LetterIssue = {
  id: string;
  position: number;
  summary: string;
  finding: "upheld" | "partly" | "not_upheld" | null;
  answer: string | null;
};

/** What the case says, from which missing elements are found and offered. */
export type LetterFacts = {
  reference: string;
  patientName: string;
  contactPerson: { name: string; phone?: string | null } | null;
  /** What was done to look into it, a sentence each. */
  steps: string[];
  /** "YYYY-MM-DD". */
  completedOn: string | null;
  /** "YYYY-MM-DD". */
  receivedOn: string | null;
  issues: LetterIssue[];
  outsideBodies: { name: string; howToReach: string }[];
  site: { name: string; address: string; phone: string };
};

/** What must not be in the letter. The caller gives what it may know; nothing of it is repeated in a finding. */
export type ForbiddenWords = {
  /** The texts of privileged notes: a run of their words in the letter is found. */
  privileged: string[];
  /** Names and record numbers of patients who are not this one. */
  otherPatients: { name: string; numbers: string[] }[];
  /** Names of staff where the site does not print them; empty where it does. The contact person and signatories are left out by the caller. */
  staffNames: string[];
};

export type CheckInput = {
  text: string;
  letterKind: LetterKind;
  language: string;
  /** "YYYY-MM-DD", from which promised days are counted. */
  writtenOn: string;
  elements: RequiredElement[];
  facts: LetterFacts;
  words: WordLists;
  forbidden: ForbiddenWords;
  /** The kinds of finding that block sending by the pack's choice; those of kind "element" carry their own. */
  blocking: readonly Exclude<FindingKind, "element">[];
};

export type LetterFinding = {
  /** The same for the same finding in the next check of an edited text, so that a list of them stays calm. */
  id: string;
  kind: FindingKind;
  severity: "blocks" | "warns";
  /** Where it stands in the text; null for what is missing. */
  from: number | null;
  to: number | null;
  message: string;
  why: string;
  source: string;
  /** A label for the button, and the text that replaces from..to, or is inserted where these are null. */
  offer?: { label: string; text: string };
};

/** Every finding of a letter, in the order of the text, what is missing first. */
export function checkLetter(_input: CheckInput): LetterFinding[] {
  return [];
}
