"use client";

import type { Binding } from "@/components/layout/keys";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

export function KeysSheet({ bindings, onClose }: { bindings: Binding[] | null; onClose: () => void }) {
  return (
    <Dialog open={bindings !== null} onClose={onClose} title="Keys on this page">
      <ul className="grid gap-x-8 sm:grid-cols-2">
        {[...heardOf(bindings ?? []), { keys: "?", label: "This list" }].map(({ keys, label }) => (
          <li key={keys} className="flex min-h-8 items-center justify-between gap-3 border-b">
            {label}
            <Kbd>{shownKeys(keys)}</Kbd>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** A page's key stands over the shell's, here as when pressed. */
function heardOf(bindings: Binding[]): Pick<Binding, "keys" | "label">[] {
  return [...new Map(bindings.map((binding) => [binding.keys, binding])).values()];
}

function shownKeys(keys: string): string {
  const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return keys
    .split("+")
    .map((key) => (key.length === 1 ? key.toUpperCase() : key))
    .join(" ")
    .replace("mod ", isApple ? "⌘ " : "Ctrl ")
    .replace("Escape", "Esc");
}
