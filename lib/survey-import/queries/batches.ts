import "server-only";
import { createReadStream } from "node:fs";
import { type Problem, plainName, type ReadRow, type RowRules, readRow } from "../rules/read-row";
import { MOST_ROWS } from "../schema";
import { digestOf, markOf, readRecords, Unreadable, type Written } from "./records";

export type BatchRow = Omit<ReadRow, "key"> & { line: number; key: string; digest: string };
export type Reject = Problem & { line: number; position: number };
export type Batch = {
  rows: BatchRow[];
  rejects: Reject[];
  /** Lines that say again what an earlier one of the file says. */
  repeats: number;
  /** Records gone through up to its end. */
  done: number;
};

const BATCH = 1_000;
const MOST_UNKNOWN = 50;
const OTHERWISE = "An earlier line of this file has this number with other answers.";

type Source = { place: string; written: Written; rules: RowRules; unknown: Map<string, number> };

/**
 * A file in pieces of a thousand records, each record read by its mapping. What is kept of those gone by is a number each, by which a line
 * that comes twice is known.
 */
export async function* readBatches({ place, written, rules, unknown }: Source): AsyncGenerator<Batch> {
  const seen = new Map<number, number>();
  let batch: Batch = { rows: [], rejects: [], repeats: 0, done: 0 };
  let done = -1;
  for await (const { line, cells } of readRecords(createReadStream(place), written)) {
    done += 1;
    if (done === 0) continue;
    if (done > MOST_ROWS) {
      throw new Unreadable(`This file has more than ${MOST_ROWS.toLocaleString("en")} rows. Import it in parts.`);
    }
    take(batch, { line, ...readOne({ rules, unknown, seen }, cells) });
    if (done % BATCH === 0) {
      yield { ...batch, done };
      batch = { rows: [], rejects: [], repeats: 0, done };
    }
  }
  if (batch.done < done) yield { ...batch, done };
}

type Read = { problems: Problem[] } | { row: ReadRow; key: string; digest: string } | { isRepeat: true };

function take(batch: Batch, read: Read & { line: number }): void {
  const { line } = read;
  if ("isRepeat" in read) batch.repeats += 1;
  else if ("problems" in read)
    batch.rejects.push(...read.problems.map((problem, position) => ({ ...problem, line, position })));
  else batch.rows.push({ ...read.row, line, key: read.key, digest: read.digest });
}

type Reading = Pick<Source, "rules" | "unknown"> & { seen: Map<number, number> };

function readOne({ rules, unknown, seen }: Reading, cells: string[]): Read {
  noteUnit(rules, cells, unknown);
  const read = readRow(rules, cells);
  if ("problems" in read) return read;
  const { row } = read;
  const digest = digestOf(saidBy(row));
  if (row.key === null) {
    // Two people may say the same: the second time it is another answer, and the second of an earlier file is the same one.
    const mark = markOf(digest);
    const nth = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, nth);
    return { row, key: `d:${digest}:${nth}`, digest };
  }
  const mark = markOf(row.key);
  const before = seen.get(mark);
  if (before === undefined) {
    seen.set(mark, markOf(digest));
    return { row, key: row.key, digest };
  }
  if (before === markOf(digest)) return { isRepeat: true };
  const column = rules.places.find(({ role }) => role === "response_id" || role === "respondent" || role === "month");
  return { problems: [{ column: column?.name ?? "", value: cells[column?.at ?? -1] ?? "", reason: OTHERWISE }] };
}

function saidBy({ day, unit, items, comment, language, respondent }: ReadRow): string {
  const given = Object.entries(items).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([day, plainName(unit), given, comment, language, respondent]);
}

function noteUnit({ places, units }: RowRules, cells: string[], unknown: Map<string, number>): void {
  const place = places.find(({ role }) => role === "unit");
  const name = place && (cells[place.at] ?? "").trim().toWellFormed().slice(0, 120);
  if (!name || units.has(plainName(name))) return;
  if (unknown.has(name) || unknown.size < MOST_UNKNOWN) unknown.set(name, (unknown.get(name) ?? 0) + 1);
}
