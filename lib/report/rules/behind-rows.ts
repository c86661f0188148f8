import { KIND_LABELS } from "@/lib/case/labels";
import type { Cell } from "@/lib/export/types";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import type { BehindRow } from "../types";

export const BEHIND_HEADERS = [
  "Case",
  "Issue",
  "Site",
  "Unit today",
  "Kind today",
  "Cause today",
  "Received",
  "Time zone",
];

/** A case or issue that a figure counted, without anything of the patient: enough to find it here. */
export function behindRow({ reference, issue, site, unit, kind, category, receivedAt, zone }: BehindRow): Cell[] {
  return [
    ...[reference, issue, site, unit, KIND_LABELS[kind]],
    ...[category === null ? null : CATEGORY_LABELS[category], { at: receivedAt.toISOString(), zone }, zone],
  ];
}
