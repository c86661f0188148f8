import { describe, expect, test } from "vitest";
import { checkLetter } from "@/lib/letter/rules/check";
import { FACTS, input, letterOf } from "./letter";

const STAFF = [
  "Lena Brandt",
  "Grace Young",
  "Will Price",
  "Aroha Te Rangi",
  "Zoë Müller-Lindqvist",
  "Kim",
  "Nora Moreau",
];

function found(sentence: string, change = {}, staffNames: readonly string[] = STAFF) {
  const text = `${letterOf()}\n\n${sentence}`;
  const forbidden = { privileged: [], otherPatients: [], staffNames: [...staffNames] };
  return checkLetter(input({ text, forbidden, ...change }))
    .filter(({ kind }) => kind === "staff")
    .map(({ from, to, severity, message }) => ({ words: text.slice(from ?? 0, to ?? 0), severity, message }));
}
const wordsIn = (sentence: string, change = {}) => found(sentence, change).map(({ words }) => words);

describe("a name of staff that the site does not print", () => {
  test.each([
    ["It was Lena Brandt.", "Lena Brandt"],
    ["It was lena brandt.", "lena brandt"],
    ["It was Dr Lena Brandt.", "Lena Brandt"],
    ["It was Nurse Brandt’s shift.", "Nurse Brandt’s"],
    ["Please ask Brandt, Lena.", "Brandt, Lena"],
    ["**Lena Brandt** saw you.", "Lena Brandt"],
    ["Dr. Young saw you.", "Dr. Young"],
    ["Grace Young saw you.", "Grace Young"],
    ["We asked Aroha Te Rangi.", "Aroha Te Rangi"],
    ["Sister Muller-Lindqvist saw you.", "Sister Muller-Lindqvist"],
    ["Mr Price saw you.", "Mr Price"],
  ])("is found: %s", (sentence, words) => {
    expect(wordsIn(sentence)).toEqual([words]);
  });

  test.each([
    "The price will rise, and the young nurse knows.",
    "Price will be told to you.",
    "A sister young in her work was there.",
    "By grace young people were let in.",
    "Kim was there, and so was Lena.",
    "The nurse in charge saw you.",
    "The Lena Brandts of this world.",
  ])("is not found in what only looks like it: %s", (sentence) => expect(wordsIn(sentence)).toEqual([]));

  test("says which words, and warns or blocks as the policy pack has it", () => {
    const [warned] = found("It was Nurse Brandt.");
    expect(warned).toMatchObject({
      severity: "warns",
      message: expect.stringMatching(/^“Nurse Brandt” is a member of staff/),
    });
    expect(found("It was Nurse Brandt.", { blocking: ["staff"] })).toMatchObject([{ severity: "blocks" }]);
    expect(found("It was Nurse Brandt.", { blocking: ["forbidden"] })).toMatchObject([{ severity: "warns" }]);
  });

  test("lets the contact person, the patient and whoever is called like them stand", () => {
    expect(wordsIn("Ask Ms Moreau.")).toEqual([]);
    expect(wordsIn("It was Nora Moreau.")).toEqual(["Nora Moreau"]);
    const facts = { ...FACTS, patientName: "Otto Brandt" };
    expect(wordsIn("Mr Brandt, you were right.", { facts })).toEqual([]);
    expect(wordsIn("Lena Brandt was there.", { facts })).toEqual(["Lena Brandt"]);
  });

  test("is found among a thousand, each place once", () => {
    const many = Array.from({ length: 1_000 }, (_, at) => `Staff${at} Member${at % 50}`);
    const names = found("Dr Member7 and Staff993 Member43 saw you, and Staff993 Member44 did not.", {}, many);
    expect(names.map(({ words }) => words)).toEqual(["Dr Member7", "Staff993 Member43"]);
  });

  test("is not looked for where the site prints names", () => {
    expect(found("It was Lena Brandt.", {}, [])).toEqual([]);
  });
});
