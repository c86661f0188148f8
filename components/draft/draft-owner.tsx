"use client";

import { createContext, type ReactNode, useContext, useEffect } from "react";
import { dropAllUnsaved } from "./unsaved";

const DraftOwner = createContext("");

/** Whose drafts these are, so that on a shared computer nobody finds another person's words. */
export function DraftOwnerProvider({ personId, children }: { personId: string; children: ReactNode }) {
  // Somebody else's session may have run out in this tab.
  useEffect(() => dropAllUnsaved(personId), [personId]);
  return <DraftOwner value={personId}>{children}</DraftOwner>;
}

export function useDraftOwner(): string {
  return useContext(DraftOwner);
}
