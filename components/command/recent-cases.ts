const MOST = 12;

/** The references of the cases opened last in this browser by this person, the latest first. Only references: what they are is asked of the server. */
export function recentCases(personId: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function keepRecentCase(personId: string, reference: string): void {
  const others = recentCases(personId).filter((each) => each !== reference);
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify([reference, ...others].slice(0, MOST)));
  } catch {
    // Without a store no case is offered again.
  }
}

function keyOf(personId: string): string {
  return `heard-recent-${personId}`;
}
