"use client";

import { type ReactNode, startTransition, useEffect, useState } from "react";
import { useServed } from "./use-served";

let wentBack = false;
if (typeof window !== "undefined") {
  window.addEventListener("popstate", () => {
    wentBack = true;
  });
}

/**
 * What stands below the first screen of a long page: where somebody comes from another page, it is drawn in the frame after the first, so that what
 * they came to read is there sooner. The server's markup has it, and going back shows it at once, for the browser to find the place again.
 */
export function Below({ children }: { children: ReactNode }) {
  const isServed = useServed();
  const [isShown, setShown] = useState(() => isServed || wentBack);
  const [wasLate] = useState(!isShown);
  useEffect(() => {
    wentBack = false;
    if (!wasLate) return;
    if (!isShown) {
      const frame = requestAnimationFrame(() => startTransition(() => setShown(true)));
      return () => cancelAnimationFrame(frame);
    }
    // What the address points at was not there yet when the page came.
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [wasLate, isShown]);
  return isShown ? children : null;
}
