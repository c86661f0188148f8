import type { ActionResult } from "@/lib/shared/result";

type Watching = {
  /** Whether whoever this page is of is signed in; null where that cannot be told now. */
  ask: () => Promise<boolean | null>;
  hear: (isSignedIn: boolean) => void;
};

/**
 * Asks each time somebody comes back to this tab, since they may have signed out in another. Who comes back while an answer is awaited is
 * asked about once more when it is there: it may be older than what they did. Returns what ends it.
 */
export function watchSession({ ask, hear }: Watching): () => void {
  let [isAsking, isAskedAgain, isEnded] = [false, false, false];
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    isAskedAgain = isAsking;
    if (isAsking) return;
    isAsking = true;
    const answer = await ask().catch(() => null);
    isAsking = false;
    if (isEnded) return;
    if (answer !== null) hear(answer);
    if (isAskedAgain) await look();
  };
  document.addEventListener("visibilitychange", look);
  return () => {
    isEnded = true;
    document.removeEventListener("visibilitychange", look);
  };
}

/** What the server said of who is signed in; another person does not stand for the one whose page this is. */
export function isStill(personId: string, result: ActionResult<{ personId: string }>): boolean | null {
  if (result.ok) return result.data.personId === personId;
  return result.code === "UNAUTHENTICATED" ? false : null;
}
