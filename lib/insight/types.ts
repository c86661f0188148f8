import type { CaseKind } from "@/lib/case/schema";

/** Cases received in one ISO week, by kind. `week` is its Monday, "yyyy-mm-dd". */
export type CaseWeek = { week: string } & Record<CaseKind, number>;

/** Concerns, complaints and grievances of a unit since a day 13 weeks ago, and in the 13 weeks before it. */
export type UnitCount = { unitId: string; unit: string; site: string; cases: number; before: number; since: string };

/** Cases received in the seven days that began on `since` and in the seven before, and what is open now. */
export type Tally = {
  since: string;
  thisWeek: number;
  lastWeek: number;
  open: number;
  unassigned: number;
  escalated: number;
};

/** Of the clocks of a kind that fell due in the last 90 days: how many, and how many of them were done in time. */
export type InTime = Record<"acknowledge" | "resolve", { due: number; inTime: number }>;

/** What "concerns, complaints and grievances" means wherever it is counted. */
export const DISSATISFIED = ["concern", "complaint", "grievance"] as const satisfies readonly CaseKind[];
