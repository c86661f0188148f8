import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { scaleOfPage } from "@/lib/attachment/rules/pdf";

export type { PDFDocumentProxy };

const MOST_IMAGE_PIXELS = 40_000_000;
const GRACE_MS = 1_000;
const BROKEN = "This PDF could not be read; it may be damaged. Download it to try another program.";
const ENCRYPTED = "This PDF is locked with a password, so it cannot be shown here. Download it to open it.";
const NOT_FETCHED = "This file could not be fetched. Check that you are online, then close this and open it again.";
const NOT_FOUND = "This file is no longer here, or you are signed out. Load the page again.";

/** A sentence that says why a PDF is not shown. */
export class NotShown extends Error {}

/**
 * Opens a PDF with its reader, both loaded now. A worker of its own parses the file; where that cannot start nothing else
 * does, because the page itself should not parse what strangers sent. The signal closes it all.
 */
export async function openPdf(address: string, signal: AbortSignal): Promise<PDFDocumentProxy> {
  const [reader, data] = await Promise.all([import("pdfjs-dist/legacy/build/pdf.mjs"), fetchBytes(address, signal)]);
  signal.throwIfAborted();
  const script = new URL("pdfjs-dist/legacy/build/pdf.worker.min.mjs", import.meta.url).toString();
  const port = new Worker(script, { type: "module" });
  const worker = reader.PDFWorker.create({ port });
  const task = reader.getDocument({
    data,
    worker,
    enableXfa: false,
    useWasm: false,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    maxImageSize: MOST_IMAGE_PIXELS,
    verbosity: reader.VerbosityLevel.ERRORS,
  });
  const failed = new Promise<never>((_, reject) => {
    port.addEventListener("error", () => reject(new NotShown(NOT_FETCHED)));
  });
  signal.addEventListener("abort", () => {
    void task.destroy().catch(() => undefined);
    // A file made to keep its worker busy would never answer.
    setTimeout(() => port.terminate(), GRACE_MS);
  });
  try {
    return await Promise.race([task.promise, failed]);
  } catch (error) {
    if (error instanceof NotShown) throw error;
    throw new NotShown(error instanceof reader.PasswordException ? ENCRYPTED : BROKEN);
  }
}

async function fetchBytes(address: string, signal: AbortSignal): Promise<Uint8Array> {
  const answer = await fetch(address, { credentials: "same-origin", signal }).catch(() => {
    throw new NotShown(NOT_FETCHED);
  });
  if (!answer.ok) throw new NotShown(NOT_FOUND);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Draws a page as wide as it may be on the screen. What it links to stays a picture: nothing in it can be pressed. */
export function drawPage(page: PDFPageProxy, canvas: HTMLCanvasElement, room: number) {
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: scaleOfPage({ width, height }, room * window.devicePixelRatio) });
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  return page.render({ canvas, viewport });
}

/** The words of a page, a line for each of its lines; empty where it is only a picture. */
export async function readPage(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent();
  const words = items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : ""));
  return words.join("").trim();
}
