import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyOf } from "@/lib/billing/rules/currencies";
import { MOST_PARTS, planFromTerms, planProblems, RHYTHMS } from "@/lib/billing/rules/plan";

const currency = currencyOf("USD");
const problems = (parts: { dueOn: string; amount: number }[], owed: number) =>
  planProblems({ parts, owed, agreedOn: "2026-05-12", currency, locale: "en-US" });
const part = (dueOn: string, amount: number) => ({ dueOn, amount });

describe("parts from terms", () => {
  test("are equal, and the first take what does not divide", () => {
    expect(planFromTerms({ owed: 100_000, count: 3, firstOn: "2026-01-31", every: "month" })).toEqual([
      part("2026-01-31", 33_334),
      part("2026-02-28", 33_333),
      part("2026-03-31", 33_333),
    ]);
  });

  test.each([
    ["week", ["2026-12-25", "2027-01-01", "2027-01-08"]],
    ["fortnight", ["2026-12-25", "2027-01-08", "2027-01-22"]],
    ["month", ["2026-12-25", "2027-01-25", "2027-02-25"]],
  ] as const)("fall due every %s", (every, days) => {
    const parts = planFromTerms({ owed: 300, count: 3, firstOn: "2026-12-25", every });
    expect(parts.map(({ dueOn }) => dueOn)).toEqual(days);
  });

  test("keep to the last day of a leap February", () => {
    const parts = planFromTerms({ owed: 3, count: 3, firstOn: "2027-12-31", every: "month" });
    expect(parts.map(({ dueOn }) => dueOn)).toEqual(["2027-12-31", "2028-01-31", "2028-02-29"]);
  });

  test("are never more than there are cents, nor than a plan may have", () => {
    const terms = { firstOn: "2026-01-01", every: "week" } as const;
    expect(planFromTerms({ ...terms, owed: 2, count: 5 })).toHaveLength(2);
    expect(planFromTerms({ ...terms, owed: 1_000, count: 500 })).toHaveLength(MOST_PARTS);
    expect(planFromTerms({ ...terms, owed: 0, count: 5 })).toEqual([]);
    expect(planFromTerms({ ...terms, owed: 5, count: 0 })).toEqual([]);
  });

  test("add up to what is owed and can be agreed, whatever the terms", () => {
    const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999_999_999 }),
        fc.integer({ min: 1, max: 60 }),
        day,
        fc.constantFrom(...RHYTHMS),
        (owed, count, first, every) => {
          const firstOn = first.toISOString().slice(0, 10);
          const parts = planFromTerms({ owed, count, firstOn, every });
          const amounts = parts.map(({ amount }) => amount);
          expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(owed);
          expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
          expect(planProblems({ parts, owed, agreedOn: firstOn, currency })).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("a plan is not agreed", () => {
  test.each([
    ["too little", [part("2026-06-01", 90_000)], "$900.00, and $1,000.00 is owed: $100.00 is missing."],
    ["too much", [part("2026-06-01", 100_001)], "$1,000.01, and $1,000.00 is owed: $0.01 is too much."],
  ])("where its parts are %s", (_what, parts, words) => {
    expect(problems(parts, 100_000)).toEqual([{ part: null, message: `The parts add up to ${words}` }]);
  });

  test("without parts, with too many, or where nothing is owed", () => {
    expect(problems([], 100)).toMatchObject([{ part: null, message: /at least one part/ }].map(expectMessage));
    const many = planFromTerms({ owed: 100, count: MOST_PARTS, firstOn: "2026-06-01", every: "week" });
    expect(problems([...many, part("2099-01-01", 1)], 101)).toMatchObject(
      [{ part: null, message: /at most 36/ }].map(expectMessage),
    );
    expect(problems([part("2026-06-01", 1)], 0)).toMatchObject(
      [{ part: null, message: /Nothing is owed/ }].map(expectMessage),
    );
  });

  test("with a part of nothing, before the day of agreeing, or twice on a day", () => {
    expect(
      problems([part("2026-05-11", 50), part("2026-06-01", 0), part("2026-06-01", 50)], 100).map((problem) =>
        problem.part === null ? "whole" : `${problem.part} ${problem.field}`,
      ),
    ).toEqual(["0 dueOn", "1 amount", "2 dueOn"]);
  });

  test("and is, where it begins on the day of agreeing and adds up", () => {
    expect(problems([part("2026-05-12", 40), part("2026-06-12", 60)], 100)).toEqual([]);
  });
});

function expectMessage({ part: index, message }: { part: null; message: RegExp }) {
  return { part: index, message: expect.stringMatching(message) as string };
}
