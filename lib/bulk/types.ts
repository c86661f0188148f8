import type { CaseState } from "@/lib/case/schema";
import type { BulkDeed, BulkOutcome } from "./schema";

/** What decides whether a deed can be done to a case. */
export type BulkFacts = {
  siteId: string;
  state: CaseState;
  ownerId: string | null;
  ownerName: string | null;
  isEscalated: boolean;
  /** The reference of the case that this one was merged into. */
  mergedInto: string | null;
  /** Today where the case is, "yyyy-mm-dd". */
  today: string;
  /** The keys of its tags. */
  tags: string[];
};

/** What decides besides the case. */
export type BulkAround = {
  /** To whom cases are to be assigned, and where they may own any; null where that is nobody. */
  owner: { id: string; name: string; siteIds: string[] } | null;
  /** The sites where the tag is not used any more. */
  retiredAt: string[];
};

/** Cases that stay as they are for one reason, by some of their references. */
export type LeftGroup = { why: string; count: number; references: string[] };

/** What will be done, in words: the sentence, what is to be known besides, and the button that does it. */
export type PreviewWords = { sentence: string; notes: string[]; begin: string };

export type BulkPreview = {
  /** How many there are in all, and of how many the deed will be done. */
  total: number;
  willDo: number;
  /** Those, in the order in which they are done. */
  references: string[];
  words: PreviewWords;
  left: LeftGroup[];
  /** The cases that were picked, with the version seen of each, as the form sends them on. */
  cases: string;
  asOf: string;
};

export type RunState = "waiting" | "running" | "ended" | "failed" | "undoing" | "undone";

/** How far a run is. */
export type RunProgress = {
  id: string;
  /** "Assign to Dana Moreau" */
  title: string;
  deed: BulkDeed;
  state: RunState;
  /** Null until the cases that a filter matches have been found. */
  total: number | null;
  done: number;
  left: number;
  /** Of those done, what was taken back, and what could not be. */
  undone: number;
  undoLeft: number;
  begunAt: string;
  endedAt: string | null;
  canUndo: boolean;
  /** Why it cannot be taken back, or not any more. */
  whyNoUndo: string | null;
};

/** What became of one case of a run. */
export type RunRow = {
  position: number;
  /** Null for a case that the viewer does not see any more. */
  case: { reference: string; about: string } | null;
  outcome: BulkOutcome | null;
  why: string | null;
  undone: BulkOutcome | null;
  undoWhy: string | null;
};
