import "server-only";
import { create, type Font } from "fontkit";
import * as harfbuzz from "harfbuzzjs";
import { codePointsOf } from "./code-points";
import { fontFileOf } from "./fonts";

/** The look of words as far as a font decides it. */
export type Look = { family: number; isBold: boolean };

type Glyph = { id: number; advanceWidth: number; codePoints: number[] };
type Shaped = {
  infos: harfbuzz.GlyphInfo[];
  positions: harfbuzz.GlyphPosition[];
  advanceWidth: number;
  glyphs?: Glyph[];
};
type Tools = { font: Font; shaper: harfbuzz.Font };

const tools = new Map<string, Tools>();
const buffer = new harfbuzz.Buffer();

// Ligatures that a script can do without are read back in the wrong order by common readers of PDF.
const PLAIN_LETTERS = ["liga", "clig", "dlig"].map((tag) => new harfbuzz.Feature(tag, 0));

function toolsOf({ family, isBold }: Look): Tools {
  const key = `${family}${isBold}`;
  const known = tools.get(key);
  if (known) return known;
  const bytes = fontFileOf(family, isBold);
  const font = create(bytes);
  if (!("layout" in font)) throw new Error("A font file holds several fonts.");
  const made = { font, shaper: new harfbuzz.Font(new harfbuzz.Face(new harfbuzz.Blob(bytes))) };
  tools.set(key, made);
  return made;
}

export function hasGlyph(family: number, codePoint: number): boolean {
  return toolsOf({ family, isBold: false }).font.hasGlyphForCodePoint(codePoint);
}

const MOST_RECENT = 256;
const recent = new Map<string, Shaped>();

/** Turns words of one look and one direction into glyphs, from left to right as they are seen: HarfBuzz knows the scripts' rules. */
function shape(text: string, look: Look, isRightToLeft: boolean): Shaped {
  const key = keyOf(text, look, isRightToLeft);
  const known = recent.get(key);
  if (known) return known;
  buffer.reset();
  buffer.setClusterLevel(harfbuzz.ClusterLevel.MONOTONE_CHARACTERS);
  buffer.addText(text);
  buffer.guessSegmentProperties();
  buffer.setDirection(isRightToLeft ? harfbuzz.Direction.RTL : harfbuzz.Direction.LTR);
  harfbuzz.shape(toolsOf(look).shaper, buffer, isRightToLeft ? PLAIN_LETTERS : []);
  const positions = buffer.getGlyphPositions();
  const advanceWidth = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  const shaped = { infos: buffer.getGlyphInfos(), positions, advanceWidth };
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(key, shaped);
  return shaped;
}

function keyOf(text: string, { family, isBold }: Look, isRightToLeft: boolean): string {
  return `${family}${isBold ? "b" : "r"}${isRightToLeft ? "<" : ">"}${text}`;
}

function glyphsOf(text: string, look: Look, isRightToLeft: boolean): Glyph[] {
  const shaped = shape(text, look, isRightToLeft);
  if (shaped.glyphs) return shaped.glyphs;
  const { font } = toolsOf(look);
  const codePoints = codePointsOf(text, shaped.infos, font);
  shaped.glyphs = shaped.infos.map(({ codepoint: id }, index) => ({
    id,
    advanceWidth: font.getGlyph(id).advanceWidth,
    codePoints: codePoints[index] ?? [],
  }));
  return shaped.glyphs;
}

/** True where the glyphs alone would not be read as the words, in the order in which they were written. */
export function needsWords(text: string, look: Look, isRightToLeft: boolean): boolean {
  if (isRightToLeft) return /[\p{L}\p{N}]/u.test(text);
  const codes = glyphsOf(text, look, false).flatMap(({ codePoints }) => codePoints);
  const said = codes.map((code) => String.fromCodePoint(code)).join("");
  // An accent that is put on its letter apart from it is taken for a word of its own.
  return said !== text || /\p{M}/u.test(said);
}

const MOST_WIDTHS = 20_000;
const widths = new Map<string, number>();

/** The width of words in parts of their size. */
export function widthOf(text: string, look: Look, isRightToLeft: boolean): number {
  const key = keyOf(text, look, isRightToLeft);
  const known = widths.get(key);
  if (known !== undefined) return known;
  const width = shape(text, look, isRightToLeft).advanceWidth / toolsOf(look).font.unitsPerEm;
  if (widths.size >= MOST_WIDTHS) widths.clear();
  if (text.length <= 40) widths.set(key, width);
  return width;
}

export const RIGHT_TO_LEFT = "rtla";

/**
 * A font for the PDF library that puts its glyphs where HarfBuzz says. The library lays out by itself otherwise, which breaks Hindi and
 * orders the words of Arabic wrongly; it hands the features of a text on, and so the direction comes as one.
 */
export function fontForPdf(look: Look): Font {
  const { font } = toolsOf(look);
  return Object.create(font, {
    layout: {
      value: (text: string, features: string[] = []) => {
        const isRightToLeft = features.includes(RIGHT_TO_LEFT);
        const { positions, advanceWidth } = shape(text, look, isRightToLeft);
        // The library scales the positions that it gets.
        const copies = positions.map((position) => ({ ...position }));
        return { glyphs: glyphsOf(text, look, isRightToLeft), positions: copies, advanceWidth };
      },
    },
  });
}
