import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ratio, tellRate, tellRatio, tellTimes } from "@/lib/insight/rules/figures";
import { centileEstimate } from "@/lib/insight/rules/interval";
import { METRICS, type Metric, type MetricName, tellShare } from "@/lib/insight/rules/metrics";
import { centileOfCounts, measureTimes } from "@/lib/insight/rules/times";
import { CASE_METRICS, ISSUE_METRICS, MEASURES, TIME_METRICS } from "@/lib/insight/schema";

const all = Object.entries(METRICS) as [MetricName, Metric][];

describe("a share", () => {
  test.each([
    [338, 392, "86%", "338 of 392, 95% interval 82 to 90%"],
    [1, 3, "33%", "1 of 3, 95% interval 6 to 80%"],
    [29, 100, "29%", "29 of 100, 95% interval 21 to 39%"],
    [182, 246, "74%", "182 of 246, 95% interval 68 to 80%"],
    [999, 1_000, ">99%", "999 of 1,000, 95% interval 99 to 100%"],
    [4, 4, "100%", "4 of 4, 95% interval 51 to 100%"],
    [1, 400, "<1%", "1 of 400, 95% interval 0 to 2%"],
    [399, 400, ">99%", "399 of 400, 95% interval 98 to 100%"],
    [0, 0, "none due", "Nothing fell due."],
  ])("%d of %d is told as %s", (count, n, figure, basis) => {
    expect(tellShare(count, n)).toEqual({ figure, basis });
  });

  test("of nothing says what there was none of", () => {
    expect(tellShare(0, 0, METRICS.reopened.nothing)).toEqual({ figure: "none", basis: "Nothing was closed." });
  });
});

describe("a rate", () => {
  test.each([
    [361, 112_400, "3.21 per 1,000", "361 in 112,400 encounters, 95% interval 2.88 to 3.57 per 1,000"],
    [0, 500, "0.00 per 1,000", "0 in 500 encounters, 95% interval 0.00 to 7.34 per 1,000"],
    [1, 1_000, "1.00 per 1,000", "1 in 1,000 encounters, 95% interval 0.01 to 5.57 per 1,000"],
    [4, null, "no rate", "Nobody has said how many encounters there were."],
    [4, 0, "no rate", "Nobody has said how many encounters there were."],
  ])("of %d in %s is told as %s", (count, volume, figure, basis) => {
    expect(tellRate(METRICS.complaintsPerEncounters, count, volume)).toEqual({ figure, basis });
  });

  test("of a negative count is refused", () => {
    expect(() => tellRate(METRICS.complaintsPerVisits, -1, 10)).toThrow(RangeError);
  });
});

describe("a ratio", () => {
  test.each([
    [
      ...([120, 300, "0.4 to 1"] as const),
      "120 compliments, 300 concerns, complaints and grievances, 95% interval 0.3 to 0.5 for each one",
    ],
    [0, 10, "0.0 to 1", "0 compliments, 10 concerns, complaints and grievances, 95% interval 0.0 to 0.4 for each one"],
    [5, 0, "no ratio", "5 compliments, 0 concerns, complaints and grievances"],
    [0, 0, "none", "Neither came in."],
  ])("of %d to %d is told as %s", (count, other, figure, basis) => {
    expect(tellRatio(METRICS.compliments, count, other)).toEqual({ figure, basis });
  });

  test("lies within its interval, which is the other way round for the other ratio", () => {
    const counts = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(counts, counts, (count, other) => {
        const [there, back] = [ratio(count, other), ratio(other, count)];
        expect(there && there.lower <= there.value && there.value <= there.upper).toBe(true);
        expect((there?.lower ?? 0) * (back?.upper ?? 0)).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe("times", () => {
  test("of how often each occurs come to what the values one by one do", () => {
    const values = fc.array(fc.nat(30), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.constantFrom(0, 0.25, 0.5, 0.9, 1), (given, share) => {
        const counts = [...new Set(given)].map((value) => ({
          value,
          count: given.filter((each) => each === value).length,
        }));
        expect(centileOfCounts(counts, share)).toEqual(centileEstimate(given, share));
      }),
    );
  });

  test("are told as median and 90th centile with their intervals, never as a mean", () => {
    const counts = Array.from({ length: 100 }, (_, index) => ({ value: index + 1, count: 1 }));
    expect(tellTimes(METRICS.timeToClose, measureTimes(counts))).toEqual({
      figure: "50.5 days",
      basis: "half of 100 closings within 50.5 days (95% interval 40 to 61), nine in ten within 90.1 (84 to 97)",
    });
  });

  test.each([
    [METRICS.timeToAcknowledge, [{ value: 1, count: 3 }], "1 hour"],
    [METRICS.timeToAcknowledge, [{ value: 0, count: 1 }], "0 hours"],
    [METRICS.backlogAge, [], "none"],
    [METRICS.backlogAge, [{ value: 2, count: 0 }], "none"],
  ])("of %s are told in its own unit", (metric, counts, figure) => {
    expect(tellTimes(metric, measureTimes(counts)).figure).toBe(figure);
  });
});

describe("each metric", () => {
  test.each(all)("%s says what it counts, of what, and by whose rule", (_, metric) => {
    for (const words of [metric.says, metric.source, metric.nothing]) expect(words).toMatch(/^[A-Z].+[.]$/);
    for (const words of [metric.name, metric.numerator, metric.denominator ?? "nothing"])
      expect(words).toMatch(/^\S.+[^.]$/);
  });

  test.each(all)("%s has a denominator where its unit needs one, and none where it does not", (_, metric) => {
    expect(metric.denominator !== null).toBe(["share", "rate", "ratio"].includes(metric.unit));
    expect(metric.volume !== undefined).toBe(metric.unit === "rate");
  });

  test("has a name of its own, and those that are read from the database are all defined", () => {
    expect(new Set(all.map(([, { name }]) => name)).size).toBe(all.length);
    for (const name of [...CASE_METRICS, ...ISSUE_METRICS, ...TIME_METRICS]) expect(METRICS).toHaveProperty(name);
    const volumes = all.flatMap(([, { volume }]) => (volume?.measure ? [volume.measure] : []));
    expect([...new Set(volumes)].sort()).toEqual([...MEASURES].sort());
  });

  test("of time is a time, and none tells a mean", () => {
    for (const name of TIME_METRICS) expect(["hours", "days"]).toContain(METRICS[name].unit);
    for (const [, metric] of all) expect(`${metric.name} ${metric.says}`).not.toMatch(/\b(mean|average)\b/i);
  });
});
