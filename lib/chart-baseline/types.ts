import type { CaseKind } from "@/lib/case/schema";
import type { Figure } from "./schema";

/** What a baseline holds for: a figure of a site, or of one of its units, of these kinds; none are all. */
export type Series = { siteId: string; unitId: string | null; kinds: readonly CaseKind[] };

export type Baseline = {
  id: string;
  figure: Figure;
  /** Of issues the cause, of answers to the survey the item; empty of all others. */
  part: string;
  startsOn: string;
  reason: string;
  by: string;
  at: string;
};
