import type { FileKind } from "../schema";

/** What a line counts: all answers of a site in a month, those of one unit, or one person's. Unit null: of none, or of one not known here. */
export type Counted = { month: string; of: "site" | "unit" | "answer"; unitId: string | null };

/** What else of those months is here, and by which file it came. */
export type CountedElsewhere = Counted & { file: string };

export function countedBy(kind: FileKind, row: { day: string; unit: string; unitId: string | null }): Counted {
  const month = row.day.slice(0, 7);
  if (kind !== "fft_totals") return { month, of: "answer", unitId: row.unitId };
  return row.unit === "" ? { month, of: "site", unitId: null } : { month, of: "unit", unitId: row.unitId };
}

const NAMES: Record<Counted["of"], string> = {
  site: "A total for the whole site is",
  unit: "Totals of units are",
  answer: "Single answers are",
};

/**
 * Why a line would count people again whom another file counts in another way, in a sentence; null where it would not. A total of a site holds
 * its units and everyone's answers, a total of a unit the answers given there.
 */
export function whyCountedTwice(line: Counted, elsewhere: readonly CountedElsewhere[]): string | null {
  const other = elsewhere.find(
    ({ month, of, unitId }) =>
      month === line.month && of !== line.of && (unitId === null || line.unitId === null || unitId === line.unitId),
  );
  if (!other) return null;
  return `${NAMES[other.of]} here for this month, from “${other.file}”, and may count the same people. Take that import back first, or leave this out.`;
}
