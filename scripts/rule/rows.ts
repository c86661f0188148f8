/** What cannot be used: of which row (from 1, a CSV's heading not counted), which field (none: all of it), and why. */
export type Problem = { row: number; field: string; message: string };

/** What was given, as rows and what they share. */
export type Given = { rows: unknown[]; shared: Record<string, unknown> };

/** Rows cannot be read at all from this. */
export class InputError extends Error {}

const ROW_KEYS = ["rows", "vectors", "cases"];

/** JSON: a row, a list of rows, or an object with `rows` (or `vectors`, `cases`) beside what they share. CSV: a heading, then rows. */
export function readRows(text: string, format: "json" | "csv" | null): Given {
  const plain = text.replace(/^\uFEFF/, "");
  if (plain.trim() === "") throw new InputError("The input is empty.");
  const isJson = format === null ? /^\s*[[{]/.test(plain) : format === "json";
  return isJson ? readJson(plain) : { rows: readCsv(plain), shared: {} };
}

function readJson(text: string): Given {
  const value = parseJson(text);
  if (Array.isArray(value)) return { rows: value, shared: {} };
  if (!isRecord(value)) throw new InputError("The input must be a row, or a list of rows.");
  const key = ROW_KEYS.find((name) => Array.isArray(value[name]));
  if (key === undefined) return { rows: [value], shared: {} };
  const { [key]: rows, ...shared } = value;
  return { rows: Array.isArray(rows) ? rows : [], shared };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`The input is no JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The rows of a CSV by its heading. An empty cell is as if it were not there. */
function readCsv(text: string): Record<string, string>[] {
  const [heading, ...lines] = cellsOf(text);
  if (!heading) throw new InputError("The input is empty.");
  const names = heading.map((name) => name.trim());
  const twice = names.find((name, index) => name !== "" && names.indexOf(name) !== index);
  if (twice !== undefined) throw new InputError(`The column ${twice} is there twice.`);
  if (names.length === 1 && /[;\t|]/.test(names[0] ?? "")) {
    throw new InputError(`The heading "${names[0]}" is one column. Put commas between the columns.`);
  }
  if (lines.length === 0) {
    throw new InputError(`Nothing stands below the heading "${names.join(",")}". Is this a CSV, or JSON?`);
  }
  const other = lines.findIndex(([cell = "", ...rest]) => rest.length === 0 && isOtherwise(cell, names.length));
  if (other >= 0) {
    throw new InputError(`Row ${other + 1}, "${lines[other]?.[0]}", is one column. Put commas between the columns.`);
  }
  return lines.map((cells) =>
    Object.fromEntries(
      cells
        .map((cell, index): [string, string] => [names[index] ?? `column ${index + 1}`, cell])
        .filter(([, cell]) => cell.trim() !== ""),
    ),
  );
}

/** Whether a line of one cell is all columns with another sign between them. */
function isOtherwise(cell: string, columns: number): boolean {
  return columns > 1 && [";", "\t", "|"].some((sign) => cell.split(sign).length === columns);
}

/** Cells as RFC 4180 has them: quotes around a cell that holds a comma, a quote (doubled) or a new line. Empty lines are no rows. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? "";
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else isQuoted = false;
      continue;
    }
    if (char === '"' && cell === "") isQuoted = true;
    else if (char === "," || char === "\n") {
      rows.at(-1)?.push(char === "\n" ? cell.replace(/\r$/, "") : cell);
      cell = "";
      if (char === "\n") rows.push([]);
    } else cell += char;
  }
  if (isQuoted) throw new InputError("A quotation mark in the CSV is never closed.");
  rows.at(-1)?.push(cell.replace(/\r$/, ""));
  return rows.filter((cells) => cells.some((each) => each.trim() !== ""));
}
