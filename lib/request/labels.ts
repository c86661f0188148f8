import type { RequestState, RequestTab } from "./schema";

export const REQUEST_STATE_LABELS: Record<RequestState, string> = {
  open: "Waiting for an answer",
  answered: "Answered",
  returned: "Returned",
  withdrawn: "Withdrawn",
};

export const REQUEST_STATE_TONES: Record<RequestState, "neutral" | "met" | "soon" | "paused"> = {
  open: "neutral",
  answered: "met",
  returned: "soon",
  withdrawn: "paused",
};

export const REQUEST_TAB_LABELS: Record<RequestTab, string> = {
  open: "Open",
  late: "Late",
  settled: "Answered or ended",
};

export const SHARE_LABELS = {
  sharesWords: "Their own words",
  sharesPatient: "The patient's name and record number",
  sharesIssues: "What they raise, issue by issue",
} as const;
