"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { askBeforeLeaving, dropUnsaved, hasUnsaved, listenToUnsaved, putUnsaved } from "./leaving";

export type Unsaved = {
  /** Something was changed. */
  mark: () => void;
  /** What there is now is being sent. */
  send: () => void;
  /** What was sent is saved; what was typed since is not. */
  clear: () => void;
};

/** For a form whose words are kept nowhere until it is sent. */
export function useUnsaved(): Unsaved {
  const id = useId();
  const changes = useRef({ made: 0, sent: 0 });
  useEffect(() => () => putUnsaved(id, false), [id]);
  return useMemo(
    () => ({
      mark: () => {
        changes.current.made += 1;
        putUnsaved(id, true);
      },
      send: () => {
        changes.current.sent = changes.current.made;
      },
      clear: () => {
        if (changes.current.sent === changes.current.made) putUnsaved(id, false);
      },
    }),
    [id],
  );
}

/** Whether something on this page was typed and not saved. */
export function useHasUnsaved(): boolean {
  return useSyncExternalStore(listenToUnsaved, hasUnsaved, () => false);
}

/** A page, by its address, or one that was seen before, by its entry in the history. */
type Elsewhere = { href: string } | { entry: string };

/** Asks before a link, a key, Back or the closing of the tab takes away what was typed. One a page, beside its forms. */
export function UnsavedGuard() {
  const router = useRouter();
  const isUnsaved = useHasUnsaved();
  const [leavingFor, setLeavingFor] = useState<Elsewhere | null>(null);
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const ask = (event: MouseEvent) => {
      const href = hrefThatLeaves(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      setLeavingFor({ href });
    };
    // Where a browser does not say that it goes back, nothing asks.
    const askBack = (event: NavigateEvent) => {
      if (event.navigationType !== "traverse" || !event.cancelable || !event.destination.key) return;
      event.preventDefault();
      setLeavingFor({ entry: event.destination.key });
    };
    const endAsking = askBeforeLeaving((href) => setLeavingFor({ href }));
    window.navigation?.addEventListener("navigate", askBack);
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", ask, { capture: true });
    return () => {
      endAsking();
      window.navigation?.removeEventListener("navigate", askBack);
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", ask, { capture: true });
    };
  }, [isUnsaved]);
  const stay = () => setLeavingFor(null);
  const leave = () => {
    dropUnsaved();
    stay();
    if (leavingFor === null) return;
    if ("href" in leavingFor) router.push(leavingFor.href);
    // Once this page no longer listens.
    else setTimeout(() => window.navigation.traverseTo(leavingFor.entry));
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
