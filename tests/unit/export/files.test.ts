import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { BYTE_ORDER_MARK, csvLine, fromNeutral, neutral } from "@/lib/export/rules/csv";
import { sheetDays, tellInstant } from "@/lib/export/rules/instants";
import { widthsOf } from "@/lib/export/rules/sheet-widths";
import { workbook } from "@/lib/export/rules/workbook";
import type { Cell } from "@/lib/export/types";
import { anyText } from "@/tests/support/any-text";
import { naughtyStrings } from "@/tests/support/naughty-strings";
import { readCsv } from "@/tests/support/read-csv";
import { readWorkbook } from "@/tests/support/read-workbook";

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), "heard-export-"));
const at = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isThere = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const OFFICE_PROGRAM = "soffice";
const OFFICE = isThere(OFFICE_PROGRAM, "--version");
const READ_CSV =
  "import csv,json,sys;print(json.dumps(list(csv.reader(open(sys.argv[1],encoding='utf-8-sig',newline=''),strict=True))))";
const OPENPYXL = isThere("python3", "-c", "import openpyxl");
const PYTHON = isThere("python3", "--version");

const INNER = ["\t=1", "\r=1", "\n=1"];
const FORMULAS = [
  "=1+1",
  "+44 20 7946 0000",
  "-2",
  "@SUM(A1)",
  "＝1+1",
  "＋1",
  "－1",
  "＠A1",
  "  =1",
  "\u200b=1",
  "\uFEFF=1",
  "\tx",
];
const PLAIN = [
  "",
  "a=b",
  "3-4",
  "a@b.example",
  "Müller",
  "ＡＢＣ",
  "'=1",
  "1,5",
  'He said "no"',
  "a;b",
  "PR-26-000001-9",
];
const AWKWARD = [
  ...INNER,
  ...FORMULAS,
  ...PLAIN,
  "two\nlines",
  "two\r\nlines",
  " around ",
  "_x000D_",
  "<b>&amp;",
  "x;=1",
  "x\t＝1",
  "محمد",
  "𠮷",
];

async function bookOf(rows: Cell[][], mostRows?: number): Promise<Uint8Array> {
  async function* pages() {
    for (const row of rows) yield [row];
  }
  const about = { name: "About", rows: (): [string, Cell][] => [["Cases", rows.length]] };
  const chunks: Uint8Array[] = [];
  const mark = "Exported by R&D 5 <b>";
  const book = { name: "Cases", headers: ["Text", "Number"], pages: pages(), about, mark, mostRows };
  for await (const chunk of workbook(book)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

describe("text in CSV", () => {
  test.each(FORMULAS)("%j is no formula, and is still read", (text) => {
    expect(neutral(text)).toBe(`'${text}`);
  });

  test.each(INNER)("%j is none either, nor where a program takes its first sign for the end of a cell", (text) => {
    expect(neutral(text)).toBe(`'${text[0]}'${text.slice(1)}`);
  });

  test.each(PLAIN)("%j stays as it is", (text) => {
    expect(neutral(text)).toBe(text);
  });

  test.each([
    ["x;=1", "x;'=1"],
    ["x\t＝1", "x\t'＝1"],
    ["x\n- y", "x\n'- y"],
    ["x; y", "x; y"],
  ])("%j begins no formula where a program takes another sign for the comma", (text, told) => {
    expect(neutral(text)).toBe(told);
  });

  test.each([
    ...FORMULAS,
    ...INNER,
    ...PLAIN.filter((text) => text !== "'=1"),
    "x;=1",
    "x\t＝1",
    "- nobody came",
    "Thanks ;-)",
    "List:\n- one",
    "-1",
  ])("%j is as it was before, once the file comes back", (text) => {
    expect(fromNeutral(neutral(text))).toBe(text);
  });

  test("comes back to the letter from a strict reader, whatever it is", () => {
    const texts = [...AWKWARD, ...naughtyStrings].map((text) => text.toWellFormed());
    expect(readCsv(texts.map((text) => csvLine(["first", text, 3, null])).join(""))).toEqual(
      texts.map((text) => ["first", neutral(text), "3", ""]),
    );
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(readCsv(csvLine([text, text]))).toEqual([[neutral(text), neutral(text)]]);
      }),
    );
  });

  test("is read by Python's reader", async (context) => {
    if (!PYTHON) return context.skip("python3 is not on this machine.");
    const texts = AWKWARD.map((text) => text.toWellFormed());
    writeFileSync(at("a.csv"), BYTE_ORDER_MARK + texts.map((text) => csvLine(["first", text])).join(""));
    const { stdout } = await run("python3", ["-c", READ_CSV, at("a.csv")]);
    expect(JSON.parse(stdout)).toEqual(texts.map((text) => ["first", neutral(text)]));
  });
});

describe("times", () => {
  test.each([
    ["2026-07-01T12:00:00.000Z", "Europe/London", "2026-07-01T13:00:00+01:00", 46204 + 13 / 24],
    ["2026-01-01T12:00:00.000Z", "Europe/London", "2026-01-01T12:00:00+00:00", 46023.5],
    ["2026-01-01T02:30:00.000Z", "America/New_York", "2025-12-31T21:30:00-05:00", 46022 + 21.5 / 24],
    ["2026-01-01T00:00:00.000Z", "Asia/Kathmandu", "2026-01-01T05:45:00+05:45", 46023 + 5.75 / 24],
    ["1899-06-01T00:00:00.000Z", "UTC", "1899-06-01T00:00:00+00:00", null],
  ])("%s in %s is %s", (instant, zone, told, days) => {
    expect(tellInstant(instant, zone)).toBe(told);
    const found = sheetDays(instant, zone);
    if (days === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(days, 9);
  });
});

describe("a workbook", () => {
  test("holds text as it is, numbers as numbers and times as dates", async () => {
    const texts = [...AWKWARD, ...naughtyStrings].map((text) => text.toWellFormed());
    const { sheets } = readWorkbook(
      await bookOf(texts.map((text): Cell[] => [text, 7, { at: "2026-01-01T12:00:00Z", zone: "UTC" }])),
    );
    const [cases, about] = sheets;
    expect(sheets.map(({ name }) => name)).toEqual(["Cases", "About"]);
    expect(cases?.rows[0]).toEqual({ A: { text: "Text" }, B: { text: "Number" } });
    expect(cases?.rows.slice(1).map(({ A }) => (A && "text" in A ? A.text : ""))).toEqual(texts);
    expect(cases?.rows[1]).toMatchObject({ B: { number: 7, style: "0" }, C: { number: 46023.5, style: "2" } });
    expect(about?.rows).toEqual([{ A: { text: "Cases" }, B: { number: texts.length, style: "0" } }]);
  });

  test("goes on to another sheet where one is full, so that no row is lost", async () => {
    const { sheets } = readWorkbook(await bookOf([["a"], ["b"], ["c"]], 3));
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ["Cases", 3],
      ["Cases 2", 2],
      ["About", 1],
    ]);
  });

  test.each<[string, Cell[][], number[]]>([
    ["no row", [], [9, 11]],
    ["a long text, within bounds", [["x".repeat(300), 1]], [60, 11]],
    ["a text of some length, whatever stands in its other rows", [["short"], ["x".repeat(30)]], [32, 11]],
    ["lines, the longest of them", [[`one\n${"x".repeat(20)}`]], [22, 11]],
    ["signs that take the room of two", [["等".repeat(10)]], [22, 11]],
    ["times", [[{ at: "2026-01-01T12:00:00Z", zone: "UTC" }]], [18, 11]],
  ])("is as wide as what stands in it: %s", (_, rows, widths) => {
    expect(widthsOf(["Text", "Number"], rows)).toEqual(widths);
  });

  test("says on each page that is printed who took it out, and takes nothing of that for a command", async () => {
    const files = unzipSync(await bookOf([["a"], ["b"], ["c"]], 3));
    for (const number of [1, 2, 3]) {
      const xml = strFromU8(files[`xl/worksheets/sheet${number}.xml`] ?? new Uint8Array());
      expect(xml).toContain("<oddHeader>&amp;LExported by R&amp;&amp;D 5 &lt;b&gt;</oddHeader>");
      expect(xml).toContain("Page &amp;P of &amp;N");
      expect(xml.match(/<col /g)).toHaveLength(2);
    }
  });

  const seen = AWKWARD.filter((text) => !/^$|\r|_x/.test(text)).map((text) => text.toWellFormed());
  const aBook = () =>
    bookOf(seen.map((text): Cell[] => [text, 7, { at: "2026-07-01T12:00:00Z", zone: "Europe/London" }]));

  test("is opened by LibreOffice with every text, number and date", async (context) => {
    if (!OFFICE) return context.skip("soffice is not on this machine.");
    const convert = async (file: string, to: string) =>
      run(OFFICE_PROGRAM, [
        ...[`-env:UserInstallation=file://${at("profile")}`, "--headless", "--convert-to", to],
        ...["--outdir", folder, at(file)],
      ]);
    writeFileSync(at("plain.csv"), "a\r\n");
    await convert("plain.csv", "ods");
    if (!existsSync(at("plain.ods"))) return context.skip("LibreOffice is here without its spreadsheets.");
    writeFileSync(at("b.xlsx"), await aBook());
    await convert("b.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false");
    const { stdout } = await run("python3", ["-c", READ_CSV, at("b.csv")]);
    const rows: string[][] = JSON.parse(stdout);
    expect(rows.slice(1)).toEqual(seen.map((text) => [text, "7", "2026-07-01 13:00"]));
  }, 60_000);

  test("is opened by openpyxl with every text, number and date", async (context) => {
    if (!OPENPYXL) return context.skip("python3 with openpyxl is not on this machine.");
    writeFileSync(at("c.xlsx"), await aBook());
    const script =
      "import openpyxl,json,sys;b=openpyxl.load_workbook(sys.argv[1]);print(json.dumps([[str(c.value)+c.data_type for c in r] for r in b['Cases'].iter_rows(min_row=2)]))";
    const { stdout } = await run("python3", ["-c", script, at("c.xlsx")]);
    expect(JSON.parse(stdout)).toEqual(seen.map((text) => [`${text}s`, "7n", "2026-07-01 13:00:00d"]));
  });
});
