"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { follow } from "@/components/form/follow";
import { Button, buttonLook } from "@/components/ui/button";
import { findBulkAction } from "@/lib/bulk/actions";
import { describeProgress } from "@/lib/bulk/labels";
import type { RunProgress } from "@/lib/bulk/types";
import { canStop, isUnderWay, RunBar } from "./run-bar";
import { keepRunId, keepSeen } from "./run-memory";
import { StopRun, UndoRun } from "./undo-run";

const JUST_MS = 10_000;

/** How far a change of many cases is, until it is dismissed, with what can be done about it. */
export function FollowedRun({ runId }: { runId: string }) {
  const { run, lookAgain } = useRun(runId);
  const hasEnded = run !== null && !isUnderWay(run);
  useEffect(() => {
    if (hasEnded) keepSeen(runId);
  }, [hasEnded, runId]);
  if (!run) return null;
  return (
    <section aria-label="Change of many cases" className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <div role="status" className="min-w-0 flex-1 basis-64">
        <p className="truncate font-medium">
          <bdi>{run.title}</bdi>
        </p>
        <p className="text-sm text-muted tabular-nums">{describeProgress(run)}</p>
      </div>
      <RunBar run={run} className="basis-40" />
      <Link prefetch={false} href={`/cases/bulk/${runId}`} className={buttonLook({ size: "s" })}>
        See each case
      </Link>
      {canStop(run) ? <StopRun runId={runId} onAsked={lookAgain} /> : null}
      {run.canUndo ? <UndoRun runId={runId} onAsked={lookAgain} /> : null}
      {isUnderWay(run) ? null : (
        <Button
          size="s"
          variant="quiet"
          aria-label="Dismiss"
          className="px-1.5"
          icon={<X aria-hidden />}
          onClick={() => keepRunId(null)}
        />
      )}
    </section>
  );
}

/** Looks at a run again and again until it ends, and then shows the page as it is by then. */
function useRun(runId: string) {
  const router = useRouter();
  const [run, setRun] = useState<RunProgress | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const form = new FormData();
    form.set("runId", runId);
    let isFirst = turn === 0;
    const hear = (found: RunProgress) => {
      setRun(found);
      if (isUnderWay(found)) isFirst = false;
      else if (!isFirst || isJustEnded(found)) router.refresh();
      return isUnderWay(found);
    };
    return follow({ ask: () => findBulkAction(null, form), hear, onGone: () => keepRunId(null) });
  }, [runId, turn, router]);
  return { run, lookAgain: () => setTurn((before) => before + 1) };
}

/** What was done in the moment before the first look. */
function isJustEnded({ endedAt }: RunProgress): boolean {
  return endedAt !== null && Date.now() - Date.parse(endedAt) < JUST_MS;
}
