import { describe, expect, test } from "vitest";
import {
  definitionOf,
  draftOf,
  EMPTY_DRAFT,
  missingIn,
  nameChoices,
  piecesOf,
  staleIn,
  whyUnready,
  withoutReserved,
  withQuestions,
  withTranslation,
} from "@/lib/survey/rules/draft";
import { scoreOwn } from "@/lib/survey/rules/own-score";
import { READY } from "@/lib/survey/rules/ready";
import { INSTRUMENTS } from "@/lib/survey/rules/score";
import { type Draft, definitionSchema, saveQuestionsSchema } from "@/lib/survey/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const AS = { instrument: ID, name: "Ours", version: 1, languages: ["en", "es"] as const };

const given = (items: Record<string, unknown>[], more: Record<string, unknown> = {}) =>
  saveQuestionsSchema.parse({
    ...{ instrumentId: ID, revision: "1", name: "Ours", scoring: "top_two" },
    ...{ title: "How was it?", intro: "A few questions.", comment: "Anything else?", items, ...more },
  });
const KIND = { id: "", kind: "five", question: "Were we kind?", low: "No", high: "Yes", isScored: "on" };
const WARD = { id: "", kind: "choice", question: "Where was it?", choices: "Ward\nClinic" };
const draftWith = (...items: Record<string, unknown>[]) => withQuestions(EMPTY_DRAFT, given(items));
const translated = (draft: Draft) =>
  withTranslation(
    draft,
    "es",
    piecesOf(draft).map(({ key }) => ({ key, value: `es ${key}` })),
  );

test.each(INSTRUMENTS)("a copy of %s says what it says", (instrument) => {
  const { items, asksIssues, languages } = READY[instrument];
  const copy = definitionOf(draftOf(READY[instrument]), AS);
  expect(copy).toMatchObject({ items, asksIssues, languages });
  expect(definitionSchema.parse(copy)).toEqual(copy);
});

test("a copy of the Friends and Family Test lacks its name in each language", () => {
  const copy = withoutReserved(draftOf(READY.fft));
  expect(missingIn(copy, "en").map(({ key }) => key)).toEqual(["title"]);
  expect(missingIn(copy, "es").map(({ key }) => key)).toEqual(["title"]);
});

describe("questions that are written anew", () => {
  test("keep their names and translations, whatever their place; a new one has neither", () => {
    const before = translated(draftWith(KIND, WARD));
    const [kind, ward] = before.items.map(({ id }) => id);
    const after = withQuestions(
      before,
      given([
        { ...WARD, id: ward },
        { ...KIND, question: "New?" },
        { ...KIND, id: kind },
      ]),
    );
    expect(after.items.map(({ id }) => id)).toEqual([ward, "question_3", kind]);
    expect(missingIn(after, "es").map(({ key }) => key)).toEqual([
      ...["question_3.question", "question_3.low", "question_3.high"],
    ]);
  });

  test("whose English changes are marked until somebody looks at their translation", () => {
    const before = translated(draftWith(KIND));
    expect(staleIn(before, "es")).toEqual([]);
    const after = withQuestions(before, given([{ ...KIND, id: before.items[0]?.id, question: "Were we polite?" }]));
    expect(staleIn(after, "es").map(({ label }) => label)).toEqual(["Question 1"]);
    expect(staleIn(translated(after), "es")).toEqual([]);
  });

  test("that are gone take their translation along", () => {
    const after = withQuestions(translated(draftWith(KIND, WARD)), given([WARD]));
    expect(Object.keys(after.texts.es ?? {}).some((key) => key.startsWith("question_1."))).toBe(false);
  });
});

test.each<[string, [string, string][], string[], string[]]>([
  [
    "a corrected word keeps its name",
    [
      ["a", "Good"],
      ["b", "Por"],
    ],
    ["Good", "Poor"],
    ["a", "b"],
  ],
  [
    "a new order keeps names",
    [
      ["a", "Good"],
      ["b", "Poor"],
    ],
    ["Poor", "Good"],
    ["b", "a"],
  ],
  [
    "one more has a name of its own",
    [
      ["answer_1", "Good"],
      ["b", "Poor"],
    ],
    ["Good", "So so", "Poor"],
    ["answer_1", "answer_2", "b"],
  ],
])("answers: %s", (_, before, lines, wanted) => {
  expect(
    nameChoices(
      before.map(([id, words]) => ({ id, words })),
      lines,
    ),
  ).toEqual(wanted);
});

describe("a draft is not ready", () => {
  const ten = { ...KIND, kind: "ten" };
  test.each<[string, Draft, readonly ("en" | "es")[], string | null]>([
    ["without English", translated(draftWith(KIND)), ["es"], "English is needed: staff read the answers by it."],
    ["without questions", draftWith(), ["en"], "It asks nothing yet. Add a question first."],
    ["with a gap", draftWith({ ...KIND, low: "" }), ["en"], "English is not whole: Question 1: what 1 means missing."],
    ["in a language with gaps", draftWith(KIND), ["en", "es"], "Spanish is not whole: Title and 5 more missing."],
    [
      "with a net score of five",
      withQuestions(EMPTY_DRAFT, given([KIND], { scoring: "net" })),
      ["en"],
      "A net score needs scored questions from 0 to 10 alone. Choose another score, or other questions.",
    ],
    ["but whole it is", translated(draftWith(KIND)), ["en", "es"], null],
    ["but of ten it has a net score", withQuestions(EMPTY_DRAFT, given([ten], { scoring: "net" })), ["en"], null],
  ])("%s", (_, draft, languages, wanted) => expect(whyUnready(draft, languages)).toBe(wanted));
});

test("is scored by its rule, and what does not count is counted by answer", () => {
  const counts = { question_1: { 5: 3, 2: 1 }, question_2: { answer_1: 1, answer_2: 3 } };
  const of = (scoring: Draft["scoring"]) =>
    scoreOwn(definitionOf({ ...draftWith(KIND, WARD), scoring }, { ...AS, languages: ["en"] }), counts);
  expect(of("top_two")?.lines.map(({ label, value }) => [label, value])).toEqual([
    ["Were we kind?", 0.75],
    ["Where was it? Ward", 0.25],
    ["Where was it? Clinic", 0.75],
  ]);
  expect(of("top_one")?.lines[0]?.value).toBe(0.75);
  expect(of("counts")?.lines).toHaveLength(7);
  expect(scoreOwn(definitionOf(draftWith(KIND), { ...AS, languages: ["en"] }), {})).toBeNull();
});

test.each<[string, Record<string, unknown>, string]>([
  ["one answer", { ...WARD, choices: "Ward" }, "Write at least two answers, one a line, the best first."],
  ["an answer twice", { ...WARD, choices: "Ward\nWard" }, "Two of these answers are the same."],
  [
    "the answers of HCAHPS",
    { ...WARD, choices: "Never\nSometimes\nUsually\nAlways" },
    "These are the answers of HCAHPS (never, sometimes, usually, always). Use other answers, or a scale from 1 to 5.",
  ],
  ["a question too long", { ...KIND, question: "a".repeat(501) }, "This is too long: at most 500 characters."],
])("refuses %s beside it", (_, item, message) => {
  const read = saveQuestionsSchema.safeParse({
    instrumentId: ID,
    revision: "1",
    name: "Ours",
    scoring: "counts",
    items: [item],
  });
  expect(read.error?.issues.map((issue) => issue.message)).toEqual([message]);
});
