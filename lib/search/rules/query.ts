import { MOST_TERMS } from "../schema";

export type Term = {
  text: string;
  /** The words beside each other, in this order. */
  isPhrase: boolean;
  /** What is found must not hold it. */
  isLeftOut: boolean;
  /** Still being typed, so that a longer word fits too. */
  isBegun: boolean;
};

export type SearchQuery = { terms: Term[]; isCut: boolean };

const TOKEN =
  /(?<minus>[-−－]*)(?:[“”„"＂«»「」](?<phrase>[^“”„"＂«»「」]*)[“”„"＂«»「」]?|(?<word>[^\s“”„"＂«»「」]+))/gu;
const LETTER_OR_SIGN = /[\p{L}\p{N}\p{M}\p{So}]/u;

/**
 * What somebody looks for, read as people know it from elsewhere: every word must occur, "words in quotes" beside each other, and what
 * has a minus before it must not. The last word may be the beginning of one. A quote that is never closed ends with the text, and what
 * holds no letter and no number is nothing to look for.
 */
export function readSearch(typed: string): SearchQuery {
  const terms: Term[] = [];
  let end = 0;
  for (const match of typed.matchAll(TOKEN)) {
    const { minus = "", phrase, word } = match.groups ?? {};
    const text = (phrase ?? word ?? "").trim();
    if (!LETTER_OR_SIGN.test(text)) continue;
    // Only at the beginning of a word is a minus one: "follow-up".
    const isFree = /(?:^|\s)$/u.test(typed.slice(0, match.index));
    terms.push({ text, isPhrase: phrase !== undefined, isLeftOut: isFree && minus !== "", isBegun: false });
    end = match.index + match[0].length;
  }
  const last = terms.at(-1);
  const isOpen = end >= typed.trimEnd().length;
  if (last && isOpen && !last.isPhrase && !last.isLeftOut) last.isBegun = true;
  return { terms: terms.slice(0, MOST_TERMS), isCut: terms.length > MOST_TERMS };
}

/** What must occur, without quotes and minus: for a search of names. */
export function wordsToFind({ terms }: SearchQuery): string {
  return terms
    .filter(({ isLeftOut }) => !isLeftOut)
    .map(({ text }) => text)
    .join(" ");
}

type Asked = { isLeftOut: boolean; query: string; pattern: string | null; names?: string | null };

/**
 * One tsquery of those of the terms; null where nothing is asked for, as with only words to leave out. Words to leave out that stand
 * beside each other are for the pattern alone: apart they may occur. A word beside others may be the patient's name, but one of them must be
 * written: whoever types a name alone looks for its patient.
 */
export function joinQueries(asked: Asked[]): string | null {
  if (asked.every(({ isLeftOut }) => isLeftOut)) return null;
  const wanted = asked.filter(({ isLeftOut }) => !isLeftOut);
  const isMixed = wanted.some(({ names = null }) => names !== null);
  const questions = asked
    .filter(({ isLeftOut, pattern }) => !isLeftOut || pattern === null)
    .map(({ isLeftOut, query, names = null }) => {
      return `${isLeftOut ? "!" : ""}(${names === null ? query : `${query} | ${names}`})`;
    });
  if (isMixed) questions.push(`(${wanted.map(({ query }) => `(${query})`).join(" | ")})`);
  return questions.join(" & ");
}
