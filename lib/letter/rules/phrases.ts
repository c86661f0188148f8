import type { Place } from "./document";
import { normOf, type Token, tokensOf } from "./prose";
import type { Phrase } from "./words";

type Part = { words: ReadonlySet<string>; isOptional: boolean } | "gap";
type Compiled<T> = {
  parts: Part[];
  entry: T;
  isExact: boolean;
  /** The words of which one must come next; null where any may. Most phrases end here, and cost next to nothing. */
  next: ReadonlySet<string> | null;
};

/** Phrases made ready to be found: by the words that they can begin with. */
export type PhraseIndex<T> = ReadonlyMap<string, readonly Compiled<T>[]>;

export type Hit<T> = Place & { entry: T; first: number; last: number };

const GAP = "…";
const LONGEST_GAP = 6;
const MOST_PARTS = 24;

/**
 * Phrases instead of regular expressions, so that a list can be edited by anybody and no entry can make a check slow. One without a word
 * that must be there finds nothing. `isExact` keeps capitals, for abbreviations.
 */
export function indexPhrases<T>(
  entries: readonly T[],
  phraseOf: (entry: T) => Phrase,
  isExact: (entry: T) => boolean = () => false,
): PhraseIndex<T> {
  const index = new Map<string, Compiled<T>[]>();
  for (const entry of entries) {
    const exact = isExact(entry);
    const parts = partsOf(phraseOf(entry), exact);
    const [first] = parts;
    if (!first || first === "gap") continue;
    const next = nextWords(parts);
    for (const word of first.words) {
      const there = index.get(word) ?? [];
      there.push({ parts, entry, isExact: exact, next });
      index.set(word, there);
    }
  }
  return index;
}

/** The parts of a phrase from its first word that must be there to its last. */
function partsOf(phrase: Phrase, isExact: boolean): Part[] {
  const parts = phrase
    .trim()
    .split(/\s+/u)
    .slice(0, MOST_PARTS)
    .flatMap((piece): Part[] => {
      if (piece === GAP) return ["gap"];
      const isOptional = piece.endsWith("?") && piece.length > 1;
      const ways = (isOptional ? piece.slice(0, -1) : piece).split("|").map((way) => tokensOf(way));
      const [only] = ways;
      // "e.g." is two words to the reader of words.
      if (ways.length === 1 && only && only.length > 1)
        return only.map(({ text }) => ({ words: new Set([wordOf(text, isExact)]), isOptional }));
      const words = new Set(ways.flatMap((way) => (way[0] ? [wordOf(way[0].text, isExact)] : [])));
      return words.size > 0 ? [{ words, isOptional }] : [];
    });
  const isNeeded = (part: Part) => part !== "gap" && !part.isOptional;
  return parts.slice(parts.findIndex(isNeeded), parts.findLastIndex(isNeeded) + 1);
}

function nextWords(parts: readonly Part[]): ReadonlySet<string> | null {
  if (parts.length === 1) return null;
  const words = new Set<string>();
  for (const part of parts.slice(1)) {
    if (part === "gap") return null;
    for (const word of part.words) words.add(word);
    if (!part.isOptional) break;
  }
  return words;
}

/** How long a phrase may be, in parts. */
export const MOST_PIECES = MOST_PARTS;

/**
 * Shortest ways to write what a phrase finds: its needed words, each alternative once. Empty where it has no word that must be there; null
 * where an alternative is of several words, of which only the first would count.
 */
export function samplesOf(phrase: Phrase): string[] | null {
  const pieces = phrase
    .trim()
    .split(/\s+/u)
    .filter((piece) => piece !== GAP && !(piece.endsWith("?") && piece.length > 1))
    .map((piece) => piece.split("|").filter((way) => tokensOf(way).length > 0))
    .filter((ways) => ways.length > 0);
  if (pieces.some((ways) => ways.length > 1 && ways.some((way) => tokensOf(way).length > 1))) return null;
  const first = pieces.map(([way = ""]) => way);
  const others = pieces.flatMap((ways, at) => ways.slice(1).map((way) => first.with(at, way)));
  return first.length === 0 ? [] : [first, ...others].map((words) => words.join(" "));
}

function wordOf(text: string, isExact: boolean): string {
  return isExact ? text : normOf(text);
}

/** Where phrases stand in the words of a sentence: each phrase at each place once, in its shortest reach. */
export function findPhrases<T>(index: PhraseIndex<T>, tokens: readonly Token[]): Hit<T>[] {
  const hits: Hit<T>[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) continue;
    const following = tokens[at + 1];
    const begins = ({ isExact, next }: Compiled<T>, isAsItStands: boolean) =>
      isExact === isAsItStands && (!next || (following && next.has(isExact ? following.text : following.norm)));
    const begun = [
      ...(index.get(token.norm)?.filter((phrase) => begins(phrase, false)) ?? []),
      ...(index.get(token.text)?.filter((phrase) => begins(phrase, true)) ?? []),
    ];
    for (const { parts, entry, isExact } of begun) {
      const last = reach(parts, tokens, at, isExact);
      const end = last === null ? undefined : tokens[last];
      if (last !== null && end) hits.push({ entry, first: at, last, from: token.from, to: end.to });
    }
  }
  return hits;
}

export function hasPhrase<T>(index: PhraseIndex<T>, tokens: readonly Token[]): boolean {
  return findPhrases(index, tokens).length > 0;
}

// Walks all ways through a phrase at once, so that a phrase of many gaps costs no more than one without.
function reach(parts: readonly Part[], tokens: readonly Token[], start: number, isExact: boolean): number | null {
  let open = new Map<number, number>([[0, 0]]);
  for (let at = start; at < tokens.length && open.size > 0; at += 1) {
    const token = tokens[at];
    if (!token) return null;
    const word = isExact ? token.text : token.norm;
    const next = new Map<number, number>();
    for (const [place, skipped] of withEmpty(open, parts)) {
      const part = parts[place];
      if (part === undefined) continue;
      if (part === "gap") {
        if (skipped < LONGEST_GAP) keep(next, place, skipped + 1);
      } else if (part.words.has(word)) {
        if (place === parts.length - 1) return at;
        keep(next, place + 1, 0);
      }
    }
    open = next;
  }
  return null;
}

/** Also the places behind what may be missing. */
function withEmpty(open: Map<number, number>, parts: readonly Part[]): Map<number, number> {
  const all = new Map(open);
  for (const [place] of all) {
    const part = parts[place];
    if (part === "gap" || part?.isOptional) keep(all, place + 1, 0);
  }
  return all;
}

function keep(places: Map<number, number>, place: number, skipped: number): void {
  const there = places.get(place);
  if (there === undefined || skipped < there) places.set(place, skipped);
}
