"use client";

import { useState } from "react";
import type { SavedDraft } from "@/lib/draft/schema";
import { newId } from "@/lib/shared/ids";

/** The key under which a form is sent, a new one after each, and the draft as long as it is the form that the page came with. */
export function useFreshKey(first: string, draft: SavedDraft | null) {
  const [key, setKey] = useState(first);
  return { key, draft: key === first ? draft : null, renew: () => setKey(newId()) };
}
