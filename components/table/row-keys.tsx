"use client";

import { type RefObject, useEffect, useState } from "react";
import { Shortcut } from "@/components/layout/keys";

type RowKeysProps = { body: RefObject<HTMLTableSectionElement | null> };

/** Moves focus from row link to row link; Enter then opens, as on any link. */
export function RowKeys({ body }: RowKeysProps) {
  const [hasBoxes, setHasBoxes] = useState(false);
  useEffect(() => setHasBoxes(boxIn(body.current) !== null));
  useEffect(() => {
    const rows = body.current;
    const listen = (event: KeyboardEvent) => {
      if (event.key === " " && isOnRowLink()) return pressBox(event, rows);
      const step = STEPS[event.key];
      if (step === undefined || !isOnRowLink() || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      move(rows, step);
    };
    rows?.addEventListener("keydown", listen);
    return () => rows?.removeEventListener("keydown", listen);
  }, [body]);
  return (
    <>
      <Shortcut keys="j" label="Next row" onPress={() => move(body.current, 1)} />
      <Shortcut keys="k" label="Previous row" onPress={() => move(body.current, -1)} />
      <Shortcut keys="Enter" label="Open the row" isOnlyTold />
      {hasBoxes ? (
        <Shortcut keys="x" label="Select the row" onPress={() => boxIn(rowInFocus(body.current))?.click()} />
      ) : null}
    </>
  );
}

const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The box that selects a row: the first in it. */
function boxIn(place: Element | null | undefined): HTMLInputElement | null {
  return place?.querySelector<HTMLInputElement>("input[type=checkbox]") ?? null;
}

/** Space selects where it would else only scroll. */
function pressBox(event: KeyboardEvent, rows: HTMLElement | null): void {
  const box = boxIn(rowInFocus(rows));
  if (!box) return;
  event.preventDefault();
  box.click();
}

function rowInFocus(rows: HTMLElement | null): Element | null {
  const row = document.activeElement?.closest("tr") ?? null;
  return row && rows?.contains(row) ? row : null;
}

function isOnRowLink(): boolean {
  return document.activeElement?.matches("a[data-row-link]") ?? false;
}

function move(rows: HTMLElement | null, step: number): void {
  const links = Array.from(rows?.querySelectorAll<HTMLAnchorElement>("a[data-row-link]") ?? []);
  const here = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  const wanted = here === -1 ? 0 : here + step;
  links[Math.min(Math.max(wanted, 0), links.length - 1)]?.focus();
}
