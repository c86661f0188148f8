import { KIND_LABELS } from "@/lib/case/labels";
import type { Cell } from "@/lib/export/types";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import { ITEM_LABELS } from "@/lib/survey/labels";
import type { BehindRow } from "../types";
import type { Figure } from "./result";
import { itemsBehind } from "./satisfaction";

const HEADERS = ["Case", "Issue", "Site", "Unit today", "Kind today", "Cause today", "Received", "Time zone"];

/** `items`: the questions whose answers the figure counts; `time`: the unit of a figure of times. */
export type BehindWhat = { items: readonly string[] | null; time: "hours" | "days" | null };

export function behindWhat({ key, unit }: Pick<Figure, "key" | "unit">): BehindWhat {
  return { items: itemsBehind(key), time: unit === "hours" || unit === "days" ? unit : null };
}

export function behindHeaders({ items, time }: BehindWhat): string[] {
  if (time !== null) return [...HEADERS, `Took, in ${time}`];
  return items === null ? HEADERS : [...HEADERS, "Answered", ...items.map((item) => ITEM_LABELS[item] ?? item)];
}

/** A case or issue that a figure counted, without anything of the patient: enough to find it here; of answers what was chosen, and none of their words. */
export function behindRow(row: BehindRow, { items, time }: BehindWhat): Cell[] {
  const { reference, issue, site, unit, kind, category, receivedAt, zone, answeredAt } = row;
  const cells = [
    ...[reference, issue, site, unit, KIND_LABELS[kind]],
    ...[category === null ? null : CATEGORY_LABELS[category], { at: receivedAt.toISOString(), zone }, zone],
  ];
  if (time !== null) return [...cells, row.took];
  if (items === null) return cells;
  const answers = items.map((item) => tellAnswer(row.items?.[item]));
  return [...cells, answeredAt && { at: answeredAt.toISOString(), zone }, ...answers];
}

/** A number on a scale as a number, an answer in words as it is kept: "very_good". */
function tellAnswer(value: string | undefined): Cell {
  if (value === undefined) return null;
  return /^\d+$/.test(value) ? Number(value) : value;
}
