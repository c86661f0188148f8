"use client";

import Link from "next/link";
import { useContext } from "react";
import type { Binding } from "@/components/layout/keys";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { KeyChoiceContext } from "@/components/ui/key-hint";
import { chosenKey, printKey } from "@/lib/shared/keys";

type KeysSheetProps = { bindings: Binding[] | null; onClose: () => void };

export function KeysSheet({ bindings, onClose }: KeysSheetProps) {
  const choice = useContext(KeyChoiceContext);
  const lines = (bindings ?? []).flatMap(({ keys, label }) => {
    const key = keys && chosenKey(keys, choice);
    return key || (keys && !choice.lettersOff) ? [{ key, label }] : [];
  });
  return (
    <Dialog
      open={bindings !== null}
      onClose={onClose}
      title="Keys on this page"
      description={choice.lettersOff ? "Keys of a single letter or sign are off for you." : undefined}
      footer={
        <Link prefetch={false} href="/account#keys" onClick={onClose} className="text-primary-text underline">
          Change or turn off keys
        </Link>
      }
    >
      <ul className="grid gap-x-8 sm:grid-cols-2">
        {lines.map(({ key, label }) => (
          <li key={`${key} ${label}`} className="flex min-h-8 items-center justify-between gap-3 border-b">
            {label}
            {key ? <Kbd>{printKey(key, isApple())}</Kbd> : <span className="text-muted">Off</span>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
