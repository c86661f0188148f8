import type { Cell } from "../types";

const NARROWEST = 8;
/** Beyond this a text is read in its cell rather than at a glance. */
const WIDEST = 60;
/** "2026-11-22 14:02". */
const INSTANT = 16;
/** Room at both sides, and for the arrow of the filter beside a header. */
const [ROOM, ARROW] = [2, 3];

/** As wide as what stands in each column, as far as these rows tell; in widths of a digit. */
export function widthsOf(headers: readonly string[], rows: readonly Cell[][]): number[] {
  return headers.map((header, at) => {
    const widest = rows.reduce((most, row) => Math.max(most, widthOf(row[at] ?? null)), widthOf(header) + ARROW);
    return Math.min(WIDEST, Math.max(NARROWEST, widest + ROOM));
  });
}

function widthOf(cell: Cell): number {
  if (cell === null) return 0;
  if (typeof cell === "object") return INSTANT;
  return Math.max(...String(cell).split("\n").map(widthOfLine));
}

// Signs of East Asia take the room of two.
function widthOfLine(line: string): number {
  return (
    line.length +
    [...line.slice(0, WIDEST).matchAll(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)].length
  );
}
