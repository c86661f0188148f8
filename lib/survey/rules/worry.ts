import { isReady } from "../labels";
import type { Definition, SurveyItem, SurveyLanguage, Worry } from "../schema";
import { isLowest, isScored } from "./own-score";

/** At or below it an answer asks for a person: by survey, and for the Friends and Family Test the answers themselves. */
const LOW = { service_recovery: 2, csat: 2, nps: 4 } as const;
const LOW_FFT = ["poor", "very_poor"];

/** So many items of a longer survey must be low: one that is may be the one thing that could not be helped. */
const LOW_ITEMS = 2;
const MANY_ITEMS = 3;

/** Stems that speak of danger, of harm or of going to others with it. Whole words begin with them. */
const STEMS: Record<SurveyLanguage, readonly string[]> = {
  en: [
    ...["neglect", "abus", "unsafe", "danger", "afraid", "scared", "suicid", "kill myself", "harm", "injur", "assault"],
    ...[
      "infect",
      "bleed",
      "wrong medic",
      "wrong drug",
      "discriminat",
      "racis",
      "humiliat",
      "lawyer",
      "ombudsman",
      "died",
    ],
  ],
  es: [
    ...["neglig", "abus", "insegur", "peligr", "miedo", "suicid", "matarme", "daño", "lesi", "agredi", "agresi"],
    ...["infecc", "sangr", "medicamento equivocado", "discrimin", "racis", "humill", "abogad", "defensor", "murió"],
  ],
};

type Given = { items: Record<string, string>; comment: string | null };

/**
 * Why an answer is to be looked at by a person, what is said in words first; empty where nothing asks for it. Words count whatever the
 * score, because who is afraid may still be polite, and in every language that we have: people mix them.
 */
export function whyWorrying({ instrument, items }: Pick<Definition, "instrument" | "items">, given: Given): Worry[] {
  const low = items.flatMap((item): Worry[] => {
    const value = given.items[item.id];
    return value !== undefined && isLow(instrument, item, value) ? [{ what: "score", item: item.id, value }] : [];
  });
  const enough = items.filter(isScored).length >= MANY_ITEMS ? LOW_ITEMS : 1;
  return [...wordsIn(given.comment ?? ""), ...(low.length >= enough ? low : [])];
}

function isLow(instrument: Definition["instrument"], item: SurveyItem, value: string): boolean {
  if (!isReady(instrument)) return isScored(item) && isLowest(item, value);
  return instrument === "fft" ? LOW_FFT.includes(value) : Number(value) <= LOW[instrument];
}

function wordsIn(comment: string): Worry[] {
  const text = comment.normalize("NFC").toLowerCase();
  const found = Object.values(STEMS)
    .flat()
    .flatMap((stem) => text.match(new RegExp(`(?<![\\p{L}\\p{N}])${stem}[\\p{L}]*`, "u"))?.[0] ?? []);
  return [...new Set(found)].map((word) => ({ what: "word", word }));
}

/** How grave the concern is that is made of it: a word weighs more than any score. */
export function severityOf(worries: readonly Worry[]): 2 | 3 {
  return worries.some(({ what }) => what === "word") ? 3 : 2;
}
