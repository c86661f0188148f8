import { checkElements } from "./check-elements";
import { checkForbidden } from "./check-forbidden";
import { checkIssues } from "./check-issues";
import { checkPromises } from "./check-promises";
import { checkStaff } from "./check-staff";
import { checkUnwanted } from "./check-unwanted";
import { checkApologies, checkJargon, checkReading } from "./check-words";
import { readProse } from "./prose";
import type { ElementId, WordLists } from "./words";

export const LETTER_KINDS = ["acknowledgement", "update", "consent_request", "resolution", "change"] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

export const FINDING_KINDS = [
  "element",
  "issue",
  "reading",
  "jargon",
  "apology",
  "promise",
  "forbidden",
  "staff",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What a letter of a kind must hold, from the policy pack. */
export type RequiredElement = {
  id: ElementId;
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
  /** What changed because of it, as the case and the actions that came of it say. */
  changes?: { position: number; summary: string; whatChanged: string }[];
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
  /** What found it, where that stands in a word list. */
  entry?: { phrase: string; isOwn: boolean };
};

/** A finding before it is known what the pack makes of it. */
export type Found = Omit<LetterFinding, "severity"> & { severity?: LetterFinding["severity"] };

/** Every finding of a letter: what is missing first, then in the order of the text. Pure, and linear in the length of the text. */
export function checkLetter(input: CheckInput): LetterFinding[] {
  const prose = readProse(input.text);
  const found: Found[] = [
    ...checkElements(prose, input),
    ...(input.letterKind === "resolution" ? checkIssues(prose, input) : []),
    ...checkReading(prose, input),
    ...checkJargon(prose, input),
    ...checkApologies(prose, input),
    ...checkPromises(prose, input),
    ...checkUnwanted(prose, input),
    ...checkForbidden(prose, input),
    ...checkStaff(prose, input),
  ];
  return withIds(found.toSorted((a, b) => (a.from ?? -1) - (b.from ?? -1))).map(({ id, kind, severity, ...rest }) => ({
    ...{ id, kind, severity: severity ?? (isBlocking(input, { kind }) ? "blocks" : "warns") },
    ...rest,
  }));
}

function isBlocking({ blocking }: CheckInput, { kind }: { kind: FindingKind }): boolean {
  return blocking.some((each) => each === kind);
}

// The same words found twice are two findings.
function withIds(found: readonly Found[]): Found[] {
  const seen = new Map<string, number>();
  return found.map((finding) => {
    const turn = (seen.get(finding.id) ?? 0) + 1;
    seen.set(finding.id, turn);
    return turn === 1 ? finding : { ...finding, id: `${finding.id}-${turn}` };
  });
}
