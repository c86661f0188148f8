import "server-only";
import type { Font } from "fontkit";
import type { GlyphInfo } from "harfbuzzjs";

const UNSEEN = 0x200b;

/**
 * What each glyph says, for those who copy and search. A glyph that stands in the font's own table of characters says that; one that only
 * shaping makes says what is left of the characters that it is made from.
 */
export function codePointsOf(text: string, infos: GlyphInfo[], font: Font): number[][] {
  const plain = plainCodePointsOf(text, infos, font);
  if (plain) return plain;
  const starts = [...new Set(infos.map(({ cluster }) => cluster))].sort((a, b) => a - b);
  const ends = new Map(starts.map((start, index) => [start, starts[index + 1] ?? text.length]));
  const left = new Map(starts.map((start) => [start, [...text.slice(start, ends.get(start))].map(codeOf)]));
  const counts = new Map<number, number>();
  for (const { cluster } of infos) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
  const own = infos.map(({ codepoint, cluster }) => {
    const rest = left.get(cluster) ?? [];
    const said = charactersOf(font, codepoint);
    const meant = meantBy(said, rest);
    if (!meant || (counts.get(cluster) === 1 && rest.length > meant.takes.length)) return null;
    left.set(cluster, meant.takes.reduce(without, rest));
    return [meant.code];
  });
  return infos.map(({ cluster }, index) => {
    const said = own[index];
    if (said) return said;
    const rest = left.get(cluster) ?? [];
    left.set(cluster, []);
    return rest.length > 0 ? rest : [UNSEEN];
  });
}

// The forms of Arabic letters have characters of their own, kept for old files, which stand for the letters (NFKC). A form of two letters
// is named by its own: readers would give the two back in the wrong order.
function meantBy(said: number[], rest: number[]): { code: number; takes: number[] } | null {
  const [first] = said;
  if (first === undefined) return null;
  const same = said.find((code) => rest.includes(code));
  if (same !== undefined) return { code: same, takes: [same] };
  const letters = [...String.fromCodePoint(first).normalize("NFKC")].map(codeOf);
  const [only] = letters;
  if (!letters.every((letter) => rest.includes(letter)) || only === undefined) return { code: first, takes: [first] };
  return { code: letters.length === 1 ? only : first, takes: letters };
}

function codeOf(sign: string): number {
  return sign.codePointAt(0) ?? 0;
}

function without(codes: number[], code: number): number[] {
  const at = codes.indexOf(code);
  return at === -1 ? codes : codes.toSpliced(at, 1);
}

const characters = new Map<Font, Map<number, number[]>>();

function charactersOf(font: Font, glyph: number): number[] {
  const known = characters.get(font) ?? new Map<number, number[]>();
  if (known.size === 0) {
    characters.set(font, known);
    for (const code of font.characterSet) {
      const { id } = font.glyphForCodePoint(code);
      known.set(id, [...(known.get(id) ?? []), code]);
    }
  }
  return known.get(glyph) ?? [];
}

// Nearly all words are one glyph for each character, of those that the font has for it.
function plainCodePointsOf(text: string, infos: GlyphInfo[], font: Font): number[][] | null {
  if (infos.length !== text.length) return null;
  const codePoints = infos.map(({ cluster }) => [text.charCodeAt(cluster)]);
  const isPlain = infos.every(({ codepoint, cluster }) =>
    charactersOf(font, codepoint).includes(text.charCodeAt(cluster)),
  );
  return isPlain ? codePoints : null;
}
