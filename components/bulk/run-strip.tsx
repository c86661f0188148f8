"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { isSeen, readRunId, watchRunId } from "./run-memory";

type Late = typeof import("./followed-run");

/** Follows the change of many cases that was begun here, until its end was seen or it is dismissed. */
export function RunStrip() {
  const runId = useSyncExternalStore(watchRunId, readRunId, () => null);
  return runId ? <Unseen key={runId} runId={runId} /> : null;
}

/** Few pages have one, so the code of what follows it comes with it. */
function Unseen({ runId }: { runId: string }) {
  const [wasSeen] = useState(() => isSeen(runId));
  const [late, setLate] = useState<Late | null>(null);
  useEffect(() => {
    // Without a network nothing could be followed either.
    if (!wasSeen) import("./followed-run").then(setLate, () => undefined);
  }, [wasSeen]);
  return late ? <late.FollowedRun runId={runId} /> : null;
}
