"use client";

import { usePathname, useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { leaveFor } from "@/components/form/leaving";
import { KeysSheet } from "@/components/layout/keys-sheet";
import { KeyChoiceContext } from "@/components/ui/key-hint";
import { type BoundKey, chosenKey, KEYS_AS_GIVEN, type KeyChoice } from "@/lib/shared/keys";
import { keyOf } from "./key-of";
import { fateOf, type Wish } from "./wish";

/** One thing happens: go to a page, move focus, press what is already on the screen, or run a function. */
type Deed = { href: string } | { focusId: string } | { pressId: string } | { onPress: () => void };

export type Binding = {
  /** As it is given out (lib/shared/keys); what a person presses for it is theirs. Null: found among the commands alone. */
  keys: BoundKey | null;
  label: string;
  /** The button that it presses, if it does. */
  pressId?: string;
  /** Null: the browser hears this key by itself, and it is only told of. */
  run: (() => void) | null;
};

type Keys = {
  register: (binding: Binding) => () => void;
  /** What can be done on the page now: of two with the same key the one mounted last. */
  listBindings: () => Binding[];
  /** Opens a page and there, as soon as it is offered, does what has this key; `onMissing` where it is not. */
  doThere: (wish: Pick<Wish, "href" | "keys" | "onMissing">) => void;
};

const MOMENT_MS = 1_000;

const KeysContext = createContext<Keys | null>(null);

type KeysProviderProps = { choice?: KeyChoice; children: ReactNode };

export function KeysProvider({ choice = KEYS_AS_GIVEN, children }: KeysProviderProps) {
  const router = useRouter();
  const bindings = useRef<Binding[]>([]);
  const awaited = useRef<Wish | null>(null);
  const [sheet, setSheet] = useState<Binding[] | null>(null);

  const keys = useMemo<Keys>(
    () => ({
      register(binding) {
        bindings.current.push(binding);
        const { current } = awaited;
        if (current?.keys === binding.keys && fateOf(current, window.location.pathname, Date.now()) === "due") {
          awaited.current = null;
          // Once the whole page stands.
          setTimeout(() => binding.run?.());
        }
        return () => {
          bindings.current = bindings.current.filter((other) => other !== binding);
        };
      },
      listBindings: () => heardOf(bindings.current),
      doThere(wish) {
        const from = window.location.pathname;
        if (wish.href !== from) {
          return leaveFor(wish.href, (href) => {
            awaited.current = { ...wish, from, askedAt: Date.now() };
            router.push(href);
          });
        }
        const run = bindings.current.findLast(({ keys: bound }) => bound === wish.keys)?.run ?? wish.onMissing;
        run();
      },
    }),
    [router],
  );

  const pathname = usePathname();
  useEffect(() => {
    const { current } = awaited;
    if (!current) return;
    const fate = fateOf(current, pathname, Date.now());
    if (fate === "dropped") awaited.current = null;
    if (fate !== "due") return;
    const timer = setTimeout(() => {
      if (awaited.current !== current) return;
      awaited.current = null;
      current.onMissing();
    }, MOMENT_MS);
    return () => clearTimeout(timer);
  }, [pathname]);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const pressed = keyOf(event);
      if (!pressed || !isHeard(event, pressed)) return;
      const binding = bindings.current.findLast(
        ({ keys: bound, run }) => run && bound && chosenKey(bound, choice) === pressed,
      );
      if (!binding) return;
      event.preventDefault();
      awaited.current = null;
      binding.run?.();
    };
    document.addEventListener("keydown", listen);
    // What presses keys from outside, as a test does, can tell since when they are heard.
    document.documentElement.dataset.keys = "heard";
    return () => document.removeEventListener("keydown", listen);
  }, [choice]);

  return (
    <KeysContext value={keys}>
      <KeyChoiceContext value={choice}>
        <Shortcut keys="?" label="Keys on this page" onPress={() => setSheet(keys.listBindings())} />
        {children}
        <KeysSheet bindings={sheet} onClose={() => setSheet(null)} />
      </KeyChoiceContext>
    </KeysContext>
  );
}

export function useKeys(): Keys | null {
  return useContext(KeysContext);
}

type ShortcutProps = { keys: BoundKey; label: string } & (Deed | { isOnlyTold: true });

/** Renders nothing. Of two with the same key the one mounted last answers, so a page may stand over the shell. */
export function Shortcut({ keys, label, ...deed }: ShortcutProps) {
  const register = useContext(KeysContext)?.register;
  const run = useRun(deed);
  const isOnlyTold = "isOnlyTold" in deed;
  const pressId = "pressId" in deed ? deed.pressId : undefined;
  useEffect(
    () => register?.({ keys, label, pressId, run: isOnlyTold ? null : () => run.current() }),
    [register, keys, label, pressId, isOnlyTold, run],
  );
  return null;
}

/** Renders nothing; what has no key and no button on the page by itself, such as a line of a menu, is found among the commands. */
export function Command({ label, onPress }: { label: string; onPress: () => void }) {
  const register = useContext(KeysContext)?.register;
  const run = useRun({ onPress });
  useEffect(() => register?.({ keys: null, label, run: () => run.current() }), [register, label, run]);
  return null;
}

function useRun(deed: Deed | { isOnlyTold: true }) {
  const router = useRouter();
  const run = useRef(() => {});
  useEffect(() => {
    run.current = () => {
      if ("href" in deed) leaveFor(deed.href, router.push);
      else if ("focusId" in deed) document.getElementById(deed.focusId)?.focus();
      else if ("pressId" in deed) document.getElementById(deed.pressId)?.click();
      else if ("onPress" in deed) deed.onPress();
    };
  });
  return run;
}

function heardOf(bindings: Binding[]): Binding[] {
  const byKey = new Map(bindings.map((binding) => [binding.keys ?? binding, binding]));
  return [...byKey.values()];
}

/** Combinations are always heard; bare keys only outside of typing, menus and dialogs. */
function isHeard(event: KeyboardEvent, pressed: string): boolean {
  if (document.querySelector("dialog:modal")) return false;
  if (pressed.startsWith("mod+")) return true;
  const target = event.target instanceof Element ? event.target : null;
  return !target?.closest(
    "input:not([type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false]), [role=menu], [role=dialog]",
  );
}
