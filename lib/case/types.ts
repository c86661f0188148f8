import type { PatientRow } from "@/lib/patient/types";
import type { HcatCategory } from "@/lib/platform/generated/enums";
import type { CappedCount } from "@/lib/shared/page";
import type { Person } from "@/lib/shared/person";
import type { CaseKind, CaseState, Channel, ReporterKind, Severity } from "./schema";

/** A case in a list. Instants are ISO strings. */
export type CaseRow = {
  id: string;
  reference: string;
  kind: CaseKind;
  state: CaseState;
  severity: Severity;
  about: string;
  receivedAt: string;
  isEscalated: boolean;
  lastHeardAt: string | null;
  /** Days since the patient last heard from us; null once it is closed. */
  daysUnheard: number | null;
  patient: { name: string; age: number | null; recordNumber: string | null } | null;
  reporterKind: ReporterKind;
  reporterName: string | null;
  site: { id: string; name: string; zone: string };
  unit: string | null;
  owner: Person | null;
};

export type CaseIssue = {
  id: string;
  summary: string;
  category: HcatCategory | null;
  severity: Severity;
  unit: string | null;
};

export type CaseEscalation = {
  id: string;
  reason: string;
  raisedBy: Person;
  raisedAt: string;
  to: Person | null;
  answer: string | null;
  answeredBy: Person | null;
  answeredAt: string | null;
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
  loggedAt: string;
  loggedBy: Person;
  closedAt: string | null;
  version: number;
  patient: PatientRow | null;
  issues: CaseIssue[];
  escalation: CaseEscalation | null;
  otherCases: { reference: string; about: string; kind: CaseKind; state: CaseState; receivedAt: string }[];
  may: {
    work: boolean;
    assign: boolean;
    take: boolean;
    note: boolean;
    answerEscalation: boolean;
    escalate: boolean;
    seePrivileged: boolean;
  };
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
