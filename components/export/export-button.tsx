"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { ExportDialog } from "@/components/export/export-dialog";
import { Button } from "@/components/ui/button";
import type { QueueColumn } from "@/lib/view/schema";

type ExportButtonProps = {
  query: string;
  columns: QueueColumn[];
  /** The cases that are selected; without them it is all that fit. */
  ids?: readonly string[];
  count: string;
  variant?: "quiet" | "plain";
  className?: string;
};

/** Takes everything that fits the queue's filters out as a file, not the page of it alone; or what is selected. */
export function ExportButton({ variant = "quiet", className, ...props }: ExportButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="s"
        variant={variant}
        className={className}
        icon={<Download aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Export
      </Button>
      <ExportDialog {...props} open={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}
