import Holidays from "date-holidays";
import type { Holiday } from "../types";

const DAY_MS = 86_400_000;

// This module carries the holidays of the world, so no component may import it.

/** The regions of a country whose holidays differ, by name; empty where the library knows of none. */
export function listRegions(country: string): { code: string; name: string }[] {
  return Object.entries(new Holidays().getStates(country, "en") ?? {})
    .map(([code, name]) => ({ code, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

export function knowsCountry(country: string): boolean {
  return Object.hasOwn(new Holidays().getCountries("en"), country);
}

/** What is to be known of a place to say its holidays. */
export type HolidayPlace = { country: string; region: string | null };

/**
 * The public holidays of a year with the days on which they are observed instead, one row a day. The day itself and its substitute
 * both count: a Saturday holiday closes the Friday before in the United States (5 U.S.C. 6103). Half days are left out, since a day
 * that is open until noon is no closed day.
 */
export function holidaysOf({ country, region }: HolidayPlace, year: number): Holiday[] {
  const names = new Map<string, string[]>();
  const library = new Holidays(country, region ?? "", { types: ["public"] });
  const language = library.getLanguages().find((each) => each.startsWith("en")) ?? "en";
  // A substitute may fall into the year before: New Year's Day of 2028 is observed on 31 December 2027.
  for (const { date, start, end, name } of [year, year + 1].flatMap((each) => library.getHolidays(each, language))) {
    const days = Math.round((end.getTime() - start.getTime()) / DAY_MS);
    if (!date.slice(10).startsWith(" 00:00")) continue;
    for (let day = 0; day < days; day += 1) {
      const on = new Date(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) + day * DAY_MS).toISOString().slice(0, 10);
      const known = names.get(on) ?? [];
      names.set(on, known.includes(name) ? known : [...known, name]);
    }
  }
  return [...names]
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, known]) => ({ date, name: known.join(", ").slice(0, 200) }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
}
