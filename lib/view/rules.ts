import { type QueueFilter, type QueueTab, queueSchema } from "@/lib/case/schema";
import { hrefWith, parseSearchParams } from "@/lib/shared/search-params";
import { LONGEST_VIEW_NAME, QUEUE_COLUMNS, type QueueColumn } from "./schema";

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

/** Whether nobody could tell two views by their names. */
export function isSameName(one: string, other: string): boolean {
  return one.normalize("NFKC").toLowerCase() === other.normalize("NFKC").toLowerCase();
}

/** A name for a view that comes back beside others: its own, or with a number where another view has that by now. "Serious (2)". */
export function nameBesides(name: string, others: readonly string[]): string {
  const isFree = (candidate: string) => others.every((other) => !isSameName(other, candidate));
  if (isFree(name)) return name;
  for (let number = 2; ; number++) {
    const candidate = withNumber(name, ` (${number})`);
    if (isFree(candidate)) return candidate;
  }
}

// Shortened by whole characters, so that the number fits.
function withNumber(name: string, number: string): string {
  const characters = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(name)];
  while (characters.map(({ segment }) => segment).join("").length + number.length > LONGEST_VIEW_NAME) characters.pop();
  return `${characters.map(({ segment }) => segment).join("")}${number}`;
}
