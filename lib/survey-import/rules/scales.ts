import { type Estimate, wilson } from "@/lib/insight/rules/interval";
import { FFT_ANSWERS } from "@/lib/survey/rules/score";

/** How answers in a file are given. `often`: never, sometimes, usually, always, as in HCAHPS. */
export const SCALES = ["fft", "one_to_five", "nought_to_ten", "often"] as const;
export type Scale = (typeof SCALES)[number];

const FFT_WORDS: Record<string, (typeof FFT_ANSWERS)[number]> = {
  "very good": "very_good",
  good: "good",
  "neither good nor poor": "neither",
  neither: "neither",
  poor: "poor",
  "very poor": "very_poor",
  "don't know": "dont_know",
  "dont know": "dont_know",
};
const OFTEN = ["never", "sometimes", "usually", "always"];

/** What each scale takes, for whoever has to mend a value. */
export const SCALE_SENTENCES: Record<Scale, string> = {
  fft: "Friends and Family answers are 1 (very good) to 5 (very poor), 6 (don't know), or these words.",
  one_to_five: "Answers here are whole numbers from 1 to 5.",
  nought_to_ten: "Answers here are whole numbers from 0 to 10.",
  often: "Answers here are never, sometimes, usually or always, or 1 to 4.",
};

/** The answer that a cell gives on a scale; null where it is none of it. "1.0" is 1, as spreadsheets write it. */
export function readAnswer(scale: Scale, cell: string): string | null {
  const plain = cell.normalize("NFKC").replaceAll("’", "'").trim().replace(/\s+/gu, " ").toLowerCase();
  const number = /^\d{1,2}(?:\.0+)?$/.test(plain) ? Number(plain) : null;
  switch (scale) {
    case "fft":
      return number === null ? (FFT_WORDS[plain] ?? null) : (FFT_ANSWERS[number - 1] ?? null);
    case "one_to_five":
      return number !== null && number >= 1 && number <= 5 ? String(number) : null;
    case "nought_to_ten":
      return number !== null && number <= 10 ? String(number) : null;
    case "often":
      return OFTEN[number === null ? OFTEN.indexOf(plain) : number - 1] ?? null;
    default:
      return scale satisfies never;
  }
}

const TOP: Record<Exclude<Scale, "fft">, readonly string[]> = {
  one_to_five: ["5"],
  nought_to_ten: ["9", "10"],
  often: ["always"],
};

/**
 * Top box: the share that gave the most positive answer, of all that answered. Null without answers.
 * Source: HCAHPS scoring, CMS; raw, and not adjusted for who was asked.
 */
export function scoreTopBox(scale: Exclude<Scale, "fft">, counts: Record<string, number>): Estimate | null {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return wilson(
    TOP[scale].reduce((sum, value) => sum + (counts[value] ?? 0), 0),
    all,
  );
}
