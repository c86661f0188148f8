"use client";

import { type RefObject, useEffect, useState } from "react";
import type { DraftFields, DraftKind, SavedDraft } from "@/lib/draft/schema";
import { useDraftOwner } from "./draft-owner";
import { dropUnsaved, fillForm, takeUnsaved } from "./unsaved";

type Options = {
  kind: DraftKind;
  form: RefObject<HTMLFormElement | null>;
  draft: SavedDraft | null;
  /** Whom the page was asked for, empty when for nobody in particular. */
  name: string;
};
type Waiting = { fields: DraftFields; savedAt: string | undefined };

/**
 * Parts a draft that the form begins with from one that only waits: one whose name differs from the name asked for. To be called before
 * the hook that saves the form, which would put what this tab kept of the waiting one into it.
 */
export function useWaitingDraft({ kind, form, draft, name }: Options) {
  const key = `${useDraftOwner()}:${kind}:`;
  const isOther = draft !== null && isAboutAnother(draft.fields, name);
  const [waiting, setWaiting] = useState<Waiting | null>(isOther ? draft : null);
  useEffect(() => {
    const unsaved = takeUnsaved(key, draft?.savedAt)?.fields;
    if (unsaved && isAboutAnother(unsaved, name)) setWaiting({ fields: unsaved, savedAt: undefined });
    else if (!isOther) return;
    dropUnsaved(key);
  }, [key, draft, name, isOther]);
  const takeUp = () => {
    if (waiting && form.current) fillForm(form.current, waiting.fields);
    setWaiting(null);
  };
  return { draft: isOther ? null : draft, waiting, takeUp };
}

function isAboutAnother(fields: DraftFields, name: string): boolean {
  const folded = (text: string) => text.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();
  return name !== "" && folded(fields.name ?? "") !== folded(name);
}
