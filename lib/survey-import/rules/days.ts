/** The order in which a file writes day, month and year. */
export const DAY_FORMATS = ["ymd", "dmy", "mdy"] as const;
export type DayFormat = (typeof DAY_FORMATS)[number];

/** What a time of day may look like behind a day; it is not kept. */
const TIME = /[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?(?:Z|[+-]\d{2}:?\d{2})?$/i;
const LEADING_YEAR = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/;
const TRAILING_YEAR = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/;

/**
 * The day that a cell gives in one order, "yyyy-mm-dd", or null: nothing is tried in another order, because 03/04 would then mean two days in
 * one file.
 */
export function readDay(text: string, format: DayFormat): string | null {
  const plain = text
    .replace(/\p{Z}+/gu, " ")
    .trim()
    .replace(TIME, "");
  const found = (format === "ymd" ? LEADING_YEAR : TRAILING_YEAR).exec(plain);
  if (!found) return null;
  const [first, second, third] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (format === "ymd") return dayOf(first, second, third);
  return format === "dmy" ? dayOf(third, second, first) : dayOf(third, first, second);
}

function dayOf(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal ? at.toISOString().slice(0, 10) : null;
}

/** How many of some cells are a day in each order; `both`: in two of them, so that the cell alone does not tell. */
export type DayFits = Record<DayFormat | "both" | "filled", number>;

export const NO_FITS: DayFits = { ymd: 0, dmy: 0, mdy: 0, both: 0, filled: 0 };

export function addFit(fits: DayFits, cell: string): DayFits {
  if (cell.trim() === "") return fits;
  const [ymd, dmy, mdy] = [readDay(cell, "ymd"), readDay(cell, "dmy"), readDay(cell, "mdy")];
  const next = { ...fits, filled: fits.filled + 1 };
  if (ymd) next.ymd += 1;
  if (dmy) next.dmy += 1;
  if (mdy) next.mdy += 1;
  if (dmy && mdy) next.both += 1;
  return next;
}

/** The one order that all the cells allow; null where a person has to say it. */
export function sureFormat(fits: DayFits): DayFormat | null {
  const fitting = DAY_FORMATS.filter((format) => fits.filled > 0 && fits[format] === fits.filled);
  const [only] = fitting;
  return fitting.length === 1 && only ? only : null;
}
