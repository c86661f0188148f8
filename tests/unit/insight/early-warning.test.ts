import { describe, expect, test } from "vitest";
import { daysFrom } from "@/lib/insight/rules/dashboard";
import { isEverPrompted, isWatched, simulateFor, thresholdFor, WATCH, warn } from "@/lib/insight/rules/early-warning";
import { tellFalseAlarms, warnUnits } from "@/lib/insight/rules/unit-warnings";

const FIRST = "2025-01-06";
const ALL = WATCH.weeks + WATCH.usualWeeks;
const series = (counts: number[]) => ({ weeks: counts.map((count, at) => ({ week: daysFrom(FIRST, 7 * at), count })) });
const steady = (length: number, count = 1) => Array.from({ length }, () => count);

describe("an early warning", () => {
  test("is given of a rate that has doubled, with the week in which that began", () => {
    const warning = warn(series([...steady(ALL - 12), ...steady(12, 4)]));
    expect(warning).toMatchObject({ since: daysFrom(FIRST, 7 * (ALL - 12)), count: 16, usual: 4 });
  });

  test.each([
    ["goes on", [4, 4, 4, 4, 4, 4], 16, false],
    ["has ebbed since it was prompted", [3, 4, 2, 5, 3, 3, 3, 3], 12, false],
    ["is over", [6, 6, 6, 1, 0, 1, 0], 2, true],
  ])("that %s counts the last four whole weeks, and its cases are of just these", (_what, end, count, isOver) => {
    const { weeks } = series([...steady(ALL - end.length), ...end]);
    const of = { unitId: "u", unit: "Outpatients", siteId: "s", site: "St Brigid", weeks } as const;
    const [one] = warnUnits([{ ...of, category: "institutional_processes" }], {
      cases: (_of, { from, to }) => `${from} ${to}`,
      chart: () => "",
      plan: () => null,
    });
    const last = weeks.at(-1)?.week ?? "";
    expect(one?.usualWords).toBe(`${count} issues in the last 4 weeks, usually 4 (the year to 4 Jan 2026)`);
    expect(one?.href).toBe(`${daysFrom(last, -21)} ${daysFrom(last, 6)}`);
    expect(one?.says.endsWith("The last 4 weeks were no more than usual.")).toBe(isOver);
    expect(one?.isRising).toBe(!isOver);
  });

  test.each([
    ["what stays as it was", steady(ALL)],
    ["nothing at all", steady(ALL, 0)],
    ["one issue after long silence", [...steady(ALL - 1, 0), 1]],
    ["less than half a year of weeks to know what is usual", [...steady(20), ...steady(WATCH.weeks, 5)]],
    ["a rise that has been over for two months", [...steady(ALL - 30), ...steady(6, 6), ...steady(24)]],
    ["no weeks", []],
  ])("is not given of %s", (_what, counts) => {
    expect(warn(series(counts))).toBeNull();
  });

  test("is false as seldom as is said, also where what is usual is known from a year of few", () => {
    const [RUNS, said] = [10_000, WATCH.falseAlarms];
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const poisson = (mean: number) => {
      let count = 0;
      for (let product = random(); product > Math.exp(-mean); product *= random()) count += 1;
      return count;
    };
    for (const mean of [0.3, 1, 12.2]) {
      const runs = Array.from({ length: RUNS }, () =>
        isEverPrompted(series(Array.from({ length: ALL }, () => poisson(mean)))),
      );
      const share = runs.filter(Boolean).length / runs.length;
      // Three standard errors of so many runs.
      expect(share).toBeLessThanOrEqual(said + 3 * Math.sqrt((said * (1 - said)) / RUNS));
    }
  });
});

test.each([0.05, 0.3, 1, 2.75, 10, 10.5, 33, 60, 60.5])(
  "the threshold for %d issues a week is what simulation finds",
  (usual) => {
    expect(thresholdFor(usual)).toBe(simulateFor(usual));
  },
);

test("a series is watched that has weeks enough to know what is usual", () => {
  const enough = WATCH.weeks + WATCH.leastUsualWeeks;
  expect([isWatched(series(steady(enough - 1))), isWatched(series(steady(enough)))]).toEqual([false, true]);
});

test("how often prompts are false is said with how many that makes here", () => {
  expect(tellFalseAlarms(312)).toMatch(
    /1 in 100 is prompted at least once in 39 weeks.*Of the 312 watched here that is about 3 in 39 weeks by chance\. Only what was prompted in the last 8 weeks is listed\.$/,
  );
  expect(tellFalseAlarms(40)).toMatch(/fewer than one in 39 weeks by chance\./);
  expect(tellFalseAlarms(0)).not.toMatch(/watched here/);
});
