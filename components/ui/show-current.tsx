"use client";

import { useEffect, useRef } from "react";

/** Renders nothing to see: brings the current one of the links beside it into view where they overflow. */
export function ShowCurrent({ at }: { at: string }) {
  const here = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another is current.
  useEffect(() => {
    const row = here.current?.parentElement;
    const current = row?.querySelector<HTMLElement>("[aria-current]");
    if (row && current && row.scrollWidth > row.clientWidth) {
      row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
    }
  }, [at]);
  return <span ref={here} hidden />;
}
