"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { readRunId, watchRunId } from "./run-memory";

type Late = typeof import("./followed-run");

/** Follows the change of many cases that was begun here, until it is dismissed. Few pages have one, so its code comes with it. */
export function RunStrip() {
  const runId = useSyncExternalStore(watchRunId, readRunId, () => null);
  const [late, setLate] = useState<Late | null>(null);
  const hasRun = runId !== null;
  useEffect(() => {
    // Without a network nothing could be followed either.
    if (hasRun) import("./followed-run").then(setLate, () => undefined);
  }, [hasRun]);
  return runId && late ? <late.FollowedRun key={runId} runId={runId} /> : null;
}
