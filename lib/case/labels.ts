import type { CaseKind, CaseState, Channel, QueueTab, ReporterKind, Severity } from "./schema";

export const KIND_LABELS: Record<CaseKind, string> = {
  inquiry: "Inquiry",
  compliment: "Compliment",
  suggestion: "Suggestion",
  concern: "Concern",
  complaint: "Complaint",
  grievance: "Grievance",
};

/** One line that tells a newcomer which kind fits. */
export const KIND_HINTS: Record<CaseKind, string> = {
  inquiry: "They ask something and need an answer.",
  compliment: "They praise somebody or something.",
  suggestion: "They have an idea for doing it better.",
  concern: "They are worried and want it looked at, informally.",
  complaint: "They are not satisfied and say so.",
  grievance: "A complaint that needs a formal, written answer.",
};

export const STATE_LABELS: Record<CaseState, string> = {
  new: "New",
  triaged: "Triaged",
  investigating: "Investigating",
  waiting: "Waiting",
  response_drafted: "Response drafted",
  answered: "Answered",
  closed: "Closed",
  reopened: "Reopened",
};

export const CHANNEL_LABELS: Record<Channel, string> = {
  phone: "Phone",
  in_person: "In person",
  email: "E-mail",
  letter: "Letter",
  portal: "Portal",
  survey: "Survey",
};

/** How the case page tells it: "By phone". */
export const CHANNEL_PHRASES: Record<Channel, string> = {
  phone: "By phone",
  in_person: "In person",
  email: "By e-mail",
  letter: "By letter",
  portal: "Through the portal",
  survey: "In a survey",
};

export const REPORTER_LABELS: Record<ReporterKind, string> = {
  patient: "Patient",
  representative: "Representative",
  visitor: "Visitor",
  staff: "Staff",
  anonymous: "Anonymous",
};

export const SEVERITY_LABELS: Record<Severity, string> = { 1: "Low", 2: "Medium", 3: "High" };

export type Tone = "neutral" | "kind" | "soon" | "late" | "met" | "paused" | "sens";

/** Only the serious takes a colour, so that it is seen among the rest. */
export const SEVERITY_TONES: Record<Severity, Tone> = { 1: "kind", 2: "neutral", 3: "late" };

export const STATE_TONES: Record<CaseState, Tone> = {
  new: "neutral",
  triaged: "neutral",
  investigating: "neutral",
  waiting: "paused",
  response_drafted: "neutral",
  answered: "met",
  closed: "met",
  reopened: "neutral",
};

export const TAB_LABELS: Record<QueueTab, string> = {
  mine: "Mine",
  unassigned: "Unassigned",
  escalated: "Escalated",
  open: "Everything open",
  closed: "Closed",
  all: "All",
};
