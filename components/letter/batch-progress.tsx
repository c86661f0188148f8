"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Progress } from "@/components/ui/progress";

const LOOK_AGAIN_MS = 2_000;

/** How far the printing is, looked at again until it ends. */
export function BatchProgress({ done, total }: { done: number; total: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className="grid gap-1.5">
      <p role="status" className="tabular-nums">
        Printing: {done} of {total} letters are done.
      </p>
      <Progress aria-label="Letters printed" max={total} value={done} className="w-full max-w-prose" />
    </div>
  );
}
