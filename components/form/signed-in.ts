const hearers = new Set<() => void>();

/**
 * Hears once that the person may be signed in again: they are over this page, or look at it again and may have done so in another tab.
 * Returns what ends it.
 */
export function whenSignedIn(hear: () => void): () => void {
  const once = () => {
    stop();
    hear();
  };
  const look = () => {
    if (document.visibilityState === "visible") once();
  };
  const stop = () => {
    hearers.delete(once);
    globalThis.document?.removeEventListener("visibilitychange", look);
  };
  hearers.add(once);
  globalThis.document?.addEventListener("visibilitychange", look);
  return stop;
}

/** Says that the person has signed in again over the page. */
export function tellSignedIn(): void {
  for (const once of [...hearers]) once();
}
