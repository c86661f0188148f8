import { isValid, parse } from "date-fns";
import { countSlips } from "@/lib/shared/slips";

/** As many as are found at most: whoever is not among them is looked for with a number or a day beside the name. */
export const MOST_FOUND = 20;

/** Days outside these are slips of the pen. */
export const EARLIEST_DAY = "1880-01-01";
export const LATEST_DAY = "2999-12-31";

export type PatientQuery = { names: string[]; recordNumber: string | null; bornOn: string[] };

const DAY_FORMATS = ["yyyy-MM-dd", "d MMM yyyy", "d MMMM yyyy", "MMM d yyyy", "MMMM d yyyy"] as const;

/**
 * What somebody types to find a person: words of a name, a record number, a date of birth, in any mix. A date written 03/04/1959 may
 * be the third of April or the fourth of March, so both are looked for.
 */
export function readPatientQuery(text: string): PatientQuery {
  const { bornOn, rest } = takeDate(text.normalize("NFC"));
  const words = rest.split(/[\s,;]+/u).filter(Boolean);
  const digits = words.filter((word) => /\d/.test(word));
  return {
    names: words.filter((word) => !/\d/.test(word)).slice(0, 8),
    recordNumber:
      digits.length > 0
        ? digits
            .join("")
            .replace(/\p{Pd}/gu, "")
            .toUpperCase()
        : null,
    bornOn,
  };
}

function takeDate(text: string): { bornOn: string[]; rest: string } {
  const numeric = /\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b/.exec(text);
  if (numeric) {
    const [whole, first = "", second = "", year = ""] = numeric;
    const days = [isoDay(year, second, first), isoDay(year, first, second)].filter((day) => day !== null);
    if (days.length > 0) return { bornOn: [...new Set(days)], rest: text.replace(whole, " ") };
  }
  const written = /\b(\d{4}-\d{2}-\d{2}|\d{1,2} \p{L}{3,9} \d{4}|\p{L}{3,9} \d{1,2},? \d{4})\b/u.exec(text);
  if (written) {
    const phrase = written[0].replace(",", "");
    for (const format of DAY_FORMATS) {
      const day = parse(phrase, format, new Date(0));
      if (isValid(day)) {
        const bornOn = isoDay(String(day.getFullYear()), String(day.getMonth() + 1), String(day.getDate()));
        if (bornOn) return { bornOn: [bornOn], rest: text.replace(written[0], " ") };
      }
    }
  }
  return { bornOn: [], rest: text };
}

function isoDay(year: string, month: string, day: string): string | null {
  const text = `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (text < EARLIEST_DAY || text > LATEST_DAY) return null;
  const parsed = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text ? null : text;
}

/** Whether what was typed is a patient's whole record number, whatever its spaces and dashes. */
export function isSameNumber(recordNumber: string | null, typed: string): boolean {
  return recordNumber !== null && numberKey(recordNumber) === numberKey(typed);
}

function numberKey(text: string): string {
  return text.replace(/[\s\p{Pd}]/gu, "").toUpperCase();
}

/** A word of a name that may be meant, and how well it fits: 1 is as typed. */
type Meant = { word: string; fit: number };
export type TypedName = { token: string; meant: Meant[] };

/** Lines of the index of names: with a word or with two, with what begins so, and with two beginnings. */
export type NameKeys = { exact: { key: string; fit: number }[]; begun: string[]; bothBegun: [string, string] | null };

const MOST_MEANT = 8;

/** Those of the words that look like a typed one which it may be, the best first. */
export function meantBy(token: string, words: (string | null)[]): Meant[] {
  return words
    .flatMap((word) => {
      const slips = word === null ? null : countSlips(token, word);
      return word === null || slips === null ? [] : [{ word, fit: 1 - slips / 5 }];
    })
    .toSorted((a, b) => b.fit - a.fit || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_MEANT);
}

function best({ meant }: TypedName, most: number): Meant[] {
  return meant.slice(0, most);
}

/** Under what a name of which one word was typed stands. */
export function keysOfOne({ token, meant }: TypedName): NameKeys {
  return { exact: meant.map(({ word, fit }) => ({ key: word, fit })), begun: [token], bothBegun: null };
}

export function keysOfTwo(one: TypedName, two: TypedName): NameKeys {
  return {
    exact: exactKeys(one.meant, two.meant),
    begun: [
      ...best(one, 2).map(({ word }) => `+${word} ${two.token}`),
      ...best(two, 2).map(({ word }) => `+${word} ${one.token}`),
    ],
    bothBegun: [one.token, two.token],
  };
}

function exactKeys(one: Meant[], two: Meant[]): NameKeys["exact"] {
  return one.flatMap((a) => two.map((b) => ({ key: `+${a.word} ${b.word}`, fit: a.fit * b.fit })));
}

/** Any two of the words: for whom more names were typed than are on record. */
export function keysOfAnyTwo(typed: TypedName[]): NameKeys {
  const exact = typed.flatMap((one, at) => typed.slice(at + 1).flatMap((two) => exactKeys(best(one, 2), best(two, 2))));
  return { exact, begun: [], bothBegun: null };
}
