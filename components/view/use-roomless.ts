import { type RefObject, useEffect, useState } from "react";

/** Of the table's columns those that stand nowhere, since the window is too narrow for them; asked anew as it opens and as the window changes. */
export function useRoomless(panel: RefObject<HTMLDetailsElement | null>): ReadonlySet<string> {
  const [names, setNames] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const look = () => {
      if (panel.current?.open) setNames(new Set(findRoomless()));
    };
    const details = panel.current;
    details?.addEventListener("toggle", look);
    window.addEventListener("resize", look);
    return () => {
      details?.removeEventListener("toggle", look);
      window.removeEventListener("resize", look);
    };
  }, [panel]);
  return names;
}

function findRoomless(): string[] {
  const heads = document.querySelectorAll<HTMLElement>("main th[data-column]");
  return [...heads].flatMap((head) => (head.checkVisibility() ? [] : (head.dataset.column ?? [])));
}
