"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { follow } from "@/components/form/follow";
import { Progress } from "@/components/ui/progress";
import { findReportAction } from "@/lib/report/actions";
import type { ReportProgress as Counted } from "@/lib/report/types";

/** How far a worker is with a report, looked at again until it ends; then the page is shown anew. */
export function ReportProgress({ reportId, given }: { reportId: string; given: Counted }) {
  const router = useRouter();
  const [found, setFound] = useState<Counted | null>(null);
  const { done, total, state } = found ?? given;
  useEffect(() => {
    const form = new FormData();
    form.set("reportId", reportId);
    const hear = (now: Counted) => {
      setFound(now);
      const isUnderWay = now.state === "waiting" || now.state === "counting";
      if (!isUnderWay) router.refresh();
      return isUnderWay;
    };
    return follow({ ask: () => findReportAction(null, form), hear });
  }, [reportId, router]);
  return (
    <div className="grid gap-1.5 p-3.5">
      <p role="status" className="text-sm tabular-nums">
        {state === "waiting" || total === null
          ? "Waiting for a worker."
          : `${done} of ${total} steps are done. You can leave this page: you are told when it is ready.`}
      </p>
      <Progress
        aria-label="Steps done"
        max={total ?? 1}
        value={total === null ? undefined : done}
        className="w-full max-w-prose"
      />
    </div>
  );
}
