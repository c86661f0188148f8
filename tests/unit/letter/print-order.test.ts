import { expect, test } from "vitest";
import { breakLines, type Line, placeLine } from "@/lib/letter/print/lines";
import { type Paragraph, prepare } from "@/lib/letter/print/paragraph";

const SIZE = 11;

/** The pieces of a text's first line as they stand from left to right. */
function seen(text: string, base: "ltr" | "rtl" | "auto"): string[] {
  const paragraph = prepare([{ text }], base);
  const [line] = breakLines(paragraph, { size: SIZE, width: 10_000 });
  if (!line) return [];
  const pieces = placeLine(paragraph, line, { size: SIZE, x: 0, width: 10_000, align: "left" });
  return pieces
    .toSorted((a, b) => a.x - b.x)
    .map(({ words }) => words.trim())
    .filter(Boolean);
}

function linesOf(paragraph: Paragraph, lines: Line[]): string[] {
  return lines.map(({ from, wordsTo }) => paragraph.text.slice(from, wordsTo));
}

test.each([
  ["English words inside Arabic", "كتب John Smith اليوم", "rtl", ["اليوم", "John Smith", "كتب"]],
  ["Arabic words inside English", "Dear محمد today", "ltr", ["Dear", "محمد", "today"]],
  ["a year inside Arabic", "في 2026 معا", "rtl", ["معا", "2026", "في"]],
  ["a phone number inside Arabic", "هاتف +44 1632 960 000 مجانا", "rtl", ["مجانا", "+44 1632 960 000", "هاتف"]],
  ["a date in English in an Arabic letter", "22 November 2026", "auto", ["22 November 2026"]],
  ["an address in English among Arabic ones", "12 Mill Lane", "auto", ["12 Mill Lane"]],
] as const)("%s stands where it is read", (_name, text, base, expected) => {
  expect(seen(text, base)).toEqual(expected);
});

test("lines break between words, and a phone number is kept together", () => {
  const text = "Please call us on +44 1632 960 000 today";
  const paragraph = prepare([{ text }], "ltr");
  const lines = linesOf(paragraph, breakLines(paragraph, { size: SIZE, width: 130 }));
  expect(lines).toEqual(["Please call us on", "+44 1632 960 000 today"]);
});

test("a line is never wider than its room, whatever is in it", () => {
  const text = `Zoe\u0308 ${"w".repeat(90)} 张国荣张国荣张国荣张国荣张国荣 محمد عبد الله में नमस्ते`;
  const paragraph = prepare([{ text }], "ltr");
  const width = 100;
  for (const line of breakLines(paragraph, { size: SIZE, width })) {
    const pieces = placeLine(paragraph, { ...line, to: line.wordsTo }, { size: SIZE, x: 0, width, align: "left" });
    expect(pieces.reduce((sum, piece) => sum + piece.width, 0)).toBeLessThanOrEqual(width + 1);
  }
});

test("what is broken over lines is all there", () => {
  const text = "One two  three\n\nfour 张国荣";
  const paragraph = prepare([{ text }], "ltr");
  const lines = breakLines(paragraph, { size: SIZE, width: 40 });
  expect(linesOf(paragraph, lines).join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
});
