import { describe, expect, test } from "vitest";
import { piecesOf } from "@/lib/attachment/rules/pieces";

describe("a text in pieces", () => {
  test.each([
    ["nothing", "", 0],
    ["a line", "Dear ward", 1],
    ["words", "word ".repeat(1_000), 4],
    ["one long word", "x".repeat(4_000), 3],
    ["Chinese", "語".repeat(3_001), 3],
    ["pictures, each of two units", "😀".repeat(1_501), 3],
    ["only white space", " \n".repeat(1_000), 2],
  ])("of %s is that text again, whole", (_what, text, many) => {
    const pieces = piecesOf(text);
    expect(pieces.join("")).toBe(text);
    expect(pieces).toHaveLength(many);
    expect(pieces.filter((piece) => !piece.isWellFormed())).toEqual([]);
  });

  test("is cut between words", () => {
    expect(piecesOf("word ".repeat(1_000)).filter((piece) => /^\S*ord|wor?$/.test(piece.replace(/^word/, "")))).toEqual(
      [],
    );
  });
});
