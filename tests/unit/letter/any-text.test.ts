import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckInput, checkLetter } from "@/lib/letter/rules/check";
import { plainText, readLetter } from "@/lib/letter/rules/document";
import { findPhrases, indexPhrases } from "@/lib/letter/rules/phrases";
import { readProse, tokensOf } from "@/lib/letter/rules/prose";
import { READING_LANGUAGES, readingGrade } from "@/lib/letter/rules/readability";
import { shippedWords } from "@/lib/letter/rules/shipped-words";
import { anyText } from "@/tests/support/any-text";
import { hasNaughtyStrings, naughtyStrings } from "@/tests/support/naughty-strings";
import { FACTS, input, letterOf } from "./letter";

const PIECES = [
  "sorry you feel",
  "We will call",
  "**",
  "[a](https://b.example)",
  "- ",
  "# ",
  "\n\n",
  "MRI",
  ". ",
  "?",
  "(",
  "“",
  "2026",
];
const letters = fc
  .array(fc.oneof(anyText(12), fc.constantFrom(...PIECES)), { maxLength: 25 })
  .map((pieces) => pieces.join(""));

function checkPlaces(text: string, asked: CheckInput): void {
  const findings = checkLetter(asked);
  for (const { from, to } of findings) {
    expect([from === null, to === null]).toEqual([from === null, from === null]);
    if (from === null || to === null) continue;
    expect(0 <= from && from < to && to <= text.length).toBe(true);
  }
  expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
}

const forbidden = {
  privileged: ["the surgeon should not describe the retained sponge"],
  otherPatients: [{ name: "Ana Cruz", numbers: ["12-34", "MRN 00447122"] }],
  staffNames: ["Lena Brandt"],
};

describe("any text at all", () => {
  test("is checked without an error, with places that lie in it", () => {
    const languages = fc.constantFrom("en", "es", "de", "ar", "zh", "", "x-unknown", "en-GB");
    fc.assert(
      fc.property(letters, languages, (text, language) => {
        checkPlaces(text, input({ text, language, words: shippedWords(language), forbidden }));
      }),
      { numRuns: 150 },
    );
  });

  test("may stand in the facts and in what is forbidden", () => {
    fc.assert(
      fc.property(letters, anyText(), anyText(), (text, name, day) => {
        const facts = {
          ...{ ...FACTS, patientName: name, reference: name, completedOn: day, receivedOn: day, steps: [name, text] },
          contactPerson: { name, phone: day },
          outsideBodies: [{ name, howToReach: text }],
          issues: FACTS.issues.map((issue) => ({ ...issue, summary: name, answer: text })),
        };
        const not = { privileged: [text], otherPatients: [{ name, numbers: [day] }], staffNames: [name] };
        checkPlaces(text, input({ text, facts, forbidden: not, writtenOn: "2026-03-13" }));
      }),
      { numRuns: 100 },
    );
  });

  test("may stand in a word list", () => {
    fc.assert(
      fc.property(anyText(), letters, (phrase, text) => {
        findPhrases(
          indexPhrases([phrase, `a … ${phrase}? b|${phrase}`], (each) => each),
          tokensOf(text),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("is read into blocks that lie in order, and prose as long as it", () => {
    fc.assert(
      fc.property(letters, (text) => {
        let end = 0;
        for (const { from, to } of readLetter(text).blocks) {
          expect(end <= from && from < to && to <= text.length).toBe(true);
          end = to;
        }
        const { prose, sentences, tokens } = readProse(text);
        expect(prose).toHaveLength(text.length);
        for (const { from, to } of [...sentences, ...tokens])
          expect(0 <= from && from < to && to <= text.length).toBe(true);
        plainText(readLetter(text));
      }),
      { numRuns: 150 },
    );
  });

  test("has a reading grade that is a number or none", () => {
    fc.assert(
      fc.property(letters, fc.constantFrom(...READING_LANGUAGES, "fi"), (text, language) => {
        const { fleschKincaid, other, sentences } = readingGrade(text, language);
        for (const grade of [fleschKincaid, other?.grade, ...sentences.map((each) => each.grade)])
          expect(grade === null || grade === undefined || Number.isFinite(grade)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test.skipIf(!hasNaughtyStrings)("of the list of strings that break programs is checked", () => {
    for (const text of naughtyStrings) checkPlaces(text, input({ text, facts: { ...FACTS, issues: [] }, forbidden }));
    const text = `${letterOf()}\n\n${naughtyStrings.join("\n\n")}`;
    checkPlaces(text, input({ text, forbidden: { ...forbidden, privileged: naughtyStrings } }));
  });

  test.each([
    ["full stops", ".".repeat(20_000)],
    ["marks", "*".repeat(20_000)],
    ["brackets", "[a](".repeat(5_000)],
    ["quotes", '"“'.repeat(10_000)],
    ["one word", "a".repeat(20_000)],
    ["hyphens", "a-".repeat(10_000)],
    ["sorrow", "sorry ".repeat(3_300)],
    ["spaces", `#${" ".repeat(20_000)}x`],
    ["items", "- a\n".repeat(5_000)],
    ["lines", "a b\n".repeat(5_000)],
    ["digits", "1 ".repeat(10_000)],
    ["abbreviations", "MRI (".repeat(4_000)],
  ])("of 20,000 %s is checked in good time", (_what, text) => {
    // Time of the processor, which a busy machine does not stretch much.
    const start = process.cpuUsage();
    checkLetter(input({ text, forbidden }));
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1_500);
  });
});
