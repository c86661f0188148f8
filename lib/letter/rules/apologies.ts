import { findPhrases, indexPhrases, type PhraseIndex } from "./phrases";
import type { Sentence } from "./prose";
import type { ApologyFault, ApologyPhrase } from "./words";

export type FoundApology = { from: number; to: number; fault: ApologyFault; entry: ApologyPhrase };

type Ready = {
  rank: number;
  entry: ApologyPhrase;
  behind: PhraseIndex<string> | null;
  unless: PhraseIndex<string> | null;
};

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
    // Each is looked for once in a sentence, however often it could matter.
    const last = new Map<PhraseIndex<string>, number>();
    const lastOf = (words: PhraseIndex<string>) => {
      const place =
        last.get(words) ??
        Math.max(
          -1,
          ...findPhrases(words, tokens)
            .slice(-1)
            .map(({ first }) => first),
        );
      last.set(words, place);
      return place;
    };
    let worst: Ready | null = null;
    for (const { entry, last: end } of findPhrases(index, tokens)) {
      if (worst && worst.rank <= entry.rank) continue;
      if (entry.unless && lastOf(entry.unless) !== -1) continue;
      if (!entry.behind || lastOf(entry.behind) > end) worst = entry;
    }
    return worst ? [{ from, to, fault: worst.entry.fault, entry: worst.entry }] : [];
  });
}

function indexOf(phrases: readonly ApologyPhrase[]): PhraseIndex<Ready> {
  const there = ready.get(phrases);
  if (there) return there;
  const self = (words: readonly string[] | undefined) =>
    words && words.length > 0 ? indexPhrases(words, (phrase) => phrase) : null;
  const made = indexPhrases(
    phrases.map((entry, rank) => ({ rank, entry, behind: self(entry.behind), unless: self(entry.unless) })),
    ({ entry }) => entry.phrase,
  );
  ready.set(phrases, made);
  return made;
}
