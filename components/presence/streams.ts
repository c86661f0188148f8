"use client";

import { hrefWith } from "@/lib/shared/search-params";

/** Hears the number of unread notifications, and whether the page has a stream of its own that brings it. */
type BellListener = { hear: (unread: number) => void; change: () => void };

// One stream for a tab is enough, and a browser opens only a few to one place.
const ofPages = new Set<EventSource>();
const bells = new Set<BellListener>();

/** A stream of live news for what this page shows; the bell in its header listens along. */
export function openStream(asked: { tab: string; case: string | null; since: string; only?: "bell" }): EventSource {
  const source = new EventSource(hrefWith("/api/live", asked));
  source.addEventListener("told", async ({ data }) => {
    // What checks the news comes with the first of them, not with the page.
    const schemas = await import("@/lib/notification/schema").catch(() => null);
    const told = schemas?.toldSchema.safeParse(readJson(data)).data;
    if (told) for (const bell of bells) bell.hear(told.unread);
  });
  if (asked.only !== "bell") {
    ofPages.add(source);
    tellBells();
  }
  return source;
}

export function closeStream(source: EventSource): void {
  source.close();
  if (ofPages.delete(source)) tellBells();
}

export function hasPageStream(): boolean {
  return ofPages.size > 0;
}

/** Returns what takes the listener away again. */
export function listenAsBell(listener: BellListener): () => void {
  bells.add(listener);
  return () => {
    bells.delete(listener);
  };
}

export function readJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}

function tellBells(): void {
  for (const bell of bells) bell.change();
}
