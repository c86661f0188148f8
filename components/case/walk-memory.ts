import { keepOwn, readOwn } from "@/components/layout/own-store";
import type { WalkPage, WalkStep } from "@/lib/case/types";

const WALK = "walk";
const LEFT = "left";
const MOST_PAGES = 4;
const AROUND = 25;
const SOON_MS = 15_000;

/** The button of what comes next for a case. */
export const FIRST_STEP_ID = "first-step";

/** `seenAt`: where it stood in the address bar, for a page that was shown and not only turned to. */
type WalkedPage = { address: string; references: string[]; seenAt?: string };

/** What this tab knows of a queue for whoever is here: pages that were shown or turned to, in order, and the way beyond them. */
export type Walk = {
  pages: WalkedPage[];
  next: string | null;
  previous: string | null;
};

export function keepWalk(walk: Walk): void {
  keepOwn(WALK, walk);
  keepOwn(WALK, { ...walk, pages: walk.pages.map(({ seenAt: _, ...page }) => page) }, "localStorage");
}

/** A tab that began with a case knows the queue that was shown last in another. */
export function readWalk(): Walk | null {
  const walk = readOwn(WALK) ?? readOwn(WALK, "localStorage");
  return isWalk(walk) ? walk : null;
}

/** The page of the queue in which a case stood; the last one known where it stood in none. */
export function addressOf(walk: Walk | null, reference: string): string {
  const page = pageOf(walk, reference) ?? walk?.pages.at(-1);
  return page?.address.startsWith("/cases?") ? page.address : "/cases";
}

export function pageOf(walk: Walk | null, reference: string): WalkedPage | undefined {
  return walk?.pages.find(({ references }) => references.includes(reference));
}

/** The cases around one, at most as many as the server is asked about; null for a case that was not opened from here. */
export function around(walk: Walk, reference: string) {
  const all = walk.pages.flatMap(({ references }) => references);
  const here = all.indexOf(reference);
  if (here === -1) return null;
  const from = Math.max(0, here - AROUND);
  const until = here + AROUND + 1;
  return {
    references: all.slice(from, until),
    previous: from === 0 ? walk.previous : null,
    next: until >= all.length ? walk.next : null,
  };
}

/** The cases before and after one as the queue was shown, before the server says which of them still stand in it. */
export function stepAsShown(walk: Walk | null, reference: string): WalkStep | null {
  const all = walk?.pages.flatMap(({ references }) => references) ?? [];
  const here = all.indexOf(reference);
  if (here === -1) return null;
  const [previous = null, next = null] = [all[here - 1], all[here + 1]];
  // At an end of what is known nothing is said of what comes beyond it.
  return { ...{ previous, next, version: null, isHere: true, gone: [], rows: [] }, before: null, after: null };
}

/** The walk with a page more at its end or beginning; of too many, the ones furthest back are forgotten. */
export function turned(walk: Walk, { before, after }: { before: WalkPage | null; after: WalkPage | null }): Walk {
  const [first] = walk.pages;
  if (!first) return walk;
  const page = ({ page, references }: WalkPage) => ({ address: addressWith(first.address, page), references });
  if (after && after.references.length > 0) {
    const pages = [...walk.pages, page(after)];
    return pages.length > MOST_PAGES
      ? { pages: pages.slice(1), next: after.next, previous: null }
      : { ...walk, pages, next: after.next };
  }
  if (before && before.references.length > 0) {
    const pages = [page(before), ...walk.pages];
    return pages.length > MOST_PAGES
      ? { pages: pages.slice(0, -1), next: null, previous: before.previous }
      : { ...walk, pages, previous: before.previous };
  }
  return walk;
}

function addressWith(address: string, page: string): string {
  const [path, query] = address.split("?");
  const params = new URLSearchParams(query);
  params.set("page", page);
  return `${path}?${params}`;
}

/** The case that was left just now, so that the queue puts the focus back on its row. */
export function keepLeft(reference: string): void {
  keepOwn(LEFT, { reference, at: Date.now() });
}

export function readLeft(): string | null {
  const left = readOwn(LEFT);
  if (typeof left !== "object" || left === null || !("reference" in left && "at" in left)) return null;
  const isRecent = typeof left.at === "number" && Date.now() - left.at < SOON_MS;
  return isRecent && typeof left.reference === "string" ? left.reference : null;
}

export function forgetLeft(): void {
  keepOwn(LEFT, null);
}

function isWalk(value: unknown): value is Walk {
  return typeof value === "object" && value !== null && "pages" in value && Array.isArray(value.pages);
}
