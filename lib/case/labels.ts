import type { ContactChannel } from "@/lib/contact/schema";
import { dayIn, formatDay } from "@/lib/shared/dates";
import type {
  CaseKind,
  CaseOutcome,
  CaseState,
  Channel,
  Finding,
  QueueClock,
  QueueCounted,
  QueueTab,
  ReporterKind,
  Severity,
  WaitingFor,
} from "./schema";
import type { CaseReturn } from "./types";
import type { CaseEvent } from "./workflow";

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

/** Of a state with a long name what a narrow column says. */
export const STATE_WORDS: Partial<Record<CaseState, string>> = { response_drafted: "Drafted" };

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

export const QUEUE_CLOCK_LABELS: Record<QueueClock, string> = { late: "Late", soon: "Due in 48 hours" };

/** What a figure counts, as the queue says it of the cases behind it. */
export const QUEUE_COUNTED_LABELS: Record<QueueCounted, string> = {
  acknowledged_in_time: "Acknowledged in time",
  answered_in_time: "Answered in time",
  found: "With a finding",
  upheld: "Upheld in whole or in part",
  escalated: "Escalated at some time",
  spoken: "Told by phone or in person, no praise",
  settled: "Settled by whoever heard it",
  reopened: "Reopened within 60 days",
  names_staff: "Praise that names staff",
  issue_found: "With an issue on which there is a finding",
  issue_upheld: "With an issue upheld in whole or in part",
  high_severity: "With an issue of high severity",
};

export const TAB_LABELS: Record<QueueTab, string> = {
  mine: "Mine",
  unassigned: "Unassigned",
  escalated: "Escalated",
  open: "Everything open",
  closed: "Closed",
  all: "All",
};

/** What the button says. */
export const EVENT_LABELS: Record<CaseEvent, string> = {
  assign: "Assign",
  change: "Change details",
  escalate: "Escalate",
  investigate: "Start looking into it",
  wait: "Wait for somebody",
  resume: "Go on with it",
  draft_response: "Response is drafted",
  answer: "They have the answer",
  close: "Close",
  reopen: "Reopen",
};

export const WAITING_LABELS: Record<WaitingFor, string> = {
  patient: "The patient or family",
  consent: "Consent to speak",
  unit: "A unit of ours",
  outside_body: "Somebody outside",
  other: "Something else",
};

/** After "waiting for". */
export const WAITING_PHRASES: Record<WaitingFor, string> = {
  patient: "the patient or family",
  consent: "consent",
  unit: "a unit",
  outside_body: "somebody outside",
  other: "something else",
};

const ARRIVALS: Record<ContactChannel, string> = {
  phone: "They called",
  in_person: "They came in person",
  email: "Their e-mail came",
  letter: "Their letter came",
  portal: "Their portal message came",
};

/** Why a waiting case came back, as a sentence: "Their letter came on 12 May 2026." Days are those of its site. */
export function describeReturn(back: CaseReturn, zone: string): string {
  if (back.what === "day") return `To be looked at again on ${formatDay(new Date(back.on))}.`;
  const day = formatDay(dayIn(new Date(back.at), zone));
  switch (back.what) {
    case "contact":
      return `${ARRIVALS[back.channel]} on ${day}.`;
    case "answered":
      return `${back.unit} answered on ${day}.`;
    case "returned":
      return `${back.unit} sent the request back on ${day}.`;
    case "file":
      return `A file was added on ${day}.`;
    default:
      return back satisfies never;
  }
}

export const OUTCOME_LABELS: Record<CaseOutcome, string> = {
  answered: "Answered",
  satisfied: "Settled, and they are satisfied",
  reasonable_action: "Reasonable action taken; they are not satisfied",
  unreachable: "They could not be reached",
  withdrawn: "They withdrew it",
};

/** The outcomes that fit a kind: a question, praise or an idea is answered; what is complained of is settled, or not. */
export const OUTCOMES_OF: Record<CaseKind, readonly CaseOutcome[]> = {
  inquiry: ["answered", "unreachable", "withdrawn"],
  compliment: ["answered", "unreachable"],
  suggestion: ["answered", "unreachable", "withdrawn"],
  concern: ["satisfied", "reasonable_action", "unreachable", "withdrawn"],
  complaint: ["satisfied", "reasonable_action", "unreachable", "withdrawn"],
  grievance: ["satisfied", "reasonable_action", "unreachable", "withdrawn"],
};

export const FINDING_LABELS: Record<Finding, string> = {
  upheld: "Upheld",
  partly_upheld: "Partly upheld",
  not_upheld: "Not upheld",
};

export function countCases(count: number): string {
  return count === 1 ? "1 case" : `${count} cases`;
}

type HandedOver = { from: string; to: { name: string; count: number }[] };

/** "3 cases of Dana Moreau handed over: 2 to Ana Cole, 1 to Bo Lind." */
export function describeHandedOver({ from, to }: HandedOver): string {
  const all = countCases(to.reduce((sum, { count }) => sum + count, 0));
  const [only, ...more] = to;
  if (only && more.length === 0) return `${all} of ${from} handed over to ${only.name}.`;
  return `${all} of ${from} handed over: ${to.map(({ name, count }) => `${count} to ${name}`).join(", ")}.`;
}

/** "Radiology answers by 3 Dec 2026". */
export function describeDue({ on, what }: { on: string; what: string }): string {
  return `${what} by ${formatDay(new Date(on))}`;
}
