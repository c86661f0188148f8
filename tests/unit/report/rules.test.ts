import { describe, expect, test } from "vitest";
import { annualSections } from "@/lib/report/rules/annual";
import { subjectOf } from "@/lib/report/rules/areas";
import { countOf } from "@/lib/report/rules/figure";
import { actionSection } from "@/lib/report/rules/parts";
import {
  answersFromOf,
  answersOfBoardFrom,
  isWholeMonths,
  lastPeriod,
  nextRun,
  sameSpanLater,
  usualPeriods,
} from "@/lib/report/rules/periods";
import { foldHidden, hideSmall } from "@/lib/report/rules/publication";
import { tellFileName } from "@/lib/report/rules/rows";
import { checkSums } from "@/lib/report/rules/sum-rules";
import { tellBasis } from "@/lib/report/rules/tell";
import { verdictOf } from "@/lib/report/rules/verdict";
import { addCase, noFacts } from "./facts";

describe("what became of a case", () => {
  test.each([
    [["upheld", "upheld"], "upheld"],
    [["upheld", "not_upheld"], "partly_upheld"],
    [["partly_upheld"], "partly_upheld"],
    [["not_upheld", null], "not_upheld"],
    [["upheld", null], "upheld"],
    [[null], null],
    [[], null],
  ] as const)("with findings %j is %s", (findings, verdict) => {
    expect(verdictOf(findings)).toBe(verdict);
  });
});

describe("the time of a report", () => {
  test.each([
    ["month", "2026-03-05", "2026-02-01", "2026-02-28"],
    ["month", "2026-01-01", "2025-12-01", "2025-12-31"],
    ["quarter", "2026-02-20", "2025-10-01", "2025-12-31"],
    ["quarter", "2026-04-01", "2026-01-01", "2026-03-31"],
    ["year", "2026-12-31", "2025-01-01", "2025-12-31"],
  ] as const)("each %s, on %s, is the one that ended last", (every, today, from, to) => {
    expect(lastPeriod(every, today)).toEqual({ from, to });
  });

  test("of a year from April stays a year from April", () => {
    const april = { from: "2024-04-01", to: "2025-03-31" };
    expect(sameSpanLater(april, "year", "2026-05-12")).toEqual({ from: "2025-04-01", to: "2026-03-31" });
    expect(sameSpanLater(april, "year", "2026-03-31")).toEqual({ from: "2024-04-01", to: "2025-03-31" });
    expect(nextRun({ every: "year", day: 12, period: april }, "2026-05-12")).toBe("2027-04-12");
  });

  test.each([
    ["month", 5, "2026-05-12", "2026-06-05"],
    ["month", 28, "2026-05-12", "2026-05-28"],
    ["month", 12, "2026-05-12", "2026-06-12"],
    ["quarter", 5, "2026-05-12", "2026-07-05"],
    ["quarter", 5, "2026-10-05", "2027-01-05"],
    ["year", 5, "2026-05-12", "2027-01-05"],
  ] as const)("each %s on day %i, after %s, comes next on %s", (every, day, after, next) => {
    expect(nextRun({ every, day, period: { from: "2026-04-01", to: "2026-04-30" } }, after)).toBe(next);
  });

  test.each([
    ["2026-04-01", "2026-04-30", "2025-05-01"],
    ["2024-02-01", "2024-02-29", "2023-03-01"],
    ["2023-01-01", "2025-12-31", "2023-01-01"],
  ])("of a board pack from %s to %s holds what was answered from %s on", (from, to, first) => {
    expect(answersOfBoardFrom({ from, to })).toBe(first);
  });

  test.each([
    ["ko41a", [], null],
    ["own", ["received"], null],
    ["own", ["received", "csat"], "2026-04-01"],
    ["annual", [], "2026-04-01"],
    ["board", [], "2025-05-01"],
  ] as const)("of a report (%s, %j) reads answers to surveys from %s on", (kind, metrics, first) => {
    const spec = { metrics: [...metrics], split: "none" as const, kinds: [] };
    expect(answersFromOf({ kind, spec, from: "2026-04-01", to: "2026-04-30" })).toBe(first);
  });

  test.each([
    ["2026-02-01", "2026-02-28", true],
    ["2024-02-01", "2024-02-28", false],
    ["2026-01-02", "2026-01-31", false],
  ])("%s to %s in whole months: %s", (from, to, isWhole) => expect(isWholeMonths({ from, to })).toBe(isWhole));

  test("of a return begins in April", () => {
    expect(usualPeriods("2026-03-31").ko41a).toEqual({ from: "2024-04-01", to: "2025-03-31" });
    expect(usualPeriods("2026-04-01").ko41a).toEqual({ from: "2025-04-01", to: "2026-03-31" });
  });
});

describe("what is published", () => {
  const definition = { says: "", numerator: "", denominator: null, source: "" };
  const split = (counts: number[]) =>
    counts.map((count, index) =>
      countOf({
        ...{ key: `k${index}`, label: `${index}`, definition, counts: "case" },
        ids: Array.from({ length: count }, (_, at) => `${index}-${at}`),
      }),
    );

  test.each([
    [
      [40, 12, 3],
      [40, null, null],
    ],
    [
      [40, 12, 0],
      [40, 12, 0],
    ],
    [
      [40, 8, 9],
      [40, null, null],
    ],
    // The total is told elsewhere: where it is less than 11 all is hidden, the nought too.
    [
      [4, 0],
      [null, null],
    ],
  ])("%j is told as %j, and nothing of what is hidden is kept", (counts, shown) => {
    const hidden = hideSmall(split(counts));
    expect(hidden.map(({ figure }) => figure.value)).toEqual(shown);
    for (const { figure, ids, ofIds } of hidden.filter(({ figure }) => figure.isHidden)) {
      expect({ ...figure, ids, ofIds }).toMatchObject({ numerator: null, counts: null, ids: [], ofIds: null });
    }
  });
});

describe("the units of an annual report for publication", () => {
  type Units = Record<string, number>;
  const given = (
    forPublication: boolean,
    places: Record<string, Units> = { site: { Ward: 40, Clinic: 12, Desk: 3, Lab: 13 } },
  ) => {
    const facts = noFacts();
    const sites = Object.keys(places).map((id) => ({ id, name: id }));
    for (const [siteId, units] of Object.entries(places))
      for (const [unit, count] of Object.entries(units))
        for (let at = 0; at < count; at++) {
          addCase(facts, unit === "No unit" ? { siteId } : { siteId, unitId: `${siteId} ${unit}`, unit });
        }
    const actions = { due: 0, onTime: 0, overdue: 0, verified: 0, effective: 0 };
    const period = { from: "2026-01-01", to: "2026-12-31" };
    return annualSections({ facts, rates: {}, period, sites, forPublication, actions });
  };
  const unitsOf = (sections: ReturnType<typeof given>) =>
    sections.find(({ key }) => key === "units")?.figures.map(({ figure }) => [figure.label, figure.value]);

  test("hide the small ones and the next smallest, and tell the rest whole where it is not for publication", () => {
    expect(unitsOf(given(true))).toEqual([
      ["Ward", 40],
      ["Lab", 13],
      ["Clinic", null],
      ["Desk", null],
    ]);
    expect(unitsOf(given(false))?.at(-1)).toEqual(["Desk", 3]);
  });

  test.each<[string, Record<string, Units>, [string, number | null][]]>([
    [
      "site by site, since whoever knows which ward is where could take them from their site",
      { a: { A1: 40, A2: 5, A3: 60 }, b: { B1: 41, B2: 6, B3: 61 }, c: { C1: 90 } },
      [
        ["C1", 90],
        ["B3", 61],
        ["A3", 60],
        ["A1", null],
        ["A2", null],
        ["B1", null],
        ["B2", null],
      ],
    ],
    [
      "with all of a site that is hidden, and of none other",
      { a: { A1: 300, A2: 200 }, b: { B1: 30 }, c: { C1: 5 } },
      [
        ["A1", 300],
        ["A2", 200],
        ["B1", null],
        ["C1", null],
      ],
    ],
    [
      "with what names no unit, where it is few at one of the sites",
      { a: { A1: 40, A2: 50, "No unit": 5 }, b: { B1: 30, "No unit": 70 } },
      [
        ["A2", 50],
        ["B1", 30],
        ["A1", null],
        ["No unit", null],
      ],
    ],
  ])("are hidden %s", (_, places, told) => {
    expect(unitsOf(given(true, places))).toEqual(told);
  });

  test("have no list of cases, nor has any figure of it", () => {
    const lists = (sections: ReturnType<typeof given>) =>
      sections.flatMap(({ figures }) => figures).filter(({ figure, ids }) => figure.counts !== null || ids.length > 0);
    expect(lists(given(true))).toEqual([]);
    expect(lists(given(false)).length).toBeGreaterThan(0);
  });
});

test("many hidden figures are one line with their number, and few stand by their names", () => {
  const figures = Array.from({ length: 6 }, (_, at) =>
    countOf({
      ...{ key: `${at}`, label: `${at}`, definition: { says: "", numerator: "", denominator: null, source: "" } },
      ...{ ids: Array<string>(at < 2 ? 30 : 3).fill("a"), counts: "case" },
    }),
  );
  const hidden = hideSmall(figures).map(({ figure }) => figure);
  expect([foldHidden(hidden).shown.length, foldHidden(hidden).folded]).toEqual([2, "4 are hidden."]);
  expect(foldHidden(hidden.slice(0, 5))).toEqual({ shown: hidden.slice(0, 5), folded: null });
});

test.each([
  ["<b>Try</b> 2026: a/b", "Try 2026 a b.pdf"],
  ["a\u202eb\tc", "a b c.pdf"],
  ["Wartezeit für Fälle", "Wartezeit für Fälle.pdf"],
])("a file of %j is called %s", (title, name) => expect(tellFileName(title, "pdf")).toBe(name));

describe("the sums of a return", () => {
  const sites = [{ id: "site", name: "General" }];
  const brokenOf = (facts: ReturnType<typeof noFacts>) =>
    checkSums(facts, sites).flatMap(({ holds, rule, caseIds }) => (holds ? [] : [{ rule, caseIds }]));

  test("hold where each case is told once and has an issue", () => {
    const facts = noFacts();
    addCase(facts, { is: ["received", "carriedForward"], findings: [null], age: null });
    addCase(facts, { is: ["received", "settled"], findings: ["upheld"] });
    addCase(facts, { is: ["broughtForward", "settled"], findings: [] });
    addCase(facts, { is: ["cameBack", "carriedForward"], findings: [] });
    addCase(facts, { is: ["received", "carriedForward"], kind: "concern" });
    expect(brokenOf(facts)).toEqual([]);
  });

  test("name the cases that break them", () => {
    const facts = noFacts();
    const uncoded = addCase(facts, { is: ["received", "carriedForward"] });
    const lost = addCase(facts, { is: ["received"], findings: [null] });
    expect(brokenOf(facts)).toEqual([
      { rule: "Subjects are at least new", caseIds: [uncoded] },
      { rule: "What was open and what came, less what was closed, is carried forward", caseIds: [lost] },
    ]);
  });

  test("are broken by more resolved than there were", () => {
    const facts = noFacts();
    const back = addCase(facts, { is: ["cameBack", "settled"], findings: ["upheld"] });
    expect(brokenOf(facts)).toEqual([{ rule: "Resolved is at most brought forward and new", caseIds: [back] }]);
  });
});

describe("an area of a return", () => {
  const areas = {
    subject: new Map([
      ["quality", "Clinical treatment"],
      ["institutional_processes", "Administration"],
      ["institutional_processes/discharge", "Discharges"],
      ["", "Other"],
    ]),
    profession: new Map<string, string>(),
  };
  test.each([
    ["quality", "discharge", "Clinical treatment"],
    ["institutional_processes", "discharge", "Discharges"],
    ["institutional_processes", "ward", "Administration"],
    ["institutional_processes", null, "Administration"],
    [null, "discharge", "Other"],
    ["safety", null, "Other"],
  ] as const)("of %s at %s is %s", (category, stage, area) => {
    expect(subjectOf({ category, stage }, areas)).toBe(area);
  });
});

describe("the actions of a report", () => {
  const figures = (given: Parameters<typeof actionSection>[0]) =>
    actionSection(given).flatMap((section) => section.figures.map(({ figure }) => figure));

  test("are left out where none fell due", () => {
    expect(actionSection({ due: 0, onTime: 0, overdue: 0, verified: 0, effective: 0 })).toEqual([]);
  });

  test("count what is open after its day as missed, and judge the effect of what was verified alone", () => {
    const [due, onTime, overdue, effective] = figures({ due: 8, onTime: 5, overdue: 2, verified: 4, effective: 3 });
    expect([due?.value, overdue?.value]).toEqual([8, 2]);
    expect(onTime).toMatchObject({ unit: "share", value: 0.625, numerator: 5, denominator: 8, counts: null });
    expect(effective).toMatchObject({ value: 0.75, numerator: 3, denominator: 4 });
    expect(tellBasis(effective as NonNullable<typeof effective>)).toBe("3 of 4, 95% interval 30.0 to 95.5%");
    expect(figures({ due: 1, onTime: 0, overdue: 1, verified: 0, effective: 0 })[3]).toMatchObject({ value: null });
  });
});
