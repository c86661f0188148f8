import type { CaseKind, Finding, HcatCategory, ReporterKind } from "@/lib/platform/generated/enums";
import type { INSTRUMENTS } from "@/lib/survey/rules/score";
import type { ReportResult } from "./rules/result";
import type { ReportEvery, ReportKind, Spec } from "./schema";

/** What is known of a case that a report counts. `age` in years on the day it came in. */
export type CaseFact = {
  id: string;
  siteId: string;
  unitId: string | null;
  unit: string | null;
  kind: CaseKind;
  reporterKind: ReporterKind;
  age: number | null;
};

export type IssueFact = {
  id: string;
  caseId: string;
  unitId: string | null;
  unit: string | null;
  category: HcatCategory | null;
  stage: string | null;
  staffGroup: string | null;
  finding: Finding | null;
};

/** What happened to a case on a day of its site. `value`: hours to the acknowledgement, days to the answer or the closing. */
export type Line = { caseId: string; day: string; value: number | null };

export const WHATS = [
  "received",
  "escalated",
  "spoken",
  "spokenSettled",
  "namedPraise",
  "closed",
  "reopened",
  "found",
  "upheld",
  "acknowledgeInTime",
  "acknowledgeLate",
  "acknowledgeOpen",
  "resolveInTime",
  "resolveLate",
  "resolveOpen",
  "acknowledgeMet",
  "resolveMet",
  "broughtForward",
  "carriedForward",
  "cameBack",
  "settled",
  "outsideBody",
  "outsideWait",
  "changed",
] as const;
export type What = (typeof WHATS)[number];

/** What somebody said of a case in a survey, item by item, on a day of its site. */
export type AnswerFact = {
  caseId: string;
  day: string;
  instrument: (typeof INSTRUMENTS)[number];
  items: Record<string, string>;
};

export type Facts = {
  cases: Map<string, CaseFact>;
  lines: Record<What, Line[]>;
  issues: IssueFact[];
  answers: AnswerFact[];
};

/** A report as the list shows it. */
export type ReportRow = {
  id: string;
  kind: ReportKind;
  title: string;
  from: string;
  to: string;
  sites: string[];
  madeAt: string;
  madeBy: string;
  state: "waiting" | "counting" | "counted" | "failed";
  done: number;
  total: number | null;
  isOfSchedule: boolean;
  forPublication: boolean;
};

export type ReportProgress = Pick<ReportRow, "state" | "done" | "total">;

export type ReportDetail = ReportRow & {
  siteIds: string[];
  zone: string;
  spec: Spec;
  countedAt: string | null;
  failure: string | null;
  result: ReportResult | null;
  /** Who was told of it, and who was named and may not see it any more. */
  readers: { name: string; wasTold: boolean }[];
  mayTake: boolean;
  schedule: ScheduleRow | null;
  mayRepeat: boolean;
  /** Others for publication that share days and sites with this one, which is too: what each hides may be told by both. */
  overlapping: Pick<ReportRow, "id" | "title" | "from" | "to">[];
};

export type ScheduleRow = {
  id: string;
  reportId: string;
  title: string;
  sites: string[];
  every: ReportEvery;
  day: number;
  nextOn: string;
  readers: string[];
  madeBy: string;
  stoppedWhy: string | null;
  isStopped: boolean;
  mayStop: boolean;
};

export type ReaderChoice = { id: string; name: string };

export type AreaRow = { code: string; label: string; area: string };

/** A case or issue that a figure counted. */
export type BehindRow = {
  reference: string;
  issue: number | null;
  site: string;
  unit: string | null;
  kind: CaseKind;
  category: HcatCategory | null;
  receivedAt: Date;
  zone: string;
  /** How long it took, where the figure is of times, in its unit. */
  took: number | null;
  /** What they said in the survey, where the figure is of answers. */
  answeredAt: Date | null;
  items: Record<string, string> | null;
};
