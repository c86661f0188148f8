import "server-only";
import { createReadStream } from "node:fs";
import { createEncodingJudge, type Delimiter, type Encoding, findDelimiter } from "@/lib/shared/table-file";
import { searchable } from "@/lib/shared/text";
import { addFit, NO_FITS } from "../rules/days";
import { isPlainText } from "../rules/plain-text";
import { type FileColumn, MOST_COLUMNS, NO_TABLE } from "../schema";
import { readRecords, Unreadable } from "./records";

const LOOKED_AT = 20_000;
const MOST_SAMPLES = 4;
const MOST_NAME = 120;
const MOST_SAMPLE = 60;
const BEGIN_BYTES = 65_536;

export type LookedAt = { encoding: Encoding; delimiter: Delimiter; columns: FileColumn[] };

/** What a file that has arrived is: how it is written, and what its columns hold. A sentence where it is no table. */
export async function lookAtFile(place: string): Promise<LookedAt | string> {
  const judge = createEncodingJudge();
  for await (const piece of createReadStream(place)) judge.add(piece);
  const encoding = judge.end();
  const begin = await readBegin(place, encoding);
  if (!isPlainText(begin)) return NO_TABLE;
  const delimiter = findDelimiter(begin);
  let columns: FileColumn[] | null = null;
  let rows = 0;
  try {
    for await (const { cells } of readRecords(createReadStream(place), { encoding, delimiter })) {
      if (columns === null) {
        if (cells.length > MOST_COLUMNS)
          return `This file has ${cells.length} columns. At most ${MOST_COLUMNS} can be read.`;
        columns = namesOf(cells).map((name) => ({ name, samples: [], fits: { ...NO_FITS } }));
        continue;
      }
      rows += 1;
      for (const [at, column] of columns.entries()) learn(column, cells[at] ?? "");
      if (rows >= LOOKED_AT) break;
    }
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
  if (columns === null) return "This file is empty.";
  if (rows === 0) return "This file has a first line and nothing below it. The first line must name the columns.";
  return { encoding, delimiter, columns: columns.map(withoutOddFits) };
}

async function readBegin(place: string, encoding: Encoding): Promise<string> {
  const decoder = new TextDecoder(encoding);
  let text = "";
  for await (const piece of createReadStream(place, { end: BEGIN_BYTES }))
    text += decoder.decode(piece, { stream: true });
  return text;
}

/** Cells of the first line as names that differ: an empty one by its place, a second of the same name by its number. */
function namesOf(cells: string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, at) => {
    const plain =
      searchable(cell).toWellFormed().replace(/\s+/gu, " ").trim().slice(0, MOST_NAME) || `Column ${at + 1}`;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    return count === 1 ? plain : `${plain} (${count})`;
  });
}

function learn(column: FileColumn, cell: string): void {
  const plain = searchable(cell).toWellFormed().replace(/\s+/gu, " ").trim();
  if (plain === "") return;
  const sample = plain.length > MOST_SAMPLE ? `${plain.slice(0, MOST_SAMPLE).toWellFormed()}…` : plain;
  if (column.samples.length < MOST_SAMPLES && !column.samples.includes(sample)) column.samples.push(sample);
  if (column.fits) column.fits = addFit(column.fits, plain);
}

/** Only of a column most of whose cells are days it is told how they fit. */
function withoutOddFits(column: FileColumn): FileColumn {
  const { fits } = column;
  const isDays = fits !== null && fits.filled > 0 && Math.max(fits.ymd, fits.dmy, fits.mdy) * 2 > fits.filled;
  return { ...column, fits: isDays ? fits : null };
}
