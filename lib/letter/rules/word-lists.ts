import type { LetterLanguage } from "../schema";
import type { WordLists } from "./words";
import { ENGLISH } from "./words-en";

const LISTS: Partial<Record<LetterLanguage, WordLists>> = { en: ENGLISH };

/** The words that a letter in this language is checked for; null where there is no list, and a person has to read it. */
export function wordsFor(language: LetterLanguage): WordLists | null {
  return LISTS[language] ?? null;
}
