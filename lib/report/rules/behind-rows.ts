import { KIND_LABELS } from "@/lib/case/labels";
import type { Cell } from "@/lib/export/types";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import { ITEM_LABELS } from "@/lib/survey/labels";
import type { BehindRow } from "../types";

const HEADERS = ["Case", "Issue", "Site", "Unit today", "Kind today", "Cause today", "Received", "Time zone"];

/** `items`: the questions whose answers the figure counts, null of one of cases. */
export function behindHeaders(items: readonly string[] | null): string[] {
  return items === null ? HEADERS : [...HEADERS, "Answered", ...items.map((item) => ITEM_LABELS[item] ?? item)];
}

/** A case or issue that a figure counted, without anything of the patient: enough to find it here; of answers what was chosen, and none of their words. */
export function behindRow(row: BehindRow, items: readonly string[] | null): Cell[] {
  const { reference, issue, site, unit, kind, category, receivedAt, zone, answeredAt } = row;
  const cells = [
    ...[reference, issue, site, unit, KIND_LABELS[kind]],
    ...[category === null ? null : CATEGORY_LABELS[category], { at: receivedAt.toISOString(), zone }, zone],
  ];
  if (items === null) return cells;
  const answers = items.map((item) => tellAnswer(row.items?.[item]));
  return [...cells, answeredAt && { at: answeredAt.toISOString(), zone }, ...answers];
}

/** A number on a scale as a number, an answer in words as it is kept: "very_good". */
function tellAnswer(value: string | undefined): Cell {
  if (value === undefined) return null;
  return /^\d+$/.test(value) ? Number(value) : value;
}
