import { keepOwn, ownThing, readOwn } from "@/components/layout/own-store";

const own = ownThing("bulk-run", (value) => (typeof value === "string" ? value : null));

/** The change of many cases that this tab began last, until it is dismissed. */
export const readRunId = own.read;
export const keepRunId = own.keep;
export const watchRunId = own.watch;

const SEEN = "bulk-run-seen";

/** The end of this run was shown: from the next page on it is out of the way, and its own page tells of it. */
export function keepSeen(runId: string): void {
  keepOwn(SEEN, runId);
}

export function isSeen(runId: string): boolean {
  return readOwn(SEEN) === runId;
}
