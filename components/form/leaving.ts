/** The forms of the page in which something was typed and not saved, and who asks before that is lost. */
let unsaved: ReadonlySet<string> = new Set();
let asking: ((href: string) => void) | null = null;
const listeners = new Set<() => void>();

export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}

export function putUnsaved(id: string, isUnsaved: boolean): void {
  if (unsaved.has(id) === isUnsaved) return;
  unsaved = new Set(isUnsaved ? [...unsaved, id] : [...unsaved].filter((one) => one !== id));
  for (const listener of listeners) listener();
}

export function dropUnsaved(): void {
  for (const id of unsaved) putUnsaved(id, false);
}

export function listenToUnsaved(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** From now on, whoever wants to leave is heard by `ask`; what comes back ends that. */
export function askBeforeLeaving(ask: (href: string) => void): () => void {
  asking = ask;
  return () => {
    asking = null;
  };
}

/** Goes to a page of its own accord, as a key does and no link: not before asking, where words would be lost. */
export function leaveFor(href: string, push: (href: string) => void): void {
  if (hasUnsaved() && asking) asking(href);
  else push(href);
}
