import "server-only";
import bidiFactory from "bidi-js";
import type { Span } from "@/lib/letter/rules/document";
import { familiesOf } from "./glyphs";

const bidi = bidiFactory();

/** A text with what each of its code units looks like: the family, the level of its direction, and the span it is from. */
export type Paragraph = {
  text: string;
  spans: Span[];
  spanAt: Uint32Array;
  families: Uint8Array;
  levels: Uint8Array;
  /** Lines that a writer ended each have a direction of their own where the text has none. */
  baseLevels: { start: number; end: number; level: number }[];
};

/** Code units of one look that stand beside each other, in the order of the text. */
export type Piece = { from: number; to: number; level: number; family: number; span: Span };

/** Prepares words for printing. The order in which they are read is the text's; where they stand follows from Unicode Annex 9. */
export function prepare(spans: Span[], direction: "ltr" | "rtl" | "auto"): Paragraph {
  const text = spans.map((span) => span.text).join("");
  const spanAt = new Uint32Array(text.length);
  let at = 0;
  spans.forEach((span, index) => {
    spanAt.fill(index, at, at + span.text.length);
    at += span.text.length;
  });
  const { levels, paragraphs } = bidi.getEmbeddingLevels(asOneNumber(text), direction);
  return { text, spans, spanAt, families: familiesOf(text), levels, baseLevels: paragraphs };
}

/** For each code unit whether it is read from right to left. */
export function directionsOf(text: string, direction: "ltr" | "rtl" | "auto"): boolean[] {
  return [...bidi.getEmbeddingLevels(asOneNumber(text), direction).levels].map((level) => level % 2 === 1);
}

/** The direction of a text by its first letter. */
export function directionOf(text: string): "ltr" | "rtl" {
  return /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) ? "rtl" : "ltr";
}

const PHONE_NUMBER = /(?:\+|\(?0)[\d\u00a0 ()./-]{5,}\d/g;

/** A phone number with its plus and its spaces is one number, which runs to the right: the rules for loose numbers would turn its parts round. */
export function asOneNumber(text: string): string {
  return text.replace(PHONE_NUMBER, (number) => "0".repeat(number.length));
}

/** The same for programs that order words themselves: an unseen mark on both sides says that a phone number runs to the right. */
export function withNumbersMarked(text: string): string {
  return text.replace(PHONE_NUMBER, (number) => `\u200e${number}\u200e`);
}

export function baseLevelAt({ baseLevels }: Paragraph, at: number): number {
  return (baseLevels.find(({ start, end }) => at >= start && at <= end) ?? baseLevels[0])?.level ?? 0;
}

/** Cuts a part of a paragraph where its look changes. Space at the end of a line runs in the direction of the paragraph. */
export function* piecesOf(paragraph: Paragraph, from: number, to: number): Generator<Piece> {
  const { families, levels, spanAt, spans } = paragraph;
  let start = from;
  for (let at = from + 1; at <= to; at++) {
    const isSame =
      at < to && families[at] === families[start] && levels[at] === levels[start] && spanAt[at] === spanAt[start];
    if (isSame) continue;
    const span = spans[spanAt[start] ?? 0];
    if (span) yield { from: start, to: at, level: levels[start] ?? 0, family: families[start] ?? 0, span };
    start = at;
  }
}

/** The pieces of a line from left to right: from the highest level down, what stands together on a level or above is turned round (rule L2). */
export function inVisualOrder<T extends { level: number }>(pieces: T[]): T[] {
  const ordered = [...pieces];
  const highest = Math.max(0, ...pieces.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < ordered.length; from++) {
      let to = from;
      while ((ordered[to]?.level ?? 0) >= level) to++;
      if (to - from > 1) ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = Math.max(from, to - 1);
    }
  }
  return ordered;
}
