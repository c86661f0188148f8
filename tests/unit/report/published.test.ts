import { describe, expect, test } from "vitest";
import { controlChart } from "@/lib/insight/rules/control-chart";
import { tellKinds } from "@/lib/report/labels";
import { outcomes } from "@/lib/report/rules/annual";
import { rateOf, ratioOf, shareOf, timesOf } from "@/lib/report/rules/figure";
import { ownSections } from "@/lib/report/rules/own";
import { figureRows } from "@/lib/report/rules/rows";
import { percentHalfUp, tellBasis, tellFigure } from "@/lib/report/rules/tell";
import { addCase, noFacts } from "./facts";

describe("published figures come out of cases with those counts", () => {
  test("NHS Digital, written complaints in 2017-18, third quarter (OGL v3)", () => {
    const facts = noFacts();
    const published = [
      ["upheld", 9_175, "33.7%"],
      ["partly_upheld", 8_441, "31.0%"],
      ["not_upheld", 9_606, "35.3%"],
    ] as const;
    for (const [finding, count] of published) {
      for (let at = 0; at < count; at++) addCase(facts, { is: ["settled"], findings: [finding] });
    }
    const { figures } = outcomes(facts);
    const told = Object.fromEntries(figures.map(({ figure }) => [figure.key, tellFigure(figure)]));
    expect(told).toEqual({
      ...{ resolved: "27,222", withoutFinding: "0" },
      ...Object.fromEntries(published.map(([finding, , percent]) => [`resolved.${finding}`, percent])),
    });
  });

  test("ISD Scotland, complaints in 2014/15 by kind of service", () => {
    const facts = noFacts();
    const sites = [
      { id: "hospital", name: "Hospital and community", count: 13_723 },
      { id: "family", name: "Family health", count: 7_422 },
      { id: "boards", name: "Special boards", count: 1_272 },
    ];
    for (const { id: siteId, count } of sites) {
      for (let at = 0; at < count; at++) addCase(facts, { siteId });
    }
    const period = { from: "2014-04-01", to: "2015-03-31" };
    const spec = { metrics: ["received" as const], split: "site" as const, kinds: [] };
    const [whole, bySite] = ownSections({ facts, rates: {}, spec, period, sites });
    expect(whole?.figures.map(({ figure }) => figure.value)).toEqual([22_417]);
    expect(bySite?.figures.map(({ figure }) => figure.value)).toEqual([13_723, 7_422, 1_272]);
    // "Approximately 430 a week": 52 weeks and a day of 61.4 each, so that a chart's mean is a little less than the 431 of 52 weeks.
    const weekly = Array.from({ length: 52 }, (_, week) => {
      const until = (day: number) => Math.floor((day * 22_417) / 365);
      return { x: String(week), y: until(7 * week + 7) - until(7 * week) };
    });
    const mean = controlChart({ kind: "xmr", points: weekly }).phases[0]?.limits?.mean ?? 0;
    expect([Math.round(mean), Math.round(mean / 7)]).toEqual([430, 61]);
  });
});

describe("a share", () => {
  test.each([
    [1, 8, 12.5],
    [1, 16, 6.3],
    [1, 2_000, 0.1],
    [0, 3, 0],
    [3, 3, 100],
    [29, 100, 29],
    [0, 0, null],
  ])("of %i of %i is told to one decimal, half up", (count, of, percent) => {
    expect(percentHalfUp(count, of)).toBe(percent);
  });
});

describe("an interval", () => {
  const ids = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);
  const named = {
    key: "k",
    label: "k",
    definition: { says: "", numerator: "", denominator: "encounters", source: "" },
  };
  const lines = [1, 2, 3, 5, 9, 12].map((value) => ({ caseId: "", value: value + 0.26 }));
  test.each([
    ["share", shareOf({ ...named, ids: ids(16), ofIds: ids(31), counts: "case" })],
    ["small share", shareOf({ ...named, ids: ids(1), ofIds: ids(4_000), counts: "case" })],
    ["rate", rateOf({ ...named, ids: ids(37), volume: 34_000, per: 1_000 })],
    ["ratio", ratioOf({ ...named, ids: ids(3), ofIds: ids(7) })],
    ["time", timesOf({ ...named, lines, unit: "days" })],
  ])("of a %s is the same on the page and in a file, and no narrower than it is", (_what, { figure }) => {
    const section = { key: "s", title: "S", says: null, shape: "figures" as const, figures: [figure] };
    const [row = []] = figureRows({ sections: [section], checks: [], remarks: [] });
    const [lower, upper] = [Number(row[6]), Number(row[7])];
    const told = /95% interval ([\d.]+) to ([\d.]+)/.exec(tellBasis(figure));
    expect([Number(told?.[1]), Number(told?.[2])]).toEqual([lower, upper]);
    const times = figure.unit === "share" ? 100 : 1;
    expect(lower).toBeLessThanOrEqual(times * (figure.lower ?? 0));
    expect(upper).toBeGreaterThanOrEqual(times * (figure.upper ?? 0));
  });

  test("stands beside a share that is neither none nor all, however small", () => {
    const of = (count: number) => shareOf({ ...named, ids: ids(count), ofIds: ids(4_000), counts: "case" }).figure;
    expect([0, 1, 3_999, 4_000].map((count) => tellFigure(of(count)))).toEqual(["0.0%", "<0.1%", ">99.9%", "100.0%"]);
  });
});

describe("the kinds of a report", () => {
  test.each([
    ["own", [], "Cases of all kinds"],
    ["own", ["concern", "complaint"], "Concerns and complaints"],
    ["annual", [], "Complaints and grievances"],
    ["ko41a", [], "Complaints and grievances"],
    ["board", [], "Cases of all kinds, where a figure does not say complaints"],
  ] as const)("are told of %s with %j", (kind, kinds, told) => {
    expect(tellKinds({ kind, spec: { kinds: [...kinds] } })).toBe(told);
  });

  test("are those that somebody chose, but of a figure of its own kinds", () => {
    const facts = noFacts();
    for (const kind of ["concern", "complaint", "compliment"] as const) addCase(facts, { kind, is: ["received"] });
    const of = (kinds: ("concern" | "complaint")[], split: "none" | "kind") =>
      ownSections({
        ...{ facts, rates: {}, sites: [], period: { from: "2026-03-01", to: "2026-03-31" } },
        spec: { metrics: ["received", "compliments"], split, kinds },
      });
    expect(of([], "none")[0]?.figures.map(({ figure }) => figure.numerator)).toEqual([3, 1]);
    const [whole, split] = of(["concern"], "kind");
    expect(whole?.figures.map(({ figure }) => figure.numerator)).toEqual([1, 1]);
    expect(whole?.says).toContain("Of their own kinds, whichever are chosen: Compliments to concerns");
    expect(split?.figures.map(({ figure }) => [figure.label, figure.value])).toEqual([["Concern", 1]]);
  });
});
