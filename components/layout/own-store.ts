/** Names the person whose page this is: the frame around every page says it by a meta of this name. */
export const PERSON_META = "heard-person";

const PREFIX = "heard-own-";
export type Store = "sessionStorage" | "localStorage";

/** Whose page this is. Another may sign in on the same computer, in the same tab, without the page being loaded anew. */
export function personHere(): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${PERSON_META}"]`)?.content ?? "";
}

/** What this person left under this name; null for nothing, or where the browser keeps nothing. */
export function readOwn(name: string, store: Store = "sessionStorage"): unknown {
  try {
    return JSON.parse(globalThis[store].getItem(keyOf(name)) ?? "null");
  } catch {
    return null;
  }
}

export function keepOwn(name: string, value: unknown, store: Store = "sessionStorage"): void {
  try {
    globalThis[store].setItem(keyOf(name), JSON.stringify(value));
  } catch {
    // Without a store it lasts no longer than the page.
  }
}

/** Leaves nothing of it in this browser, of whomever it was: at signing out. */
export function forgetOwn(): void {
  for (const name of ["sessionStorage", "localStorage"] as const) {
    try {
      const store = globalThis[name];
      for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
    } catch {
      // Nothing was kept then.
    }
  }
}

function keyOf(name: string): string {
  return `${PREFIX}${name}-${personHere()}`;
}

/** What is kept of one thing for whoever is here: the same object until it changes, so that a page can be shown by it. */
export function ownThing<T>(name: string, parse: (value: unknown) => T) {
  const listeners = new Set<() => void>();
  let kept: { personId: string; value: T } | null = null;
  return {
    read: (): T => {
      const personId = personHere();
      if (kept?.personId !== personId) kept = { personId, value: parse(readOwn(name)) };
      return kept.value;
    },
    keep: (value: T): void => {
      kept = { personId: personHere(), value };
      keepOwn(name, value);
      for (const tell of listeners) tell();
    },
    watch: (tell: () => void): (() => void) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}
