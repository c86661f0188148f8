"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useLate } from "@/components/ui/use-late";
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
  const dialog = useLate(() => import("./export-dialog"), "The form");
  const open = async () => {
    if (await dialog.bring()) setOpen(true);
  };
  return (
    <>
      <Button size="s" variant={variant} className={className} icon={<Download aria-hidden />} onClick={open}>
        Export
      </Button>
      {dialog.late ? <dialog.late.ExportDialog {...props} open={isOpen} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
