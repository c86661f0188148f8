"use client";

import { useEffect, useLayoutEffect } from "react";
import { keepOwn, readOwn } from "@/components/layout/own-store";
import type { CaseRow } from "@/lib/case/types";
import { setBeside } from "./beside-rows";
import { forgetLeft, keepWalk, readLeft } from "./walk-memory";

const SCROLL = "queue-scroll";

type RememberQueueProps = {
  /** This view of the queue: its tab, filters, order and page. */
  address: string;
  rows: CaseRow[];
  next: string | null;
  previous: string | null;
};

/** Keeps, in this tab, what the queue showed last, so that one can walk through it; whoever comes back from a case finds its row again. */
export function RememberQueue({ address, rows, next, previous }: RememberQueueProps) {
  useEffect(() => {
    const seenAt = `${window.location.pathname}${window.location.search}`;
    const walk = { pages: [{ address, references: rows.map(({ reference }) => reference), seenAt }], next, previous };
    keepWalk(walk);
    setBeside(walk, rows);
  }, [address, rows, next, previous]);

  useEffect(() => {
    const left = readLeft();
    if (left === null) return;
    // After the title has had the focus, which it gets on every new page.
    const frame = requestAnimationFrame(() => {
      forgetLeft();
      returnTo(left);
    });
    return () => cancelAnimationFrame(frame);
  }, []);

  // Before the next page has taken its place and its scroll.
  useLayoutEffect(() => () => keepOwn(SCROLL, window.scrollY), []);
  return null;
}

function returnTo(reference: string): void {
  const kept = readOwn(SCROLL);
  if (typeof kept === "number") window.scrollTo(0, kept);
  const link = document.querySelector<HTMLElement>(`main a[data-row-link][href="/cases/${CSS.escape(reference)}"]`);
  if (!link) return;
  link.focus({ preventScroll: true });
  const { top, bottom } = link.getBoundingClientRect();
  if (top < 120 || bottom > window.innerHeight) link.scrollIntoView({ block: "center" });
}
