"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { DeedButton } from "@/components/form/deed-button";
import { follow } from "@/components/form/follow";
import { Progress } from "@/components/ui/progress";
import { findSurveyImportAction, stopSurveyImportAction } from "@/lib/survey-import/actions";
import { countRows, STATE_LABELS } from "@/lib/survey-import/labels";
import type { SurveyImportState } from "@/lib/survey-import/schema";

type ImportProgressProps = { importId: string; state: SurveyImportState; done: number; total: number | null };

/** How far a worker is with a file, until it is done with it. */
export function ImportProgress({ importId, state, done: first, total }: ImportProgressProps) {
  const router = useRouter();
  const [done, setDone] = useState(first);
  useEffect(() => {
    const form = new FormData();
    form.set("importId", importId);
    return follow({
      ask: () => findSurveyImportAction(null, form),
      hear: (found) => {
        setDone(found.done);
        if (found.state === state) return true;
        router.refresh();
        return false;
      },
    });
  }, [importId, state, router]);
  const of = total === null ? "" : ` of ${countRows(total)}`;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p role="status" className="basis-full tabular-nums">
        {STATE_LABELS[state]}: {total === null ? countRows(done) : done.toLocaleString("en")}
        {of} so far.
      </p>
      <Progress
        aria-label={STATE_LABELS[state]}
        {...(total === null ? {} : { value: Math.min(done, total), max: Math.max(total, 1) })}
        className="flex-1 basis-48"
      />
      {state === "undoing" ? null : (
        <DeedButton
          size="s"
          action={stopSurveyImportAction}
          fields={{ importId }}
          done={
            state === "checking"
              ? "Stopped. Nothing was imported."
              : "Stopped. What is in stays, and can be gone on with."
          }
        >
          Stop
        </DeedButton>
      )}
    </div>
  );
}
