import type { Country } from "./text";

type Pair = readonly [american: string, british: string];

const WORDS: readonly Pair[] = [
  ["parking lot", "car park"],
  ["physical therapist", "physio"],
  ["flashlight", "torch"],
  ["elevator", "lift"],
  ["gurney", "trolley"],
  ["restroom", "toilet"],
  ["trash", "bin"],
  ["driver's license", "driving licence"],
  ["mailbox", "letterbox"],
  ["by mail", "by post"],
  ["in line", "in the queue"],
  ["family doctor", "GP"],
  ["vacation", "holiday"],
  ["Mom", "Mum"],
  ["math", "maths"],
];

const SPELLINGS: readonly Pair[] = [
  ["neighbor", "neighbour"],
  ["anesthetist", "anaesthetist"],
  ["anesthetic", "anaesthetic"],
  ["gray", "grey"],
  ["color", "colour"],
  ["apologize", "apologise"],
  ["apologized", "apologised"],
  ["recognized", "recognised"],
  ["itemized", "itemised"],
  ["organization", "organisation"],
  ["gelatin", "gelatine"],
  ["centimeter", "centimetre"],
  ["tumor", "tumour"],
  ["labor", "labour"],
  ["humor", "humour"],
  ["Pureed", "Puréed"],
];

const swaps = (pairs: readonly Pair[], from: 0 | 1) =>
  pairs.map((pair) => ({
    pattern: new RegExp(`\\b${pair[from]}(s?)\\b`, "gu"),
    word: `${pair[from === 0 ? 1 : 0]}$1`,
  }));

const TO_AMERICAN = swaps(SPELLINGS, 1);
const TO_BRITISH = swaps([...WORDS, ...SPELLINGS], 0);

/** English as it is written in that country. */
export function localise(text: string, country: Country): string {
  const list = country === "US" ? TO_AMERICAN : TO_BRITISH;
  return list.reduce((told, { pattern, word }) => told.replace(pattern, word), text);
}
