import type { MouseEvent } from "react";

/** A click anywhere in a row follows the row's link, unless it met another control or ended a selection of text. */
export function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  const { target, currentTarget } = event;
  const met =
    target instanceof Element
      ? target.closest("a, button, input, select, textarea, label, summary, [role=menu]")
      : null;
  if (met || window.getSelection()?.type === "Range") return;
  const { ctrlKey, metaKey, shiftKey } = event;
  const click = new window.MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey });
  currentTarget.querySelector("a[data-row-link]")?.dispatchEvent(click);
}
