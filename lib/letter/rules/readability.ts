import { plainNormOf, readProse, type Sentence } from "./prose";
import { syllablesOf } from "./syllables";

export type ReadingGrade = {
  /** The grade of Kincaid et al. 1975; null for other languages than English and for texts without a sentence. */
  fleschKincaid: number | null;
  /** The formula of the language, its result turned into a grade. */
  other: { name: string; grade: number } | null;
  sentences: { from: number; to: number; grade: number }[];
};

/** What the formulas count. */
export type Counts = {
  sentences: number;
  words: number;
  syllables: number;
  letters: number;
  /** Words of one syllable, of three and more, and of more than six letters. */
  oneSyllable: number;
  threeSyllables: number;
  long: number;
};

type Formula = { name: string; source: string; grade: (counts: Counts) => number };

/** How many years of school a text asks for, as a whole and by sentence. Headings, greetings and names do not count. */
export function readingGrade(text: string, language: string): ReadingGrade {
  return gradeSentences(readProse(text).sentences, language);
}

export function gradeSentences(sentences: readonly Sentence[], language: string): ReadingGrade {
  const code = languageOf(language);
  const read = sentences
    .filter(({ isRead }) => isRead)
    .map((sentence) => ({ sentence, counts: countOf(sentence, code) }));
  const whole = sumOf(read.map(({ counts }) => counts));
  const formula = FORMULAS[code];
  if (whole.words === 0 || !formula) return { fleschKincaid: null, other: null, sentences: [] };
  const gradeOf = code === "en" ? fleschKincaid : formula.grade;
  return {
    fleschKincaid: code === "en" ? rounded(fleschKincaid(whole)) : null,
    other: { name: formula.name, grade: rounded(formula.grade(whole)) },
    sentences: read.map(({ sentence: { from, to }, counts }) => ({ from, to, grade: rounded(gradeOf(counts)) })),
  };
}

/** Where the formula of a language was published; null where there is none here. */
export function formulaSource(language: string): string | null {
  const code = languageOf(language);
  const source = FORMULAS[code]?.source ?? null;
  return code === "en" ? `${KINCAID}; ${source}` : source;
}

/** What a text holds of what the formulas count. */
export function countText(text: string, language: string): Counts {
  const code = languageOf(language);
  return sumOf(
    readProse(text)
      .sentences.filter(({ isRead }) => isRead)
      .map((sentence) => countOf(sentence, code)),
  );
}

const KINCAID =
  "Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas for Navy enlisted personnel, 1975";

/** Kincaid et al. 1975: 0.39 words per sentence + 11.8 syllables per word - 15.59. */
function fleschKincaid({ words, sentences, syllables }: Counts): number {
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}

const perWord = (count: number, { words }: Counts) => count / words;
const length = ({ words, sentences }: Counts) => words / sentences;

const FORMULAS: Record<string, Formula> = {
  en: {
    name: "Coleman–Liau",
    source: "Coleman and Liau, A computer readability formula designed for machine scoring, 1975",
    grade: (of) => 5.88 * perWord(of.letters, of) - 29.6 * perWord(of.sentences, of) - 15.8,
  },
  es: {
    name: "Fernández Huerta",
    source: "Fernández Huerta, Medidas sencillas de lecturabilidad, 1959",
    grade: (of) => byBands(206.84 - 60 * perWord(of.syllables, of) - 1.02 * length(of), EASE_BANDS),
  },
  pt: {
    name: "Flesch for Portuguese",
    source:
      "Martins, Ghiraldelo, Nunes and Oliveira, Readability formulas applied to textbooks in Brazilian Portuguese, 1996",
    grade: (of) => byBands(248.835 - 84.6 * perWord(of.syllables, of) - 1.015 * length(of), PORTUGUESE_BANDS),
  },
  fr: {
    name: "Kandel–Moles",
    source: "Kandel and Moles, Application de l'indice de Flesch à la langue française, 1958",
    grade: (of) => byBands(207 - 1.015 * length(of) - 73.6 * perWord(of.syllables, of), EASE_BANDS),
  },
  nl: {
    name: "Douma",
    source: "Douma, De leesbaarheid van landbouwbladen, 1960",
    grade: (of) => byBands(206.84 - 0.93 * length(of) - 77 * perWord(of.syllables, of), EASE_BANDS),
  },
  it: {
    name: "Gulpease",
    source:
      "Lucisano and Piemontese, GULPEASE: una formula per la predizione della difficoltà dei testi in lingua italiana, 1988",
    grade: (of) => byBands(89 + (300 * of.sentences - 10 * of.letters) / of.words, ITALIAN_BANDS),
  },
  de: {
    name: "Wiener Sachtextformel",
    source: "Bamberger and Vanecek, Lesen – Verstehen – Lernen – Schreiben, 1984, the first formula",
    grade: (of) =>
      19.35 * perWord(of.threeSyllables, of) +
      0.1672 * length(of) +
      12.97 * perWord(of.long, of) -
      3.27 * perWord(of.oneSyllable, of) -
      0.875,
  },
};

export const READING_LANGUAGES: readonly string[] = Object.keys(FORMULAS);

type Band = readonly [score: number, grade: number];

/** Flesch's scale of ease (1949) by the middles of its bands: "plain" 60 to 70 is grade 8 to 9, and so on. */
const EASE_BANDS: readonly Band[] = [
  [100, 4],
  [95, 5],
  [85, 6],
  [75, 7],
  [65, 8.5],
  [55, 11],
  [40, 14],
  [15, 17],
  [0, 18],
];
/** Over 75 to grade 4, to 50 to grade 8, to 25 secondary school and studies, under it studied people. */
const PORTUGUESE_BANDS: readonly Band[] = [
  [100, 1],
  [75, 4],
  [50, 8],
  [25, 12],
  [0, 17],
];
/** Under 80 is hard with five years of school, under 60 with eight, under 40 with thirteen. */
const ITALIAN_BANDS: readonly Band[] = [
  [100, 1],
  [80, 5],
  [60, 8],
  [40, 13],
  [0, 20],
];

// The scales name bands; between their points the grade is drawn straight, so that no word makes it jump.
function byBands(score: number, bands: readonly Band[]): number {
  const below = bands.findIndex(([at]) => at <= score);
  const low = bands[below === -1 ? bands.length - 1 : below];
  const high = bands[below - 1];
  if (!low) return 0;
  if (!high) return low[1];
  return low[1] + ((high[1] - low[1]) * (score - low[0])) / (high[0] - low[0]);
}

function countOf({ tokens }: Sentence, language: string): Counts {
  const counts: Counts = {
    sentences: 1,
    words: 0,
    syllables: 0,
    letters: 0,
    oneSyllable: 0,
    threeSyllables: 0,
    long: 0,
  };
  for (const { text } of tokens) {
    const syllables = syllablesOf(text, language);
    const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    counts.words += 1;
    counts.syllables += syllables;
    counts.letters += letters;
    if (syllables === 1) counts.oneSyllable += 1;
    if (syllables >= 3) counts.threeSyllables += 1;
    if (letters > 6) counts.long += 1;
  }
  return counts;
}

function sumOf(all: readonly Counts[]): Counts {
  const sum: Counts = { sentences: 0, words: 0, syllables: 0, letters: 0, oneSyllable: 0, threeSyllables: 0, long: 0 };
  for (const counts of all) for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += counts[key];
  return sum;
}

/** "es" of "es-MX". */
export function languageOf(language: string): string {
  return plainNormOf(language).split(/[-_]/u)[0] ?? "";
}

function rounded(grade: number): number {
  return Math.round(grade * 100) / 100;
}
