"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { follow } from "@/components/form/follow";
import { Progress } from "@/components/ui/progress";
import { findExportAction } from "@/lib/export/actions";
import type { ExportProgress as Written } from "@/lib/export/types";

type ExportProgressProps = { exportId: string; given: Written };

/** How far a worker is with a file, looked at again until it ends; then the page is shown anew. */
export function ExportProgress({ exportId, given }: ExportProgressProps) {
  const router = useRouter();
  const [found, setFound] = useState<Written | null>(null);
  const { done, total } = found ?? given;
  useEffect(() => {
    const form = new FormData();
    form.set("exportId", exportId);
    const hear = (now: Written) => {
      setFound(now);
      if (now.state !== "writing") router.refresh();
      return now.state === "writing";
    };
    return follow({ ask: () => findExportAction(null, form), hear });
  }, [exportId, router]);
  return (
    <div className="grid basis-full gap-1.5">
      <p role="status" className="text-sm tabular-nums">
        {total === null
          ? "Waiting for a worker."
          : `${done.toLocaleString("en")} of ${total.toLocaleString("en")} cases are written.`}
      </p>
      <Progress
        aria-label="Cases written"
        max={total ?? 1}
        value={total === null ? undefined : done}
        className="w-full max-w-prose"
      />
    </div>
  );
}
