import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fairnessNumbers } from "@/components/insight/fairness-numbers";
import { judgeShare } from "@/lib/insight/rules/chance";
import { fairnessTable, type GroupCounts, unitTable } from "@/lib/insight/rules/fairness";
import { fairnessChosen, fairnessSchema, halvesBefore, isHalfOver } from "@/lib/insight/rules/fairness-choice";
import { isOpen, tellComparisons, tellFairness, tellFunnel, verdictWords } from "@/lib/insight/rules/fairness-words";
import { funnel, poissonQuantile } from "@/lib/insight/rules/funnel";
import { holdUp } from "@/lib/insight/rules/many-comparisons";
import { suppressSmall } from "@/lib/insight/rules/suppress";

function group(name: string, received: number, more: Partial<GroupCounts> = {}): GroupCounts {
  const none = { inTime: 0, missed: 0, found: 0, upheld: 0, answers: 0, satisfied: 0, times: [] };
  return { siteId: "a", group: name, received, ...none, ...more };
}

const namesOf = (counts: GroupCounts[]) => fairnessTable(counts).rows.map((row) => row.group);

describe("groups beside each other", () => {
  test.each([
    [
      "one of 11 stays",
      [
        ["en", 100],
        ["es", 11],
      ],
      ["en", "es"],
      0,
    ],
    [
      "one of 10 takes the next smallest with it",
      [
        ["en", 100],
        ["es", 40],
        ["ro", 10],
      ],
      ["en"],
      50,
    ],
    [
      "two of 5 are too few together",
      [
        ["en", 100],
        ["es", 40],
        ["ro", 5],
        ["pl", 5],
      ],
      ["en"],
      50,
    ],
    [
      "two of 6 protect each other",
      [
        ["en", 100],
        ["es", 40],
        ["ro", 6],
        ["pl", 6],
      ],
      ["en", "es"],
      12,
    ],
    [
      "a hidden one of two hides both",
      [
        ["en", 100],
        ["ro", 4],
      ],
      [],
      104,
    ],
  ] as [string, [string, number][], string[], number][])("%s", (_case, groups, shown, hidden) => {
    const table = fairnessTable(groups.map(([name, received]) => group(name, received)));
    expect(table.rows.map((row) => row.group)).toEqual(shown);
    expect(table.hidden).toBe(hidden);
    // Nothing but all of what is hidden can be worked out, and that is of 11 at least.
    const sum = table.rows.reduce((total, row) => total + row.cases, 0);
    expect(table.all && table.all.cases - sum).toBe(hidden);
    if (hidden > 0) expect(hidden).toBeGreaterThanOrEqual(11);
  });

  test("are not shown where there are fewer than 11 of all of them, nor is how many", () => {
    expect(fairnessTable([group("en", 10)])).toMatchObject({ rows: [], all: null, hidden: 0, compared: 0 });
    expect(tellFairness(fairnessTable([]))).toMatch(/too few cases/);
  });

  test("protect each figure by itself from what all together have", () => {
    const answered = (inTime: number, missed: number) => ({ inTime, missed });
    const { rows, all } = fairnessTable([
      group("en", 100, answered(80, 10)),
      group("es", 40, answered(20, 10)),
      group("ro", 30, answered(2, 1)),
    ]);
    expect(rows.map((row) => row.group)).toEqual(["en", "es", "ro"]);
    expect(rows.map(({ figures }) => figures.inTime?.n ?? "hidden")).toEqual([90, "hidden", "hidden"]);
    expect(all?.figures.inTime?.n).toBe(123);
  });

  test("hide what fell due of a group of which nothing came in", () => {
    const due = (n: number) => ({ inTime: n, missed: 0 });
    const { rows, all } = fairnessTable([group("en", 100, due(90)), group("es", 40, due(30)), group("ro", 0, due(4))]);
    expect(rows.map(({ figures }) => figures.inTime?.n ?? "hidden")).toEqual([90, "hidden"]);
    expect((all?.figures.inTime?.n ?? 0) - 90).toBe(34);
  });

  test("of several sites are what each of them shows, so that no site can be taken from the sum", () => {
    const at = (siteId: string, name: string, received: number) => ({ ...group(name, received), siteId });
    const counts = [at("a", "en", 50), at("a", "es", 20), at("b", "en", 60), at("b", "es", 7), at("b", "ro", 6)];
    const bySite = ["a", "b"].map((site) => fairnessTable(counts.filter(({ siteId }) => siteId === site)));
    const both = fairnessTable(counts);
    for (const row of both.rows) {
      const shown = bySite.flatMap(({ rows }) => rows.filter((one) => one.group === row.group));
      expect(row.cases).toBe(shown.reduce((sum, { cases }) => sum + cases, 0));
    }
    expect(both.rows.map((row) => [row.group, row.cases])).toEqual([
      ["en", 110],
      ["es", 20],
    ]);
  });

  test("say which of them differ by more than chance gives", () => {
    const counts = [group("en", 400, { inTime: 360, missed: 40 }), group("es", 60, { inTime: 30, missed: 30 })];
    const { rows } = fairnessTable(counts);
    expect(rows.map(({ figures }) => figures.inTime?.verdict)).toEqual(["within", "lower"]);
    expect(rows[1]?.figures.inTime).toMatchObject({ told: "50%", n: 60 });
    expect(tellFairness(fairnessTable(counts))).toBe(
      "2 groups are shown. Answered in time: lower than chance gives for es.",
    );
  });

  test("tell of times the median, and who took longer", () => {
    const times = (value: number, count: number) => ({ times: [{ value, count }] });
    const { rows } = fairnessTable([group("en", 100, times(10, 100)), group("es", 30, times(30, 30))]);
    expect(rows[1]?.figures.time).toMatchObject({ told: "30 days, 9 in 10 within 30", verdict: "higher" });
  });

  test("are units, of which all are shown and of fewer than 11 no share", () => {
    const [ward, desk, clinic] = [
      group("Ward", 5, { inTime: 3, missed: 1 }),
      group("Desk", 90, { inTime: 80, missed: 9 }),
      group("Clinic", 14, { inTime: 10, missed: 2 }),
    ];
    const told = (counts: GroupCounts[]) => {
      const { rows, all } = unitTable(counts);
      const each = rows.map((row) => [row.group, row.cases, row.figures.inTime?.n ?? "hidden"]);
      return [...each, ["All", all?.cases, all?.figures.inTime?.n]];
    };
    // The clinic's is hidden too: from all together the ward's could be taken.
    expect(told([ward, desk, clinic])).toEqual([
      ["Ward", 5, "hidden"],
      ["Desk", 90, 89],
      ["Clinic", 14, "hidden"],
      ["All", 109, 105],
    ]);
    expect(told([ward, desk])).toEqual([
      ["Ward", 5, "hidden"],
      ["Desk", 90, "hidden"],
      ["All", 95, 93],
    ]);
    expect(told([desk, clinic])).toEqual([
      ["Desk", 90, 89],
      ["Clinic", 14, 12],
      ["All", 104, 101],
    ]);
    // Of two sites neither may be taken from both.
    const elsewhere = [ward, { ...desk, siteId: "b" }, { ...clinic, siteId: "b" }];
    expect(told(elsewhere)).toEqual([
      ["Ward", 5, "hidden"],
      ["Desk", 90, 89],
      ["Clinic", 14, 12],
      ["All", 109, undefined],
    ]);
    expect(namesOf([])).toEqual([]);
  });

  test("of people are told together only where nothing hidden at a site could be taken from it", () => {
    const few = group("cy", 5, { inTime: 3, missed: 2 });
    const many = { ...group("en", 90, { inTime: 80, missed: 10 }), siteId: "b" };
    expect(fairnessTable([few, many])).toMatchObject({ all: null, hidden: 0 });
    const more = { ...group("es", 20, { inTime: 18, missed: 2 }), siteId: "b" };
    expect(fairnessTable([many, more])).toMatchObject({ all: { cases: 110 }, hidden: 0 });
  });
});

describe("hiding", () => {
  test("goes on from what is hidden already", () => {
    const groups = [
      ["en", 50],
      ["es", 12],
      ["ro", 20],
    ].map(([name, count]) => ({ group: String(name), count: Number(count) }));
    expect(suppressSmall(groups, new Set(["ro"])).map(({ count }) => count)).toEqual([50, null, null]);
  });
});

describe("many comparisons", () => {
  test.each([
    ["none", [], []],
    ["one that is rare", [0.04], [true]],
    ["one that is not", [0.06], [false]],
    // 0.05 times 1, 2, 3 and 4 of 4 parts: 0.0125, 0.025, 0.0375, 0.05.
    ["the first two of four", [0.3, 0.001, 0.04, 0.02], [false, true, false, true]],
    ["an earlier one with a later one that holds", [0.02, 0.024], [true, true]],
    ["all where the last one holds", [0.05, 0.05, 0.05], [true, true, true]],
    ["none of many of which each by itself is rare", [0.0019, ...Array(159).fill(0.5)], Array(160).fill(false)],
    ["the same among few", [0.0019, ...Array(9).fill(0.5)], [true, ...Array(9).fill(false)]],
    // The example of Benjamini and Hochberg 1995: 15 comparisons, of which Bonferroni keeps three and this four.
    [
      "the four of the paper",
      [
        ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344],
        ...[0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
      ],
      [...Array(4).fill(true), ...Array(11).fill(false)],
    ],
  ] as [string, number[], boolean[]][])("keep %s", (_what, chances, held) => {
    expect(holdUp(chances)).toEqual(held);
  });

  test("are refused where a chance is none", () => {
    expect(() => holdUp([0.1, Number.NaN])).toThrow(RangeError);
  });

  test("leave untold what so many give by chance, and say so", () => {
    const plain = Array.from({ length: 60 }, (_, at) => group(`g${at}`, 200, { inTime: 90, missed: 90 }));
    const low = group("low", 200, { inTime: 67, missed: 113 });
    const many = fairnessTable([...plain, low]);
    const few = fairnessTable([...plain.slice(0, 12), low]);
    const verdictOf = ({ rows }: typeof many) => rows.find((row) => row.group === "low")?.figures.inTime?.verdict;
    expect([verdictOf(few), few.setAside, verdictOf(many), many.setAside]).toEqual(["lower", 0, "within", 1]);
    expect(tellComparisons(many)).toBe(
      "61 figures were compared. If nothing differed, chance alone would make one or more of them stand out in about 11 of 100 such tables, each judged by itself. A difference is told only where, of all that are told, no more than 1 in 20 is expected to be chance. One difference is left untold for that.",
    );
    expect(tellComparisons(fairnessTable([]))).toBeNull();
  });
});

test("what would be rare by itself and is not told says so, and nothing else does", () => {
  expect(verdictWords("inTime", "within", 0.049)).toBe("May be chance");
  expect(verdictWords("inTime", "within", 0.05)).toBe("Within chance");
  expect(verdictWords("time", "lower", 0.001)).toBe("Shorter than chance gives");
  // 13 of 23 beside 82 of 100: the case that a reader of "Within chance" would take for none.
  const { verdict, chance } = judgeShare(13, 23, 0.82);
  expect([verdict, isOpen({ verdict, chance })]).toEqual(["within", true]);
});

describe("what chance gives", () => {
  test.each([
    // Of 20 with one half, 3 or fewer have a chance of 0.00129, 2 or fewer of 0.00020.
    [3, 20, 0.5, "within"],
    [2, 20, 0.5, "lower"],
    [18, 20, 0.5, "higher"],
    [0, 0, 0.5, "within"],
    [12, 12, 1, "within"],
    [5_000, 10_000, 0.5, "within"],
    [5_200, 10_000, 0.5, "higher"],
  ] as const)("of %i in %i beside %f is %s", (count, n, all, verdict) => {
    expect(judgeShare(count, n, all).verdict).toBe(verdict);
  });

  test.each([
    // Whole steps of the Poisson distribution with a mean of 1: 0.3679, 0.7358, 0.9197.
    [1, 0.7358, 1],
    [1, 0.9197, 2],
    // 0.4867 are at most 99, and 0.5266 at most 100.
    [100, 0.5, 99.33],
  ])("of a Poisson count of mean %d is below a quantile with chance %d: %d", (mean, chance, value) => {
    expect(poissonQuantile(mean, chance)).toBeCloseTo(value, 2);
  });
});

describe("a funnel of units", () => {
  const unit = (name: string, cases: number, volume: number) => ({ unitId: name, unit: name, cases, volume });

  test("names who reports fewer than their volume suggests, and gives no verdict", () => {
    const drawn = funnel([unit("A", 100, 10_000), unit("B", 72, 10_000), unit("C", 30, 10_000), unit("D", 1, 100)]);
    expect(drawn?.points.map(({ place }) => place)).toEqual(["above-outer", "within", "below-outer", "within"]);
    expect(drawn && tellFunnel(drawn)).toMatch(
      /^C reports fewer than its volume suggests\. Perhaps .* Ask before concluding\. A reports more than its volume suggests\.$/,
    );
  });

  test("is not drawn of too few units, without volume, or of nothing", () => {
    expect(funnel([unit("A", 5, 100), unit("B", 5, 100)])).toBeNull();
    expect(funnel([unit("A", 5, 100), unit("B", 5, 100), unit("C", 5, 0)])).toBeNull();
    expect(funnel([unit("A", 0, 100), unit("B", 0, 100), unit("C", 0, 100)])).toBeNull();
  });
});

describe("the choices", () => {
  test.each([
    ["2026-11-22", "2026-1", "2025-2"],
    ["2026-06-30", "2025-2", "2025-1"],
    ["2026-07-01", "2026-1", "2025-2"],
  ])("are half-years that are over: on %s the latest are %s and %s", (today, latest, before) => {
    const halves = halvesBefore(today);
    expect(halves.slice(0, 2).map(({ id }) => id)).toEqual([latest, before]);
    expect(halves.every(({ to }) => to < today)).toBe(true);
  });

  test.each([
    ["2026-1", "2026-06-30", false],
    ["2026-1", "2026-07-01", true],
    ["2026-2", "2026-12-31", false],
    ["2026-2", "2027-01-01", true],
  ])("%s is over on %s: %s", (half, today, isOver) => expect(isHalfOver(half, today)).toBe(isOver));

  test("fall back where the address asks for what there is not", () => {
    const asked = fairnessSchema.parse({ split: "owner", half: "2026-2", site: "x", kind: "complaint" });
    const chosen = fairnessChosen(asked, { halves: halvesBefore("2026-11-22"), siteIds: ["a", "b"] });
    expect(chosen).toMatchObject({ split: "language", half: { id: "2026-1" }, site: undefined, kind: "unhappy" });
  });
});

describe("staff", () => {
  const files = ["lib/insight/queries", "lib/insight/mutations"].flatMap((folder) =>
    readdirSync(folder).map((name) => `${folder}/${name}`),
  );

  // That a case is nobody's yet says nothing of anybody. Who did something is no dimension of any figure: neither a rollup has it, nor does a query of Insights ask for it.
  test("are in no rollup", () => {
    const schema = readFileSync("prisma/schema/insight.prisma", "utf8");
    const rollups = [...schema.matchAll(/^model Rollup\w+ \{[^}]*\}/gm)].map(([text]) => text);
    expect(rollups).toHaveLength(11);
    for (const text of rollups) expect(text).not.toMatch(/owner|person|staff|ById/i);
  });

  test.each(files)("are nowhere told apart in %s", (file) => {
    const code = readFileSync(file, "utf8").replaceAll(/"ownerId" IS NULL/g, "");
    expect(code).not.toMatch(/ownerId|assignedTo|closedById|loggedById|sentById|GROUP BY[^`]*person/i);
  });
});

describe("rates of groups whose patients somebody counted", () => {
  const counts = [group("old", 60), group("young", 40), group("es", 50), group("ro", 20)];

  test("are of those alone, each judged by its part of their patients", () => {
    const table = fairnessTable(
      counts,
      new Map([
        ["old", 1_000],
        ["young", 4_000],
        ["es", 2_500],
        ["gone", 500],
      ]),
    );
    expect([...(table.rates?.of.keys() ?? [])].toSorted()).toEqual(["es", "old", "young"]);
    const judged = Object.fromEntries([...(table.rates?.of ?? [])].map(([name, rate]) => [name, rate.judged]));
    // 150 cases among 7,500 patients: 60 where 20 would be, 40 where 80 would be, and 50 where 50 would be.
    expect(judged.old).toEqual(judgeShare(60, 150, 1_000 / 7_500));
    expect([judged.old?.verdict, judged.young?.verdict, judged.es?.verdict]).toEqual(["higher", "lower", "within"]);
    expect(table.rates?.of.get("old")?.told).toBe("60.00");
    expect(table.rates?.all).toMatchObject({ told: "20.00", basis: expect.stringContaining("150 in 7,500 patients") });
    expect(table.compared).toBe(3);
    expect(tellFairness(table)).toContain(
      "Cases per 1,000 patients: higher than chance gives for old. Cases per 1,000 patients: lower than chance gives for young.",
    );
  });

  test("are none of a group with more cases than patients, which stands in no other's way", () => {
    const patients = new Map([["old", 59] as const, ["young", 4_000] as const, ["es", 2_500] as const]);
    const { rates } = fairnessTable(counts, patients);
    expect(rates?.of.get("old")).toEqual({
      ...{ told: "no rate", judged: null },
      basis: "59 patients are fewer than its cases: look again",
    });
    expect(rates?.all?.basis).toContain("90 in 6,500 patients");
    const onlyWrong = fairnessTable(counts, new Map([["old", 59]])).rates;
    expect([onlyWrong?.of.get("old")?.told, onlyWrong?.all]).toEqual(["no rate", null]);
    expect(fairnessTable(counts, new Map([["old", 60]])).rates?.of.get("old")?.told).toBe("1000.00");
  });

  test("say nothing of a group that is hidden, nor of one that stands alone", () => {
    const hidden = fairnessTable([group("en", 100), group("es", 40), group("ro", 10)], new Map([["ro", 900]]));
    expect(hidden.rates).toBeNull();
    const alone = fairnessTable(counts, new Map([["old", 1_000]]));
    expect([alone.rates?.of.get("old")?.judged, alone.rates?.all, alone.compared]).toEqual([null, null, 0]);
    expect(fairnessTable(counts).rates).toBeNull();
  });

  test("stand in a file each under its head, hidden groups and all together too", () => {
    const counts = [group("en", 300), group("es", 100), group("ro", 40), group("pl", 5)];
    const patients = new Map([...["en", "es", "ro", "pl"].map((name) => [name, 2_000] as const), ["es", 10] as const]);
    const table = fairnessTable(counts, patients);
    const { columns, rows } = fairnessNumbers({ title: "By language", head: "Language", table });
    const of = (head: string) => rows.map(({ name, values }) => [name, values[columns.indexOf(head) - 1]]);
    expect(rows.map(({ values }) => values.length)).toEqual(rows.map(() => columns.length - 1));
    expect(of("Cases")).toEqual([
      ["en", 300],
      ["es", 100],
      ["Hidden groups", 45],
      ["All together", 445],
    ]);
    // Of "es" too few patients were counted.
    expect(of("Per 1,000 patients")).toEqual([
      ["en", "150.00"],
      ["es", ""],
      ["Hidden groups", ""],
      ["All together", ""],
    ]);
  });

  test("hold up beside all other comparisons of the table, or are set aside", () => {
    const many = Array.from({ length: 60 }, (_, at) => group(`g${at}`, 100));
    const volumes = new Map(many.map(({ group: name }) => [name, 10_000]));
    const one = fairnessTable([...many, group("apart", 134)], volumes.set("apart", 10_000));
    const alone = judgeShare(134, 6_134, 10_000 / 610_000);
    expect([alone.verdict, one.rates?.of.get("apart")?.judged?.verdict, one.setAside]).toEqual(["higher", "within", 1]);
  });
});
