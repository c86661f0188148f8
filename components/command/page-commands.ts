import type { Binding } from "@/components/layout/keys";
import type { BoundKey } from "@/lib/shared/keys";

export type PageCommand = { id: string; label: string; place: string | null; keys: BoundKey | null; run: () => void };

/** What one presses on a page by hand, as far as it is more than a part of a form or a way to show something. */
const BUTTONS =
  "button:not(:disabled, [type=submit], [aria-disabled=true], [role=tab], [aria-expanded], [aria-pressed])";
const NOT_IN = "form, table, nav, summary, dialog, [role=tablist], [role=menu], [data-no-commands]";

/**
 * Everything that can be done on the page as it stands: what has a key, and every other button, which is pressed where it is. So the
 * commands offer what the page offers this person, in its words, and by the same dialogs.
 */
export function listPageCommands(bindings: Binding[]): PageCommand[] {
  const buttons = visibleButtons();
  const keyed = bindings.flatMap((binding, index): PageCommand[] => {
    const { keys, label, run, pressId } = binding;
    if (!run || keys === "mod+k" || keys === "mod+Enter") return [];
    if (pressId === undefined) return [{ id: `key-${index}`, label, place: null, keys, run }];
    const button = buttons.find(({ id }) => id === pressId);
    return button ? [{ id: `key-${index}`, label, place: null, keys, run: () => press(button) }] : [];
  });
  const pressed = new Set(bindings.map(({ pressId }) => pressId));
  const others = buttons
    .filter(({ id }) => !id || !pressed.has(id))
    .map((button, index) => ({
      ...{ id: `button-${index}`, label: nameOf(button), place: placeOf(button), keys: null },
      run: () => press(button),
    }))
    .filter(({ label }) => label !== "");
  return [...keyed, ...others];
}

function visibleButtons(): HTMLButtonElement[] {
  const all = document.querySelectorAll<HTMLButtonElement>(`main ${BUTTONS}`);
  return [...all].filter((button) => !button.closest(NOT_IN) && button.checkVisibility());
}

// Focus goes there first, so that a dialog gives it back to where it was opened.
function press(button: HTMLButtonElement): void {
  button.focus();
  button.click();
}

/** The words on it, without its key and what stands by unseen for later. */
function nameOf(button: HTMLButtonElement): string {
  const given = button.getAttribute("aria-label");
  return (given ?? wordsOf(button)).replace(/\s+/g, " ").trim();
}

function wordsOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (!(node instanceof HTMLElement) || node.tagName === "KBD") return "";
  if (!node.checkVisibility({ visibilityProperty: true })) return "";
  return [...node.childNodes].map(wordsOf).join("");
}

/** The card it stands in, so that two buttons of one name can be told apart. */
function placeOf(button: HTMLButtonElement): string | null {
  const card = button.closest("section[aria-labelledby], section[aria-label]");
  const title = document.getElementById(card?.getAttribute("aria-labelledby") ?? "");
  return title ? wordsOf(title).trim() : (card?.getAttribute("aria-label") ?? null);
}
