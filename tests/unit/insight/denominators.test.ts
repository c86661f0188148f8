import { describe, expect, test } from "vitest";
import { follow, readCount } from "@/lib/insight/rules/counts";
import { decodeText } from "@/lib/insight/rules/decode";
import { readDenominatorFile } from "@/lib/insight/rules/denominator-file";
import { monthTitle, readMonth } from "@/lib/insight/rules/months";
import { importDenominatorsSchema, MOST_FILE_ROWS } from "@/lib/insight/schema";

describe("how many there were", () => {
  test.each([
    ["412", 412],
    [" 1,234 ", 1234],
    ["1 234 567", 1_234_567],
    ["1\u202F234", 1234],
    ["12'345", 12_345],
    ["007", 7],
    ["", null],
    ["  ", null],
  ])("is read from %j", (text, value) => {
    expect(readCount(text)).toEqual({ value });
  });

  test.each(["1.234", "12.5", "-4", "1e3", "12,34", "1,234 567", "ten", "٣", "1234567890123", "0", "000"])(
    "is not guessed from %j",
    (text) => {
      expect(readCount(text)).toHaveProperty("error");
    },
  );

  test("says of nought that no rate can be told", () => {
    expect(readCount("0")).toEqual({ error: "Of 0 no rate can be told. Leave it empty where nobody was here." });
  });
});

describe("a cell", () => {
  test.each([
    ["follows a file", { base: 412, text: "412" }, 420, { base: 420, text: "420" }],
    ["follows what it saved itself", { base: null, text: "1,234" }, 1234, { base: 1234, text: "1234" }],
    ["is emptied with what was kept", { base: 412, text: "412" }, null, { base: null, text: "" }],
    ["keeps what is being typed, and what that began from", { base: 412, text: "43" }, 420, { base: 412, text: "43" }],
    ["keeps what cannot be read", { base: null, text: "4x" }, 420, { base: null, text: "4x" }],
  ])("%s", (_, cell, kept, expected) => {
    expect(follow(cell, kept)).toEqual(expected);
  });

  test("goes on from what it sent itself, and not from what somebody else saved meanwhile", () => {
    const typed = { base: 400, text: "4123" };
    expect(follow(typed, 412, "412")).toEqual({ base: 412, text: "4123" });
    expect(follow({ base: 400, text: "5" }, null, "")).toEqual({ base: null, text: "5" });
    expect(follow(typed, 413, "412")).toEqual(typed);
    expect(follow(typed, 412, "4x")).toEqual(typed);
  });
});

describe("a month", () => {
  test.each([
    ["2026-03", "2026-03"],
    ["2026-3", "2026-03"],
    ["2026-03-01", "2026-03"],
    ["2026/03", "2026-03"],
    ["03/2026", "2026-03"],
    ["3.2026", "2026-03"],
    ["Mar 2026", "2026-03"],
    ["march 2026", "2026-03"],
    ["Sept 2026", "2026-09"],
    ["2026-13", null],
    ["2026", null],
    ["03/04/2026", null],
    ["Mär 2026", null],
    ["zzz 2026", null],
    ["1999-12", null],
    ["", null],
  ])("%j is read as %j", (text, month) => {
    expect(readMonth(text)).toBe(month);
  });

  test("is told with its year", () => {
    expect(monthTitle("2026-03")).toBe("March 2026");
  });
});

describe("a file", () => {
  const read = (text: string) => readDenominatorFile(text, "encounters");

  test("is refused where more than one column may be the value", () => {
    const { rows, problems } = read("month,Encounters,discharges\n2026-03,412,90\n");
    expect(rows).toEqual([]);
    expect(problems).toEqual([
      {
        line: 1,
        message:
          "More than one column may be the value: Encounters, discharges. Leave one, or give each line its measure.",
      },
    ]);
  });

  test.each([
    ["commas", "month,unit,value\n2026-03,Ward 4,412\n2026-03,,900\n"],
    ["semicolons and other names", 'Unit;Month;Count\r\n"Ward 4";Mar 2026;412\r\n;03/2026;900\r\n'],
    ["tabs, a mark and blank lines", "\uFEFFMonth\tWard\tEncounters\n\n2026-03-01\tWard 4\t412\n\t\t\n2026-03\t\t900"],
    ["bars and spaces", "month | unit | value\n2026-03 | Ward 4 | 412\n2026-03 |  | 900"],
  ])("is read with %s", (_, text) => {
    const { rows, problems } = read(text);
    expect(problems).toEqual([]);
    expect(rows.map(({ line: _line, ...row }) => row)).toEqual([
      { month: "2026-03", unit: "Ward 4", measure: "encounters", value: 412 },
      { month: "2026-03", unit: null, measure: "encounters", value: 900 },
    ]);
  });

  test("says what it counts by a column, else by the name of the values, else as was chosen", () => {
    const measures = (text: string) => read(text).rows.map(({ measure }) => measure);
    expect(measures("month,measure,value\n2026-03,Patient days,1\n2026-03,visits,1\n2026-03,,1")).toEqual([
      "patient_days",
      "visits",
      "encounters",
    ]);
    expect(measures("month,discharges\n2026-03,4")).toEqual(["discharges"]);
  });

  test("tells line by line what cannot be read, and reads the rest", () => {
    const text = 'month,unit,value\nsoon,A,1\n2026-03,A,0\n2026-03,A,\n2026-03,"B, C","1,200"\n2026-04,A,1.5\n2026-05';
    const { rows, problems } = read(text);
    expect(rows).toEqual([{ line: 5, month: "2026-03", unit: "B, C", measure: "encounters", value: 1200 }]);
    expect(problems).toEqual([
      { line: 2, message: "“soon” is no month. Write it as 2026-03." },
      { line: 3, message: "“0”: Of 0 no rate can be told. Leave it empty where nobody was here." },
      { line: 4, message: "It has no value." },
      { line: 6, message: "“1.5”: Write a whole number in digits, such as 1234 or 1,234." },
      { line: 7, message: "It has no value." },
    ]);
  });

  test.each([
    ["nothing but names", "month,value\n", "This file has no rows."],
    ["nothing", "", "This file has no rows."],
    ["no names", "2026-03,4\n2026-04,5", /^The first line must name the columns/],
    ["an open quotation mark", 'month,value\n"2026-03,4\n2026-04,5', /quotation mark/],
    [
      "more rows than are read at once",
      `month,value\n${"2026-03,4\n".repeat(MOST_FILE_ROWS + 1)}`,
      "This file has 5,001 rows. Import at most 5,000 at a time.",
    ],
  ])("with %s is refused in a sentence", (_, text, message) => {
    const { rows, problems } = read(text);
    expect(rows).toEqual([]);
    expect(problems).toEqual([{ line: expect.any(Number), message: expect.stringMatching(message) }]);
  });
});

test("a file of a million rows is refused before it is read", () => {
  const text = `month,value\n${"2026-03,4\n".repeat(1_000_000)}`;
  const input = { siteId: "018f3f6e-0000-7000-8000-000000000001", measure: "encounters", text };
  expect(importDenominatorsSchema.safeParse(input).error?.issues.map(({ message }) => message)).toEqual([
    "This file is too long. Import at most 5,000 rows at a time.",
  ]);
});

describe("bytes", () => {
  const text = "unit\nKōwhai – Größe\n";
  const utf16 = (isLittle: boolean) => {
    const units = [0xfeff, ...Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))];
    return new Uint8Array(units.flatMap((unit) => (isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
  };
  test.each([
    ["UTF-8", new TextEncoder().encode(text), text],
    ["UTF-8 with a mark", new TextEncoder().encode(`\uFEFF${text}`), text],
    ["UTF-16, the lower byte first", utf16(true), text],
    ["UTF-16, the higher byte first", utf16(false), text],
    ["Windows-1252", new Uint8Array([0x47, 0x72, 0xf6, 0xdf, 0x65, 0x20, 0x96]), "Größe –"],
    ["nothing", new Uint8Array(), ""],
  ])("saved as %s are read", (_, bytes, expected) => {
    expect(decodeText(bytes)).toBe(expected);
  });
});
