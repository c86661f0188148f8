import type { Tone } from "@/lib/case/labels";
import { kindWords } from "@/lib/insight/rules/dashboard";
import { monthTitle } from "@/lib/insight/rules/months";
import { CATEGORY_LABELS, STAFF_GROUP_LABELS, STAGE_LABELS } from "@/lib/issue/labels";
import {
  CareStage,
  HcatCategory,
  type ReportEvery,
  type ReportKind,
  type ReportList,
  StaffGroup,
} from "@/lib/platform/generated/enums";
import { formatDay } from "@/lib/shared/dates";
import { COMPLAINTS } from "./rules/selection";
import type { ReportFormat, Spec, Split } from "./schema";
import type { ReportRow } from "./types";

export const REPORT_LABELS: Record<ReportKind, string> = {
  board: "Board pack",
  annual: "Annual complaints report",
  ko41a: "KO41a return",
  own: "My own figures",
};

export const REPORT_HINTS: Record<ReportKind, string> = {
  board:
    "What came in, how it was dealt with, what it was about and where, with the months before. Usually of a month.",
  annual:
    "How many complaints, how many well-founded, how many went to an outside body, what they were about. Usually of a year.",
  ko41a: "The national return for England, site by site, with its sums checked. Usually of a year from April.",
  own: "Figures that you choose, split as you choose.",
};

export const EVERY_LABELS: Record<ReportEvery, string> = {
  month: "Every month",
  quarter: "Every quarter",
  year: "Every year",
};

export const SPLIT_LABELS: Record<Split, string> = {
  none: "All together",
  month: "By month",
  site: "By site",
  unit: "By unit",
  kind: "By kind",
  cause: "By cause (of issues)",
};

export const REPORT_STATE_LABELS: Record<ReportRow["state"], string> = {
  waiting: "Waiting for a worker",
  counting: "Being counted",
  counted: "Counted",
  failed: "Could not be counted",
};

export const REPORT_STATE_TONES: Record<ReportRow["state"], Tone> = {
  waiting: "neutral",
  counting: "soon",
  counted: "met",
  failed: "late",
};

export const REPORT_MEDIA: Record<ReportFormat, string> = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

/** "October 2026", "2026", "April 2025 to March 2026" or the two days. */
export function tellPeriod({ from, to }: { from: string; to: string }): string {
  const isWhole = from.endsWith("-01") && new Date(Date.parse(to) + 86_400_000).getUTCDate() === 1;
  if (!isWhole) return from === to ? day(from) : `${day(from)} to ${day(to)}`;
  if (from.slice(0, 7) === to.slice(0, 7)) return monthTitle(from);
  if (from.slice(0, 4) === to.slice(0, 4) && from.endsWith("-01-01") && to.endsWith("-12-31")) return from.slice(0, 4);
  return `${monthTitle(from)} to ${monthTitle(to)}`;
}

const day = (iso: string) => formatDay(new Date(iso));

/** Of which kinds the cases of a report are, beside its days: as it counts them, whatever the dashboards show. */
export function tellKinds({ kind, spec }: { kind: ReportKind; spec: Pick<Spec, "kinds"> }): string {
  switch (kind) {
    case "board":
      return `${kindWords([])}, where a figure does not say complaints`;
    case "annual":
    case "ko41a":
      return kindWords(COMPLAINTS);
    case "own":
      return kindWords(spec.kinds);
    default:
      return kind satisfies never;
  }
}

export function titleOf(kind: ReportKind, period: { from: string; to: string }): string {
  return `${REPORT_LABELS[kind]}, ${tellPeriod(period)}`;
}

/** What a list of areas is about, and what it can be said of. */
export const AREA_LISTS: Record<ReportList, string> = { subject: "Subject areas", profession: "Professions" };

/** Where the stage of care tells one area from another. */
const STAGED: readonly HcatCategory[] = ["institutional_processes"];

export const AREA_CODES: Record<ReportList, { code: string; label: string }[]> = {
  subject: [
    ...Object.values(HcatCategory).flatMap((category) => [
      { code: category, label: CATEGORY_LABELS[category] },
      ...(STAGED.includes(category)
        ? Object.values(CareStage).map((stage) => ({
            code: `${category}/${stage}`,
            label: `${CATEGORY_LABELS[category]}, ${STAGE_LABELS[stage].toLowerCase()}`,
          }))
        : []),
    ]),
    { code: "", label: "Not coded yet" },
  ],
  profession: [
    ...Object.values(StaffGroup).map((group) => ({ code: group, label: STAFF_GROUP_LABELS[group] })),
    { code: "", label: "Not recorded" },
  ],
};
