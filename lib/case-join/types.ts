import type { CaseKind, CaseState } from "@/lib/case/schema";

type Other = { reference: string; about: string };

/** A case that belongs with the one that is looked at. */
export type CaseLinkRow = Other & {
  id: string;
  /** As it reads from here: "Follow-up of". */
  label: string;
  state: CaseState;
  note: string | null;
  mayRemove: boolean;
  /** Why the link was taken off; null while it stands. */
  voidReason: string | null;
};

export type MergedCaseRow = Other & { mergeId: string; reason: string; by: string; at: string };

/** What belongs with a case: its links, and what was merged into it. */
export type Joined = {
  links: CaseLinkRow[];
  merged: MergedCaseRow[];
  /** The case that it was split from; its words were first said there. */
  splitFrom: string | null;
};

/** Where a case went. */
export type MergedInto = Other & { mergeId: string; reason: string; by: string; at: string; mayUndo: boolean };

export type CaseChoice = Other & { kind: CaseKind; why: string };
