import { TAB_LABELS, type Tone } from "@/lib/case/labels";
import type { QueueFilter } from "@/lib/case/schema";
import { COLUMN_LABELS } from "@/lib/view/labels";
import type { ExportFormat } from "./schema";
import type { ExportRow } from "./types";

export const FORMAT_LABELS: Record<ExportFormat, string> = { csv: "CSV", xlsx: "Excel (XLSX)" };

export const FORMAT_HINTS: Record<ExportFormat, string> = {
  csv: "CSV is for other programs: one line for each case, times with their distance from UTC.",
  xlsx: "Excel holds real dates and numbers, and a sheet that says what was exported.",
};

export const FORMAT_MEDIA: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** "Everything open", what its filters claim, "Ordered by Due, ascending". */
export function describeQueue(filter: Pick<QueueFilter, "tab" | "sort" | "order">, claims: string[]): string[] {
  return [TAB_LABELS[filter.tab ?? "open"], ...claims, describeOrder(filter)];
}

/** The same of cases that were selected one by one. */
export function describeSelection(filter: Pick<QueueFilter, "sort" | "order">, selected: number): string[] {
  return [`Selected cases: ${selected.toLocaleString("en")}`, describeOrder(filter)];
}

function describeOrder({ sort, order }: Pick<QueueFilter, "sort" | "order">): string {
  return `Ordered by ${COLUMN_LABELS[sort]}, ${order === "asc" ? "ascending" : "descending"}`;
}

export const STATE_LABELS: Record<ExportRow["state"], string> = {
  writing: "Being written",
  written: "Written",
  failed: "Could not be written",
  unfinished: "Not finished",
};

export const STATE_TONES: Record<ExportRow["state"], Tone> = {
  writing: "soon",
  written: "met",
  failed: "late",
  unfinished: "neutral",
};
