"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { follow } from "@/components/form/follow";
import { findBulkAction } from "@/lib/bulk/actions";
import { describeProgress } from "@/lib/bulk/labels";
import type { RunProgress } from "@/lib/bulk/types";
import { canStop, isUnderWay, RunBar } from "./run-bar";
import { StopRun } from "./undo-run";

/** On the page of a run: how far it is, looked at again until it ends; then the page is shown anew. */
export function RunProgressBar({ run: given }: { run: RunProgress }) {
  const router = useRouter();
  const [found, setFound] = useState<RunProgress | null>(null);
  const run = found ?? given;
  const { id } = given;
  useEffect(() => {
    const form = new FormData();
    form.set("runId", id);
    const hear = (now: RunProgress) => {
      setFound(now);
      if (!isUnderWay(now)) router.refresh();
      return isUnderWay(now);
    };
    return follow({ ask: () => findBulkAction(null, form), hear });
  }, [id, router]);
  return (
    <div className="mb-3 grid max-w-prose gap-1.5">
      <p role="status" className="text-sm text-muted tabular-nums">
        {describeProgress(run)}
      </p>
      <RunBar run={run} className="w-full" />
      {canStop(run) ? (
        <div>
          <StopRun runId={id} />
        </div>
      ) : null}
    </div>
  );
}
