import { countSlips } from "@/lib/shared/slips";
import type { Term } from "./query";
import { plainWords } from "./snippet";

const MOST_NAMES = 5;
/** What is shorter is a name only as it is typed. */
const LEAST_BEGUN = 3;

/**
 * Who may be meant by a word beside others, as a question to the index, in which a patient's names stand after an at sign: those of that
 * name, or, where nobody bears it, of one that it may be a slip of. Null where it is no name. A word to leave out is taken as it is typed.
 */
export function namesMeant({ isPhrase, isLeftOut, isBegun }: Term, token: string, words: string[]): string | null {
  if (isPhrase || token === "") return null;
  if (words.includes(token)) return lexeme(token);
  if (isLeftOut) return null;
  const slips = words
    .flatMap((word) => {
      const count = countSlips(token, word);
      return count === null ? [] : [{ word, count }];
    })
    .toSorted((a, b) => a.count - b.count || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_NAMES)
    .map(({ word }) => lexeme(word));
  if (isBegun && [...token].length >= LEAST_BEGUN && words.some((word) => word.startsWith(token)))
    slips.push(`${lexeme(token)}:*`);
  return slips.length > 0 ? slips.join(" | ") : null;
}

function lexeme(word: string): string {
  return `'@${word.replaceAll("'", "''")}'`;
}

type Named = { name: string; preferredName: string | null };

/** Of the words by which people were looked for, those that not all who were found have in their name, slips and beginnings forgiven. */
export function wordsNotInNames(typed: readonly string[], found: readonly Named[]): string[] {
  const names = found.map(({ name, preferredName }) => plainWords(`${name} ${preferredName ?? ""}`));
  const has = (words: string[], token: string) =>
    words.join("").includes(token) || words.some((word) => countSlips(token, word) !== null);
  const isLacking = (text: string) => plainWords(text).some((token) => names.some((words) => !has(words, token)));
  return [...new Set(typed)].filter(isLacking);
}
