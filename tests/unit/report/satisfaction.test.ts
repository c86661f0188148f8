import { describe, expect, test } from "vitest";
import { ownSections } from "@/lib/report/rules/own";
import { countSatisfaction, satisfactionSection } from "@/lib/report/rules/satisfaction";
import type { AnswerFact, Facts } from "@/lib/report/types";
import { addCase, noFacts } from "./facts";

type Given = { of?: Partial<Parameters<typeof addCase>[1]>; day?: string };

function answer(facts: Facts, instrument: AnswerFact["instrument"], items: Record<string, string>, given: Given = {}) {
  const caseId = addCase(facts, { is: [], ...given.of });
  facts.answers.push({ caseId, instrument, items, day: given.day ?? "2026-03-10" });
}

const times = (count: number, act: () => void) => Array.from({ length: count }, act);
const of = (facts: Facts, metric: Parameters<typeof countSatisfaction>[1]["metric"], part = {}) =>
  countSatisfaction(facts, { metric, key: metric, label: metric, part });

describe("satisfaction in a report", () => {
  test.each([
    ["satisfiedOverall", "service_recovery", { listened: "5", explained: "4", easy_to_raise: "1" }, 1, 1],
    // Half of the items is not most of them.
    ["satisfiedOverall", "service_recovery", { listened: "5", explained: "3" }, 0, 1],
    ["satisfiedOverall", "service_recovery", {}, 0, 0],
    ["satisfiedOverall", "csat", { satisfaction: "5" }, 0, 0],
    ["csat", "csat", { satisfaction: "4" }, 1, 1],
    ["csat", "csat", { satisfaction: "3" }, 0, 1],
    ["fftPositive", "fft", { experience: "good" }, 1, 1],
    ["fftPositive", "fft", { experience: "dont_know" }, 0, 1],
    ["npsPromoters", "nps", { recommend: "9" }, 1, 1],
    ["npsPromoters", "nps", { recommend: "8" }, 0, 1],
    ["npsDetractors", "nps", { recommend: "0" }, 1, 1],
    ["npsDetractors", "nps", { recommend: "10" }, 0, 1],
  ] as const)("by %s of an answer to %s of %j is %i of %i", (metric, instrument, items, count, n) => {
    const facts = noFacts();
    answer(facts, instrument, items);
    const { figure, ids, ofIds } = of(facts, metric);
    expect([figure.numerator, figure.denominator, ids.length, ofIds?.length]).toEqual([count, n, count, n]);
  });

  test("is of the answers of a part, and tells the net promoter score beside its share", () => {
    const facts = noFacts();
    const ward = { unitId: "ward", unit: "Ward", kind: "concern" } as const;
    times(3, () => answer(facts, "nps", { recommend: "10" }, { of: ward }));
    answer(facts, "nps", { recommend: "3" }, { day: "2026-04-02" });
    expect(of(facts, "npsPromoters").figure).toMatchObject({
      ...{ numerator: 3, denominator: 4, value: 0.75 },
      note: "Net promoter score +50: this share less that of detractors.",
    });
    expect(of(facts, "npsPromoters", { unitId: "ward" }).figure.denominator).toBe(3);
    expect(of(facts, "npsPromoters", { month: "2026-04" }).figure).toMatchObject({ numerator: 0, denominator: 1 });
    expect(of(facts, "npsPromoters", { kinds: ["complaint"] }).figure.denominator).toBe(1);
    expect(of(facts, "npsPromoters", { siteIds: ["elsewhere"] }).figure).toMatchObject({ value: null, note: null });
  });

  test("hides what up to ten people said, and is left out where nobody answered", () => {
    const facts = noFacts();
    expect(satisfactionSection(facts, {})).toEqual([]);
    times(11, () => answer(facts, "csat", { satisfaction: "5" }));
    times(10, () => answer(facts, "nps", { recommend: "10" }));
    const [section] = satisfactionSection(facts, {});
    const told = section?.figures.map(({ figure, ids }) => [figure.key, figure.denominator, ids.length, figure.note]);
    expect(told).toEqual([
      ["csat", 11, 11, null],
      ["npsPromoters", null, 0, null],
      ["npsDetractors", null, 0, null],
    ]);
    expect(section?.says).toContain("1 to 10 people");
  });

  test("of one's own report hides a unit with its next smallest, or the rest would tell it", () => {
    const facts = noFacts();
    for (const [unit, count] of Object.entries({ Ward: 4, Clinic: 12, Desk: 30 })) {
      times(count, () => answer(facts, "csat", { satisfaction: "5" }, { of: { unitId: unit, unit } }));
    }
    const period = { from: "2026-03-01", to: "2026-03-31" };
    const spec = { metrics: ["csat" as const], split: "unit" as const, kinds: [] };
    const [whole, split] = ownSections({ facts, rates: {}, spec, period, sites: [] });
    expect(whole?.figures.map(({ figure }) => figure.denominator)).toEqual([46]);
    expect(split?.figures.map(({ figure }) => [figure.label, figure.denominator])).toEqual([
      ["Clinic", null],
      ["Desk", 30],
      ["Ward", null],
    ]);
    expect(split?.says).toContain("1 to 10 people");
  });
});
