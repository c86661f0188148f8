"use client";

import { FileText } from "lucide-react";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { refusalOfPdfPreview } from "@/lib/attachment/rules/pdf";
import { DownloadLink, PdfPages } from "./pdf-pages";

type PdfDialogProps = { attachmentId: string; name: string; bytes: number };

/** Shows a PDF page by page, drawn by our own pages. The file and its reader are fetched when it opens. */
export function PdfDialog({ attachmentId, name, bytes }: PdfDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const address = `/api/files/${attachmentId}`;
  const refusal = refusalOfPdfPreview(bytes);
  return (
    <>
      <button
        type="button"
        aria-label={`Look at ${name}`}
        onClick={() => setIsOpen(true)}
        className="grid size-10 shrink-0 place-items-center rounded border bg-sunk text-muted hover:border-line-strong hover:text-text"
      >
        <FileText aria-hidden className="size-5" />
      </button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={<bdi className="wrap-anywhere">{name}</bdi>}
        className="w-[min(64rem,calc(100vw-2rem))]"
      >
        {refusal ? (
          <Notice live="none" action={<DownloadLink address={address} />}>
            {refusal}
          </Notice>
        ) : (
          <PdfPages address={address} name={name} />
        )}
      </Dialog>
    </>
  );
}
