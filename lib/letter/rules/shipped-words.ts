import { languageOf } from "./readability";
import type { WordLists } from "./words";
import { ENGLISH } from "./words-en";
import { SPANISH } from "./words-es";

const SHIPPED: readonly WordLists[] = [ENGLISH, SPANISH];

/** Without any word, for a language that no list is shipped for: elements are known by names, days and references alone. */
function noWords(language: string): WordLists {
  const elements = Object.fromEntries(
    Object.keys(ENGLISH.elements).map((id) => [id, { phrases: [], insert: null }]),
  ) as unknown as WordLists["elements"];
  return { ...ENGLISH, language, jargon: [], apologies: [], overpromises: [], unwanted: [], elements };
}

/** The word lists that Heard ships for a language. */
export function shippedWords(language: string): WordLists {
  return SHIPPED.find((words) => words.language === languageOf(language)) ?? noWords(language);
}
