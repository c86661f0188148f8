"use client";

import { useEffect } from "react";
import { PAGE_TITLE_ID } from "@/components/layout/page-header";

/** Where what has the focus leaves the page with its deed, focus goes to the card it stood in, else to the title: never to nowhere. */
export function KeepFocus() {
  useEffect(() => {
    let path: Element[] = [];
    const look = () => {
      const [last] = path;
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const near = path.find((element) => element.isConnected && element.matches(PLACES));
      path = [];
      focusOn(near ?? document.getElementById(PAGE_TITLE_ID));
    };
    const remember = ({ target }: FocusEvent) => {
      path = target instanceof Element ? pathOf(target) : [];
    };
    // Whoever leaves of their own accord leaves what is still there; what is taken away is gone a moment later.
    const forget = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget) return;
      const [left] = path;
      setTimeout(() => {
        if (path[0] === left && left?.isConnected && document.activeElement === document.body) path = [];
        else look();
      });
    };
    const removals = new MutationObserver(look);
    removals.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", remember);
    document.addEventListener("focusout", forget);
    return () => {
      removals.disconnect();
      document.removeEventListener("focusin", remember);
      document.removeEventListener("focusout", forget);
    };
  }, []);
  return null;
}

const PLACES = "main section[aria-labelledby], dialog[open]";

function pathOf(element: Element): Element[] {
  const path: Element[] = [];
  for (let each: Element | null = element; each; each = each.parentElement) path.push(each);
  return path;
}

function focusOn(element: Element | null): void {
  if (!(element instanceof HTMLElement)) return;
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
