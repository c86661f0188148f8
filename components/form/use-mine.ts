"use client";

import type { Difference, Failure } from "@/lib/shared/result";

type Options = {
  formId: string;
  failure: Failure | null;
  base: Record<string, string>;
  setBase: (base: Record<string, string>) => void;
  /** What the form holds for a text of theirs, where that differs from the text. */
  asField?: (value: string) => string;
};

/**
 * The way out of a conflict by field: takes what the other has saved as seen, and sends the form once more, so that one press of a button
 * that says so saves over theirs.
 */
export function useMine({ formId, failure, base, setBase, asField = (value) => value }: Options) {
  const differences: Difference[] = failure?.code === "CONFLICT" ? (failure.differences ?? []) : [];
  const theirs = Object.fromEntries(
    differences.flatMap(({ field, theirValue, isKept }) => (isKept ? [] : [[field, asField(theirValue)]])),
  );
  const isUndecided = Object.entries(theirs).some(([field, value]) => base[field] !== value);
  const saveMine = () => {
    setBase({ ...base, ...theirs });
    // Once the fields that tell what was seen hold it.
    requestAnimationFrame(() => {
      const form = document.getElementById(formId);
      if (form instanceof HTMLFormElement) form.requestSubmit();
    });
  };
  return { differences, isUndecided, saveMine };
}
