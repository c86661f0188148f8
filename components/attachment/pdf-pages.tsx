"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button, buttonLook } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";
import { usePdf, usePdfPage } from "./use-pdf";

type PdfPagesProps = { address: string; name: string };

/** One page at a time, with its words below: for a screen reader, and to copy from. */
export function PdfPages({ address, name }: PdfPagesProps) {
  const { document, failure } = usePdf(address);
  const [number, setNumber] = useState(1);
  const top = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = usePdfPage(document, number, canvas);
  if (failure) {
    return (
      <Notice tone="soon" action={<DownloadLink address={address} />}>
        {failure}
      </Notice>
    );
  }
  const turnTo = (page: number) => {
    if (!document || page < 1 || page > document.numPages) return;
    setNumber(page);
    top.current?.scrollIntoView({ block: "start" });
  };
  return (
    <div ref={top} className="grid gap-3">
      <Turning address={address} number={number} count={document?.numPages ?? null} onTurn={turnTo} />
      {drawn?.failure ? <Notice tone="soon">{drawn.failure}</Notice> : null}
      <div aria-busy={!drawn} className="min-h-40">
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Page ${number} of ${name}, as a picture. Its words are below.`}
          hidden={!document}
          className="mx-auto h-auto max-w-full rounded border"
        />
      </div>
      <Disclosure summary={`Words of page ${number}`}>
        <p dir="auto" className="max-w-prose wrap-anywhere whitespace-pre-wrap">
          {wordsOf(drawn)}
        </p>
      </Disclosure>
      <p className="text-sm text-muted">
        A preview can leave out a font or a picture. Where something seems to be missing, download the file.
      </p>
    </div>
  );
}

function wordsOf(drawn: ReturnType<typeof usePdfPage>): string {
  if (!drawn) return "Being read…";
  return drawn.text || "This page holds no words that can be read out. It may be a scan or a photograph.";
}

type TurningProps = { address: string; number: number; count: number | null; onTurn: (page: number) => void };

// The buttons keep the focus at either end, so that the arrow keys go on working.
function Turning({ address, number, count, onTurn }: TurningProps) {
  const turnByKeys = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") onTurn(number - 1);
    else if (event.key === "ArrowRight") onTurn(number + 1);
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="toolbar"
      aria-label="Pages"
      onKeyDown={turnByKeys}
      className="sticky -top-2 z-10 flex flex-wrap items-center gap-2 bg-raised py-1.5"
    >
      <Button
        size="s"
        icon={<ChevronLeft aria-hidden />}
        aria-disabled={number === 1}
        onClick={() => onTurn(number - 1)}
        aria-label="Previous page"
      />
      <Button
        size="s"
        icon={<ChevronRight aria-hidden />}
        aria-disabled={number === count || count === null}
        onClick={() => onTurn(number + 1)}
        aria-label="Next page"
      />
      <p role="status" className="tabular-nums">
        {count === null ? "Opening…" : `Page ${number} of ${count}`}
      </p>
      <span className="ms-auto">
        <DownloadLink address={address} />
      </span>
    </div>
  );
}

export function DownloadLink({ address }: { address: string }) {
  return (
    <a href={address} className={buttonLook({ size: "s" })}>
      Download
    </a>
  );
}
