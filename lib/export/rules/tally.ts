import type { HeardEvent } from "@/lib/events/schema";
import type { Tally } from "../types";

export function emptyTally(): Tally {
  return { rows: 0, total: 0, bySite: new Map() };
}

type RowEvent = { subject: { noun: "site"; id: string }; siteId: string; event: HeardEvent };
type Left = { exportId: string; tally: Tally; type: "export.written" | "export.cut_short" };

/** What each site is told of its cases that left in a file; a site without any is told nothing. In one order for all, so that no two wait for each other. */
export function rowEventsOf({ exportId, tally, type }: Left): RowEvent[] {
  return [...tally.bySite]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([siteId, rows]) => ({
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type, data: { exportId, rows } },
    }));
}
