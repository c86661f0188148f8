"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";

type PreviewProps = { attachmentId: string; name: string };

/** A small picture of an image that opens the whole of it. An img element runs nothing, whatever the file holds. */
export function PreviewDialog({ attachmentId, name }: PreviewProps) {
  const [isOpen, setIsOpen] = useState(false);
  const address = `/api/files/${attachmentId}?preview=1`;
  return (
    <>
      <button
        type="button"
        aria-label={`Look at ${name}`}
        onClick={() => setIsOpen(true)}
        className="size-10 shrink-0 overflow-hidden rounded border bg-sunk hover:border-line-strong"
      >
        {/* biome-ignore lint/performance/noImgElement: the optimiser would ask for it without the viewer's session. */}
        <img src={address} alt="" width={40} height={40} loading="lazy" className="size-full object-cover" />
      </button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={<bdi className="wrap-anywhere">{name}</bdi>}
        className="w-[min(64rem,calc(100vw-2rem))]"
      >
        {/* biome-ignore lint/performance/noImgElement: as above. */}
        <img
          src={address}
          alt={`Image: ${name}`}
          className="mx-auto max-h-most max-w-full rounded border object-contain"
        />
      </Dialog>
    </>
  );
}
