"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether what is drawn now continues the server's markup, which knows nothing that only the browser does; false where it comes new. */
export function useServed(): boolean {
  return useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
}
