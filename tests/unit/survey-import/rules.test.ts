import { describe, expect, test } from "vitest";
import { createEncodingJudge, findDelimiter } from "@/lib/shared/table-file";
import { scoreFft } from "@/lib/survey/rules/score";
import { ROLE_LABELS } from "@/lib/survey-import/labels";
import { addFit, NO_FITS, readDay, sureFormat } from "@/lib/survey-import/rules/days";
import { whyNotMapped } from "@/lib/survey-import/rules/mapping";
import { type RowRules, readRow } from "@/lib/survey-import/rules/read-row";
import { readAnswer, scoreTopBox } from "@/lib/survey-import/rules/scales";
import { isRecent, whyImportedWorries } from "@/lib/survey-import/rules/worries";
import type { Mapping, Role } from "@/lib/survey-import/schema";
import { readSharedData } from "../../support/shared-data";

const mapping = (given: Partial<Mapping> = {}): Mapping => ({
  ...{ kind: "fft", dayFormat: "dmy", scale: "one_to_five", unknownUnit: "reject", raises: true, raiseDays: 14 },
  ...{ columns: [], ...given },
});

test.each([
  ["30/09/2021", "dmy", "2021-09-30"],
  ["30/09/2021", "mdy", null],
  ["9/13/2021", "dmy", null],
  ["9/13/2021", "mdy", "2021-09-13"],
  ["03/04/2021", "dmy", "2021-04-03"],
  ["03/04/2021", "mdy", "2021-03-04"],
  ["2021-09-30", "ymd", "2021-09-30"],
  ["2021-09-30T10:15:00Z", "ymd", "2021-09-30"],
  ["30.9.2021 10:15", "dmy", "2021-09-30"],
  ["30/02/2021", "dmy", null],
  ["30/09/21", "dmy", null],
  ["", "dmy", null],
] as const)("the day %s, written as %s, is %s and never another", (text, format, day) => {
  expect(readDay(text, format)).toBe(day);
});

test("says how days are written only where all of them allow one order", () => {
  const fits = (...cells: string[]) => cells.reduce(addFit, NO_FITS);
  expect(sureFormat(fits("2026-01-02", "2026-11-30"))).toBe("ymd");
  expect(sureFormat(fits("13/01/2026", "02/03/2026"))).toBe("dmy");
  expect(sureFormat(fits("01/02/2026", "02/03/2026"))).toBeNull();
  expect(sureFormat(fits("13/01/2026", "01/13/2026"))).toBeNull();
  expect(sureFormat(fits())).toBeNull();
});

test.each([
  ["fft", "1", "very_good"],
  ["fft", "6.0", "dont_know"],
  ["fft", "7", null],
  ["fft", "0", null],
  ["fft", "Neither good\u00a0nor poor", "neither"],
  ["fft", "Don’t know", "dont_know"],
  ["one_to_five", "5", "5"],
  ["one_to_five", "5.5", null],
  ["nought_to_ten", "10", "10"],
  ["nought_to_ten", "11", null],
  ["often", "Always", "always"],
  ["often", "4", "always"],
  ["often", "-1", null],
] as const)("on the scale %s the answer %s is %s", (scale, cell, value) => {
  expect(readAnswer(scale, cell)).toBe(value);
});

describe("a line", () => {
  const COLUMNS: [string, Role][] = [
    ["Day", "day"],
    ["Ward", "unit"],
    ["Score", "answer"],
    ["Words", "comment"],
    ["Id", "response_id"],
  ];
  const rules = (given: Partial<Mapping> = {}): RowRules => ({
    ...{ mapping: mapping(given), source: "Vendor", width: 5, today: "2026-05-12" },
    places: COLUMNS.map(([name, role], at) => ({ name, role, at })),
    units: new Map([["ward 4", "unit-4"]]),
  });
  const read = (cells: string[], given: Partial<Mapping> = {}) => readRow(rules(given), cells);

  test("is read with blanks of every kind put aside", () => {
    expect(read(["01/05/2026", " ward\u00a04 ", "2", "\u00a0Kind\u00a0staff.\nThank you\u00a0", "7"])).toEqual({
      row: {
        ...{ day: "2026-05-01", unitId: "unit-4", unit: "ward 4", items: { experience: "good" }, language: null },
        ...{ comment: "Kind staff.\nThank you", respondent: null, key: "r:7" },
      },
    });
  });

  test.each([
    ["a day in another order", ["05/13/2026", "", "2", "", "7"], "Day", /^This is no day written as day\/month\/year/],
    ["a day to come", ["13/05/2026", "", "2", "", "7"], "Day", /not come yet/],
    ["no day", ["", "", "2", "", "7"], "Day", /missing/],
    ["an answer off the scale", ["01/05/2026", "", "7", "", "7"], "Score", /1 \(very good\) to 5/],
    ["a unit that is none", ["01/05/2026", "Ward 9", "2", "", "7"], "Ward", /no unit of this name/],
    ["nothing answered", ["01/05/2026", "", "", " ", "7"], "", /Nothing is answered/],
    ["no number", ["01/05/2026", "", "2", "", ""], "Id", /could not be known again/],
    ["a control character", ["01/05/2026", "", "2", "a\u0000b", "7"], "Words", /control character/],
    ["cells too many", ["01/05/2026", "", "2", "Good", "but slow", "7"], "", /6 cells and the first has 5/],
  ])("with %s is rejected with its reason", (_what, cells, column, reason) => {
    expect(read(cells)).toEqual({
      problems: [{ column, value: expect.any(String), reason: expect.stringMatching(reason) }],
    });
  });

  test("tells all that is wrong with it at once", () => {
    expect(read(["05/13/2026", "Ward 9", "8", "", "7"])).toMatchObject({
      problems: [{ column: "Day" }, { column: "Score" }, { column: "Ward" }],
    });
  });

  test("of an unknown unit counts for the whole site where that was chosen", () => {
    expect(read(["01/05/2026", "Ward 9", "2", "", "7"], { unknownUnit: "whole_site" })).toMatchObject({
      row: { unitId: null },
    });
  });
});

test("monthly totals are read with all six counts, or not at all", () => {
  const names = ["month", "very_good", "good", "neither", "poor", "very_poor", "dont_know"] as const;
  const rules: RowRules = {
    ...{ mapping: mapping({ kind: "fft_totals" }), source: "Vendor", width: 7, today: "2026-05-12", units: new Map() },
    places: names.map((role, at) => ({ name: role, role, at })),
  };
  expect(readRow(rules, ["Jan-24", "1,200", "300", "20", "10", "5", "0"])).toMatchObject({
    row: { day: "2024-01-01", key: "m:2024-01:", items: { very_good: "1200", dont_know: "0" } },
  });
  expect(readRow(rules, ["Jan-24", "1,200", "300", "20", "10", "", "2.5"])).toMatchObject({
    problems: [{ column: "very_poor" }, { column: "dont_know" }],
  });
});

test.each([
  [
    {},
    [
      ["Day", "day"],
      ["Score", "answer"],
    ],
    {},
  ],
  [
    { dayFormat: null },
    [
      ["Day", "day"],
      ["Score", "answer"],
    ],
    { dayFormat: expect.stringContaining("never guessed") },
  ],
  [{}, [["Score", "answer"]], { columns: expect.stringContaining("day") }],
  [{}, [["Day", "day"]], { columns: expect.stringContaining("answer") }],
  [
    {},
    [
      ["Day", "day"],
      ["A", "answer"],
      ["B", "answer"],
    ],
    { columns: "Two columns are answer. Leave one." },
  ],
  [
    { kind: "ratings" },
    [
      ["Day", "day"],
      ["A", "answer"],
      ["B", "answer"],
    ],
    {},
  ],
  [{ kind: "fft_totals" }, [["Month", "month"]], { columns: expect.stringContaining("count: very good") }],
  [{ kind: "fft_totals" }, [["Day", "day"]], { columns: expect.stringContaining("cannot be") }],
] as const)("a mapping %j of %j is refused as it should be", (given, columns, problems) => {
  const all = columns.map(([name, role]) => ({ name, role }));
  expect(whyNotMapped(mapping({ ...given, columns: all }), ROLE_LABELS)).toEqual(problems);
});

test("an answer that is low or speaks of harm is worrying; totals and old answers raise nothing", () => {
  const worries = (given: Partial<Mapping>, items: Record<string, string>, comment: string | null = null) =>
    whyImportedWorries(mapping(given), { items, comment }).length;
  expect(worries({}, { experience: "very_poor" })).toBe(1);
  expect(worries({}, { experience: "very_good" }, "They neglected my mother")).toBe(1);
  expect(worries({ kind: "ratings" }, { Nurses: "1", Food: "5", Rooms: "4" })).toBe(0);
  expect(worries({ kind: "ratings" }, { Nurses: "1", Food: "2", Rooms: "4" })).toBe(2);
  expect(worries({ kind: "fft_totals" }, { very_poor: "9" })).toBe(0);
  const today = new Date("2026-05-15");
  expect(isRecent(mapping(), { answeredOn: new Date("2026-05-01"), today })).toBe(true);
  expect(isRecent(mapping(), { answeredOn: new Date("2026-04-30"), today })).toBe(false);
});

test.each([
  ["UTF-8", Buffer.from("Año,1"), "utf-8"],
  ["UTF-8 with its mark", Buffer.from("\ufeffAño"), "utf-8"],
  ["Windows-1252", Buffer.from("A\xf1o", "latin1"), "windows-1252"],
  ["UTF-16", Buffer.from("\ufeffAño", "utf16le"), "utf-16le"],
  ["UTF-16 without its mark", Buffer.from("Day,Score", "utf16le"), "utf-16le"],
])("a file in %s is known as it", (_name, bytes, encoding) => {
  for (const size of [1_000, 8]) {
    const judge = createEncodingJudge();
    for (let at = 0; at < bytes.length; at += size) judge.add(bytes.subarray(at, at + size));
    expect(judge.end()).toBe(encoding);
  }
});

test.each([
  ["a,b,c\n1;2;3", ","],
  ["a;b;c\n", ";"],
  ["a\tb", "\t"],
  ['"x,y,z"|b\n', "|"],
  ["one", ","],
])("the cells of %j stand between %j", (text, delimiter) => {
  expect(findDelimiter(text)).toBe(delimiter);
});

const HCAHPS = readSharedData("surveys/hcahps_national_results_2015_2023.csv");

test.skipIf(!HCAHPS)("answers with the published HCAHPS counts give the published top-box percentages", () => {
  const rows = (HCAHPS ?? "").trim().split("\n").slice(1);
  expect(rows).toHaveLength(90);
  for (const row of rows) {
    const [period, measure, bottom, middle, top] = row.split(",");
    const counts = { sometimes: Number(bottom), usually: Number(middle), always: Number(top) };
    const ratings = { "6": Number(bottom), "8": Number(middle), "9": Number(top) };
    const score = measure === "H_HSP_RATING" ? scoreTopBox("nought_to_ten", ratings) : scoreTopBox("often", counts);
    expect([period, measure, score?.n, Math.round((score?.value ?? 0) * 100)]).toEqual([
      period,
      measure,
      100,
      Number(top),
    ]);
  }
});

const FFT = readSharedData("surveys/fft_inpatient_monthly_rolling_totals_2024.csv");

test.skipIf(!FFT)("answers with the published Friends and Family totals give the published percentages", () => {
  const rows = (FFT ?? "")
    .trim()
    .split("\n")
    .slice(1)
    .map((row) => row.split(","));
  for (const [index, cells] of rows.entries()) {
    const [total, responses] = [Number(cells[4]), Number(cells[7])];
    if (index > 0) expect(total - Number(rows[index - 1]?.[4])).toBe(responses);
    const [positive, negative] = [Math.round(Number(cells[10]) * responses), Math.round(Number(cells[13]) * responses)];
    const score = scoreFft({ very_good: positive, very_poor: negative, neither: responses - positive - negative });
    expect(score?.positive.n).toBe(responses);
    expect(score?.positive.value).toBeCloseTo(Number(cells[10]), 4);
    expect(score?.negative.value).toBeCloseTo(Number(cells[13]), 4);
  }
});
