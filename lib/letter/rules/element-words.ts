import { indexPhrases, type PhraseIndex } from "./phrases";
import type { ElementId, WordLists } from "./words";

const known = new WeakMap<WordLists["elements"], Record<ElementId, PhraseIndex<string>>>();

/** The phrases of a word list made ready, once for each list. */
export function phrasesOf({ elements }: WordLists): Record<ElementId, PhraseIndex<string>> {
  const there = known.get(elements);
  if (there) return there;
  const made = Object.fromEntries(
    Object.entries(elements).map(([id, { phrases }]) => [id, indexPhrases(phrases, (phrase) => phrase)]),
  ) as Record<ElementId, PhraseIndex<string>>;
  known.set(elements, made);
  return made;
}

/** Words in one line, so that they cannot open a block of their own. */
export function inLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
