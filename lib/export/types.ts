import type { FileKind } from "@/lib/attachment/schema";
import type { DisputeDetail } from "@/lib/billing/types";
import type { ReporterKind } from "@/lib/case/schema";
import type { CaseDetail, CaseEscalation } from "@/lib/case/types";
import type { ClockKind } from "@/lib/clock/schema";
import type { ContactParty } from "@/lib/contact/schema";
import type { ContactView } from "@/lib/contact/types";
import type { TimelineEntry } from "@/lib/events/schema";
import type { FollowUpRow, PromiseRow } from "@/lib/follow-up/types";
import type { LetterKind, LetterState, LetterWay } from "@/lib/letter/schema";
import type { PatientDetail } from "@/lib/patient/types";
import type { Representative } from "@/lib/representative/types";
import type { RequestState } from "@/lib/request/schema";
import type { QueueColumn } from "@/lib/view/schema";
import type { ExportFormat } from "./schema";

/** What stands in one cell. An instant is told in the zone of the case's site. */
export type Cell = string | number | null | { at: string; zone: string };

/** What a file says of itself. */
export type About = {
  by: string;
  madeAt: string;
  /** The zone of whoever made it. */
  zone: string;
  /** Which part of the queue it is, its filters and its order, in words. */
  claims: string[];
  columns: QueueColumn[];
  sites: string[];
  /** How many cases it holds. */
  total: number;
};

/** How many cases a file holds by now, and how many it is to hold. */
export type Tally = { rows: number; total: number; bySite: Map<string, number> };

/** An export as its maker sees it in the list. */
export type ExportRow = {
  id: string;
  format: ExportFormat;
  madeAt: string;
  zone: string;
  claims: string[];
  /** `unfinished`: it was closed before its end, or never fetched. */
  state: "writing" | "written" | "failed" | "unfinished";
  isBackground: boolean;
  done: number;
  total: number | null;
  rows: number | null;
  /** Whether its file can still be downloaded, and up to which day. */
  keptUntil: string | null;
};

/** How far the file of an export is. */
export type ExportProgress = Pick<ExportRow, "state" | "done" | "total">;

export type FiledLetter = {
  id: string;
  kind: LetterKind;
  state: LetterState;
  reference: string;
  author: string;
  savedAt: Date;
  text: string;
  voidReason: string | null;
  sendings: {
    id: string;
    way: LetterWay;
    sentOn: string;
    sentBy: string;
    text: string;
    addressLines: string[];
    /** To whom it went. */
    party: ContactParty;
    otherName: string | null;
    mailedTo: string | null;
    proof: string | null;
    returnedOn: string | null;
    returnedReason: string | null;
  }[];
};

type FiledRequest = {
  unit: string;
  state: RequestState;
  question: string;
  askedBy: string;
  askedAt: Date;
  dueAt: Date;
  answer: string | null;
  reason: string | null;
  settledBy: string | null;
  settledAt: Date | null;
};

type FiledAttachment = {
  name: string;
  description: string | null;
  kind: FileKind;
  bytes: number;
  uploadedBy: string;
  uploadedAt: Date;
  voidedAt: Date | null;
  voidReason: string | null;
};

/** A case that was merged into the one of a file, also through another. */
type MergedCase = {
  reference: string;
  /** Whether it is the same person's. */
  isTheirs: boolean;
  reporterKind: ReporterKind;
  reporterName: string | null;
  /** How many with the patient stand there, beside letters. */
  contacts: number;
};

/** All of a case as it is printed; what happened stands in the order in which it did. */
export type CaseFile = {
  detail: CaseDetail;
  /** The day at the site. */
  today: string;
  patient: PatientDetail | null;
  representatives: Representative[];
  clocks: { clock: ClockKind; told: string }[];
  dispute: DisputeDetail | null;
  requests: FiledRequest[];
  escalations: CaseEscalation[];
  letters: FiledLetter[];
  files: FiledAttachment[];
  followUps: FollowUpRow[];
  promises: PromiseRow[];
  merged: MergedCase[];
  /** Issues, promises and letters that came with the cases of other people that were merged into this one, by their ids. */
  ofOthers: ReadonlySet<string>;
  timeline: TimelineEntry[];
  contacts: Map<string, ContactView>;
  /** Of what there is more than was read. */
  leftOut: LeftOut[];
};

/** `told`: "letters: 1000 of 1001 were read for this file." */
export type LeftOut = {
  what: "requests" | "escalations" | "letters" | "files" | "follow-ups" | "promises" | "issues";
  told: string;
};
