import "server-only";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { DomainError } from "@/lib/platform/errors";
import type { PrintableLetter } from "./letterhead";
import { drawAddressSheet, drawLetter, requirePrintable, untilTaken, writePdf } from "./pdf";
import type { Pen } from "./pen";

export type BatchOptions = {
  title: string;
  /** The language of the file as a whole; each letter has its own. */
  language: string;
  withAddressSheets?: boolean;
  /** Each letter begins on a sheet of its own. */
  bothSides?: boolean;
  onProgress?: (printed: number) => void;
  printedAt?: Date;
  signal?: AbortSignal;
};

type Letters = AsyncIterable<PrintableLetter> | Iterable<PrintableLetter>;

/** Prints many letters into one file, one at a time. The file is there only when all of them are in it. */
export async function printLettersToFile(letters: Letters, file: string, options: BatchOptions): Promise<number> {
  const unfinished = `${file}.part`;
  try {
    const printed = await printLetters(letters, createWriteStream(unfinished), options);
    await rename(unfinished, file);
    return printed;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Prints letters as they come into one stream, which is destroyed where one of them cannot be printed. Says how many they were. */
export async function printLetters(letters: Letters, out: Writable, options: BatchOptions): Promise<number> {
  let printed = 0;
  const draw = async (pen: Pen) => {
    for await (const letter of letters) {
      options.signal?.throwIfAborted();
      requireThisPrintable(letter);
      await drawOne(pen, letter, options);
      await untilTaken(pen);
      printed++;
      options.onProgress?.(printed);
    }
    // A PDF must have a page.
    if (printed === 0) throw new DomainError("INVALID", "There is no letter to print.");
  };
  await writePdf(options, draw, out);
  return printed;
}

async function drawOne(
  pen: Pen,
  letter: PrintableLetter,
  { withAddressSheets, bothSides }: BatchOptions,
): Promise<void> {
  const paper = letter.options.paper ?? "A4";
  if (withAddressSheets) {
    drawAddressSheet(pen, letter);
    if (bothSides) pen.turnEmptyPage(paper);
  }
  const pages = await drawLetter(pen, letter, letter.letterhead.reference || letter.letterhead.siteName);
  if (bothSides && pages % 2 === 1) pen.turnEmptyPage(paper);
}

function requireThisPrintable(letter: PrintableLetter): void {
  try {
    requirePrintable(letter);
  } catch (error) {
    const reason = error instanceof DomainError ? error.details.fieldErrors?.text?.[0] : undefined;
    if (!reason) throw error;
    throw new DomainError("INVALID", `${letter.letterhead.reference}: ${reason} None of these letters was printed.`);
  }
}
