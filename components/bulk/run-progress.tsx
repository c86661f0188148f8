"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { RunProgress } from "@/lib/bulk/types";
import { RunBar } from "./run-bar";

const LOOK_AGAIN_MS = 2_000;

/** On the page of a run: how far it is, looked at again until it ends. */
export function RunProgressBar({ run }: { run: RunProgress }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return <RunBar run={run} className="mb-3 w-full max-w-prose" />;
}
