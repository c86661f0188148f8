"use client";

import { useEffect, useState } from "react";
import { countExportAction } from "@/lib/export/actions";

type Asked = { isOpen: boolean; query: string; count: string | number };

/** How many cases there are, in words; counted to their end once it is asked for, where the queue stopped at "999+". */
export function useTrueCount({ isOpen, query, count }: Asked): { told: string; isCounting: boolean } {
  const given = String(count);
  const isCapped = given.endsWith("+");
  const [found, setFound] = useState<number | "unknown" | null>(null);
  useEffect(() => {
    if (!isOpen || !isCapped) return;
    let isGone = false;
    setFound(null);
    const hear = (counted: number | null) => {
      if (!isGone) setFound(counted ?? "unknown");
    };
    const form = new FormData();
    form.set("query", query);
    countExportAction(null, form)
      .then((result) => hear(result.ok ? result.data.count : null))
      .catch(() => hear(null));
    return () => {
      isGone = true;
    };
  }, [isOpen, isCapped, query]);
  if (!isCapped) return { told: given, isCounting: false };
  if (typeof found === "number") return { told: found.toLocaleString("en"), isCounting: false };
  return { told: `more than ${given.slice(0, -1)}`, isCounting: found === null };
}
