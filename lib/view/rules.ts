import { type QueueFilter, type QueueTab, queueSchema } from "@/lib/case/schema";
import { hrefWith, parseSearchParams } from "@/lib/shared/search-params";
import { QUEUE_COLUMNS, type QueueColumn } from "./schema";

/** The filter that a view keeps. What is not understood any more falls away, as in any address. */
export function readViewQuery(query: string): QueueFilter {
  return parseSearchParams(queueSchema, Object.fromEntries(new URLSearchParams(query)));
}

const NOT_KEPT: ReadonlySet<string> = new Set(["page", "view"]);

/** A filter as a view keeps it: without the page, and the same for the same filter. */
export function writeViewQuery(filter: QueueFilter): string {
  const keys = Object.keys(queueSchema.shape) as (keyof QueueFilter)[];
  const params = Object.fromEntries(keys.map((key) => [key, NOT_KEPT.has(key) ? undefined : filter[key]]));
  return hrefWith("", params).replace(/^\?/, "");
}

/** What a tab of the queue shows while no columns are chosen: all but what the place already says, and the site, which most people have one of. */
export function usualColumns(tab: QueueTab): QueueColumn[] {
  const without = WITHOUT[tab] ?? ["site", "updated"];
  return QUEUE_COLUMNS.filter((name) => !without.includes(name));
}

const WITHOUT: Partial<Record<QueueTab, QueueColumn[]>> = {
  mine: ["owner", "site", "updated"],
  unassigned: ["owner", "state", "site", "updated"],
};
