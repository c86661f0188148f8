import { describe, expect, test } from "vitest";
import { scoreCsat, scoreFft, scoreNps, scoreRecovery } from "@/lib/survey/rules/score";

describe("Friends and Family Test", () => {
  test("counts who does not know among all answers", () => {
    const score = scoreFft({ very_good: 60, good: 20, neither: 5, poor: 4, very_poor: 6, dont_know: 5 });
    expect(score?.positive).toMatchObject({ value: 0.8, n: 100 });
    expect(score?.negative).toMatchObject({ value: 0.1, n: 100 });
  });

  test("shows no comments of fewer than five, and no score of nobody", () => {
    expect(scoreFft({ good: 4 })?.showsComments).toBe(false);
    expect(scoreFft({ good: 4, poor: 1 })?.showsComments).toBe(true);
    expect(scoreFft({})).toBeNull();
    expect(scoreFft({ good: 0 })).toBeNull();
  });
});

describe("net promoter score", () => {
  test.each<[string, Record<string, number>, number]>([
    ["only 9 and 10 promote", { 9: 1, 10: 1, 8: 2 }, 50],
    ["0 to 6 take away", { 10: 1, 6: 1, 0: 2 }, -50],
    ["all promote", { 10: 3 }, 100],
    ["none does", { 0: 3 }, -100],
    ["7 and 8 count among all", { 7: 4, 8: 4 }, 0],
  ])("%s", (_, counts, wanted) => expect(scoreNps(counts)?.score).toBeCloseTo(wanted, 12));

  // By hand of 30 promoters and 10 detractors among 50: 31/52 less 11/52, and 1.96 times the root of (42/52 - (20/52)²)/52.
  test("has an interval, which ends where a score does", () => {
    const { lower, upper } = scoreNps({ 10: 30, 8: 10, 0: 10 }) ?? { lower: 0, upper: 0 };
    expect([lower, upper]).toEqual([expect.closeTo(16.38, 2), expect.closeTo(60.54, 2)]);
    expect(scoreNps({ 10: 1 })?.upper).toBe(100);
    expect(scoreNps({ 0: 1 })?.lower).toBe(-100);
  });

  test("is no number that binary fractions made", () => expect(scoreNps({ 10: 7, 8: 1, 0: 2 })?.score).toBe(50));

  test("is none without answers", () => expect(scoreNps({})).toBeNull());
});

describe("satisfaction", () => {
  test("is the share of 4 and 5", () => {
    expect(scoreCsat({ 1: 1, 3: 1, 4: 1, 5: 1 })).toMatchObject({ value: 0.5, n: 4 });
    expect(scoreCsat({})).toBeNull();
  });

  test("with how a complaint was handled is told by item, and what nobody answered weighs nothing", () => {
    const score = scoreRecovery({ listened: { 5: 3, 1: 1 }, explained: { 2: 4 }, something_changed: {} });
    expect(score?.items.listened?.value).toBe(0.75);
    expect(score?.items.explained?.value).toBe(0);
    expect(score?.items).not.toHaveProperty("something_changed");
    expect(score?.mean).toBe(0.375);
    expect(scoreRecovery({ listened: {} })).toBeNull();
  });
});

test.each<[string, () => unknown, string]>([
  ["an answer of another survey", () => scoreFft({ great: 3 }), '"great" is no answer here'],
  ["an 11", () => scoreNps({ 11: 1 }), '"11" is no answer here'],
  ["a 0 of 5", () => scoreCsat({ 0: 1 }), '"0" is no answer here'],
  ["half an answer", () => scoreCsat({ 4: 0.5 }), '"4" cannot have been answered 0.5 times.'],
  ["fewer than none", () => scoreFft({ good: -1 }), '"good" cannot have been answered -1 times.'],
  ["an item of another survey", () => scoreRecovery({ parking: { 5: 1 } }), '"parking" is no item here'],
])("refuses %s", (_, score, words) => expect(score).toThrow(words));
