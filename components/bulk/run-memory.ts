const KEY = "heard-bulk-run";
const listeners = new Set<() => void>();
let kept: string | null | undefined;

/** The change of many cases that this tab began last, until it is dismissed. */
export function readRunId(): string | null {
  if (kept === undefined) kept = stored();
  return kept;
}

export function keepRunId(runId: string | null): void {
  kept = runId;
  try {
    if (runId) sessionStorage.setItem(KEY, runId);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without a store it is followed as long as the page lasts.
  }
  for (const tell of listeners) tell();
}

export function watchRunId(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
