"use client";

import { createContext, useContext } from "react";
import { Kbd } from "@/components/ui/kbd";
import { ModKey } from "@/components/ui/mod-key";
import { chosenKey, KEYS_AS_GIVEN, type KeyChoice } from "@/lib/shared/keys";

export const KeyChoiceContext = createContext<KeyChoice>(KEYS_AS_GIVEN);

type KeyHintProps = {
  /** As it is given out: "A", "/", "⌘ ↵". */
  keys: string;
  className?: string;
};

/** The key of a control, as this person has it; nothing while single letters are off. */
export function KeyHint({ keys, className }: KeyHintProps) {
  const choice = useContext(KeyChoiceContext);
  if (keys.startsWith("⌘")) {
    return (
      <Kbd className={className}>
        <ModKey keys={keys} />
      </Kbd>
    );
  }
  const own = chosenKey(keys.toLowerCase(), choice);
  return own ? <Kbd className={className}>{own.toUpperCase()}</Kbd> : null;
}
