import type { MouseEvent } from "react";

/**
 * Heard by the body of a table whose rows lead somewhere. A press anywhere in a row is one on its link, unless it met another control or
 * ended a selection of text; one on the link itself opens it here, unless the browser is asked for another tab or window.
 */
export function openRow(event: MouseEvent<HTMLTableSectionElement>, open: (href: string) => void): void {
  const { target, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!(target instanceof Element) || event.defaultPrevented) return;
  const link = target.closest("a[data-row-link]");
  if (link) {
    if (ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    open(link.getAttribute("href") ?? "");
    return;
  }
  const met = target.closest("a, button, input, select, textarea, label, summary, [role=menu]");
  if (met || window.getSelection()?.type === "Range") return;
  const click = new window.MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey });
  target.closest("tr")?.querySelector("a[data-row-link]")?.dispatchEvent(click);
}
