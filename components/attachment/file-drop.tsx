"use client";

import { Paperclip } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { FILE_KINDS_SENTENCE } from "@/lib/attachment/labels";
import { cn } from "@/lib/shared/cn";
import { UploadList } from "./upload-list";
import { useUploads } from "./use-uploads";

type FileDropProps = { caseId: string; limitMb: number };

/** Takes files that are chosen, pasted, or dragged anywhere onto the page; says beforehand what it takes. */
export function FileDrop({ caseId, limitMb }: FileDropProps) {
  const tell = useToast();
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const { uploads, isBusy, add, retry, dismiss } = useUploads({
    caseId,
    limitMb,
    onAttached: (count) => {
      tell({ title: count === 1 ? "1 file attached." : `${count} files attached.` });
      router.refresh();
    },
  });
  const isOver = useDroppedFiles(add);
  usePastedFiles(add);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    add([...(event.currentTarget.files ?? [])]);
    // So that the same file can be chosen again after a failure.
    event.currentTarget.value = "";
  };
  return (
    <div className="grid gap-3 print:hidden">
      <div
        className={cn(
          "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-dashed border-line-strong p-3.5",
          isOver && "border-primary bg-primary-soft",
        )}
      >
        <Button
          icon={<Paperclip aria-hidden />}
          aria-describedby="files-taken"
          onClick={() => picker.current?.click()}
          size="s"
        >
          Choose files
        </Button>
        <p className="min-w-0 flex-1 basis-56 text-sm">
          {isOver ? "Let go to attach them." : "or drag them onto this page, or paste them."}
        </p>
        <p id="files-taken" className="basis-full text-sm text-muted">
          Up to {limitMb} MB each: {FILE_KINDS_SENTENCE}.
        </p>
        <input ref={picker} type="file" multiple hidden onChange={choose} />
      </div>
      <p role="status" className="sr-only">
        {isBusy ? "Attaching files…" : null}
      </p>
      {uploads.length > 0 ? <UploadList uploads={uploads} onRetry={retry} onDismiss={dismiss} /> : null}
    </div>
  );
}

type Add = (files: File[], isFolder?: (file: File) => boolean) => void;

/** A drop that misses would make the browser leave the page for the file, and what was typed with it: so nothing misses. */
function useDroppedFiles(add: Add): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const dropped = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      const items = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === "file");
      const given = items.map((item) => ({ file: item.getAsFile(), isFolder: item.webkitGetAsEntry()?.isDirectory }));
      const folders = new Set(given.filter(({ isFolder }) => isFolder).map(({ file }) => file));
      add(
        given.flatMap(({ file }) => file ?? []),
        (file) => folders.has(file),
      );
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", dropped);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", dropped);
    };
  }, [add]);
  return isOver;
}

/** A screenshot, or files copied in a file manager. A paste that holds words is left to the field it goes into. */
function usePastedFiles(add: Add): void {
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
      event.preventDefault();
      add(files);
    };
    document.addEventListener("paste", pasted);
    return () => document.removeEventListener("paste", pasted);
  }, [add]);
}
