import type { Stretch } from "../types";
import type { Term } from "./query";

const BEFORE = 60;
const LONGEST = 240;
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Lao}\p{scx=Mymr}\p{scx=Khmr}\p{So}]/u;
const INVISIBLE = /\p{Cf}|[\u0300-\u036f]|[\ufe00-\ufe0f]|['\u02bc\u2018\u2019\u2032]/gu;
// Letters that do not come apart into one and its accent.
const PLAIN: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/**
 * The stretch of a text around the first thing found in it, with everything found marked. It folds as the index does, near enough: a
 * mark may be missing where a rare letter is written in two ways, and the snippet is then the beginning of the text.
 */
export function snippetOf(text: string, terms: readonly Term[]): Stretch[] {
  const { folded, starts, ends } = fold(text);
  const marks = terms
    .filter(({ isLeftOut }) => !isLeftOut)
    .flatMap((term) => occurrences(folded, term))
    .map(([from, to]) => [starts[from] ?? 0, ends[to - 1] ?? text.length] as const)
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const [from, to] = frame(text, marks[0]?.[0] ?? 0);
  const stretches: Stretch[] = [];
  let at = from;
  const add = (until: number, isHit: boolean) => {
    if (until > at) stretches.push({ text: text.slice(at, until), isHit });
    at = Math.max(at, until);
  };
  for (const [start, end] of marks) {
    if (start >= to) break;
    if (end <= at) continue;
    add(start, false);
    add(Math.min(end, to), true);
  }
  add(to, false);
  return flatten(stretches, { isCutBefore: from > 0, isCutAfter: to < text.length });
}

type Folded = { folded: string; starts: number[]; ends: number[] };

/** The text in small plain letters with a space for every sign, and for each of its units where it came from. */
function fold(text: string): Folded {
  let folded = " ";
  const starts = [0];
  const ends = [0];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    for (const unit of plain(character)) {
      folded += unit;
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { folded: `${folded} `, starts: [...starts, text.length], ends: [...ends, text.length] };
}

function plain(character: string): string[] {
  const apart = character.normalize("NFKD").replace(INVISIBLE, "").toLowerCase();
  if (apart === "") return [];
  return (PLAIN[apart] ?? (/^[\p{L}\p{N}\p{M}\p{So}]/u.test(apart) ? apart : " ")).split("");
}

/** The words of a text as they are compared: small, plain, without signs. */
export function plainWords(text: string): string[] {
  return fold(text).folded.trim().split(/ +/u).filter(Boolean);
}

/** From and to of each occurrence of a term in what fold() made. */
function occurrences(folded: string, { text, isBegun }: Term): [number, number][] {
  const words = plainWords(text);
  const [first = "", last = ""] = [words[0], words.at(-1)];
  if (first === "") return [];
  const before = UNSPACED.test(first) ? "" : "(?<= )";
  const after = isBegun || UNSPACED.test(last) ? "" : "(?= )";
  const pattern = new RegExp(`${before}${words.map(escaped).join(" +")}${after}`, "gu");
  return [...folded.matchAll(pattern)].slice(0, 50).map(({ index, 0: hit }) => [index, index + hit.length]);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/-]/gu, "\\$&");
}

/** From where to where a text is shown, so that a place in it stands near the beginning and no word or character is cut. */
function frame(text: string, place: number): [number, number] {
  let from = place <= BEFORE ? 0 : place - BEFORE;
  if (from > 0) {
    const space = text.slice(from, place).search(/\s/u);
    from = space === -1 ? wholeFrom(text, from) : from + space + 1;
  }
  if (text.length - from <= LONGEST) return [from, text.length];
  const cut = text.slice(from, from + LONGEST);
  const space = cut.search(/\s\S*$/u);
  return [from, space > LONGEST / 2 ? from + space : wholeFrom(text, from + LONGEST)];
}

/** The same place, or one before where it is in the middle of a surrogate pair. */
function wholeFrom(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}

function flatten(stretches: Stretch[], { isCutBefore, isCutAfter }: { isCutBefore: boolean; isCutAfter: boolean }) {
  const flat = stretches.map(({ text, isHit }) => ({ text: text.replace(/\s+/gu, " "), isHit }));
  if (isCutBefore) flat.unshift({ text: "… ", isHit: false });
  if (isCutAfter) flat.push({ text: " …", isHit: false });
  return flat;
}
