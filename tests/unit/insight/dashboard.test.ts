import { describe, expect, test } from "vitest";
import { tellPareto } from "@/lib/insight/rules/causes";
import {
  betterOf,
  casesHref,
  chartedDays,
  dashboardSchema,
  kindChoice,
  kindWords,
  lockedFrom,
  mondayOf,
  placeOf,
} from "@/lib/insight/rules/dashboard";
import { pareto } from "@/lib/insight/rules/pareto";
import { DISSATISFIED } from "@/lib/insight/types";

const [SITE, OTHER, UNIT] = [1, 2, 3].map((n) => `018f2c5e-0000-7000-8000-00000000000${n}`) as [string, string, string];
const SITES = [
  { id: SITE, name: "Northgate", units: [{ id: UNIT, name: "Outpatients" }] },
  { id: OTHER, name: "Southgate", units: [] },
];
const USUAL = { item: "listened", period: "52", kind: [...DISSATISFIED] };

describe("the filter bar's address", () => {
  test.each([
    [{}, USUAL],
    [{ period: "27", site: "x", unit: "", kind: "rant", cause: "waiting" }, USUAL],
    [{ kind: "complaint,complaint,grievance" }, { ...USUAL, kind: ["complaint", "grievance"] }],
    [
      { kind: "all", period: "104", unit: UNIT },
      { item: "listened", period: "104", kind: [], unit: UNIT },
    ],
    [{ cause: "safety" }, { ...USUAL, cause: "safety" }],
  ])("%j is read, and what is wrong in it passed over", (raw, expected) => {
    expect(dashboardSchema.parse(raw)).toEqual(expected);
  });

  test("holds only what is on offer, and says where that is", () => {
    const of = (raw: Record<string, string>, sites = SITES) => placeOf(dashboardSchema.parse(raw), sites);
    expect(of({ site: SITE, unit: UNIT })).toMatchObject({
      chosen: { site: SITE, unit: UNIT },
      where: " in Outpatients, Northgate",
    });
    expect(of({ unit: UNIT }).where).toBe(" in Outpatients, Northgate");
    expect(of({ site: OTHER, unit: UNIT })).toMatchObject({ chosen: { unit: undefined }, where: " in Southgate" });
    expect(of({ unit: UNIT }, SITES.slice(0, 1)).where).toBe(" in Outpatients");
    expect(of({})).toMatchObject({ where: "", onlySite: null });
    expect(
      [of({ site: OTHER }), of({ unit: UNIT }), of({}, SITES.slice(0, 1))].map(({ onlySite }) => onlySite),
    ).toEqual([...[OTHER, SITE, SITE]]);
  });

  test("leads to the queue with the same choices", () => {
    const chosen = dashboardSchema.parse({ unit: UNIT });
    expect(casesHref(chosen, { from: "2026-03-02" })).toBe(
      `/cases?tab=all&unit=${UNIT}&kind=concern%2Ccomplaint%2Cgrievance&from=2026-03-02`,
    );
    expect(casesHref(dashboardSchema.parse({ kind: "all" }), {})).toBe("/cases?tab=all");
  });
});

test("kinds stand in words, and say which way is better", () => {
  expect(kindWords([])).toBe("Cases of all kinds");
  expect(kindWords(["complaint"])).toBe("Complaints");
  expect(kindWords(DISSATISFIED)).toBe("Concerns, complaints and grievances");
  expect(kindChoice([])).toBe("all");
  expect([betterOf(DISSATISFIED), betterOf([]), betterOf(["compliment"]), betterOf(["complaint", "inquiry"])]).toEqual([
    ...["decrease", "neutral", "increase", "neutral"],
  ]);
});

test("weeks begin on Monday", () => {
  expect([mondayOf("2026-11-22"), mondayOf("2026-11-23")]).toEqual(["2026-11-16", "2026-11-23"]);
});

describe("what a chart is read of", () => {
  const today = "2026-11-22";

  test.each([
    ["2026-11-20", [["2026-11-20", today]]],
    ["2022-01-01", [["2022-01-01", today]]],
    [
      "2014-03-05",
      [
        ["2014-03-05", "2015-09-06"],
        ["2023-01-01", today],
      ],
    ],
  ])("begun on %s: what locks its limits, and the newest, at once where little lies between", (begun, expected) => {
    expect(chartedDays(begun, today).map(({ from, to }) => [from, to])).toEqual(expected);
  });

  test.each([
    [[], "2014-03-05"],
    [["2013-01-07"], "2014-03-05"],
    [["2015-06-01", "2019-02-04"], "2019-02-04"],
    [["2019-02-04", "2023-01-02", "2026-05-11"], "2019-02-04"],
    [["2023-01-01"], "2023-01-01"],
  ])("where limits began anew on %j, they are locked from %s", (anew, expected) => {
    const rebases = anew.map((from) => ({ from }));
    expect(lockedFrom("2014-03-05", rebases, today)).toBe(expected);
  });
});

test.each([
  [[], "No issues in this time."],
  [[["Safety", 5]], "Safety leads with 100% of 5 issues."],
  [
    [
      ["Safety", 50],
      ["Quality", 40],
      ["Listening", 10],
    ],
    "Safety leads with 50% of 100 issues. 2 of 3 causes make up 90%.",
  ],
] as [[string, number][], string][])("causes %j in a sentence", (counts, expected) => {
  expect(tellPareto(pareto(counts.map(([cause, count]) => ({ cause, count }))), "issues")).toBe(expected);
});
