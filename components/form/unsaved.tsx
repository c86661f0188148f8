"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useId, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** The forms of the page in which something was typed and not saved. */
let unsaved: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function put(next: ReadonlySet<string>): void {
  unsaved = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For a form whose words are kept nowhere until it is sent: `mark` where something is changed in it, `clear` once it is saved. */
export function useUnsaved(): { mark: () => void; clear: () => void } {
  const id = useId();
  const mark = useCallback(() => {
    if (!unsaved.has(id)) put(new Set([...unsaved, id]));
  }, [id]);
  const clear = useCallback(() => {
    if (unsaved.has(id)) put(new Set([...unsaved].filter((one) => one !== id)));
  }, [id]);
  useEffect(() => clear, [clear]);
  return { mark, clear };
}

/** Whether something on this page was typed and not saved. */
export function useHasUnsaved(): boolean {
  return useSyncExternalStore(
    listen,
    () => unsaved.size > 0,
    () => false,
  );
}

/** Asks before a link or the closing of the tab takes away what was typed. One a page, beside its forms. */
export function UnsavedGuard() {
  const router = useRouter();
  const isUnsaved = useHasUnsaved();
  const [leavingFor, setLeavingFor] = useState<string | null>(null);
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const ask = (event: MouseEvent) => {
      const href = hrefThatLeaves(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      setLeavingFor(href);
    };
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", ask, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", ask, { capture: true });
    };
  }, [isUnsaved]);
  const stay = () => setLeavingFor(null);
  const leave = () => {
    put(new Set());
    stay();
    router.push(leavingFor ?? "/");
  };
  return (
    <Dialog
      open={leavingFor !== null}
      onClose={stay}
      title="What you typed is not saved"
      description="It is lost when you leave this page."
      footer={
        <>
          <Button onClick={leave}>Leave without saving</Button>
          <Button variant="primary" onClick={stay}>
            Stay here
          </Button>
        </>
      }
    />
  );
}

/** Where a click on a link leads away from this page in this tab; null where it does not. */
function hrefThatLeaves(event: MouseEvent): string | null {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey ||
    event.altKey
  ) {
    return null;
  }
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || (link.target && link.target !== "_self") || link.hasAttribute("download")) return null;
  const { origin, pathname, search } = new URL(link.href);
  if (origin !== location.origin) return null;
  return pathname === location.pathname && search === location.search ? null : `${pathname}${search}`;
}
