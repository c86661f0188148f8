import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeCaseSchema } from "@/lib/case/schema";
import { firstLine, LIMITS, requiredText } from "@/lib/shared/text";
import { anyText } from "../../support/any-text";

const words = requiredText({ max: LIMITS.words, what: "What they said", isMultiline: true });

describe("the first line of a text", () => {
  test.each([
    ["a short line, as it is", "The food was cold", "The food was cold"],
    ["the first of several", "The food was cold\nand late", "The food was cold"],
    ["past empty ones", "\n \n\u200b\nThe food was cold", "The food was cold"],
    ["with its spaces made single", "  The\u00a0 food\t was   cold ", "The food was cold"],
    [
      "up to the end of a sentence",
      "I waited three hours at the desk. Then nobody came.",
      "I waited three hours at the desk.",
    ],
    ["past a sentence too short to say anything", "Hello. I waited three hours. Bye.", "Hello. I waited three hours."],
    [
      "with a point within a number",
      "It has cost me 1.50 pounds more than before",
      "It has cost me 1.50 pounds more than before",
    ],
    ["in Chinese", "护士很好。", "护士很好。"],
    ["in Arabic", "كان الطعام باردا", "كان الطعام باردا"],
  ])("is %s", (_what, text, expected) => {
    expect(firstLine(text)).toBe(expected);
  });

  test("is cut at a word, with an ellipsis", () => {
    const text = "The nurse who came in the night was kind to my mother and stayed with her";
    expect(firstLine(text, 40)).toBe("The nurse who came in the night was…");
  });

  test("is cut within a word that is longer than half of it", () => {
    expect(firstLine(`See ${"a".repeat(100)}`, 40)).toBe(`See ${"a".repeat(35)}…`);
  });

  test("never splits a character that is made of several", () => {
    expect(firstLine("👨‍👩‍👧‍👦".repeat(5), 24)).toBe("👨‍👩‍👧‍👦👨‍👩‍👧‍👦…");
    expect(firstLine("e\u0301".repeat(20), 10)).toBe(`${"e\u0301".repeat(4)}…`);
  });

  test("fits its limit, and is what a case may be about, whatever was said", () => {
    const text = anyText(200).filter((said) => words.safeParse(said).success);
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 120 }), (said, max) => {
        const line = firstLine(words.parse(said), max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line.isWellFormed()).toBe(true);
        expect(changeCaseSchema.shape.about.safeParse(line).error).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});
