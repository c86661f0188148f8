import { describe, expect, test } from "vitest";
import { numbersOf } from "@/components/insight/chart-numbers";
import { type Counted, showChart } from "@/lib/insight/rules/chart-view";
import { readChart } from "@/lib/insight/rules/chart-words";
import { controlChart } from "@/lib/insight/rules/control-chart";
import { daysFrom } from "@/lib/insight/rules/dashboard";

const FIRST = "2025-01-06";
const counted = (values: (number | null)[], gap?: string): Counted[] =>
  values.map((y, at) => ({
    ...{ from: daysFrom(FIRST, 7 * at), to: daysFrom(FIRST, 7 * at + 6), y },
    ...(y === null && gap ? { gap } : {}),
  }));

const show = (values: (number | null)[], more: Partial<Parameters<typeof showChart>[1]> = {}) =>
  showChart(counted(values, "nobody counted"), {
    ...{ kind: "xmr", figure: "count", period: "week", improvement: "decrease", subject: "Complaints in Outpatients" },
    ...{ shown: 52, hrefOf: (from: string, to: string) => `${from} to ${to}` },
    ...more,
  });

const USUAL = [11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9];

describe("a chart in a sentence", () => {
  test.each([
    ["without a point", [], "Complaints in Outpatients: nothing that could be charted in this time."],
    ["where nothing is known", [null, null], /nothing that could be charted/],
    ["of one point", [7], "Complaints in Outpatients: one week so far, 7. One point has no limits."],
    ["of nothing but zeros", [0, 0, 0], "Complaints in Outpatients: none in 3 weeks."],
    [
      "of few points",
      [10, 12, 9],
      "Complaints in Outpatients went up and down as usual, around 10.3: none of 3 weeks stands out. Limits of fewer than 12 weeks: trial limits.",
    ],
    [
      "as usual",
      [...USUAL, 10, 11],
      "Complaints in Outpatients went up and down as usual, around 10.5: none of 14 weeks stands out.",
    ],
    [
      "above its limits",
      [...USUAL, 30],
      "Complaints in Outpatients rose above their limits in the week of 31 Mar 2025.",
    ],
    [
      "that begins with gaps, of which limits are drawn from what is known",
      [...Array(12).fill(null), ...USUAL, 30],
      "Complaints in Outpatients rose above their limits in the week of 23 Jun 2025.",
    ],
    ["below its limits", [...USUAL, 0, 10], /fell below their limits in the week of 31 Mar 2025\.$/],
    [
      "in a run that goes on",
      [...USUAL, 12, 13, 12, 13, 12, 13, 12],
      "Complaints in Outpatients have been above their usual 10.5 since the week of 31 Mar 2025, 7 weeks in a row.",
    ],
    [
      "in a run that is over",
      [...USUAL, 12, 13, 12, 13, 12, 13, 12, 10],
      /were above their usual 10.5 from the week of 31 Mar 2025 to the week of 12 May 2025, 7 weeks in a row\.$/,
    ],
    [
      "that ends in two of three close to a limit, within a run that goes on",
      [...USUAL, 12, 12, 12, 12, 12, 12, 12, 15, 15],
      /have been above their usual 10\.5 since the week of 31 Mar 2025, 9 weeks in a row\.$/,
    ],
    [
      "that ends in a point beyond the limits, within a run that goes on",
      [...USUAL, 12, 12, 12, 12, 12, 12, 12, 30],
      /have been above their usual 10\.5 since the week of 31 Mar 2025, 8 weeks in a row\.$/,
    ],
    ["of a point beyond its limits, and two of three since", [...USUAL, 30, 10, 15, 15, 12], /rose above their limits/],
    [
      "of a run that is over, and two of three since",
      [...USUAL, 12, 12, 12, 12, 12, 12, 12, 10, 15, 15, 12],
      /were above their usual 10\.5 from/,
    ],
    [
      "of a run that is over, and a point beyond its limits before it",
      [...USUAL, 30, 10, 12, 12, 12, 12, 12, 12, 12, 10],
      /were above their usual 10\.5 from the week of 14 Apr 2025/,
    ],
    [
      "of a run that is over, and a point beyond its limits since",
      [...USUAL, 12, 12, 12, 12, 12, 12, 12, 10, 30, 10],
      /rose above their limits in the week of 26 May 2025/,
    ],
    [
      "of two points beyond the limits",
      [...USUAL, 30, 10, 0, 11],
      /fell below their limits in the week of 14 Apr 2025/,
    ],
    [
      "of a point beyond the limits, and a run since that goes on",
      [...USUAL, 30, 10, 12, 12, 12, 12, 12, 12, 12],
      /have been above their usual/,
    ],
  ])("%s", (_what, values, expected) => {
    expect(show(values).reading).toEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
  });
});

test("a chart without limits is not said to be as usual", () => {
  const chart = controlChart({ kind: "xmr", points: [10, 12].map((y) => ({ x: "", y })), excluded: [0, 1] });
  const reading = readChart({
    ...{ chart, isThin: false, episodes: [], start: 0, subject: "Complaints", period: "week" },
    format: String,
  });
  expect(reading).toMatch(/^Complaints: there are no limits yet to hold 2 weeks against\./);
});

describe("limits of counts", () => {
  const LIKE = [1, 2, 3, 2, 1, 2, 2, 3, 1, 2, 2, 1];

  test("are no closer than chance alone gives, where a dozen small ones happen to be alike", () => {
    const later = [1, 3, 2, 5, 1, 2, 1, 3, 2, 1, 3];
    const chart = show([...LIKE, ...later]);
    const mean = 22 / 12;
    expect(chart.signals).toEqual([]);
    expect(chart.points.at(-1)?.lower).toBe(0);
    expect(chart.points.at(-1)?.upper).toBeCloseTo(mean + 3 * Math.sqrt(mean), 9);
    // What is charted here is a change that would be told.
    expect(show([...LIKE, ...later, 6]).points.at(-1)).toMatchObject({ verdict: "concern" });
  });

  test("are those of their moving ranges where these move more, in each phase by itself", () => {
    const wild = [2, 40, 5, 33, 8, 41, 3, 37, 6, 35, 4, 38];
    const chart = show([...LIKE, ...wild], { rebases: [{ from: daysFrom(FIRST, 7 * 12), reason: "moved" }] });
    const [calm, moved] = [chart.points[0]?.upper ?? 0, chart.points.at(-1)?.upper ?? 0];
    expect(calm).toBeCloseTo(22 / 12 + 3 * Math.sqrt(22 / 12), 9);
    const ranges = wild.slice(1).map((value, at) => Math.abs(value - (wild[at] ?? 0)));
    expect(moved).toBeCloseTo(252 / 12 + (2.66 * ranges.reduce((all, one) => all + one, 0)) / 11, 9);
  });

  test("of a chart of times are those of their moving ranges however close", () => {
    const chart = show(LIKE, { figure: "hours" });
    expect(chart.points[0]?.upper).toBeCloseTo(22 / 12 + (2.66 * 10) / 11, 9);
  });
});

describe("limits of too few", () => {
  const none = Array(12).fill(0);
  test.each([
    ["counts of nothing", "c", [...none, 1], "count"],
    ["counts of three in twelve weeks", "c", [...none.slice(3), 1, 1, 1, 3], "count"],
    ["single measurements of nothing", "xmr", [...none, 1, 0, 1], "count"],
    ["single measurements that do not move", "xmr", [...Array(12).fill(4), 5], "hours"],
    ["rates of nothing", "u", [...none, 1], "rate"],
  ] as const)("%s flag nothing, and say so", (_what, kind, values, figure) => {
    const chart = showChart(
      counted([...values]).map((week) => ({ ...week, n: 3 })),
      {
        ...{ kind, figure, period: "week", improvement: "decrease", subject: "Complaints" },
        ...{ shown: 52, hrefOf: () => "/cases" },
      },
    );
    expect(chart.signals).toEqual([]);
    expect(chart.points.every(({ mean, upper, verdict }) => mean === null && upper === null && verdict === null)).toBe(
      true,
    );
    expect(chart.reading).toBe(`Complaints: too few for limits in ${values.length} weeks, so nothing is flagged.`);
  });

  test("of four in twelve weeks are drawn", () => {
    const chart = show([...none.slice(4), 1, 1, 1, 1, 3], { kind: "c" });
    expect(chart.points.at(-1)).toMatchObject({ verdict: "concern", says: "above the upper limit" });
  });
});

describe("what is shown of a chart", () => {
  test("is cut out of what was counted, and its limits are not", () => {
    const [all, part] = [show([...USUAL, 30, 10, 11]), show([...USUAL, 30, 10, 11], { shown: 3 })];
    expect(part.points).toEqual(all.points.slice(-3));
    expect(part.points).toHaveLength(3);
  });

  test("leads from each point and each signal to its cases", () => {
    const chart = show([...USUAL, 30]);
    expect(chart.points.at(-1)).toMatchObject({ href: "2025-03-31 to 2025-04-06", verdict: "concern", told: "30" });
    expect(chart.signals).toEqual([expect.objectContaining({ verdict: "concern", href: "2025-03-31 to 2025-04-06" })]);
  });

  test("tells what stands out as the sentence does, the strongest first and all of it", () => {
    const chart = show([...USUAL, 30, 10, 18, 18, 11, 10, 12, 12, 12, 12, 12, 12, 12]);
    expect(chart.signals.map(({ says }) => says.replace(/^[^:]+: /, ""))).toEqual([
      "7 in a row are above the mean of 10.5.",
      "30 is above the limit of 20.2.",
      "of three in a row, two and more come close to the limit of 20.2 from below.",
    ]);
    expect(chart.reading).toMatch(/have been above their usual 10\.5/);
  });

  test("tells a limit in digits that differ from those of the point beyond it, wherever it stands", () => {
    const shares = counted([...Array(12).fill(500), 548]).map((week) => ({ ...week, n: 1_000 }));
    const chart = showChart(shares, {
      ...{ kind: "p", figure: "share", period: "week", improvement: "increase", subject: "Answers" },
      ...{ shown: 52, hrefOf: () => "/cases" },
    });
    expect(chart.signals[0]?.says).toBe("31 Mar 2025: 54.8% is above the limit of 54.7%.");
    expect(chart.points.at(-1)?.told).toBe("54.8% (548 of 1,000)");
    expect(numbersOf("Answers", chart, "").rows.at(-1)?.values[7]).toMatchObject({ told: "54.7%" });
  });

  test("says where there is a gap, and why", () => {
    const chart = show([10, null, 12]);
    expect(chart.gaps).toEqual(["13 Jan 2025: nobody counted"]);
    expect(chart.points[1]).toMatchObject({ value: null, told: "nobody counted", verdict: null });
  });

  test("says of a share what it was counted from, and whether its target will be met", () => {
    const months = Array.from({ length: 12 }, (_, at) => ({
      ...{ from: `2025-${String(at + 1).padStart(2, "0")}-01`, to: `2025-${String(at + 1).padStart(2, "0")}-28` },
      ...{ y: at % 2 ? 80 : 82, n: 100 },
    }));
    const chart = showChart(months, {
      ...{ kind: "p", figure: "share", period: "month", improvement: "increase", target: 0.97 },
      ...{ subject: "Answers in time", shown: 12, hrefOf: () => "/cases" },
    });
    expect(chart.points[0]).toMatchObject({ title: "Jan 2025", told: "82% (82 of 100)" });
    expect(chart.assurance).toBe(
      "Consistently fails its target: as it is now, it will keep missing 97%, and only a change can meet it.",
    );
  });

  test("draws no limit of less than none, and tells from which periods limits are drawn", () => {
    const chart = show([...USUAL.map((value) => value % 3), 1, 2]);
    expect(chart.points.map(({ lower }) => lower)).toEqual(Array(14).fill(0));
    expect(chart.baseline).toEqual({ from: "2025-01-06", to: "2025-03-30", n: 12 });
    expect(show([null, 10, 12, 9]).baseline).toEqual({ from: "2025-01-06", to: "2025-02-02", n: 3 });
    expect(show([0, 0, 0]).baseline).toBeNull();
  });

  test("begins its limits anew where somebody said so, with the reason", () => {
    const risen = [12, 13, 12, 13, 12, 13, 12, 13];
    expect(show([...USUAL, ...risen]).runSince).toBe("2025-03-31");
    const chart = show([...USUAL, ...risen], { rebases: [{ from: "2025-03-31", reason: "A second clinic" }] });
    expect(chart.rebases).toEqual([{ key: "2025-03-31", says: "A second clinic" }]);
    expect(chart.points.at(-1)?.mean).toBe(12.5);
    expect(chart.baseline).toEqual({ from: "2025-03-31", to: "2025-05-25", n: 8 });
    expect(chart.points[0]?.mean).toBe(10.5);
    expect(chart.runSince).toBeNull();
    expect(chart.reading).toMatch(
      /as usual since limits began anew, around 12.5: none of the 8 weeks since .*trial limits/,
    );
  });
});
