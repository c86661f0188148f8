"use client";

import { type RefObject, useEffect } from "react";
import { useToast } from "@/components/ui/toast";
import { saveDraftAction } from "@/lib/draft/actions";
import type { DraftFields, DraftKind } from "@/lib/draft/schema";
import { useDraftOwner } from "./draft-owner";
import { dropUnsaved, keepUnsaved, takeUnsaved } from "./unsaved";

type Options = { kind: DraftKind; form: RefObject<HTMLFormElement | null>; except: string[]; path: string };

/**
 * Lets a draft that was thrown away be taken back. The form is emptied by a full load, so what it held waits in the tab for that load,
 * which offers it once; taken back, it is saved again and the page opens with it.
 */
export function useDiscarded({ kind, form, except, path }: Options): { remember: () => void } {
  const key = `${useDraftOwner()}:discarded:${kind}`;
  const tell = useToast();
  useEffect(() => {
    const fields = takeUnsaved(key, undefined)?.fields;
    if (!fields) return;
    dropUnsaved(key);
    tell({ title: "The draft is discarded.", action: { label: "Undo", onAct: () => takeBack(kind, fields, path) } });
  }, [key, kind, path, tell]);
  const remember = () => {
    if (form.current) keepUnsaved(key, { fields: fieldsOf(form.current, except) });
  };
  return { remember };
}

async function takeBack(kind: DraftKind, fields: DraftFields, path: string) {
  const data = new FormData();
  data.set("kind", kind);
  data.set("fields", JSON.stringify(fields));
  await saveDraftAction(null, data).catch(() => undefined);
  window.location.assign(path);
}

function fieldsOf(form: HTMLFormElement, except: string[]): DraftFields {
  const typed = [...new FormData(form)].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "" && !except.includes(entry[0]),
  );
  return Object.fromEntries(typed);
}
