import type { CheckInput, Found } from "./check";
import type { Place } from "./document";
import { findNames, indexNames, markOf } from "./likeness";
import { type Prose, plainNormOf, type Token, tokensOf } from "./prose";

/** So many words in a row that a privileged note has too are a quotation, if they are not all small words. */
const SHINGLE = 5;
const SHINGLE_CHARACTERS = 10;
const LONG_WORD = 5;
const LONG_WORDS_IN_SHINGLE = 2;
const SHORTEST_NUMBER = 4;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** What must not be in a letter: words of privileged notes, another patient, staff whom the site does not name. */
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
    ...staffIn(read, input).map((place) =>
      found("staff", place, {
        message: "A member of staff is named here. This site names roles only: “the nurse in charge”.",
        why: "A name in a letter can follow a person for years, and the answer is the hospital's.",
        source: "The choice of this site for names of staff in letters",
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
  const shingles = new Set(notes.flatMap((note) => shinglesOf(unitsOf(tokensOf(note))).map(({ key }) => key)));
  const places: Place[] = [];
  for (const { key, from, to } of shinglesOf(unitsOf(tokens))) {
    if (!shingles.has(key)) continue;
    const last = places.at(-1);
    if (last && from <= last.to) last.to = to;
    else places.push({ from, to });
  }
  return places;
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

const TITLES = [
  "Mr",
  "Mrs",
  "Ms",
  "Miss",
  "Mister",
  "Dr",
  "Prof",
  "Professor",
  "Nurse",
  "Sister",
  "Matron",
  "Sr",
  "Sra",
  "Patient",
];

/** A name as it may be written: whole, the family name first, or behind a title. */
function waysToWrite(name: string): string[] {
  const words = tokensOf(name).map(({ text }) => text);
  const last = words.at(-1);
  if (words.length < 2 || last === undefined) return [];
  return [
    name,
    [last, ...words.slice(0, -1)].join(" "),
    `${words[0]} ${last}`,
    ...TITLES.map((title) => `${title} ${last}`),
  ];
}

function otherPatientsIn({ text, tokens }: Prose, { facts, forbidden }: CheckInput): Place[] {
  const own = ownNames([facts.patientName, facts.contactPerson?.name ?? "", facts.site.name]);
  const names = forbidden.otherPatients.flatMap(({ name }) => waysToWrite(name)).filter((way) => !own(way));
  const numbers = forbidden.otherPatients.flatMap((other) => other.numbers);
  return [...findNames(indexNames(names), tokens), ...numbersIn(text, numbers)];
}

function staffIn({ tokens }: Prose, { facts, forbidden }: CheckInput): Place[] {
  const own = ownNames([facts.patientName, facts.site.name]);
  const names = forbidden.staffNames.flatMap(waysToWrite).filter((way) => !own(way));
  return findNames(indexNames(names), tokens);
}

// Namesakes: what the patient is called may stand in their letter, a family name behind a title too.
function ownNames(names: readonly string[]): (way: string) => boolean {
  const own = new Set(names.flatMap((name) => [name, ...waysToWrite(name)]).map(keyOf));
  return (way) => own.has(keyOf(way));
}

function keyOf(name: string): string {
  return tokensOf(name)
    .map(({ text }) => plainNormOf(text))
    .join(" ");
}

/** Where numbers stand, however they are parted: "MRN 12-34 56" is 123456. A longer number that holds one is another. */
function numbersIn(text: string, numbers: readonly string[]): Place[] {
  const wanted = [...new Set(numbers.map(compact))].filter(
    (number) => number.length >= SHORTEST_NUMBER && /\d/u.test(number),
  );
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
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
