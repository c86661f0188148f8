import { describe, expect, test } from "vitest";
import { describeWorry } from "@/lib/survey/labels";
import { READY } from "@/lib/survey/rules/ready";
import { severityOf, whyWorrying } from "@/lib/survey/rules/worry";
import type { Instrument } from "@/lib/survey/schema";

const why = (instrument: Instrument, items: Record<string, string>, comment: string | null = null) =>
  whyWorrying(READY[instrument], { items, comment }).map((worry) => describeWorry(worry, READY[instrument]));

describe("an answer is looked at by a person", () => {
  test.each<[Instrument, Record<string, string>, string | null, string[]]>([
    ["csat", { satisfaction: "2" }, null, ["Satisfaction: 2 of 5"]],
    ["csat", { satisfaction: "3" }, null, []],
    ["nps", { recommend: "4" }, null, ["Would recommend: 4 of 10"]],
    ["nps", { recommend: "5" }, null, []],
    ["fft", { experience: "poor" }, null, ["Experience: Poor"]],
    ["fft", { experience: "dont_know" }, null, []],
    ["service_recovery", { listened: "1" }, null, []],
    ["service_recovery", { listened: "1", explained: "2" }, null, ["Listened to: 1 of 5", "Explained: 2 of 5"]],
    ["service_recovery", { listened: "5" }, "She was neglected again.", ["They wrote “neglected”"]],
    ["service_recovery", {}, "Tengo MIEDO de volver.", ["They wrote “miedo”"]],
    ["nps", { recommend: "0" }, "I felt unsafe", ["They wrote “unsafe”", "Would recommend: 0 of 10"]],
    ["nps", { recommend: "9" }, "Disabused of it; the pharmacist was kind.", []],
  ])("%s %o %s: %o", (instrument, items, comment, wanted) => {
    expect(why(instrument, items, comment)).toEqual(wanted);
  });
});

test("a word weighs more than a score", () => {
  expect(severityOf([{ what: "score", item: "recommend", value: "0" }])).toBe(2);
  expect(severityOf([{ what: "word", word: "neglected" }])).toBe(3);
});
