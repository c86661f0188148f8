import { expect, test } from "vitest";
import { numbersOf } from "@/components/insight/chart-numbers";
import { dashboardSchema, daysFrom, shownDays } from "@/lib/insight/rules/dashboard";
import { showSatisfaction, tellItems } from "@/lib/insight/rules/shown-satisfaction";
import { showGrave, showReferrals, showTimes } from "@/lib/insight/rules/shown-times";
import { measureTimes } from "@/lib/insight/rules/times";
import type { SatisfactionMonth, TimesPoint } from "@/lib/insight/types";

const chosen = dashboardSchema.parse({});
const monthStart = (at: number) => `2025-${String(at).padStart(2, "0")}-01`;
const monthEnd = (at: number) => `2025-${String(at).padStart(2, "0")}-28`;

const taken = (at: number, values: number[]): TimesPoint => ({
  ...{ start: monthStart(at), end: monthEnd(at), label: "", isOver: at < 12 },
  ...measureTimes(values.map((value) => ({ value, count: 1 }))),
});

test("times are charted by their median, with the 90th centile and n beside it, and lead to what was done", () => {
  const months = [taken(1, []), taken(2, [10, 12, 30]), taken(3, []), taken(4, [11, 13, 31]), taken(12, [99])];
  const chart = showTimes("timeToClose", months, { chosen, where: " in Northgate", target: 20 });
  expect(chart.points.map(({ value, high, n }) => [value, high && Math.round(high), n])).toEqual([
    [12, 26, 3],
    [null, null, 0],
    [13, 27, 3],
  ]);
  expect(chart.points[0]?.told).toBe("half within 12 days, nine in ten within 26.4, n 3");
  expect(chart.points[0]?.href).toContain("closedFrom=2025-02-01&closedTo=2025-02-28");
  expect(chart.gaps).toEqual(["Mar 2025: nothing was done"]);
  expect(chart.target).toBe(20);
  expect(numbersOf("Times", chart, "").columns.slice(0, 4)).toEqual(["Month", "Median days", "90th centile", "n"]);
});

test.each([
  [20, "Consistently fails its target: as it is now, it will keep missing 20, and only a change can meet it."],
  [60, "Consistently meets its target: as it is now, it will keep meeting 60."],
  [40, "Hit and miss: as it is now, it will meet its target of 40 at times and miss it at times."],
])("of medians around 40 days a target of %d is said to be met or not", (target, words) => {
  const months = Array.from({ length: 11 }, (_, at) => taken(at + 1, [38 + (at % 3), 40, 41 + (at % 2)]));
  const spread = months.map((month, at) => ({ ...month, ...measureTimes([{ value: 38 + 2 * (at % 3), count: 5 }]) }));
  expect(showTimes("timeToAnswer", spread, { chosen, where: "", target }).assurance).toBe(words);
});

test("days between what is rare are charted from one to the next, and longer is better", () => {
  const days = [0, 20, 45, 61, 90, 111, 135, 155, 180, 700].map((at) => daysFrom("2025-01-01", at));
  const [{ chart } = { chart: null }] = showGrave(
    days.map((day) => ({ day, others: 0 })),
    { chosen, where: "" },
  );
  expect(chart?.points.map(({ value }) => value)).toEqual([20, 25, 16, 29, 21, 24, 20, 25, 520]);
  expect(chart?.points.at(-1)).toMatchObject({ title: "2 Dec 2026", verdict: "improvement", told: "520 days" });
  expect(chart?.points[0]?.href).toContain("from=2025-01-21&to=2025-01-21");
  expect(chart && numbersOf("Between", chart, "").columns.slice(0, 2)).toEqual(["On", "Days since the one before"]);
});

test("the issues between what is rare are charted by their median, and more is better", () => {
  const others = [99, 20, 25, 1, 29, 21, 24, 20, 25, 18, 30, 22, 400];
  const days = others.map((count, at) => ({ day: daysFrom("2025-01-01", 30 * at), others: count }));
  const issuesOf = (of: typeof days) =>
    showGrave(of, { chosen, where: "" }).find(({ metric }) => metric === "betweenHighSeverity")?.chart ?? null;
  const chart = issuesOf(days);
  expect(chart?.points.map(({ value }) => value)).toEqual(others.slice(1));
  // The mean of the twelve is 52.9167: 36.6713 is 0.693 of it, and as far above it as three times the root of 52.9167 times 53.9167.
  expect(chart?.points[0]?.mean).toBeCloseTo(36.6713, 3);
  expect(chart?.points[0]?.upper).toBeCloseTo(52.9167 + 3 * Math.sqrt(52.9167 * 53.9167), 2);
  expect(chart?.points.at(-1)).toMatchObject({ told: "400 other issues", verdict: "improvement", lower: 0 });
  expect(chart?.points[2]?.told).toBe("1 other issue");
  const columns = ["On", "Other issues since the one before", "Median"];
  expect(chart && numbersOf("Between", chart, "").columns.slice(0, 3)).toEqual(columns);
  expect(issuesOf(days.slice(0, 2))).toBeNull();
  const close = days.map(({ day }) => ({ day, others: 2 }));
  expect(issuesOf(close)).toBeNull();
});

test("days between cases that went outside lead to those of a day", () => {
  const days = [0, 40, 75, 120].map((at) => daysFrom("2025-01-01", at));
  const [{ metric, chart } = { metric: null, chart: null }] = showReferrals(days, { chosen, where: "" });
  expect([metric, chart?.points.map(({ value }) => value)]).toEqual(["betweenReferrals", [40, 35, 45]]);
  expect(chart?.points[0]?.href).toContain("referredFrom=2025-02-10&referredTo=2025-02-10");
  expect(chart?.points[0]).toMatchObject({ label: "Feb 2025", title: "10 Feb 2025" });
  expect(chart?.notes).toEqual([expect.stringContaining("whichever period is chosen above")]);
});

test.each([
  ["none", []],
  ["two days", [0, 50]],
  ["what happens every other day", Array.from({ length: 40 }, (_, at) => 2 * at)],
])("of %s the time between says nothing", (_what, days) => {
  const on = days.map((at) => daysFrom("2025-01-01", at));
  expect(showReferrals(on, { chosen, where: "" })).toEqual([]);
  // However many other issues there are between.
  const grave = on.map((day) => ({ day, others: 50 }));
  expect(showGrave(grave, { chosen, where: "" })).toEqual([]);
});

test("satisfaction is told item by item, and charted for one of them", () => {
  const month = (at: number, good: number, all: number): SatisfactionMonth => ({
    ...{ start: monthStart(at), end: monthEnd(at), isOver: at < 12 },
    items: [
      { item: "listened", good, all },
      { item: "explained", good: 1, all: 1 },
    ],
  });
  const months = [month(1, 0, 0), month(2, 7, 10), month(3, 0, 0), month(4, 9, 10)];
  const items = tellItems([...months, { ...month(5, 0, 5), isOver: false }], chosen);
  expect(items.find(({ isCharted }) => isCharted)).toMatchObject({
    label: "Listened to",
    good: 16,
    all: 20,
    figure: "80%",
  });
  expect(items.map(({ all }) => all)).toEqual([0, 20, 4, 0, 0]);
  expect(items[2]?.href).toBe("/insights?period=52&item=explained&kind=concern%2Ccomplaint%2Cgrievance#said");
  expect(items[1]?.casesHref).toContain("&saidFrom=2025-01-01&saidTo=2025-04-28&said=listened%3Awell");
  expect(items[1]?.ofHref).toMatch(/&saidFrom=2025-01-01&saidTo=2025-04-28&said=listened$/);
  const chart = showSatisfaction(months, { chosen, where: "", target: null });
  expect(chart?.points.map(({ value }) => value)).toEqual([0.7, null, 0.9]);
  expect(chart?.gaps).toEqual(["Mar 2025: nobody answered"]);
  expect(showSatisfaction([month(1, 0, 0)], { chosen, where: "", target: null })).toBeNull();
});

test("the time shown is of whole weeks and begins no earlier than what is counted", () => {
  expect(shownDays("26", "2026-05-13")).toEqual({ from: "2025-11-10", to: "2026-05-10" });
  expect(shownDays("104", "2026-05-13")).toEqual({ from: "2024-05-13", to: "2026-05-10" });
  expect(shownDays("52", "2025-05-14")).toEqual({ from: "2024-05-13", to: "2025-05-11" });
});
