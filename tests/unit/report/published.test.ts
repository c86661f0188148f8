import { describe, expect, test } from "vitest";
import { controlChart } from "@/lib/insight/rules/control-chart";
import { outcomes } from "@/lib/report/rules/annual";
import { ownSections } from "@/lib/report/rules/own";
import { percentHalfUp, tellFigure } from "@/lib/report/rules/tell";
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
    const spec = { metrics: ["received" as const], split: "site" as const };
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
