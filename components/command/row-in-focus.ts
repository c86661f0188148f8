import type { LetterKey } from "@/lib/shared/keys";

export type RowInFocus = { reference: string; href: string };

/** What can be done with a case from its row, as far as the server says that one may: the case opens, and there the button with this key is pressed, if it has one. */
export const ROW_DEEDS: { keys: LetterKey; label: string }[] = [
  { keys: "a", label: "Assign" },
  { keys: "i", label: "Take" },
  { keys: "s", label: "Choose the next step of" },
  { keys: "r", label: "Write a letter for" },
  { keys: "n", label: "Write a note on" },
  { keys: "f", label: "Follow up" },
  { keys: "e", label: "Escalate" },
  { keys: "t", label: "Tag" },
];

/** The case in whose row the focus stands. */
export function rowInFocus(): RowInFocus | null {
  const row = document.activeElement?.closest("tr, li");
  const href = row?.querySelector("a[data-row-link]")?.getAttribute("href") ?? "";
  const reference = /^\/cases\/(PR-\d{2}-\d{6}-\d)$/.exec(href)?.[1];
  return reference ? { reference, href } : null;
}
