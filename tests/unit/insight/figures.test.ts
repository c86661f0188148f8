import { describe, expect, test } from "vitest";
import { type CusumPoint, cusum, referenceRate, simulateThreshold } from "@/lib/insight/rules/cusum";
import { centile, centileEstimate, percentDown, percentUp, rate, wilson } from "@/lib/insight/rules/interval";
import { pareto } from "@/lib/insight/rules/pareto";
import { mayShowTotal, suppressSmall } from "@/lib/insight/rules/suppress";

test.each(Array.from({ length: 101 }, (_, percent) => percent))(
  "%d in 100 is as many per cent, up and down",
  (percent) => {
    expect([percentDown(percent / 100), percentUp(percent / 100)]).toEqual([percent, percent]);
  },
);

describe("a share", () => {
  // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %d in %d has the interval that Newcombe prints", (count, n, lower, upper) => {
    const estimate = wilson(count, n);
    expect(estimate?.value).toBe(count / n);
    expect(estimate?.lower).toBeCloseTo(lower, 4);
    expect(estimate?.upper).toBeCloseTo(upper, 4);
  });

  test("ends at all, is none of nothing, and refuses more than all", () => {
    expect(wilson(7, 7)?.upper).toBe(1);
    expect(wilson(0, 0)).toBeNull();
    expect(() => wilson(3, 2)).toThrow("3 of 2 is no share.");
    expect(() => wilson(Number.NaN, 2)).toThrow(RangeError);
  });

  test("holds the share itself, and narrows with more of the same", () => {
    for (let n = 1; n <= 60; n += 1) {
      for (let count = 0; count <= n; count += 1) {
        const one = wilson(count, n);
        const ten = wilson(count * 10, n * 10);
        if (!one || !ten) throw new Error("Both are shares.");
        expect(one.lower).toBeLessThanOrEqual(one.value);
        expect(one.upper).toBeGreaterThanOrEqual(one.value);
        expect(ten.upper - ten.lower).toBeLessThan(one.upper - one.lower);
      }
    }
  });
});

describe("a rate", () => {
  // Exact Poisson bounds of 10: 4.80 and 18.39; of 0: 0 and 3.69. Byar's come within a hundredth of them.
  test.each([
    [10, 4.795, 18.39],
    [100, 81.36, 121.63],
  ])("of %d events lies between Poisson's bounds", (count, lower, upper) => {
    const estimate = rate(count, 1_000, 1_000);
    expect(estimate?.value).toBe(count);
    expect(Math.abs((estimate?.lower ?? 0) - lower)).toBeLessThan(0.05);
    expect(Math.abs((estimate?.upper ?? 0) - upper)).toBeLessThan(0.05);
  });

  test("is told per as much as it is asked for; of no event it has an upper bound, of no volume there is none", () => {
    expect(rate(5, 2_000, 1_000)?.value).toBe(2.5);
    expect(rate(0, 100, 100)).toMatchObject({ value: 0, lower: 0 });
    expect(rate(0, 100, 100)?.upper).toBeGreaterThan(3.6);
    expect(rate(3, 0, 1_000)).toBeNull();
    expect(() => rate(-1, 100, 100)).toThrow(RangeError);
  });
});

describe("a centile", () => {
  test("lies between its neighbours in proportion", () => {
    expect(centile([3, 1, 2], 0.5)).toBe(2);
    expect(centile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(centile([10, 20, 30, 40, 50], 0.9)).toBeCloseTo(46, 9);
    expect(centile([8], 0.9)).toBe(8);
    expect(centile([], 0.5)).toBeNull();
  });

  test("has an interval of ranks, which ends at the least and the greatest where there are few", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(centileEstimate(hundred, 0.5)).toEqual({ value: 50.5, lower: 40, upper: 61, n: 100 });
    expect(centileEstimate([5, 1, 9], 0.9)).toEqual({ value: 8.2, lower: 1, upper: 9, n: 3 });
    expect(centileEstimate([], 0.9)).toBeNull();
  });
});

describe("pareto", () => {
  test("puts the heaviest first and says which make up the first four fifths", () => {
    const bars = pareto([
      { cause: "Billing", count: 15 },
      { cause: "Waiting", count: 50 },
      { cause: "Food", count: 5 },
      { cause: "Attitude", count: 30 },
      { cause: "Parking", count: 0 },
    ]);
    expect(bars.map(({ cause, isVital }) => [cause, isVital])).toEqual([
      ["Waiting", true],
      ["Attitude", true],
      ["Billing", false],
      ["Food", false],
    ]);
    expect(bars.map(({ cumulative }) => cumulative)).toEqual([0.5, 0.8, 0.95, 1]);
  });

  test("of equals goes by name, of nothing is empty, and refuses less than nothing", () => {
    expect(pareto(["b", "a"].map((cause) => ({ cause, count: 1 }))).map(({ cause }) => cause)).toEqual(["a", "b"]);
    expect(pareto([{ cause: "a", count: 0 }])).toEqual([]);
    expect(() => pareto([{ cause: "a", count: -1 }])).toThrow("a: a count cannot be -1.");
  });
});

describe("early warning", () => {
  const weeks = (...counts: number[]): CusumPoint[] =>
    counts.map((count, index) => ({ x: String(index + 1), count, volume: 1 }));

  test("holds a count against the rate between the usual and the one looked for", () => {
    expect(referenceRate(2, 2)).toBeCloseTo(2 / Math.log(2), 12);
  });

  test("adds up what is above it, prompts at the threshold, and begins anew", () => {
    const steps = cusum(weeks(2, 5, 5, 0, 9), { usual: 2, ratio: 2, threshold: 4 });
    const k = referenceRate(2, 2);
    expect(steps.map(({ isPrompt }) => isPrompt)).toEqual([false, false, true, false, true]);
    expect(steps.map(({ sum }) => sum)).toEqual([0, 5 - k, 10 - 2 * k, 0, 9 - k]);
  });

  test("counts a larger volume for what it is", () => {
    const [once] = cusum([{ x: "1", count: 6, volume: 3 }], { usual: 2, ratio: 2, threshold: 1 });
    expect(once?.sum).toBe(0);
  });

  test("keeps to the share of false alarms that it states, by a count of its own", () => {
    const stated = { expected: 2, ratio: 2, periods: 52, falseAlarms: 0.05 };
    const threshold = simulateThreshold(stated);
    expect(simulateThreshold(stated)).toBe(threshold);
    // Another generator than the one that found it: a year of unchanged weeks, two thousand times.
    let state = 7;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const poisson = () => {
      let [count, product] = [0, random()];
      while (product > Math.exp(-2)) [count, product] = [count + 1, product * random()];
      return count;
    };
    const years = Array.from({ length: 2_000 }, () => weeks(...Array.from({ length: 52 }, poisson)));
    const alarmed = years.filter((year) =>
      cusum(year, { usual: 2, ratio: 2, threshold }).some(({ isPrompt }) => isPrompt),
    );
    expect(alarmed.length / years.length).toBeGreaterThan(0.03);
    expect(alarmed.length / years.length).toBeLessThan(0.07);
  });

  test("sees a lasting rise to twice as many within weeks", () => {
    const threshold = simulateThreshold({ expected: 2, ratio: 2, periods: 52, falseAlarms: 0.05 });
    const steps = cusum(weeks(...Array(20).fill(2), ...Array(12).fill(4)), { usual: 2, ratio: 2, threshold });
    const first = steps.findIndex(({ isPrompt }) => isPrompt);
    expect(first).toBeGreaterThanOrEqual(20);
    expect(first).toBeLessThan(32);
  });

  test.each<[string, () => unknown]>([
    ["a usual rate of nothing", () => cusum([], { usual: 0, ratio: 2, threshold: 3 })],
    ["no rise", () => cusum([], { usual: 2, ratio: 1, threshold: 3 })],
    ["no threshold", () => cusum([], { usual: 2, ratio: 2, threshold: 0 })],
    ["all units alarmed", () => simulateThreshold({ expected: 2, ratio: 2, periods: 9, falseAlarms: 1 })],
  ])("refuses %s", (_, look) => expect(look).toThrow(RangeError));
});

describe("small groups", () => {
  const shown = (...counts: number[]) =>
    suppressSmall(counts.map((count, index) => ({ group: String(index), count }))).map(({ count }) => count);

  test.each<[string, number[], (number | null)[]]>([
    ["groups of eleven and more are shown", [11, 200], [11, 200]],
    ["nobody is in a group of none", [0, 50], [0, 50]],
    ["one small group takes the next smallest with it", [5, 80, 30], [null, 80, null]],
    ["two small ones of eleven together need no third", [5, 6, 80], [null, null, 80]],
    ["two small ones of fewer than eleven do", [3, 4, 80, 12], [null, null, 80, null]],
    ["one group alone that is small hides, and the total with it", [4], [null]],
  ])("%s", (_, counts, wanted) => expect(shown(...counts)).toEqual(wanted));

  test("no hidden count can be told from the total and what is shown", () => {
    for (let a = 0; a <= 13; a += 1) {
      for (let b = 0; b <= 13; b += 1) {
        for (const rest of [0, 4, 11, 40]) {
          const groups = [a, b, rest].map((count, index) => ({ group: String(index), count }));
          const result = suppressSmall(groups);
          const hidden = groups.filter((_, index) => result[index]?.count === null);
          const together = hidden.reduce((sum, { count }) => sum + count, 0);
          const isSafe = hidden.length === 0 || (hidden.length > 1 && together >= 11);
          expect(mayShowTotal(result, groups), `${a}, ${b}, ${rest}`).toBe(isSafe);
          expect(result.every(({ count }) => count === null || count === 0 || count >= 11)).toBe(true);
        }
      }
    }
  });

  test("says which group is hidden for another's sake, and refuses half a person", () => {
    expect(
      suppressSmall([
        { group: "a", count: 3 },
        { group: "b", count: 20 },
      ]).map(({ isForOthers }) => isForOthers),
    ).toEqual([false, true]);
    expect(() => suppressSmall([{ group: "a", count: 1.5 }])).toThrow("a: a number of people cannot be 1.5.");
  });
});
