import { Zip, ZipDeflate } from "fflate";
import type { Cell } from "../types";
import { neutral } from "./csv";
import { sheetDays, tellInstant } from "./instants";
import { widthsOf } from "./sheet-widths";
import { escapeXml, frame, onPaper, type Part, STYLE, styles } from "./workbook-parts";

/** Rows of a sheet, the header with them, as every program that reads workbooks has them. */
const MOST_ROWS = 1_048_576;

type Book = {
  /** The name of the first sheet; what does not fit on it goes on to "<name> 2". */
  name: string;
  headers: string[];
  pages: AsyncIterable<Cell[][]>;
  /** A second sheet of labels and what they stand for, made once the rows are known. */
  about: { name: string; rows: () => [string, Cell][] };
  /** Who took it out and when: it stands on every page that is printed. */
  mark: string;
  mostRows?: number;
};

/**
 * A workbook (ECMA-376) while it is written, sheet after sheet, so that it takes no more room than some of its rows. Text is held as
 * text, whatever it begins with; numbers are numbers, and times are dates as the clocks of their place show them. The first rows say how
 * wide its columns are.
 */
export async function* workbook({
  name,
  headers,
  pages,
  about,
  mark,
  mostRows = MOST_ROWS,
}: Book): AsyncGenerator<Uint8Array> {
  const out = openZip();
  const names: string[] = [];
  let sheet = out.begin(sheetPath(names.push(name)));
  let row = 1;
  let widths: number[] | undefined;
  for await (const page of pages) {
    if (!widths) {
      widths = widthsOf(headers, page);
      sheet.push(sheetHead(headers, widths));
    }
    for (const cells of page) {
      if (row === mostRows) {
        sheet.end(sheetTail(headers.length, row, mark));
        sheet = out.begin(sheetPath(names.push(`${name} ${names.length + 1}`)));
        row = 1;
        sheet.push(sheetHead(headers, widths));
      }
      sheet.push(rowXml(cells, ++row));
    }
    yield* out.take();
  }
  if (!widths) sheet.push(sheetHead(headers, widthsOf(headers, [])));
  sheet.end(sheetTail(headers.length, row, mark));
  const last = out.begin(sheetPath(names.push(about.name)));
  last.end(aboutXml(about.rows(), mark));
  for (const part of [...frame(names), styles()]) out.begin(part.path).end(part.xml);
  out.end();
  yield* out.take();
}

function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

type Open = { push: (xml: string) => void; end: (xml: string) => void };

const WAITING = 64 * 1024;

function openZip() {
  let chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const encoder = new TextEncoder();
  return {
    begin(path: Part["path"]): Open {
      const file = new ZipDeflate(path, { level: 6 });
      zip.add(file);
      let waiting = "";
      return {
        push(xml) {
          waiting += xml;
          if (waiting.length < WAITING) return;
          file.push(encoder.encode(waiting));
          waiting = "";
        },
        end: (xml) => file.push(encoder.encode(waiting + xml), true),
      };
    },
    end: () => zip.end(),
    *take() {
      const taken = chunks;
      chunks = [];
      yield* taken;
    },
  };
}

const SHEET =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

// As wide as a page when it is printed, and as many pages long as it takes.
const FITTING = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';

// The header stays in sight while the rows are scrolled.
function sheetHead(headers: string[], widths: number[]): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const view = `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`;
  const cells = headers.map((header, at) => textXml(header, { ref: `${columnName(at)}1`, style: STYLE.header }));
  return `${SHEET}${FITTING}${view}${columns(widths)}<sheetData><row r="1">${cells.join("")}</row>`;
}

function sheetTail(width: number, rows: number, mark: string): string {
  return `</sheetData><autoFilter ref="A1:${columnName(width - 1)}${rows}"/>${onPaper(mark)}</worksheet>`;
}

function aboutXml(rows: [string, Cell][], mark: string): string {
  const lines = rows.map(([label, value], index) => {
    const row = index + 1;
    const name = textXml(label, { ref: `A${row}`, style: STYLE.header });
    return `<row r="${row}">${name}${cellXml(value, `B${row}`)}</row>`;
  });
  return `${SHEET}${columns([40, 40])}<sheetData>${lines.join("")}</sheetData>${onPaper(mark)}</worksheet>`;
}

function columns(widths: number[]): string {
  const each = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  return `<cols>${each.join("")}</cols>`;
}

function rowXml(cells: Cell[], row: number): string {
  return `<row r="${row}">${cells.map((cell, at) => cellXml(cell, `${columnName(at)}${row}`)).join("")}</row>`;
}

function cellXml(cell: Cell, ref: string): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return `<c r="${ref}"><v>${cell}</v></c>`;
  // A person who edits such a text must not make a formula of it: the cell says that an apostrophe stands before it.
  if (typeof cell === "string")
    return textXml(cell, { ref, style: neutral(cell) === cell ? STYLE.plain : STYLE.quoted });
  const days = sheetDays(cell.at, cell.zone);
  if (days === null) return textXml(tellInstant(cell.at, cell.zone), { ref, style: STYLE.plain });
  return `<c r="${ref}" s="${STYLE.instant}"><v>${days}</v></c>`;
}

function textXml(text: string, { ref, style }: { ref: string; style: number }): string {
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** "A" to "Z", then "AA": how a sheet names its columns. */
function columnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last;
}
