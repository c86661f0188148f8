import { normOf, plainNormOf, type Token, tokensOf } from "./prose";

const SHORTEST = 4;
const STEM = 6;

/** What a text is about: the beginnings of its longer words. In scripts without spaces, pairs of characters. */
export function stemsOf(text: string): Set<string> {
  return stemsIn(tokensOf(text));
}

export function stemsIn(tokens: readonly Token[]): Set<string> {
  const stems = new Set<string>();
  for (const { norm } of tokens) {
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(norm)) {
      for (let at = 0; at + 1 < norm.length; at += 1) stems.add(norm.slice(at, at + 2));
    } else if (norm.length >= SHORTEST || /\d/u.test(norm)) {
      stems.add(norm.slice(0, STEM));
    }
  }
  return stems;
}

/** How much of what `part` is about is found in `whole`: 0 to 1; 0 where it is about nothing. */
export function shareOf(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0;
  let shared = 0;
  for (const stem of part) if (whole.has(stem)) shared += 1;
  return shared / part.size;
}

/** Names as they are looked for: by their first words. Accents and capitals do not matter. */
export type NameIndex = ReadonlyMap<string, readonly (readonly string[])[]>;

/** The words of a name as they are compared. */
export function nameWords(name: string): string[] {
  return tokensOf(name).map(({ text }) => plainNormOf(text));
}

export function indexNames(names: readonly string[]): NameIndex {
  return indexWays(names.map(nameWords));
}

export function indexWays(ways: readonly (readonly string[])[]): NameIndex {
  const index = new Map<string, (readonly string[])[]>();
  for (const words of ways) {
    const [first] = words;
    if (first === undefined) continue;
    const there = index.get(first);
    if (there) there.push(words);
    else index.set(first, [words]);
  }
  return index;
}

/** What stands before a family name. */
export const TITLES: ReadonlySet<string> = new Set(
  "mr mrs ms miss mister dr doctor prof professor nurse sister matron sr sra patient".split(" "),
);

export type NamePlace = { from: number; to: number; name: string };

const plainNorms = new WeakMap<readonly Token[], string[]>();

/** The words of a text as names are compared with them. */
export function plainNormsOf(tokens: readonly Token[]): string[] {
  const there = plainNorms.get(tokens);
  if (there) return there;
  const made = tokens.map(({ text }) => plainNormOf(text).replace(/'s$/u, ""));
  plainNorms.set(tokens, made);
  return made;
}

export function findNames(index: NameIndex, tokens: readonly Token[]): NamePlace[] {
  if (index.size === 0) return [];
  const norms = plainNormsOf(tokens);
  return tokens.flatMap(({ from }, at) => {
    const ways = index.get(norms[at] ?? "");
    const longest = ways
      ?.filter((words) => words.every((word, offset) => norms[at + offset] === word))
      .toSorted((a, b) => b.length - a.length)[0];
    const end = longest && tokens[at + longest.length - 1];
    return longest && end ? [{ from, to: end.to, name: longest.join(" ") }] : [];
  });
}

/** The same short word for the same text, for the ids of findings. */
export function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const char of normOf(text)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
