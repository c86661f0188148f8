import type { ActionResult } from "@/lib/shared/result";
import { whenSignedIn } from "./signed-in";

/** What is small is done in a moment. */
const SOON_MS = 300;
const SOON_TIMES = 3;
const LATER_MS = 3_000;

type Following<T> = {
  ask: () => Promise<ActionResult<T>>;
  /** Hears each answer; what it returns says whether to go on. */
  hear: (found: T) => boolean;
  /** There is nothing to follow, or not any more. */
  onGone?: () => void;
  isInSight?: () => boolean;
};

/**
 * Asks the server how something stands until it ends, while the page is in sight, and rests while nobody is signed in: by an action that
 * does not count as its person being there. Returns what ends it.
 */
export function follow<T>({ ask, hear, onGone, isInSight = isPageInSight }: Following<T>): () => void {
  let turns = 0;
  let isEnded = false;
  let stopWaiting = () => {};
  const wait = () => setTimeout(look, turns++ < SOON_TIMES ? SOON_MS : LATER_MS);
  const look = async () => {
    if (isInSight()) {
      const result = await ask().catch(() => null);
      if (isEnded) return;
      if (result?.ok && !hear(result.data)) return;
      if (result && !result.ok && result.code === "UNAUTHENTICATED") {
        stopWaiting = whenSignedIn(() => void look());
        return;
      }
      if (result && !result.ok && result.code === "NOT_FOUND") return onGone?.();
    }
    timer = wait();
  };
  let timer = setTimeout(look);
  return () => {
    isEnded = true;
    stopWaiting();
    clearTimeout(timer);
  };
}

function isPageInSight(): boolean {
  return document.visibilityState === "visible";
}
