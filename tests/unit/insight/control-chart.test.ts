import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { episodesOf } from "@/lib/insight/rules/cause-words";
import { assure, controlChart, type Improvement, type Series } from "@/lib/insight/rules/control-chart";
import { type ChartKind, limitsFrom, meanRange, rangeLimit } from "@/lib/insight/rules/limits";
import { RUN, type RunsAnalysis, type SpecialCause } from "@/lib/insight/rules/special-cause";

type Reference = {
  name: string;
  chart: ChartKind;
  improvement?: Improvement;
  target?: number;
  assurance?: string;
  screensOutliers?: boolean;
  baseline?: number;
  excluded?: number[];
  values: number[];
  phases: { from: number; mean: number; lower: number | null; upper: number | null }[];
  special?: [number, SpecialCause, string][];
  outside?: number[];
  runs?: RunsAnalysis;
};
const { cases }: { cases: Reference[] } = JSON.parse(readFileSync("tests/fixtures/spc-reference.json", "utf8"));

function seriesOf(values: (number | null)[], more: Partial<Series> = {}): Series {
  return { kind: "xmr", baseline: null, points: values.map((y, index) => ({ x: String(index + 1), y })), ...more };
}

/** The rules at each point that is special, by position. */
function causesIn(values: (number | null)[], more: Partial<Series> = {}): Record<number, SpecialCause[]> {
  const { points } = controlChart(seriesOf(values, more));
  return Object.fromEntries(points.flatMap(({ causes }, index) => (causes.length > 0 ? [[index, causes]] : [])));
}

describe("agrees with the reference implementations", () => {
  test.each(cases)("$name", ({ values, phases, special, outside, runs, assurance, chart, ...given }) => {
    const rebases = phases.map(({ from }) => from);
    const drawn = controlChart(seriesOf(values, { kind: chart, rebases, ...given }));
    expect(drawn.phases).toHaveLength(phases.length);
    for (const [index, { from, mean, lower, upper }] of phases.entries()) {
      const limits = drawn.points[from]?.limits;
      expect(limits?.mean, `mean of phase ${index}`).toBeCloseTo(mean, 6);
      for (const [drawnAt, wanted] of [[limits?.lower, lower] as const, [limits?.upper, upper] as const]) {
        if (wanted === null) expect(drawnAt).toBeNull();
        else expect(drawnAt).toBeCloseTo(wanted, 6);
      }
    }
    if (special) {
      const found = drawn.points.flatMap(({ causes, verdict }, at) =>
        causes.length ? [[at, causes[0], verdict]] : [],
      );
      expect(found).toEqual(special);
    }
    if (outside) {
      const beyond = drawn.points.flatMap(({ causes }, at) =>
        causes.includes("above_limit") || causes.includes("below_limit") ? [at] : [],
      );
      expect(beyond).toEqual(outside);
    }
    if (runs) expect(drawn.phases[0]?.runs).toEqual(runs);
    if (assurance) expect(drawn.phases[0]?.assurance).toBe(assurance);
  });
});

// A mean of 0 and limits at 2.66 times 2, 5.32; near limits at 3.55.
const CALM = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1];

describe("the four rules", () => {
  const calmThen = (...more: (number | null)[]) => causesIn([...CALM, ...more], { baseline: CALM.length });

  test("a point outside the limits, and none on them", () => {
    expect(calmThen(5.33, 0)).toEqual({ 12: ["above_limit"] });
    expect(calmThen(-5.33, 0)).toEqual({ 12: ["below_limit"] });
    expect(calmThen(5.32, 0)).toEqual({});
  });

  test("seven on one side of the mean, and not six; all of them are named", () => {
    expect(calmThen(1, 2, 1, 2, 1, 2)).toEqual({});
    const seven = Array.from({ length: RUN }, (_, index) => [12 + index, ["seven_above"]]);
    expect(calmThen(1, 2, 1, 2, 1, 2, 1)).toEqual(Object.fromEntries(seven));
    expect(calmThen(1, 2, 1, 0, 1, 2, 1)).toEqual({});
  });

  test("seven that rise, and not six; two that are equal end it", () => {
    expect(calmThen(-3, -2, -1, 0.5, 1.5, 2.5)).toEqual({});
    const rising = Object.fromEntries([12, 13, 14, 15, 16, 17, 18].map((at) => [at, ["seven_rising"]]));
    expect(calmThen(-3, -2, -1, 0.5, 1.5, 2.5, 3)).toEqual(rising);
    expect(calmThen(-3, -2, -1, -1, 1.5, 2.5, 3)).toEqual({});
    expect(Object.values(calmThen(3, 2, 1, -0.5, -1.5, -2.5, -3))).toEqual(Array(7).fill(["seven_falling"]));
  });

  test("two of three beyond the near limit, all on one side; only those are named", () => {
    expect(calmThen(4, 1, 4, -1)).toEqual({ 12: ["two_of_three_above"], 14: ["two_of_three_above"] });
    expect(calmThen(4, -1, 4, -1)).toEqual({});
    expect(calmThen(-4, -4, -1, 1)).toEqual({ 12: ["two_of_three_below"], 13: ["two_of_three_below"] });
    // One outside the limits is not one close to them.
    expect(calmThen(6, 1, 4, -1)).toEqual({ 12: ["above_limit"] });
  });

  test("a gap ends a run, and no range reaches over it", () => {
    expect(calmThen(1, 2, 1, null, 2, 1, 2, 1)).toEqual({});
    expect(meanRange([1, null, 5, 6], false)).toBe(1);
  });

  test("equal values are on their mean, whatever their binary fractions add up to", () => {
    expect(causesIn(Array(10).fill(0.1))).toEqual({});
    expect(causesIn(Array(10).fill(0))).toEqual({});
  });

  test("a run does not reach from one phase into the next", () => {
    const values = [...CALM, ...CALM.map((value) => value + 0.5), ...CALM.map((value) => value + 10)];
    expect(causesIn(values, { rebases: [24], baseline: 12 })).toEqual({});
    expect(Object.keys(causesIn(values, { baseline: 12 }))).toHaveLength(12);
  });
});

describe("limits", () => {
  test.each<[ChartKind, [number, number][], number, [number, number | null, number | null]]>([
    ["c", [4, 4, 4, 4].map((y) => [y, 1]), 1, [4, 0, 10]],
    [
      "u",
      [
        [5, 100],
        [15, 100],
      ],
      400,
      [0.1, 0.1 - 3 * Math.sqrt(0.1 / 400), 0.1 + 3 * Math.sqrt(0.1 / 400)],
    ],
    [
      "u",
      [
        [5, 100],
        [15, 100],
      ],
      10,
      [0.1, 0, 0.1 + 3 * Math.sqrt(0.1 / 10)],
    ],
    [
      "p",
      [
        [20, 50],
        [30, 50],
      ],
      100,
      [0.5, 0.35, 0.65],
    ],
    [
      "p",
      [
        [9, 10],
        [10, 10],
      ],
      10,
      [0.95, 0.95 - 3 * Math.sqrt((0.95 * 0.05) / 10), 1],
    ],
    ["g", [3, 3, 3].map((y) => [y, 1]), 1, [2.079, 0, 3 + 3 * Math.sqrt(12)]],
    ["run", [1, 9, 2].map((y) => [y, 1]), 1, [2, null, null]],
  ])("of a %s chart", (kind, measures, volume, [mean, lower, upper]) => {
    const baseline = measures.map(([y, n]) => ({ y, n }));
    const limits = limitsFrom(kind, baseline, { volume, screensOutliers: true });
    expect(limits?.mean).toBeCloseTo(mean, 9);
    for (const [drawn, wanted] of [[limits?.lower, lower] as const, [limits?.upper, upper] as const]) {
      if (wanted === null) expect(drawn).toBeNull();
      else expect(drawn).toBeCloseTo(wanted, 9);
    }
  });

  test("of times between events are drawn where they are nearly normal, and turned back", () => {
    const days = [4, 9, 2, 30, 11, 7, 19, 3, 14, 6];
    const powers = days.map((day) => day ** (1 / 3.6));
    const mean = powers.reduce((sum, power) => sum + power, 0) / powers.length;
    const limits = limitsFrom(
      "t",
      days.map((y) => ({ y, n: 1 })),
      { volume: 1, screensOutliers: true },
    );
    expect(limits?.mean).toBeCloseTo(mean ** 3.6, 9);
    expect(limits?.upper).toBeCloseTo((mean + (3 * (meanRange(powers, true) ?? 0)) / 1.128) ** 3.6, 9);
    expect(limits?.lower).toBeGreaterThanOrEqual(0);
  });

  test("an outlying range is left out once, and not where that is not wanted", () => {
    const values = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 40, 1];
    expect(meanRange(values, true)).toBe(1);
    expect(meanRange(values, false)).toBeGreaterThan(7);
    expect(rangeLimit(1)).toBe(3.267);
  });

  test("are drawn from the first twelve that are known, also after gaps", () => {
    const points = [...Array(12).fill(null), ...Array.from({ length: 14 }, (_, index) => index)];
    const { points: drawn, phases } = controlChart({ ...seriesOf(points), baseline: undefined });
    expect(drawn.at(-1)?.limits?.mean).toBe(5.5);
    expect(phases[0]?.isTrial).toBe(false);
  });

  test("are locked by the first twelve unless a chart says otherwise, and trial limits before", () => {
    const rising = Array.from({ length: 20 }, (_, index) => index);
    const locked = controlChart({ ...seriesOf(rising), baseline: undefined });
    expect(locked.points.at(-1)?.limits?.mean).toBe(5.5);
    expect(locked.phases[0]?.isTrial).toBe(false);
    expect(controlChart(seriesOf(rising.slice(0, 11))).phases[0]?.isTrial).toBe(true);
  });
});

describe("what is not known is said, and nothing is made up", () => {
  test("no point, one point, and none that is known", () => {
    expect(controlChart(seriesOf([]))).toEqual({ points: [], phases: [] });
    const [only] = controlChart(seriesOf([7])).points;
    expect(only).toMatchObject({ value: 7, limits: { mean: 7, lower: null, upper: null }, verdict: "common_cause" });
    expect(controlChart(seriesOf([null, null])).points).toMatchObject([
      { limits: null, verdict: null },
      { limits: null, verdict: null },
    ]);
  });

  test("a period without its volume, or with none, has no rate and no limits", () => {
    const points = [
      { x: "Jan", y: 3, n: 100 },
      { x: "Feb", y: 2, n: null },
      { x: "Mar", y: 0, n: 0 },
      { x: "Apr", y: 5, n: 100 },
    ];
    const drawn = controlChart({ kind: "u", points });
    expect(drawn.points.map(({ value }) => value)).toEqual([0.03, null, null, 0.05]);
    expect(drawn.points.map(({ limits }) => limits?.mean ?? null)).toEqual([0.04, null, null, 0.04]);
  });

  test.each<[string, Partial<Series>, RegExp]>([
    [
      "a negative count",
      { kind: "c", points: [{ x: "Jan", y: -1 }] },
      /^Jan: a count or a time between events cannot be -1/,
    ],
    ["a negative volume", { kind: "u", points: [{ x: "Jan", y: 1, n: -5 }] }, /^Jan: a volume cannot be -5/],
    ["more than all", { kind: "p", points: [{ x: "Jan", y: 6, n: 5 }] }, /^Jan: 6 of 5 is more than all/],
    ["a rebase past the end", { rebases: [3] }, /no point at position 3/],
    ["a baseline of nothing", { baseline: 0 }, /one or more/],
  ])("refuses %s", (_, more, words) => {
    expect(() => controlChart({ ...seriesOf([1, 2, 3]), ...more })).toThrow(words);
  });
});

describe("assurance", () => {
  const limits = { mean: 5, lower: 2, upper: 8, nearLower: 3, nearUpper: 7 };
  test.each<[number, Improvement, string | null]>([
    [9, "increase", "consistently_fails"],
    [1, "increase", "consistently_passes"],
    [8, "increase", "inconsistent"],
    [9, "decrease", "consistently_passes"],
    [1, "decrease", "consistently_fails"],
    [5, "decrease", "inconsistent"],
    [5, "neutral", null],
  ])("of a target of %d where an %s is better: %s", (target, improvement, wanted) => {
    expect(assure(limits, target, improvement)).toBe(wanted);
  });

  test("there is none without a target or without limits", () => {
    expect(assure(limits, null, "increase")).toBeNull();
    expect(assure({ ...limits, lower: null, upper: null }, 5, "increase")).toBeNull();
  });
});

describe("words", () => {
  test("tell each special cause once, with where it is and what it is held against", () => {
    const values = [...CALM, 6, 1, -1, 4, 1, 4, -1, 1, 2, 1, 2, 1, 2, 1];
    const told = episodesOf(controlChart(seriesOf(values, { baseline: CALM.length, improvement: "decrease" })));
    expect(told.map(({ says, verdict }) => [verdict, says])).toEqual([
      ["concern", "13: 6 is above the limit of 5.32."],
      ["concern", "16 to 18: of three in a row, two and more come close to the limit of 5.32 from below."],
      ["concern", "20 to 26: 7 in a row are above the mean of 0."],
    ]);
  });

  test.each([
    [20, 19.988, "20 is above the limit of 19.99"],
    [20, 18.3, "20 is above the limit of 18.3"],
    [20.04, 20.01, "20.04 is above the limit of 20.01"],
    [7.12361, 7.12359, "7.12361 is above the limit of 7.12359"],
    [1_000, 999.7, "1,000 is above the limit of 999.7"],
  ])("write a point of %d and its limit of %d in as many digits as tell them apart", (value, upper, says) => {
    const limits = { mean: 0, lower: -upper, upper, nearLower: null, nearUpper: null };
    const point = { x: "13", y: value, value, phase: 0, movingRange: null, limits, verdict: "neutral" } as const;
    const [told] = episodesOf({ points: [{ ...point, causes: ["above_limit"] }], phases: [] });
    expect(told?.says).toBe(`13: ${says}.`);
  });

  test("write values as they are told to", () => {
    const chart = controlChart(seriesOf([...CALM, 60, 50], { baseline: CALM.length }));
    const percent = (value: number) => `${Math.round(value)} %`;
    expect(episodesOf(chart, percent).map(({ says }) => says)).toEqual([
      "13: 60 % is above the limit of 5 %.",
      "14: 50 % is above the limit of 5 %.",
    ]);
  });
});
