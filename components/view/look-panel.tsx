"use client";

import { ArrowDown, ArrowUp, ChevronDown } from "lucide-react";
import { useState } from "react";
import { useDeed } from "@/components/form/deed-button";
import { ClosePanels } from "@/components/table/close-panels";
import { Button } from "@/components/ui/button";
import { useOpened } from "@/components/ui/use-opened";
import { chooseLookAction, updateViewAction } from "@/lib/view/actions";
import { COLUMN_LABELS } from "@/lib/view/labels";
import type { QueueColumn } from "@/lib/view/schema";
import type { Look, QueueView } from "@/lib/view/types";
import { useRoomless } from "./use-roomless";

type LookPanelProps = {
  look: Look;
  /** The columns that stand there while none are chosen. */
  shown: QueueColumn[];
  /** All there are. */
  columns: readonly QueueColumn[];
  /** What is changed instead of the person's own choice while a saved view is open. */
  view: Pick<QueueView, "id" | "name" | "version" | "query"> | null;
};

/** Which columns the queue has, in which order, and how high its rows are. */
export function LookPanel({ look, shown, columns, view }: LookPanelProps) {
  const chosen = look.columns.length > 0 ? look.columns : shown;
  const others = columns.filter((name) => !chosen.includes(name));
  const [order, setOrder] = useState(() => [...chosen, ...others]);
  const [on, setOn] = useState<ReadonlySet<QueueColumn>>(() => new Set(chosen));
  const [density, setDensity] = useState(look.density);
  const { act, isPending } = useDeed();
  const move = (at: number, step: number) => {
    const next = order.slice();
    const [name] = next.splice(at, 1);
    if (name) next.splice(at + step, 0, name);
    setOrder(next);
  };
  const toggle = (name: QueueColumn) => {
    const next = new Set(on);
    if (!next.delete(name)) next.add(name);
    setOn(next);
  };
  const keep = (columns: QueueColumn[]) => {
    const fields = { columns: columns.join(","), density };
    if (!view) return act({ action: chooseLookAction, fields, done: "Kept: this is how your queue looks." });
    const { id: viewId, version, query, name } = view;
    const whole = { ...fields, viewId, version: String(version), query };
    return act({ action: updateViewAction, fields: whole, done: `Kept: ${name} looks like this.` });
  };
  const { isOpened, details } = useOpened();
  const roomless = useRoomless(details.ref);
  return (
    <details {...details} data-closes className="group/look relative ms-auto">
      <ClosePanels />
      <summary className="flex min-h-7 list-none items-center gap-1 rounded px-2 text-sm font-medium text-muted select-none hover:text-text [&::-webkit-details-marker]:hidden">
        Columns
        <ChevronDown aria-hidden className="size-3.5 group-open/look:rotate-180" />
      </summary>
      {isOpened ? (
        <div className="absolute inset-e-0 top-full z-30 mt-1 w-72 rounded-lg border bg-raised p-3 shadow max-sm:fixed max-sm:inset-x-4 max-sm:top-auto max-sm:w-auto">
          <ul className="max-h-80 overflow-y-auto">
            {order.map((name, at) => (
              <li key={name} className="flex items-center gap-1">
                <label className="flex min-h-8 grow items-center gap-2.5">
                  <input
                    type="checkbox"
                    className="size-4.5 accent-primary"
                    checked={on.has(name)}
                    disabled={name === "about"}
                    onChange={() => toggle(name)}
                  />
                  <span>
                    {COLUMN_LABELS[name]}
                    {on.has(name) && roomless.has(name) ? (
                      <span className="block text-xs text-muted">no room at this width</span>
                    ) : null}
                  </span>
                </label>
                <Step label={`Move ${COLUMN_LABELS[name]} up`} isOff={at === 0} onPress={() => move(at, -1)}>
                  <ArrowUp aria-hidden className="size-4" />
                </Step>
                <Step
                  label={`Move ${COLUMN_LABELS[name]} down`}
                  isOff={at === order.length - 1}
                  onPress={() => move(at, 1)}
                >
                  <ArrowDown aria-hidden className="size-4" />
                </Step>
              </li>
            ))}
          </ul>
          <label className="mt-2 flex min-h-8 items-center gap-2.5 border-t pt-2">
            <input
              type="checkbox"
              className="size-4.5 accent-primary"
              checked={density === "comfortable"}
              onChange={() => setDensity(density === "comfortable" ? "compact" : "comfortable")}
            />
            More room between rows
          </label>
          <p className="mt-1 text-sm text-muted">A narrow window leaves out what does not fit.</p>
          <div className="mt-2 flex gap-2">
            <Button
              size="s"
              variant="primary"
              pending={isPending}
              onClick={() => keep(order.filter((name) => on.has(name)))}
            >
              Keep
            </Button>
            <Button size="s" variant="quiet" onClick={() => keep([])}>
              Usual columns
            </Button>
          </div>
        </div>
      ) : null}
    </details>
  );
}

type StepProps = { label: string; isOff: boolean; onPress: () => void; children: React.ReactNode };

function Step({ label, isOff, onPress, children }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      // Kept in the order of the keyboard at both ends, so that moving on does not lose the place.
      aria-disabled={isOff}
      onClick={isOff ? undefined : onPress}
      className="grid size-7 place-items-center rounded text-muted hover:text-text aria-disabled:opacity-40"
    >
      {children}
    </button>
  );
}
