import { findApologies } from "./apologies";
import type { CheckInput, Found, LetterFinding } from "./check";
import { findNames, indexNames, markOf } from "./likeness";
import { findPhrases, type Hit, indexPhrases, type PhraseIndex } from "./phrases";
import type { Prose, Sentence, Token } from "./prose";
import { formulaSource, gradeSentences } from "./readability";
import type { ApologyFault, JargonWord } from "./words";

/** The goal for what patients read: what plain-language advice for patients recommends is grade 7 to 8 (BMJ Open Quality). */
export const READING_GOAL = 8;
const MOST_SENTENCES = 5;
const SHORTEST_COSTLY = 10;

/** The reading grade where it is over the goal, and the sentences that cost most of it. */
export function checkReading({ prose, sentences }: Prose, { language }: CheckInput): Found[] {
  const { fleschKincaid, other, sentences: graded } = gradeSentences(sentences, language);
  const grade = fleschKincaid ?? other?.grade;
  if (grade === undefined || grade <= READING_GOAL) return [];
  const source = `${formulaSource(language)}; goal: grade ${READING_GOAL}, as recommended for letters to patients`;
  const beside = fleschKincaid !== null && other ? `, ${other.name} ${other.grade.toFixed(1)}` : "";
  const name = fleschKincaid === null ? other?.name : "Flesch–Kincaid";
  const why =
    "Most adults read most easily what asks for eight years of school or less. A letter that is not understood answers nothing.";
  const wordsAt = new Map(sentences.map(({ from, tokens }) => [from, tokens.length]));
  const costly = graded
    .map((sentence) => ({ ...sentence, words: wordsAt.get(sentence.from) ?? 0 }))
    .filter(({ grade: own, words }) => own > READING_GOAL && words >= SHORTEST_COSTLY)
    .toSorted((a, b) => (b.grade - READING_GOAL) * b.words - (a.grade - READING_GOAL) * a.words)
    .slice(0, MOST_SENTENCES);
  return [
    {
      ...{ id: "reading", kind: "reading", from: null, to: null, why, source },
      message: `This letter reads at grade ${grade.toFixed(1)} (${name}${beside}). The goal is ${READING_GOAL}.`,
    },
    ...costly.map(
      ({ from, to, grade: own, words }): Found => ({
        ...{ id: `reading-${markOf(prose.slice(from, to))}`, kind: "reading", from, to, why, source },
        message: `This sentence of ${words} words reads at grade ${Math.round(own)}. Make two of it, or use shorter words.`,
      }),
    ),
  ];
}

const JARGON_WHY = "Words of the trade shut people out of their own answer.";
const JARGON_SOURCE =
  "Plain-language lists of medical and office words, kept by this site; letters copied to patients were found to read at grade 9";

type WordIndex = { index: PhraseIndex<JargonWord>; abbreviations: ReadonlySet<string> };
const ready = new WeakMap<readonly JargonWord[], WordIndex>();

function wordIndexOf(jargon: readonly JargonWord[]): WordIndex {
  const there = ready.get(jargon);
  if (there) return there;
  const isShort = ({ kind }: JargonWord) => kind === "abbreviation";
  const abbreviations = new Set(jargon.filter(isShort).flatMap(({ term }) => term.split("|")));
  const made = { index: indexPhrases(jargon, ({ term }) => term, isShort), abbreviations };
  ready.set(jargon, made);
  return made;
}

type Used = Pick<JargonWord, "plain" | "advice"> & {
  key: string;
  from: number;
  to: number;
  words: string;
  entry?: LetterFinding["entry"];
};

/** Words of the trade and abbreviations that the letter does not explain, each at its first place, with plain words. */
export function checkJargon(read: Prose, { words, facts }: Pick<CheckInput, "words" | "facts">): Found[] {
  const { index, abbreviations } = wordIndexOf(words.jargon);
  const allowed = new Set([...words.knownAbbreviations, ...abbreviations]);
  const named = indexNames([facts.site.name, facts.reference, ...facts.outsideBodies.map(({ name }) => name)]);
  const names = findNames(named, read.tokens);
  const isNamed = (from: number) => names.some((place) => place.from <= from && from < place.to);
  const explained = explainedIn(read);
  const used = read.sentences.flatMap((sentence) => [...listed(read, sentence, index), ...unlisted(sentence, allowed)]);
  const byWord = Map.groupBy(
    used.filter(({ words: shown, from }) => !explained.has(shown) && !isNamed(from)),
    ({ key }) => key,
  );
  return [...byWord].flatMap(([key, [first, ...more]]): Found[] => {
    if (!first) return [];
    const times = more.length > 0 ? ` (${more.length + 1} times)` : "";
    return [
      {
        ...{
          id: `jargon-${markOf(key)}`,
          kind: "jargon",
          from: first.from,
          to: first.to,
          why: JARGON_WHY,
          source: JARGON_SOURCE,
        },
        message: `“${first.words}”${times} ${remarkOn(first)}`,
        ...(first.entry && { entry: first.entry }),
        ...(first.plain && { offer: { label: "Use plain words", text: asBegun(first.plain, first.words) } }),
      },
    ];
  });
}

function remarkOn({ plain, advice }: Used): string {
  if (plain) return `can be said plainly: ${plain}.`;
  return advice ? `is not plain: ${advice}.` : "is short for something. Write it in full, or explain it.";
}

/** With a capital where the words that it replaces begin with one. */
function asBegun(plain: string, words: string): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain;
}

function listed({ prose }: Prose, { tokens }: Sentence, index: PhraseIndex<JargonWord>): Used[] {
  const longest = withoutParts(findPhrases(index, tokens));
  return longest.flatMap(({ entry, first, from, to }) => {
    const isName = entry.kind === "jargon" && first > 0 && /^\p{Lu}/u.test(tokens[first]?.text ?? "");
    if (isName || isExplainedBehind(prose, to)) return [];
    return [
      {
        key: entry.kind === "jargon" ? entry.term : prose.slice(from, to),
        from,
        to,
        plain: entry.plain,
        advice: entry.advice,
        words: prose.slice(from, to),
        entry: { phrase: entry.term, isOwn: entry.isOwn === true },
      },
    ];
  });
}

/** Without what lies in a longer phrase: "cardiac" of "cardiac arrest". */
function withoutParts<T>(hits: readonly Hit<T>[]): Hit<T>[] {
  let reached = -1;
  return hits
    .toSorted((a, b) => a.first - b.first || b.last - a.last)
    .filter(({ last }) => {
      const isOwn = last > reached;
      reached = Math.max(reached, last);
      return isOwn;
    });
}

const SHORT = /^\p{Lu}{2,6}s?$/u;

function unlisted({ tokens, isRead }: Sentence, allowed: ReadonlySet<string>): Used[] {
  const isLoud = tokens.filter(({ text }) => /^\p{Lu}+$/u.test(text)).length * 2 > tokens.length;
  if (!isRead || isLoud) return [];
  return tokens
    .filter(({ text }) => SHORT.test(text) && !allowed.has(text) && !allowed.has(text.replace(/s$/u, "")))
    .map(({ text, from, to }) => ({ key: text, from, to, plain: null, words: text }));
}

// "high blood pressure (hypertension)" and "hypertension (high blood pressure)".
function explainedIn({ prose, tokens }: Prose): Set<string> {
  const isBracketed = ({ from, to }: Token) => prose[from - 1] === "(" && prose[to] === ")";
  return new Set(
    tokens
      .filter((token) => isBracketed(token) || (SHORT.test(token.text) && isExplainedBehind(prose, token.to)))
      .map(({ text }) => text),
  );
}

function isExplainedBehind(prose: string, to: number): boolean {
  return /^ \(\p{L}/u.test(prose.slice(to, to + 4));
}

const APOLOGY_SOURCE =
  "BMC Health Services Research 2021, doi 10.1186/s12913-021-06733-5: how answers of the NHS apologise, and do not";

const FAULTS: Record<ApologyFault, { message: string; why: string }> = {
  feeling: {
    message: "This is sorry for how they feel, not for what happened.",
    why: "An apology for a feeling says that the feeling is the problem. Say what we did, and be sorry for that.",
  },
  conditional: {
    message: "This apologises only if, or for whatever may have been.",
    why: "An apology with an if doubts that anything happened. Say what happened, and be sorry for it.",
  },
  blame: {
    message: "This puts the blame on the patient.",
    why: "It was for us to ask, to explain and to see to it. Blame turns an answer into a reproach.",
  },
  subjective: {
    message: "This makes what they told us a mere view.",
    why: "Say what they told us and what we found. “In your view” and “you claim” say that it is not believed.",
  },
  exceptional: {
    message: "This makes it an exception.",
    why: "That it is rare does not help the person to whom it happened, and sounds like an excuse.",
  },
  passive: {
    message: "This does not say who did it.",
    why: "An apology names who did what. “Mistakes were made” owns nothing.",
  },
  but: {
    message: "This takes the apology back with an excuse.",
    why: "What follows the “but” is what people hear. Explain the cause in a sentence of its own, not as a defence.",
  },
};

/** Sentences that look like an apology and take nothing on, each with words that own what happened. */
export function checkApologies({ prose, sentences }: Prose, { words }: Pick<CheckInput, "words">): Found[] {
  return findApologies(prose, sentences, words.apologies).map(({ from, to, fault, entry }) => ({
    ...{
      id: `apology-${markOf(prose.slice(from, to))}`,
      kind: "apology",
      from,
      to,
      ...FAULTS[fault],
      source: APOLOGY_SOURCE,
    },
    offer: { label: "Own it instead", text: entry.offer ?? words.ownedWords[fault] },
    entry: { phrase: entry.phrase, isOwn: entry.isOwn === true },
  }));
}
