import "server-only";
import { Rules } from "@cto.af/linebreak";
import { asOneNumber, baseLevelAt, inVisualOrder, type Paragraph, type Piece, piecesOf } from "./paragraph";
import { type Look, widthOf } from "./shape";

/** A line of a paragraph: its words, and the one space or line end after them, which keeps the words of two lines apart when read aloud. */
export type Line = { from: number; wordsTo: number; to: number };

export type PlacedPiece = Piece & { words: string; x: number; width: number };

// Unicode Annex 14: where a line may end in any script.
const breaking = new Rules();
const clusters = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Breaks a paragraph into lines of at most a width, between words where it can, and inside a word that is wider than a line. */
export function breakLines(paragraph: Paragraph, { size, width }: { size: number; width: number }): Line[] {
  const lines: Line[] = [];
  let from = 0;
  let used = 0;
  const end = (at: number) => {
    lines.push(lineOf(paragraph, from, at));
    from = at;
    used = 0;
  };
  for (const { start, stop, isRequired } of stretches(paragraph.text)) {
    const { words, whole } = measure(paragraph, start, stop, size);
    if (used + words > width && start > from) end(start);
    used += words <= width ? whole : 0;
    if (words > width) {
      for (const { segment, index } of clusters.segment(paragraph.text.slice(start, stop))) {
        const one = measure(paragraph, start + index, start + index + segment.length, size);
        if (used + one.words > width && start + index > from) end(start + index);
        used += one.whole;
      }
    }
    if (isRequired) end(stop);
  }
  if (from < paragraph.text.length) end(paragraph.text.length);
  return lines;
}

function* stretches(text: string): Generator<{ start: number; stop: number; isRequired: boolean }> {
  let start = 0;
  for (const { position, required } of breaking.breaks(asOneNumber(text))) {
    yield { start, stop: position, isRequired: required === true && text[position - 1] === "\n" };
    start = position;
  }
}

function lineOf({ text }: Paragraph, from: number, to: number): Line {
  let wordsTo = to;
  while (wordsTo > from && /\s/.test(text[wordsTo - 1] ?? "")) wordsTo--;
  return { from, wordsTo, to: Math.min(to, wordsTo + 1) };
}

function measure(paragraph: Paragraph, from: number, to: number, size: number): { words: number; whole: number } {
  const { wordsTo } = lineOf(paragraph, from, to);
  const words = widthOfPart(paragraph, from, wordsTo, size);
  return { words, whole: wordsTo === to ? words : words + widthOfPart(paragraph, wordsTo, to, size) };
}

function widthOfPart(paragraph: Paragraph, from: number, to: number, size: number): number {
  let width = 0;
  for (const piece of piecesOf(paragraph, from, to)) {
    width += widthOf(wordsOf(paragraph, piece), lookOf(piece), isRightToLeft(piece)) * size;
  }
  return width;
}

export function lookOf({ family, span }: Piece): Look {
  return { family, isBold: span.bold === true };
}

export function isRightToLeft({ level }: Piece): boolean {
  return level % 2 === 1;
}

function wordsOf({ text }: Paragraph, { from, to }: Piece): string {
  return text.slice(from, to).replaceAll("\n", " ");
}

type Room = { size: number; x: number; width: number; align: "left" | "right" };

/** Where the pieces of a line stand, in the order in which they are read. */
export function placeLine(paragraph: Paragraph, line: Line, { size, x, width, align }: Room): PlacedPiece[] {
  const level = baseLevelAt(paragraph, line.from);
  const words = [...piecesOf(paragraph, line.from, line.wordsTo)];
  const space = [...piecesOf(paragraph, line.wordsTo, line.to)].map((piece) => ({ ...piece, level }));
  const pieces = [...words, ...space].map((piece) => {
    const ofPiece = wordsOf(paragraph, piece);
    return { ...piece, words: ofPiece, x: 0, width: widthOf(ofPiece, lookOf(piece), isRightToLeft(piece)) * size };
  });
  let at = x + startOf({ pieces, level, width, align, spaces: space.length });
  for (const piece of inVisualOrder(pieces)) {
    piece.x = at;
    at += piece.width;
  }
  return pieces;
}

// The space that ends a line stands outside of it, on the side where the line ends.
function startOf({
  pieces,
  level,
  width,
  align,
  spaces,
}: { pieces: PlacedPiece[]; level: number; spaces: number } & Pick<Room, "width" | "align">): number {
  const space = spaces > 0 ? (pieces.at(-1)?.width ?? 0) : 0;
  const words = pieces.reduce((sum, piece) => sum + piece.width, 0) - space;
  const start = align === "right" ? width - words : 0;
  return level % 2 === 1 ? start - space : start;
}
