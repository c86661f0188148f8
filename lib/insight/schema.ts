import type { CaseKind, HcatCategory } from "@/lib/platform/generated/enums";

/** What is counted case by case, or clock by clock. */
export const CASE_METRICS = [
  "received",
  "closed",
  "acknowledgedInTime",
  "answeredInTime",
  "reopened",
  "escalated",
  "upheldCases",
  "settledOnTheSpot",
  "compliments",
] as const;
export type CaseMetric = (typeof CASE_METRICS)[number];

/** What is counted issue by issue: never mixed with cases. */
export const ISSUE_METRICS = ["issues", "severityOfIssues", "upheldIssues"] as const;
export type IssueMetric = (typeof ISSUE_METRICS)[number];

/** What was done in how long, by the day on which it was done. */
export const TIME_METRICS = ["timeToAcknowledge", "timeToAnswer", "timeToClose"] as const;
export type TimeMetric = (typeof TIME_METRICS)[number];

/** What there was of patients in a month: what a rate is counted in. */
export const MEASURES = ["encounters", "patient_days", "discharges", "visits"] as const;
export type Measure = (typeof MEASURES)[number];

export const STEPS = ["week", "month"] as const;
export type Step = (typeof STEPS)[number];

/** Which days are asked for, both included, "yyyy-mm-dd" of each site's own calendar. */
export type Days = { from: string; to: string };

/** Of which cases. Without a site, of all that the viewer sees; "none" is what names no unit, or has no category yet. */
export type Which = { siteId?: string; unitId?: string; kinds?: readonly CaseKind[] };
export type WhichIssues = Which & { cause?: HcatCategory | "none" };

export type MetricAsked = ({ metric: CaseMetric } & Which) | ({ metric: IssueMetric } & WhichIssues);
export type SeriesAsked = MetricAsked & Days & { step: Step };
export type TimesAsked = { metric: TimeMetric } & Which & Days & { step: Step };
