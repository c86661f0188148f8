"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useContext, useEffect, useState } from "react";
import { Shortcut } from "@/components/layout/keys";
import { KeyChoiceContext } from "@/components/ui/key-hint";
import { chosenKey } from "@/lib/shared/keys";

/** The pages before and after the one that is shown. */
export type Turns = { previous: string | null; next: string | null };

type RowKeysProps = {
  body: RefObject<HTMLTableSectionElement | null>;
  /** Tells one page from another. */
  page: string;
  turns?: Turns;
};

/** Which end of the page that was turned to takes the focus, and since when it is awaited. */
let awaited: { end: "first" | "last"; at: number } | null = null;
const PATIENCE_MS = 10_000;

/** Moves focus from row link to row link, and on to the next page; Enter then opens, as on any link. */
export function RowKeys({ body, page, turns }: RowKeysProps) {
  const router = useRouter();
  const choice = useContext(KeyChoiceContext);
  const selectKey = chosenKey("x", choice);
  const [hasBoxes, setHasBoxes] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page.
  useEffect(() => {
    if (!awaited) return;
    const { end, at } = awaited;
    awaited = null;
    if (Date.now() - at > PATIENCE_MS) return;
    // After whatever else takes the focus of a new page.
    requestAnimationFrame(() =>
      move(body.current, end === "first" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY),
    );
  }, [body, page]);
  const step = (by: 1 | -1) => {
    const href = by > 0 ? turns?.next : turns?.previous;
    if (move(body.current, by) || !href) return;
    if (awaited && Date.now() - awaited.at < PATIENCE_MS) return;
    awaited = { end: by > 0 ? "first" : "last", at: Date.now() };
    router.push(href);
  };
  useEffect(() => setHasBoxes(boxIn(body.current) !== null));
  useEffect(() => {
    const rows = body.current;
    const listen = (event: KeyboardEvent) => {
      if (event.key === " " && isOnRowLink()) return pressBox(event, rows);
      // With Shift a letter is no key of the page: here it means all rows between, as with a press on a box.
      if (event.shiftKey && event.key.toLowerCase() === selectKey && /^\p{L}$/u.test(event.key)) {
        return event.altKey || event.ctrlKey || event.metaKey ? undefined : pressBox(event, rows);
      }
      const step = STEPS[event.key];
      if (step === undefined || !isOnRowLink() || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      move(rows, step);
    };
    rows?.addEventListener("keydown", listen);
    return () => rows?.removeEventListener("keydown", listen);
  }, [body, selectKey]);
  return (
    <>
      <Shortcut keys="j" label="Next row" onPress={() => step(1)} />
      <Shortcut keys="k" label="Previous row" onPress={() => step(-1)} />
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

/** Selects the row as a press on its box does, with Shift too. Space would else only scroll. */
function pressBox(event: KeyboardEvent, rows: HTMLElement | null): void {
  const box = boxIn(rowInFocus(rows));
  if (!box) return;
  event.preventDefault();
  box.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
}

function rowInFocus(rows: HTMLElement | null): Element | null {
  const row = document.activeElement?.closest("tr") ?? null;
  return row && rows?.contains(row) ? row : null;
}

function isOnRowLink(): boolean {
  return document.activeElement?.matches("a[data-row-link]") ?? false;
}

/** Whether there is a row to move to, or an end was asked for. */
function move(rows: HTMLElement | null, step: number): boolean {
  const links = Array.from(rows?.querySelectorAll<HTMLAnchorElement>("a[data-row-link]") ?? []);
  const here = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  const isEnd = !Number.isFinite(step);
  const wanted = here === -1 && !isEnd ? 0 : Math.max(here, 0) + step;
  links[Math.min(Math.max(wanted, 0), links.length - 1)]?.focus();
  return isEnd || (wanted >= 0 && wanted < links.length);
}
