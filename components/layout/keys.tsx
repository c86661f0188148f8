"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { KeysSheet } from "@/components/layout/keys-sheet";

/** One thing happens: go to a page, move focus, press what is already on the screen, or run a function. */
type Deed = { href: string } | { focusId: string } | { pressId: string } | { onPress: () => void };

export type Binding = {
  /** A single letter or sign ("c", "/", "?"), a named key ("Escape") or one with the command key ("mod+k"). */
  keys: string;
  label: string;
  run: () => void;
};

type Register = (binding: Binding) => () => void;

const KeysContext = createContext<Register | null>(null);

export function KeysProvider({ children }: { children: ReactNode }) {
  const bindings = useRef<Binding[]>([]);
  const [sheet, setSheet] = useState<Binding[] | null>(null);

  const register = useMemo<Register>(
    () => (binding) => {
      bindings.current.push(binding);
      return () => {
        bindings.current = bindings.current.filter((other) => other !== binding);
      };
    },
    [],
  );

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const pressed = keyOf(event);
      if (!pressed || !isHeard(event, pressed)) return;
      if (pressed === "?") {
        event.preventDefault();
        setSheet([...bindings.current]);
        return;
      }
      const binding = bindings.current.findLast(({ keys }) => keys === pressed);
      if (!binding) return;
      event.preventDefault();
      binding.run();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  return (
    <KeysContext value={register}>
      {children}
      <KeysSheet bindings={sheet} onClose={() => setSheet(null)} />
    </KeysContext>
  );
}

type ShortcutProps = Pick<Binding, "keys" | "label"> & Deed;

/** Renders nothing. Of two with the same key the one mounted last answers, so a page may stand over the shell. */
export function Shortcut({ keys, label, ...deed }: ShortcutProps) {
  const register = useContext(KeysContext);
  const router = useRouter();
  const run = useRef(() => {});
  useEffect(() => {
    run.current = () => {
      if ("href" in deed) router.push(deed.href);
      else if ("focusId" in deed) document.getElementById(deed.focusId)?.focus();
      else if ("pressId" in deed) document.getElementById(deed.pressId)?.click();
      else deed.onPress();
    };
  });
  useEffect(() => register?.({ keys, label, run: () => run.current() }), [register, keys, label]);
  return null;
}

function keyOf(event: KeyboardEvent): string | null {
  if (event.altKey || event.repeat || event.isComposing || event.defaultPrevented) return null;
  if (event.shiftKey && /^\p{L}$/u.test(event.key)) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

/** Combinations are always heard; bare keys only outside of typing and dialogs, and never where turned off (WCAG 2.1.4). */
function isHeard(event: KeyboardEvent, pressed: string): boolean {
  if (document.querySelector("dialog:modal")) return false;
  if (pressed.startsWith("mod+")) return true;
  if (document.documentElement.dataset.shortcuts === "off") return false;
  const target = event.target instanceof Element ? event.target : null;
  return !target?.closest(
    "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=menu], [role=dialog]",
  );
}
