import type { CheckInput, Found } from "./check";
import { markOf } from "./likeness";
import { findPhrases, indexPhrases, type PhraseIndex } from "./phrases";
import type { Prose } from "./prose";
import type { UnwantedWord } from "./words";

const ready = new WeakMap<readonly UnwantedWord[], PhraseIndex<UnwantedWord>>();

function indexOf(list: readonly UnwantedWord[]): PhraseIndex<UnwantedWord> {
  const there = ready.get(list);
  if (there) return there;
  const made = indexPhrases(list, ({ phrase }) => phrase);
  ready.set(list, made);
  return made;
}

/** Words that the site does not want in its letters. They weigh as much as jargon does by the policy pack. */
export function checkUnwanted({ prose, sentences }: Prose, { words }: Pick<CheckInput, "words">): Found[] {
  if (words.unwanted.length === 0) return [];
  const index = indexOf(words.unwanted);
  return sentences.flatMap(({ tokens }) =>
    findPhrases(index, tokens).map(({ from, to, entry }): Found => {
      const shown = prose.slice(from, to);
      return {
        ...{ id: `unwanted-${markOf(shown)}`, kind: "jargon", from, to, why: entry.advice },
        ...{ message: `“${shown}” is not said in letters of this site.`, source: "The word list of this site" },
        entry: { phrase: entry.phrase, isOwn: entry.isOwn === true },
        ...(entry.offer && { offer: { label: "Say it so instead", text: entry.offer } }),
      };
    }),
  );
}
