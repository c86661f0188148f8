import { findPhrases, hasPhrase, indexPhrases, type PhraseIndex } from "./phrases";
import type { Sentence } from "./prose";
import type { ApologyFault, ApologyPhrase } from "./words";

export type FoundApology = { from: number; to: number; fault: ApologyFault };

type Ready = { entry: ApologyPhrase; behind: PhraseIndex<string> | null; unless: PhraseIndex<string> | null };

const ready = new WeakMap<readonly ApologyPhrase[], PhraseIndex<Ready>>();

/** The sentences that only look like an apology, each once, by the first fault of the list that it has. Questions are none. */
export function findApologies(
  prose: string,
  sentences: readonly Sentence[],
  phrases: readonly ApologyPhrase[],
): FoundApology[] {
  const index = indexOf(phrases);
  return sentences.flatMap(({ from, to, tokens }) => {
    if (prose[to - 1] === "?") return [];
    const faults = findPhrases(index, tokens).filter(({ entry: { behind, unless }, last }) => {
      if (unless && hasPhrase(unless, tokens)) return false;
      return !behind || hasPhrase(behind, tokens.slice(last + 1));
    });
    const first = faults.toSorted((a, b) => phrases.indexOf(a.entry.entry) - phrases.indexOf(b.entry.entry))[0];
    return first ? [{ from, to, fault: first.entry.entry.fault }] : [];
  });
}

function indexOf(phrases: readonly ApologyPhrase[]): PhraseIndex<Ready> {
  const there = ready.get(phrases);
  if (there) return there;
  const self = (words: readonly string[] | undefined) =>
    words && words.length > 0 ? indexPhrases(words, (phrase) => phrase) : null;
  const made = indexPhrases(
    phrases.map((entry) => ({ entry, behind: self(entry.behind), unless: self(entry.unless) })),
    ({ entry }) => entry.phrase,
  );
  ready.set(phrases, made);
  return made;
}
