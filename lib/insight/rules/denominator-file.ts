import { parse } from "csv-parse/sync";
import { findDelimiter } from "@/lib/shared/table-file";
import { MEASURES, type Measure, MOST_FILE_ROWS } from "../schema";
import { readCount } from "./counts";
import { readMonth } from "./months";

/** What one line of a file says. `unit` null: of the whole site. */
export type FileRow = { line: number; month: string; unit: string | null; measure: Measure; value: number };
export type FileProblem = { line: number; message: string };
export type ReadFile = { rows: FileRow[]; problems: FileProblem[] };

const HEADERS: Record<"month" | "unit" | "measure" | "value", readonly string[]> = {
  month: ["month", "period", "date"],
  unit: ["unit", "ward", "department", "location"],
  measure: ["measure", "metric", "type"],
  value: ["value", "count", "number", "total", ...MEASURES],
};

/**
 * Reads a file of denominators: a line of names, and then a line for each month and unit. Columns may stand in any order, between commas,
 * semicolons, tabs or bars. What cannot be read is told line by line, and the rest is read.
 * @param measure what it counts where no column says so
 */
export function readDenominatorFile(text: string, measure: Measure): ReadFile {
  const lines = linesOf(text);
  if (typeof lines === "string") return { rows: [], problems: [{ line: 1, message: lines }] };
  const [names, ...rest] = lines;
  if (!names || rest.length === 0) return { rows: [], problems: [{ line: 1, message: "This file has no rows." }] };
  const columns = columnsOf(names.cells);
  if (columns.month < 0 || columns.value < 0) {
    const message = "The first line must name the columns: month and value, and unit and measure where there are any.";
    return { rows: [], problems: [{ line: 1, message }] };
  }
  if (columns.values.length > 1) {
    const message = `More than one column may be the value: ${columns.values.map(short).join(", ")}. Leave one, or give each line its measure.`;
    return { rows: [], problems: [{ line: 1, message }] };
  }
  if (rest.length > MOST_FILE_ROWS) {
    const most = MOST_FILE_ROWS.toLocaleString("en");
    const message = `This file has ${rest.length.toLocaleString("en")} rows. Import at most ${most} at a time.`;
    return { rows: [], problems: [{ line: 1, message }] };
  }
  const read: ReadFile = { rows: [], problems: [] };
  for (const { line, cells } of rest) {
    const row = readRow(cells, columns, columns.header ?? measure);
    if (typeof row === "string") read.problems.push({ line, message: row });
    else read.rows.push({ line, ...row });
  }
  return read;
}

type Line = { line: number; cells: string[] };

/** The records with the line on which each ends, without those that are blank; or why there are none. */
function linesOf(text: string): Line[] | string {
  const delimiter = findDelimiter(text.slice(0, 10_000));
  const lines: Line[] = [];
  try {
    parse(text, {
      ...{ bom: true, delimiter, relax_column_count: true, relax_quotes: true, trim: true },
      on_record: (cells: string[], { lines: line }) => {
        if (cells.some((cell) => cell !== "")) lines.push({ line, cells });
        return null;
      },
    });
    return lines;
  } catch (error) {
    const at = error instanceof Error && "lines" in error ? ` Look at line ${error.lines}.` : "";
    return `This file cannot be read as a table: a quotation mark is missing or out of place.${at}`;
  }
}

type Columns = Record<keyof typeof HEADERS, number> & {
  header: Measure | undefined;
  /** The names of all that could be the value. */
  values: string[];
};

function columnsOf(names: string[]): Columns {
  const plain = names.map((name) => name.toLowerCase().replace(/[\s-]+/g, "_"));
  const find = (key: keyof typeof HEADERS) => plain.findIndex((name) => HEADERS[key].includes(name));
  const value = find("value");
  return {
    ...{ month: find("month"), unit: find("unit"), measure: find("measure"), value },
    header: MEASURES.find((measure) => measure === plain[value]),
    values: names.filter((_, at) => HEADERS.value.includes(plain[at] ?? "")),
  };
}

function readRow(cells: string[], columns: Columns, usual: Measure): Omit<FileRow, "line"> | string {
  const cell = (at: number) => (at < 0 ? "" : (cells[at] ?? ""));
  const month = readMonth(cell(columns.month));
  if (!month) return `“${short(cell(columns.month))}” is no month. Write it as 2026-03.`;
  const named = cell(columns.measure)
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const measure = named === "" ? usual : MEASURES.find((each) => each === named);
  if (!measure) return `“${short(cell(columns.measure))}” is none of encounters, patient days, discharges and visits.`;
  const read = readCount(cell(columns.value));
  if ("error" in read) return `“${short(cell(columns.value))}”: ${read.error}`;
  if (read.value === null) return "It has no value.";
  return { month, unit: cell(columns.unit) || null, measure, value: read.value };
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
