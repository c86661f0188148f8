"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const LOOK_AGAIN_MS = 2_000;

/** How far a worker is with a file, looked at again until it ends. */
export function ExportProgress({ done, total }: { done: number; total: number | null }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className="grid basis-full gap-1.5">
      <p role="status" className="text-sm tabular-nums">
        {total === null
          ? "Waiting for a worker."
          : `${done.toLocaleString("en")} of ${total.toLocaleString("en")} cases are written.`}
      </p>
      <progress
        aria-label="Cases written"
        max={total ?? 1}
        value={total === null ? undefined : done}
        className="h-2 w-full max-w-prose accent-primary"
      />
    </div>
  );
}
