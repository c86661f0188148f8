import "server-only";
import { Invalid } from "@/lib/platform/errors";
import { FAMILIES } from "./fonts";
import { hasGlyph } from "./shape";

const MISSING = 255;
const NEEDS_NO_GLYPH = /[\p{White_Space}\p{Default_Ignorable_Code_Point}]/u;
const LATIN_ALONE = /^[\n\x20-\x7e]*$/;
const clusters = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The family that draws each code unit of a text. A letter and its accents, or a syllable, stay in one font. */
export function familiesOf(text: string): Uint8Array {
  const families = new Uint8Array(text.length);
  if (LATIN_ALONE.test(text)) return families;
  let current = 0;
  for (const { segment, index } of clusters.segment(text)) {
    const family = familyOf(segment, current);
    families.fill(family, index, index + segment.length);
    if (family !== MISSING) current = family;
  }
  return families;
}

function familyOf(cluster: string, current: number): number {
  const needed = [...cluster].filter((sign) => !NEEDS_NO_GLYPH.test(sign));
  const own = FAMILIES.findIndex(({ script }) => script?.test(cluster));
  const order = [
    ...(own === -1 ? [] : [own]),
    ...(/\p{Script=Latin}/u.test(cluster) ? [0] : [current]),
    ...FAMILIES.keys(),
  ];
  return order.find((family) => covers(family, needed)) ?? MISSING;
}

function covers(family: number, signs: string[]): boolean {
  return signs.every((sign) => hasGlyph(family, sign.codePointAt(0) ?? 0));
}

/** Refuses words that no font here can draw, and names each sign, before anything is printed: a letter with gaps must not be sent. */
export function requireGlyphs(texts: string[]): void {
  const missing = [...new Set(texts.flatMap(missingIn))];
  if (missing.length === 0) return;
  const shown = missing.slice(0, 20).map((cluster) => `${cluster} (${codesOf(cluster)})`);
  const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : "";
  throw new Invalid({
    text: `The letter cannot be printed: no font here has ${shown.join(", ")}${more}. Take them out or write them in another way.`,
  });
}

/** A text in which what no font here can draw is spelled as its code: "[U+1F600]". For what must be printed whatever was written in it. */
export function spellMissing(text: string): string {
  const families = familiesOf(text);
  if (!families.includes(MISSING)) return text;
  return [...clusters.segment(text)]
    .map(({ segment, index }) => (families[index] === MISSING ? `[${codesOf(segment)}]` : segment))
    .join("");
}

function missingIn(text: string): string[] {
  const families = familiesOf(text);
  if (!families.includes(MISSING)) return [];
  return [...clusters.segment(text)].filter(({ index }) => families[index] === MISSING).map(({ segment }) => segment);
}

function codesOf(cluster: string): string {
  return [...cluster]
    .map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(" ");
}
