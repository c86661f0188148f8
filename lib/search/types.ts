import type { CaseRow } from "@/lib/case/types";
import type { ArticleCategory } from "@/lib/knowledge/schema";
import type { ListedRequest } from "@/lib/request/types";
import type { PartKind } from "./schema";

/** A stretch of a text; `isHit` is what was looked for. */
export type Stretch = { text: string; isHit: boolean };

/** Where in a case something was found, and the words around it. */
export type FoundPart = {
  kind: PartKind;
  sourceId: string;
  at: string;
  snippet: Stretch[];
  /** The name of the file whose words these are. */
  file: string | null;
};

export type CaseHit = {
  case: CaseRow;
  /** The reference of the case it was found in, where that was merged into this one. */
  mergedFrom: string | null;
  parts: FoundPart[];
};

/** `isPartial`: the units were asked as much as is looked through, or more. */
export type RequestSearch =
  | { outcome: "found"; rows: ListedRequest[]; isCapped: boolean; isPartial: boolean }
  | { outcome: "too_slow" };

export type CaseSearch =
  /** `isPartial`: each of the words is in so many cases that words apart, in a case and its files, were looked for in the newest alone.
   *  `isBounded`: of the cases with all words of a phrase, the newest alone were looked through for these beside each other.
   *  `older`: the cursor of the next, where there are more. `isLost`: the cursor was none of this search, so these are the newest. */
  | { outcome: "found"; hits: CaseHit[]; older: string | null; isLost: boolean; isPartial: boolean; isBounded: boolean }
  /** Nothing in it can be looked for: signs alone, or only words to leave out. */
  | { outcome: "nothing_to_look_for" }
  /** It took longer than a page may. */
  | { outcome: "too_slow" };

/** An article that is published, as it was found. */
export type ArticleFound = {
  id: string;
  title: string;
  category: ArticleCategory;
  language: string;
  version: number;
  /** "yyyy-mm-dd" */
  reviewOn: string;
  isReviewDue: boolean;
  site: string;
};

export type ArticleHit = Omit<ArticleFound, "title"> & { title: Stretch[]; snippet: Stretch[] };

export type ArticleSearch = { outcome: "found"; hits: ArticleHit[]; isCapped: boolean } | { outcome: "too_slow" };

/** `isCapped`: there are more. `isPartial`: there are more drafts, or more that was withdrawn, than are looked through. */
export type ArticleIds =
  | { outcome: "found"; ids: string[]; isCapped: boolean; isPartial: boolean }
  /** Nothing in it can be looked for: signs alone, or only words to leave out. */
  | { outcome: "nothing_to_look_for" }
  | { outcome: "too_slow" };
