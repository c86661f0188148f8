"use client";

import { useEffect } from "react";

/** Closes what stands open over the page (`details[data-closes]`) on Escape and on a press elsewhere. */
export function ClosePanels() {
  useEffect(() => {
    const close = (kept: Node | null) => {
      for (const panel of document.querySelectorAll<HTMLDetailsElement>("details[data-closes][open]")) {
        if (!panel.contains(kept)) panel.open = false;
      }
    };
    const press = ({ target }: PointerEvent) => close(target instanceof Node ? target : null);
    const leave = (event: KeyboardEvent) => {
      const open = document.querySelector("details[data-closes][open]");
      if (event.key !== "Escape" || !open) return;
      const summary = open.contains(document.activeElement) ? open.querySelector("summary") : null;
      close(null);
      summary?.focus();
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("keydown", leave);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("keydown", leave);
    };
  }, []);
  return null;
}
