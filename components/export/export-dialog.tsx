"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Segmented } from "@/components/form/segmented";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { makeExportAction } from "@/lib/export/actions";
import { FORMAT_HINTS, FORMAT_LABELS } from "@/lib/export/labels";
import { ExportFormat, makeExportSchema } from "@/lib/export/schema";
import { newId } from "@/lib/shared/ids";
import type { QueueColumn } from "@/lib/view/schema";
import { useTrueCount } from "./use-true-count";

type ExportDialogProps = {
  open: boolean;
  onClose: () => void;
  /** The queue as its address says it: tab, filters and order. */
  query: string;
  /** The columns on the screen, in their order; none: those that the queue shows by itself. */
  columns?: QueueColumn[];
  /** The cases that are selected; without them it is all that fit. */
  ids?: readonly string[];
  /** How many there are, in words: "1,204", "999+". */
  count: string | number;
};

/** Takes what the queue shows, or the selected cases, out as a file. */
export function ExportDialog({ open, ...props }: ExportDialogProps) {
  const { told, isCounting } = useTrueCount({ isOpen: open, query: props.query, count: props.count });
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title={told === "1" ? "Export 1 case" : `Export ${told} cases`}
      description="With the filters, the columns and the order on the screen. It is written down who took them out, and when; the file says so too."
    >
      <p role="status" className="mb-4 text-sm text-muted empty:hidden">
        {isCounting ? "They are being counted." : null}
      </p>
      <ExportForm {...props} />
    </Dialog>
  );
}

function ExportForm({ onClose, query, columns = [], ids = [] }: Omit<ExportDialogProps, "open">) {
  const tell = useToast();
  const router = useRouter();
  const [exportId] = useState(newId);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: makeExportAction,
    schema: makeExportSchema,
    tellsConflicts: true,
    onDone: (made) => {
      onClose();
      if (made.isBackground) {
        tell({ title: "The file is being written. You are told when it is ready." });
        router.push("/exports");
        return;
      }
      // Its answer is a file, so the page stays.
      window.location.assign(`/api/exports/${made.exportId}`);
      tell({ title: "The export is downloaded." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="exportId" value={exportId} />
      <input type="hidden" name="query" value={query} />
      <input type="hidden" name="columns" value={columns.join(",")} />
      <input type="hidden" name="caseIds" value={ids.join(",")} />
      <Segmented
        id={fieldId("format")}
        name="format"
        legend="Kind of file"
        defaultValue={ExportFormat.xlsx}
        options={Object.values(ExportFormat).map((value) => ({ value, label: FORMAT_LABELS[value] }))}
        error={errorsOf("format")}
      />
      <ul className="grid gap-1 text-sm text-muted">
        {Object.values(ExportFormat).map((format) => (
          <li key={format}>{FORMAT_HINTS[format]}</li>
        ))}
        <li>More than 5,000 cases are written in the background; you are told when the file is ready.</li>
      </ul>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Link
          prefetch={false}
          href="/exports"
          className="me-auto inline-flex min-h-6 items-center rounded text-primary-text hover:underline"
        >
          Your exports
        </Link>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Exporting…">
          Export
        </Button>
      </div>
    </form>
  );
}
