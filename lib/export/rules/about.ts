import { COLUMN_LABELS } from "@/lib/view/labels";
import type { About, Cell } from "../types";

/** What a file says of itself: which part of the queue it is, how much, who took it out, and when. */
export function tellAbout({ by, madeAt, zone, claims, columns, sites, total }: About): [string, Cell][] {
  return [
    ["Exported by", by],
    ["Exported at", { at: madeAt, zone }],
    ["Time zone of that", zone],
    ["Cases", total],
    ["Sites", sites.join(", ")],
    ...claims.map((claim, index): [string, Cell] => [index === 0 ? "Which cases" : "", claim]),
    ["Columns", columns.map((column) => COLUMN_LABELS[column]).join(", ")],
    ["Times", "As the clocks of each case's own site show them; the zone stands in each row."],
    [
      "Care",
      "Holds details of patients. Keep it where only those who need it can open it, and delete it when it is done with.",
    ],
  ];
}
