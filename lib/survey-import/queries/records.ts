import "server-only";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { fromNeutral } from "@/lib/export/rules/csv";
import type { Delimiter, Encoding } from "@/lib/shared/table-file";

/** One record of a file: the line on which it begins, and its cells. */
export type FileRecord = { line: number; cells: string[] };

export type Written = { encoding: Encoding; delimiter: Delimiter };

/** What stands before the columns of a file of rejected lines: a line may have more cells than there are columns. */
export const REJECTED_COLUMNS = ["Rejected line", "Why it was rejected"] as const;

/** A cell that never ends is a quotation mark that was forgotten, and would take the whole file into memory. */
const MOST_RECORD = 1_000_000;

/** A file that is no table from some line on. */
export class Unreadable extends Error {}

/**
 * The records of a file one after the other, the first with the names of the columns among them; never more of them in memory than are asked
 * for. Blank lines are left out. A file of rejected lines that comes back holds what stood in the file that they are of.
 */
export async function* readRecords(bytes: Readable, { encoding, delimiter }: Written): AsyncGenerator<FileRecord> {
  const parser = parse({
    ...{ delimiter, relax_column_count: true, relax_quotes: true, max_record_size: MOST_RECORD },
    record_delimiter: ["\r\n", "\n", "\r"],
  });
  const text = Readable.from(decode(bytes, encoding), { objectMode: false });
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  let line = 1;
  let isMended: boolean | null = null;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const isBlank = cells.every((cell) => cell.trim() === "");
      if (!isBlank) isMended ??= cells[0] === REJECTED_COLUMNS[0];
      // Rejected lines went out so that no cell of theirs runs in a spreadsheet.
      if (!isBlank) yield { line, cells: isMended ? cells.map(fromNeutral) : cells };
      line += cells.reduce((sum, cell) => sum + countBreaks(cell), 1);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new Unreadable(tell(error, line));
    throw error;
  } finally {
    text.destroy();
    bytes.destroy();
    parser.destroy();
  }
}

// The parser counts a break of two letters within a cell as two lines.
function countBreaks(cell: string): number {
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}

async function* decode(bytes: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytes) {
    const text = decoder.decode(piece as Uint8Array, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

function tell(error: CsvError, line: number): string {
  const at = line.toLocaleString("en");
  const isQuote = error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE";
  if (isQuote)
    return `A quotation mark that opens on or after line ${at} is never closed, so the rest of the file is one cell.`;
  return `This file cannot be read as a table from line ${at} on: a quotation mark is out of place.`;
}

/** In few letters what some text says; the same for the same. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/** The same as a number, for remembering many of them. */
export function markOf(text: string): number {
  return createHash("sha256").update(text).digest().readUIntBE(0, 6);
}
