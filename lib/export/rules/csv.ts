import type { Delimiter } from "@/lib/shared/table-file";
import type { About, Cell } from "../types";
import { tellInstant } from "./instants";

/** Says that what follows is UTF-8: without it Excel reads accents in the code page of the computer. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** The column that says of each row who took it out and when, and which row of how many it is. */
export const MARK_HEADER = "Exported";

export function markOf(about: About, row: number): string {
  return `${tellInstant(about.madeAt, about.zone)} by ${about.by}, row ${row} of ${about.total}`;
}

/** The same of a whole sheet, as it stands on each page of it. */
export function tellMark({ by, madeAt, zone }: About): string {
  return `Exported ${tellInstant(madeAt, zone)} by ${by}`;
}

/** One record of RFC 4180: between commas, ended by CR LF, in quotes where it needs them. */
export function csvLine(cells: readonly Cell[]): string {
  return separatedLine(cells, ",");
}

/** The same between whatever stands between the cells of somebody else's file. */
export function separatedLine(cells: readonly Cell[], delimiter: Delimiter): string {
  return `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`;
}

function quoted(cell: Cell, delimiter: Delimiter): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = typeof cell === "string" ? neutral(cell) : tellInstant(cell.at, cell.zone);
  return /[",;\t\r\n]|^\s|\s$/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Signs with which a spreadsheet begins a formula, and their full-width twins, after anything that it passes over.
const FORMULA = /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
// A spreadsheet that takes semicolons or tabs for commas begins another cell there.
const INNER = /([;\t\r\n][\s\p{Cf}]*)(?=[=+\-@＝＋－＠])/gu;

const HELD = /^'(?=[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]|[\t\r\n])/u;
const INNER_HELD = /([;\t\r\n][\s\p{Cf}]*)'(?=[=+\-@＝＋－＠])/gu;

/** What `neutral` made of a text as it was before, where that comes back in a file; one that began with such an apostrophe itself loses it. */
export function fromNeutral(text: string): string {
  return text.replace(HELD, "").replace(INNER_HELD, "$1");
}

/** Text that a spreadsheet does not take for a formula: an apostrophe stands before it, and the rest is as it was. */
export function neutral(text: string): string {
  const inside = text.replace(INNER, "$1'");
  return FORMULA.test(text) ? `'${inside}` : inside;
}
