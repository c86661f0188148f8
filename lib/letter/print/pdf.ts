import "server-only";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import type { LetterDocument } from "@/lib/letter/rules/document";
import { countPages, flow } from "./flow";
import { requireGlyphs } from "./glyphs";
import { flowAddressSheet } from "./head";
import type { Letterhead, PrintableLetter, PrintOptions } from "./letterhead";
import { type DocumentOptions, openDocument, Pen } from "./pen";
import { cleanText, textsOf } from "./spans";
import { wordsIn } from "./words";

/** A letter as a PDF: tagged, in its language, on the site's paper. Refuses words that no font can draw before it makes anything. */
export async function printLetter(
  document: LetterDocument,
  letterhead: Letterhead,
  options: PrintOptions,
): Promise<Uint8Array> {
  const letter = { document, letterhead, options };
  requirePrintable(letter);
  return bytesOf({ title: titleOf(letter), ...options }, (pen) => drawLetter(pen, letter));
}

/** A sheet for a window envelope, for what is sent without a letter of ours or with one that has no room for the address. */
export async function printAddressSheet(letterhead: Letterhead, options: PrintOptions): Promise<Uint8Array> {
  requirePrintable({ document: { blocks: [] }, letterhead, options });
  const title = [letterhead.siteName, letterhead.reference].filter(Boolean).join(", ");
  return bytesOf({ title, ...options }, async (pen) => drawAddressSheet(pen, { letterhead, options }));
}

export function requirePrintable({ document, letterhead, options }: PrintableLetter): void {
  const words = wordsIn(options.language);
  const around = Object.values(letterhead).flat().map(cleanText);
  requireGlyphs([...around, ...textsOf(document), words.reference, words.page("0123456789", "1")]);
}

const STEPS_PER_TURN = 200;

/** Draws one letter and says how many pages it takes. Others get their turn in between: a long letter must not hold up the server. */
export async function drawLetter(pen: Pen, letter: PrintableLetter, bookmark: string | null = null): Promise<number> {
  const { letterhead, options } = letter;
  const pages = countPages(letter);
  const words = wordsIn(options.language);
  const numberOf = (page: number) =>
    [words.page(String(page), String(pages)), letterhead.reference].filter(Boolean).join(" · ");
  let steps = 0;
  pen.startLetter(options.language);
  for (const step of flow(letter)) {
    pen.take(step, { letterhead, options, numberOf, bookmark });
    if (++steps % STEPS_PER_TURN === 0) await untilTaken(pen);
  }
  pen.endLetter();
  return pages;
}

export function drawAddressSheet(pen: Pen, { letterhead, options }: Omit<PrintableLetter, "document">): void {
  pen.startLetter(options.language);
  for (const step of flowAddressSheet(letterhead, options)) {
    pen.take(step, { letterhead, options, numberOf: () => "", bookmark: null });
  }
  pen.endLetter();
}

const MOST_WAITING = 512 * 1024;

/** Waits until what was drawn has gone where it goes, so that a slow disk or network does not fill the memory. */
export async function untilTaken({ document }: Pen): Promise<void> {
  await nextTurn();
  while (document.readableLength > MOST_WAITING && !document.destroyed) await wait(2);
}

/** Makes a PDF while it is drawn. Where drawing fails, what it went to fails too. */
export async function writePdf(
  options: DocumentOptions,
  draw: (pen: Pen) => Promise<unknown>,
  out: Writable,
): Promise<void> {
  const pdf = openDocument(options);
  const written = pipeline(pdf, out);
  const drawn = drawToEnd(new Pen(pdf), draw).catch((error: unknown) => {
    pdf.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [drawing] = await Promise.allSettled([drawn, written]);
  if (drawing.status === "rejected") throw drawing.reason;
  await written;
}

async function drawToEnd(pen: Pen, draw: (pen: Pen) => Promise<unknown>): Promise<void> {
  await draw(pen);
  pen.end();
}

export async function bytesOf(options: DocumentOptions, draw: (pen: Pen) => Promise<unknown>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const out = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await writePdf(options, draw, out);
  return Buffer.concat(chunks);
}

export function titleOf({ document, letterhead }: PrintableLetter): string {
  const heading = document.blocks.find((block) => block.kind === "heading");
  const words = heading?.spans.map(({ text }) => text).join("");
  return [words ?? letterhead.siteName, letterhead.reference].filter(Boolean).join(", ");
}
