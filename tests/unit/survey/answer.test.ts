import { describe, expect, test } from "vitest";
import { languageFor, preselected, readAnswer } from "@/lib/survey/rules/answer";
import { READY } from "@/lib/survey/rules/ready";
import { nameIssues, PAGE_WORDS } from "@/lib/survey/rules/words";
import type { Instrument, SurveyLanguage } from "@/lib/survey/schema";

const ISSUE = "018f2c5e-0000-7000-8000-000000000001";
const OTHER = "018f2c5e-0000-7000-8000-000000000002";

const read = (
  instrument: Instrument,
  given: Parameters<typeof readAnswer>[1],
  language: SurveyLanguage = "en",
  issueIds: string[] = [ISSUE],
) => readAnswer({ definition: READY[instrument], language, issueIds }, given);

describe("an answer", () => {
  test("keeps what was chosen and written, to the letter", () => {
    const comment = "  Thank you.\r\nIt helped.";
    expect(
      read("service_recovery", {
        items: { q1: "5", q3: " 2 ", q4: "" },
        issues: [{ issueId: ISSUE, isAnswered: "no" }],
        comment,
      }),
    ).toEqual({
      answer: {
        items: { easy_to_raise: "5", explained: "2" },
        issues: [{ issueId: ISSUE, isAnswered: false }],
        comment: "  Thank you.\nIt helped.",
      },
    });
  });

  test.each<[string, Instrument, Parameters<typeof readAnswer>[1], string, string]>([
    ["nothing at all", "service_recovery", {}, "items.q1", PAGE_WORDS.en.nothing],
    ["a blank comment alone", "service_recovery", { comment: " \n " }, "items.q1", PAGE_WORDS.en.nothing],
    ["a 6 of 5", "service_recovery", { items: { q2: "6" } }, "items.q2", PAGE_WORDS.en.notListed],
    ["a 0 of 5", "csat", { items: { q1: "0" } }, "items.q1", PAGE_WORDS.en.notListed],
    ["an 11 of 10", "nps", { items: { q1: "11" } }, "items.q1", PAGE_WORDS.en.notListed],
    ["another word", "fft", { items: { q1: "great" } }, "items.q1", PAGE_WORDS.en.notListed],
    ["no score", "nps", { comment: "Fine" }, "items.q1", PAGE_WORDS.en.needed],
    ["a control character", "nps", { items: { q1: "9" }, comment: "a\u0000b" }, "comment", PAGE_WORDS.en.control],
    [
      "10,003 characters",
      "nps",
      { items: { q1: "9" }, comment: "x".repeat(10_003) },
      "comment",
      PAGE_WORDS.en.tooLong(3),
    ],
  ])("of %s is refused beside its field", (_, instrument, given, field, words) => {
    expect(read(instrument, given)).toEqual({ errors: { [field]: words } });
  });

  test("is refused in the language of the survey", () => {
    expect(read("csat", {}, "es")).toEqual({ errors: { "items.q1": PAGE_WORDS.es.needed } });
  });

  test("passes over issues that are not asked about, and none at all counts as nothing", () => {
    const issues = [
      { issueId: OTHER, isAnswered: "no" },
      { issueId: ISSUE, isAnswered: "perhaps" },
    ];
    expect(read("service_recovery", { issues })).toEqual({ errors: { "items.q1": PAGE_WORDS.en.nothing } });
    expect(read("csat", { items: { q1: "4" }, issues: [{ issueId: ISSUE, isAnswered: "no" }] })).toEqual({
      answer: { items: { satisfaction: "4" }, issues: [], comment: null },
    });
  });
});

describe("a link", () => {
  test.each<[Instrument, string | undefined, { field: string; value: string } | null]>([
    ["nps", "9", { field: "items.q1", value: "9" }],
    ["nps", "0", { field: "items.q1", value: "0" }],
    ["nps", "11", null],
    ["nps", "9'", null],
    ["nps", undefined, null],
    ["fft", "very_good", { field: "items.q1", value: "very_good" }],
    ["fft", "9", null],
    ["service_recovery", "5", null],
  ])("to %s with %s chooses %o", (instrument, score, wanted) => {
    expect(preselected(READY[instrument], score)).toEqual(wanted);
  });

  test.each<[string | null, SurveyLanguage]>([
    ["es", "es"],
    ["es-MX", "es"],
    ["ES", "es"],
    ["en-GB", "en"],
    ["so", "en"],
    ["", "en"],
    [null, "en"],
  ])("for somebody who speaks %s opens in %s", (tag, wanted) => {
    expect(languageFor(READY.service_recovery, tag)).toBe(wanted);
  });
});

test("issues are named by what they are about, and two of one kind by their number", () => {
  expect(nameIssues(["communication", null, "communication"], "en")).toEqual([
    "What you were told (1)",
    "Something you raised",
    "What you were told (2)",
  ]);
});
