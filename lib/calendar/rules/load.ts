import type { Holiday, LoadPlan } from "../types";

/** A closed day that a site has, or had, as loading must know it. */
export type KnownDay = Holiday & { id: string; isLoaded: boolean; isVoided: boolean; isVoidedByLoad: boolean };

/**
 * What loading a list of public holidays changes: days that are missing come in, and days that an earlier load brought and this list
 * does not hold go out. What a person added or took out stays as they left it, so that loading twice changes nothing the second time.
 */
export function planLoad(holidays: readonly Holiday[], known: readonly KnownDay[], years: readonly number[]): LoadPlan {
  const present = new Set(known.filter(({ isVoided }) => !isVoided).map(({ date }) => date));
  const refused = new Set(
    known.filter((day) => day.isLoaded && day.isVoided && !day.isVoidedByLoad).map(({ date }) => date),
  );
  const listed = new Set(holidays.map(({ date }) => date));
  return {
    add: holidays.filter(({ date }) => !present.has(date) && !refused.has(date)),
    remove: known
      .filter((day) => day.isLoaded && !day.isVoided && !listed.has(day.date) && years.includes(yearOf(day.date)))
      .map(({ id, date, name }) => ({ id, date, name })),
    leftOut: holidays.filter(({ date }) => !present.has(date) && refused.has(date)),
    present: holidays.filter(({ date }) => present.has(date)).length,
  };
}

/** The years of the twelve months from a day whose public holidays are not loaded. */
export function missingYears(loaded: readonly number[], from: string, until: string): number[] {
  return [...new Set([yearOf(from), yearOf(until)])].filter((year) => !loaded.includes(year));
}

/** The last of the twelve months that begin with a day: the day before its anniversary. */
export function yearFrom(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year + 1, month - 1, date - 1)).toISOString().slice(0, 10);
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
