import type { DraftFields } from "@/lib/draft/schema";
import { newId } from "@/lib/shared/new-id";

/**
 * What was typed here last, kept in the tab alone: for the moments between a keystroke and its save, a dead network, a reload in
 * between, and a page that was made before a save came through. Gone when it is sent or thrown away, at sign-out, and with the tab.
 */
const PREFIX = "heard-unsaved:";

/** `savedAt` once the server has it too; `seenAt` is when the draft that these words continue was saved. */
type Copy = { fields: DraftFields; savedAt?: string; seenAt?: string };

export function keepUnsaved(key: string, copy: Copy): void {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(copy));
  } catch {
    // A full or forbidden store: the server's draft remains.
  }
}

/** What this tab has and the page has not: typed after `savedAt`, the time of the draft the page came with. */
export function takeUnsaved(key: string, savedAt: string | undefined): Copy | null {
  try {
    const copy = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "null") as Copy | null;
    const isOlder = copy?.savedAt !== undefined && savedAt !== undefined && savedAt >= copy.savedAt;
    return copy === null || isOlder ? null : copy;
  } catch {
    return null;
  }
}

export function dropUnsaved(key: string): void {
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept then.
  }
}

/** All but those of one person, whose keys begin with their id. */
export function dropAllUnsaved(exceptOf?: string): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      const isKept = exceptOf !== undefined && key.startsWith(`${PREFIX}${exceptOf}:`);
      if (key.startsWith(PREFIX) && !isKept) sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept then.
  }
}

const TAB = "heard-tab";
let tab: string | undefined;

/** Tells this tab from the others, also after a reload, so that what it saved itself never counts as somebody else's. */
export function tabKey(): string {
  if (tab) return tab;
  try {
    nameTab(sessionStorage.getItem(TAB) ?? newId());
  } catch {
    tab = newId();
  }
  return tab ?? "";
}

// A tab that was made by copying another begins with its name; whoever finds the name in use takes a new one.
function nameTab(name: string): void {
  tab = name;
  sessionStorage.setItem(TAB, name);
  void navigator.locks?.request(`${TAB}:${name}`, { ifAvailable: true }, (lock) => {
    if (lock) return new Promise(() => {});
    nameTab(newId());
  });
}

/** Puts fields back into a form as typing would, so that what follows a field follows. */
export function fillForm(form: HTMLFormElement, fields: DraftFields): void {
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && (element.type === "radio" || element.type === "checkbox")) {
      const isWanted = fields[element.name] === element.value;
      if (isWanted !== element.checked && (isWanted || element.type === "checkbox")) element.click();
    } else if (isTyped(element) && element.value !== (fields[element.name] ?? "")) {
      setValue(element, fields[element.name] ?? "");
    }
  }
}

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isTyped(element: Element): element is Typed {
  if (element instanceof HTMLInputElement) return element.name !== "" && element.type !== "hidden";
  return (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) && element.name !== "";
}

// React listens to the prototype's setter, so the value is set beneath it and told by an event.
function setValue(element: Typed, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), "value")?.set?.call(element, value);
  element.dispatchEvent(new Event(element instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
}

const savers = new Set<() => Promise<void>>();

/** Registers what saves a form on the screen, until the returned function is called. */
export function registerSaver(save: () => Promise<void>): () => void {
  savers.add(save);
  return () => {
    savers.delete(save);
  };
}

/** Lets every form on the screen save what it holds: before its person signs out. */
export async function saveAll(): Promise<void> {
  await Promise.all([...savers].map((save) => save()));
}
