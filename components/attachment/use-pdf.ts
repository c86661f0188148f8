"use client";

import { type RefObject, useEffect, useState } from "react";
import { drawPage, NotShown, openPdf, type PDFDocumentProxy, readPage } from "./open-pdf";

const NOT_DRAWN = "This page could not be shown. Download the file to read it.";

type Opened = { document: PDFDocumentProxy | null; failure: string | null };

/** A PDF that is open for as long as it is looked at. */
export function usePdf(address: string): Opened {
  const [opened, setOpened] = useState<Opened>({ document: null, failure: null });
  useEffect(() => {
    const closing = new AbortController();
    openPdf(address, closing.signal).then(
      (document) => setOpened({ document, failure: null }),
      (error: unknown) => {
        if (closing.signal.aborted) return;
        setOpened({ document: null, failure: error instanceof NotShown ? error.message : NOT_DRAWN });
      },
    );
    return () => closing.abort();
  }, [address]);
  return opened;
}

type Drawn = { number: number; text: string; failure: string | null };

/** Draws one page, and reads its words. Null until they are there. */
export function usePdfPage(
  document: PDFDocumentProxy | null,
  number: number,
  canvas: RefObject<HTMLCanvasElement | null>,
): Drawn | null {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => {
    if (!document) return;
    let isLeft = false;
    let cancel = () => {};
    const draw = async () => {
      const page = await document.getPage(number);
      const target = canvas.current;
      if (isLeft || !target) return;
      const drawing = drawPage(page, target, target.parentElement?.clientWidth ?? target.width);
      cancel = () => drawing.cancel();
      const [text] = await Promise.all([readPage(page), drawing.promise]);
      if (!isLeft) setDrawn({ number, text, failure: null });
      page.cleanup();
    };
    draw().catch(() => {
      if (!isLeft) setDrawn({ number, text: "", failure: NOT_DRAWN });
    });
    return () => {
      isLeft = true;
      cancel();
    };
  }, [document, number, canvas]);
  return drawn?.number === number ? drawn : null;
}
