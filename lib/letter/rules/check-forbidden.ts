import type { CheckInput, Found } from "./check";
import type { Place } from "./document";
import { findNames, indexWays, markOf, type NameIndex, nameWords, TITLES } from "./likeness";
import { type Prose, plainNormOf, type Token, tokensOf } from "./prose";

/** So many words in a row that a privileged note has too are a quotation, if they are not all small words. */
const SHINGLE = 5;
const SHINGLE_CHARACTERS = 10;
const LONG_WORD = 5;
const LONG_WORDS_IN_SHINGLE = 2;
const SHORTEST_NUMBER = 4;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** What must not be in a letter: words of privileged notes, another patient. */
export function checkForbidden(read: Prose, input: CheckInput): Found[] {
  const { tokens, prose } = read;
  const found = (id: string, { from, to }: Place, words: Pick<Found, "message" | "why" | "source">): Found => ({
    ...{ id: `forbidden-${id}-${markOf(prose.slice(from, to))}`, kind: "forbidden", from, to, ...words },
  });
  return [
    ...quotedFrom(input.forbidden.privileged, tokens).map((place) =>
      found("privileged", place, {
        message: "These words stand in a privileged note. They must not leave the house.",
        why: "What is protected as peer review or patient-safety work stays protected only while it is kept apart.",
        source: "42 CFR part 3 (patient safety work product) and the peer-review law of the state",
      }),
    ),
    ...otherPatientsIn(read, input).map((place) =>
      found("patient", place, {
        message: "Another patient is named here.",
        why: "Nobody may learn from a letter that somebody else was a patient.",
        source: "45 CFR 164.502 and the law of confidence of the place",
      }),
    ),
  ];
}

type Unit = Place & { norm: string };

/** Words; in scripts without spaces, characters. */
function unitsOf(tokens: readonly Token[]): Unit[] {
  return tokens.flatMap(({ text, from, to }): Unit[] => {
    const norm = plainNormOf(text);
    if (!SPACELESS.test(norm)) return [{ norm, from, to }];
    return [...text].map((character, at) => ({ norm: character, from: from + at, to: Math.min(to, from + at + 1) }));
  });
}

/** Runs of words that notes and the letter have in common: the letter is walked once, whatever the notes are. */
function quotedFrom(notes: readonly string[], tokens: readonly Token[]): Place[] {
  const shingles = shinglesIn(notes);
  if (shingles.size === 0) return [];
  const places: Place[] = [];
  for (const { key, from, to } of shinglesOf(unitsOf(tokens))) {
    if (!shingles.has(key)) continue;
    const last = places.at(-1);
    if (last && from <= last.to) last.to = to;
    else places.push({ from, to });
  }
  return places;
}

const shinglesKept = new WeakMap<readonly string[], ReadonlySet<string>>();

// What is forbidden stays the same while a letter is written; it is made ready once.
function shinglesIn(notes: readonly string[]): ReadonlySet<string> {
  const there = shinglesKept.get(notes);
  if (there) return there;
  const made = new Set(notes.flatMap((note) => shinglesOf(unitsOf(tokensOf(note))).map(({ key }) => key)));
  shinglesKept.set(notes, made);
  return made;
}

function shinglesOf(units: readonly Unit[]): (Place & { key: string })[] {
  return units.flatMap((unit, at) => {
    const size = SPACELESS.test(unit.norm) ? SHINGLE_CHARACTERS : SHINGLE;
    const run = units.slice(at, at + size);
    const last = run.at(-1);
    if (run.length < size || !last) return [];
    const telling = run.filter(({ norm }) => norm.length >= LONG_WORD || /\d/u.test(norm)).length;
    if (size === SHINGLE && telling < LONG_WORDS_IN_SHINGLE) return [];
    return [{ key: run.map(({ norm }) => norm).join(" "), from: unit.from, to: last.to }];
  });
}

/** A name as it may be written: whole, the family name first, the first and the last word, or behind a title. A single word is too little. */
function waysToWrite(name: string): (readonly string[])[] {
  const words = nameWords(name);
  const [first, last] = [words[0], words.at(-1)];
  if (words.length < 2 || first === undefined || last === undefined) return [];
  return [words, [last, ...words.slice(0, -1)], [first, last], ...[...TITLES].map((title) => [title, last])];
}

type Others = CheckInput["forbidden"]["otherPatients"];
type Known = { names: NameIndex; numbers: readonly string[] };
const patientsKept = new WeakMap<Others, Known>();

function patientsOf(others: Others): Known {
  const there = patientsKept.get(others);
  if (there) return there;
  const numbers = [...new Set(others.flatMap((other) => other.numbers).map(compact))];
  const made = {
    names: indexWays(others.flatMap(({ name }) => waysToWrite(name))),
    numbers: numbers.filter((number) => number.length >= SHORTEST_NUMBER && /\d/u.test(number)),
  };
  patientsKept.set(others, made);
  return made;
}

function otherPatientsIn({ text, tokens }: Prose, { facts, forbidden }: CheckInput): Place[] {
  const { names, numbers } = patientsOf(forbidden.otherPatients);
  const own = ownNames([facts.patientName, facts.contactPerson?.name ?? "", facts.site.name]);
  return [...findNames(names, tokens).filter(({ name }) => !own.has(name)), ...numbersIn(text, numbers)];
}

// Namesakes: what the patient is called may stand in their letter, a family name behind a title too.
function ownNames(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => [nameWords(name), ...waysToWrite(name)]).map((words) => words.join(" ")));
}

/** Where numbers stand, however they are parted: "MRN 12-34 56" is 123456. A longer number that holds one is another. */
function numbersIn(text: string, wanted: readonly string[]): Place[] {
  if (wanted.length === 0) return [];
  const places: number[] = [];
  let whole = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = compact(text[at] ?? "");
    for (let unit = 0; unit < character.length; unit += 1) places.push(at);
    whole += character;
  }
  return wanted.flatMap((number) => {
    const found: Place[] = [];
    for (let at = whole.indexOf(number); at !== -1; at = whole.indexOf(number, at + number.length)) {
      const [from, last] = [places[at] ?? 0, places[at + number.length - 1] ?? 0];
      if (!/[\p{L}\p{N}]/u.test(text[last + 1] ?? "") && !isJoined(text, from)) found.push({ from, to: last + 1 });
    }
    return found;
  });
}

function isJoined(text: string, from: number): boolean {
  return /\p{N}/u.test(text[from] ?? "")
    ? /\p{N}/u.test(text[from - 1] ?? "")
    : /[\p{L}\p{N}]/u.test(text[from - 1] ?? "");
}

function compact(text: string): string {
  if (/^[\d a-z-]$/u.test(text)) return text === " " || text === "-" ? "" : text;
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
