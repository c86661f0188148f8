"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { PAGE_TITLE_ID } from "@/components/layout/page-header";

/** After a client navigation focus moves to the page's title, also when the title arrives after a skeleton. */
export function FocusH1() {
  const pathname = usePathname();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    return focusTitleWhenThere();
  }, [pathname]);
  return null;
}

function focusTitleWhenThere(): (() => void) | undefined {
  if (focusTitle()) return;
  const arrivals = new MutationObserver(() => {
    if (isTyping() || focusTitle()) arrivals.disconnect();
  });
  arrivals.observe(document.body, { childList: true, subtree: true });
  return () => arrivals.disconnect();
}

function focusTitle(): boolean {
  const title = document.getElementById(PAGE_TITLE_ID);
  title?.focus({ preventScroll: true });
  return title !== null;
}

function isTyping(): boolean {
  return document.activeElement?.matches("input, textarea, select, [contenteditable]") ?? false;
}
