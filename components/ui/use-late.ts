"use client";

import { useState } from "react";
import { useToast } from "@/components/ui/toast";

type Late<T> = {
  /** Null until it is here. */
  late: T | null;
  /** Says so and gives null where it cannot be had. */
  bring: () => Promise<T | null>;
};

/**
 * Code that comes with the first time it is needed, so that no page waits for it: `load` is an `import()`, `what` names it, such as
 * "The form", where there is no network for it.
 */
export function useLate<T>(load: () => Promise<T>, what: string): Late<T> {
  const tell = useToast();
  const [late, setLate] = useState<T | null>(null);
  const bring = async () => {
    const loaded = late ?? (await load().catch(() => null));
    if (loaded === null)
      tell({ title: `${what} could not be loaded. Check your connection and try again.`, tone: "late" });
    else setLate(() => loaded);
    return loaded;
  };
  return { late, bring };
}
