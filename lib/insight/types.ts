import type { CaseKind } from "@/lib/case/schema";
import type { HcatCategory } from "@/lib/platform/generated/enums";
import type { RecoveryItem } from "@/lib/survey/rules/score";
import type { Times } from "./rules/times";
import type { Measure } from "./schema";

/** Cases received in one ISO week, by kind. `week` is its Monday, "yyyy-mm-dd". */
export type CaseWeek = { week: string } & Record<CaseKind, number>;

/** Concerns, complaints and grievances of a unit since a day 13 weeks ago, and in the 13 weeks before it. */
export type UnitCount = { unitId: string; unit: string; site: string; cases: number; before: number; since: string };

/** Cases received in the seven days that began on `since` and in the seven before, and how many are open. */
export type Tally = {
  since: string;
  thisWeek: number;
  lastWeek: number;
  open: number;
};

/** Of the clocks of a kind that fell due in the last 90 days: how many, and how many of them were done in time. */
export type InTime = { from: string; to: string } & Record<"acknowledge" | "resolve", { due: number; inTime: number }>;

/** What "concerns, complaints and grievances" means wherever it is counted. */
export const DISSATISFIED = ["concern", "complaint", "grievance"] as const satisfies readonly CaseKind[];

/** The filter of the queue behind a figure, as the queue's address says it. */
export type CasesBehind = Record<string, string>;

/** A metric in a week or month, both days included. `denominator` null: it is a count, of nothing. */
export type SeriesPoint = {
  start: string;
  end: string;
  label: string;
  numerator: number;
  denominator: number | null;
  /** It is over at every site: no more comes in. */
  isOver: boolean;
  cases: CasesBehind | null;
};

/** What was done in how long, in a week or month. */
export type TimesPoint = Pick<SeriesPoint, "start" | "end" | "label" | "isOver"> & Times;

/** How old what is open is, and for how long they have not heard from us, in days. */
export type Backlog = { age: Times; unheard: Times };

/** What was raised of a category: how many issues, and the sum of their severities from 1 to 3. Null: of none yet. */
export type CauseTotal = { category: HcatCategory | null; issues: number; weighed: number };

/** A metric of one unit; null: of what names no unit at the site. */
export type UnitTotal = {
  unitId: string | null;
  unit: string | null;
  /** Its last day, where it closed. */
  closedOn: string | null;
  siteId: string;
  site: string;
  numerator: number;
  denominator: number | null;
};

/** Twelve months of one measure at a site; a month that has not begun takes no value. */
export type DenominatorGrid = {
  siteId: string;
  site: string;
  measure: Measure;
  year: number;
  months: { month: string; hasBegun: boolean }[];
  /** `unitId` null: the whole site. */
  rows: { unitId: string | null; name: string; values: (number | null)[] }[];
  mayKeep: boolean;
};

export type DenominatorChange = {
  unitId: string | null;
  unit: string | null;
  measure: Measure;
  /** "2026-03". */
  month: string;
  before: number | null;
  after: number | null;
};

/** What a file would change, line by line, and what of it cannot be read. */
export type ImportPlan = {
  changes: (DenominatorChange & { line: number; label: string })[];
  same: number;
  problems: { line: number; message: string }[];
};

/** A rate in a month. Without `denominator` it has a gap, and `gap` says why, to follow the month's name; `note` says what a figure leaves out. */
export type RatePoint = Pick<SeriesPoint, "start" | "end" | "label" | "isOver" | "numerator" | "denominator"> & {
  gap: string | null;
  note: string | null;
  /** Whose it is, where some that were asked for are left out. */
  sites?: string[];
};

/** A metric of some days as one figure; of a count the denominator is nought. */
export type Total = { numerator: number; denominator: number };

/** One figure in words, with the way to its cases. */
/** `ofHref`: of what it is a share of, where that is not what it counts. */
export type ToldFigure = {
  label: string;
  value: string;
  basis: string;
  definition: string;
  href: string;
  ofHref?: string;
};

/** A share that is told of a unit, with the cases that it counts and those that it is a share of. */
export type UnitShare = {
  name: string;
  definition: string;
  nothing: string;
  total: Total;
  href: string;
  ofHref: string;
};

/** A unit's figures of the time shown; null: what names no unit at the site. */
export type UnitFigures = {
  key: string;
  unitId: string | null;
  unit: string;
  site: string;
  received: number;
  shares: UnitShare[];
  /** Its cases, and its own charts; none of what names no unit. */
  casesHref: string;
  chartsHref: string | null;
};

/** Answers of a month to each item of the service recovery survey, and how many of them are 4 or 5 of 5. */
export type SatisfactionMonth = {
  start: string;
  end: string;
  isOver: boolean;
  items: { item: RecoveryItem; good: number; all: number }[];
};

/** An item of the survey in the time shown, with the way to its chart. */
export type SatisfactionItem = {
  item: RecoveryItem;
  label: string;
  good: number;
  all: number;
  figure: string;
  basis: string;
  href: string;
  /** The cases that it counts, and those that it is a share of. */
  casesHref: string;
  ofHref: string;
  isCharted: boolean;
};

/** A day on which a case with an issue of high severity came in, and how many other issues did since the one before. */
export type GraveDay = { day: string; others: number };
