import type { BoundKey } from "@/lib/shared/keys";

/** Something to be done on another page, as soon as that page offers it. */
export type Wish = {
  href: string;
  keys: BoundKey;
  onMissing: () => void;
  /** The page it was wished on, and when, in ms. */
  from: string;
  askedAt: number;
};

const PATIENCE_MS = 10_000;

/**
 * What becomes of a wish on this page: it is due where it leads, waits on the page it came from, and is dropped anywhere else and after a
 * few seconds, so that nothing is done with a case that nobody asks about any more.
 */
export function fateOf({ href, from, askedAt }: Wish, pathname: string, now: number): "due" | "waits" | "dropped" {
  if (now - askedAt > PATIENCE_MS) return "dropped";
  if (pathname === href) return "due";
  return pathname === from ? "waits" : "dropped";
}
