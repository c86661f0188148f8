import type { Role } from "@/lib/access/schema";
import type { ClockChip } from "@/lib/clock/types";
import type { ContactChannel } from "@/lib/contact/schema";
import type { AgreementChange, CareStage, Harm, HcatCategory, StaffGroup } from "@/lib/issue/schema";
import type { GivenAnswer } from "@/lib/letter/types";
import type { PatientRow } from "@/lib/patient/types";
import type { CappedCount } from "@/lib/shared/page";
import type { Person } from "@/lib/shared/person";
import type { CaseKind, CaseOutcome, CaseState, Channel, Finding, ReporterKind, Severity, WaitingFor } from "./schema";
import type { CaseEvent, WorkflowFacts } from "./workflow";

/** A case in a list. Instants are ISO strings. */
export type CaseRow = {
  id: string;
  reference: string;
  kind: CaseKind;
  state: CaseState;
  severity: Severity;
  about: string;
  receivedAt: string;
  updatedAt: string;
  isEscalated: boolean;
  lastHeardAt: string | null;
  /** Of the clocks that are open the one that is due first; one that stands still only where none runs. */
  clock: ClockChip | null;
  /** Days since the patient last heard from us; null once it is closed. */
  daysUnheard: number | null;
  patient: { name: string; age: number | null; recordNumber: string | null } | null;
  reporterKind: ReporterKind;
  reporterName: string | null;
  site: { id: string; name: string; zone: string };
  unit: string | null;
  owner: Person | null;
};

/** Why a waiting case is to be looked at again: what arrived since it began to wait, or the day that was set. */
export type CaseReturn =
  | { what: "contact"; at: string; channel: ContactChannel }
  | { what: "answered" | "returned"; at: string; unit: string }
  | { what: "file"; at: string }
  | { what: "day"; on: string };

export type ReturnedCase = CaseRow & { back: CaseReturn };

export type CaseIssue = {
  id: string;
  position: number;
  summary: string;
  category: HcatCategory | null;
  severity: Severity;
  stage: CareStage | null;
  staffGroup: StaffGroup | null;
  unitId: string | null;
  unit: string | null;
  allegedHarm: Harm | null;
  foundHarm: Harm | null;
  finding: Finding | null;
  answer: string | null;
  whatChanged: string | null;
  /** Why it was taken off the list; null while it stands. */
  voidReason: string | null;
};

/** The last time the list of issues was read back to them; `isCurrent` while it says what it said then, else what became of it. */
export type Agreement = {
  at: string;
  channel: Channel;
  by: string;
  remark: string | null;
  isCurrent: boolean;
  changes: AgreementChange[];
};

export type Wait = { for: WaitingFor; reason: string; since: string; until: string | null };

export type CaseClosing = {
  outcome: CaseOutcome;
  summary: string;
  hasChanged: boolean;
  lesson: string;
  openRequestsReason: string | null;
  by: string;
  at: string;
};

export type CaseEscalation = {
  id: string;
  level: number;
  reason: string;
  /** Null: the escalation matrix. */
  raisedBy: Person | null;
  raisedAt: string;
  to: Person | null;
  /** Everybody of this role at the site, where no one person is asked. */
  toRole: Role | null;
  answerBy: string | null;
  answer: string | null;
  answeredBy: Person | null;
  answeredAt: string | null;
  /** Taken back by whoever raised it: `answer` says why. */
  isWithdrawn: boolean;
};

/** A case that waits for a decision. */
export type TriageRow = CaseRow & { channel: Channel; escalation: CaseEscalation | null };

/** What waits for a decision, oldest first and at most 50 of each, with how many there are. */
export type Triage = {
  unassigned: TriageRow[];
  escalated: TriageRow[];
  counts: { unassigned: CappedCount; escalated: CappedCount };
};

export type CaseDetail = Omit<CaseRow, "patient"> & {
  channel: Channel;
  reporterContact: string | null;
  words: string;
  wanted: string | null;
  unitId: string | null;
  namesStaff: boolean;
  loggedAt: string;
  loggedBy: Person;
  closedAt: string | null;
  version: number;
  /** Merged into another case: nothing is done here any more. */
  isMerged: boolean;
  patient: PatientRow | null;
  issues: CaseIssue[];
  agreement: Agreement | null;
  /** The mark of the list as it stands. */
  listDigest: string;
  answeredAt: string | null;
  answeredVia: Channel | null;
  wait: Wait | null;
  closing: CaseClosing | null;
  workflow: WorkflowFacts;
  /** The letter with which they have the answer, if one went out. */
  given: GivenAnswer | null;
  /** The events that the viewer's role and the case's state allow; what they still need, `workflow` tells. */
  moves: CaseEvent[];
  escalation: CaseEscalation | null;
  otherCases: { reference: string; about: string; kind: CaseKind; state: CaseState; receivedAt: string }[];
  may: {
    work: boolean;
    assign: boolean;
    take: boolean;
    note: boolean;
    answerEscalation: boolean;
    withdrawEscalation: boolean;
    escalate: boolean;
    seePrivileged: boolean;
  };
};

/** An open case as whoever hands it over sees it. `nextDue` is the day on which a unit's answer is due or a wait ends. */
export type CaseloadRow = {
  id: string;
  reference: string;
  about: string;
  severity: Severity;
  isEscalated: boolean;
  daysUnheard: number | null;
  nextDue: { on: string; isLate: boolean; what: string } | null;
  weight: number;
};

/** One person's open cases at one site, the serious first; at most 200 of `total`. */
export type Caseload = {
  person: Person & { isActive: boolean };
  site: Person;
  /** Where else they have open cases that the viewer may hand over. */
  others: Person[];
  cases: CaseloadRow[];
  total: number;
};

/** What somebody received in a handover and has not acknowledged. */
export type HandoverNews = {
  partId: string;
  by: string;
  from: string;
  reason: string;
  note: string | null;
  at: string;
  zone: string;
  count: number;
  cases: { reference: string; about: string }[];
};

/** A case that may be about the same thing, and why it is shown. */
export type PossibleDuplicate = {
  reference: string;
  about: string;
  kind: CaseKind;
  unit: string | null;
  patientName: string | null;
  receivedAt: string;
  why: string;
};

/** Of a person's own open cases: how many have not heard from us for more than so many days. */
export type OwnFigures = { days: number; since: string } & Record<"open" | "unheard" | "closed", CappedCount>;

/** What is late or soon due, the first due first, with how many of each there are. */
export type AtRisk = { rows: CaseRow[]; late: CappedCount; soon: CappedCount };

/** A page of the queue that lies beyond the one that was shown. */
export type WalkPage = { page: string; references: string[]; next: string | null; previous: string | null };

/** The cases before and after one in the queue it was opened from, and what became of that queue since. */
export type WalkStep = {
  previous: string | null;
  next: string | null;
  /** Of the case itself as it is now; the page may have been fetched ahead. Null where it is not to be seen any more. */
  version: number | null;
  /** Whether the case itself still stands in the queue. */
  isHere: boolean;
  /** The others near it that no longer do. */
  gone: string[];
  /** The rows that were asked for, in no order. */
  rows: CaseRow[];
  before: WalkPage | null;
  after: WalkPage | null;
};
