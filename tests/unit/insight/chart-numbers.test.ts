import { expect, test } from "vitest";
import { cellsOf, numbersOf } from "@/components/insight/chart-numbers";
import { csvLine } from "@/lib/export/rules/csv";
import { showChart } from "@/lib/insight/rules/chart-view";
import { daysFrom } from "@/lib/insight/rules/dashboard";

const counted = (values: number[]) =>
  values.map((y, at) => ({ from: daysFrom("2025-01-06", 7 * at), to: daysFrom("2025-01-06", 7 * at + 6), y, n: 8 }));
const ASKED = { period: "week", shown: 52, hrefOf: () => "/cases" } as const;
const chartOf = (kind: "xmr" | "u", figure: "count" | "rate", values: number[]) =>
  showChart(counted(values), { ...ASKED, kind, figure, improvement: "decrease", subject: "Complaints" });

test("numbers are read as they are told and stand in a file as they are", () => {
  const numbers = numbersOf("Complaints", chartOf("xmr", "count", [1_230, 1_238, 1_230, 1_242]), "Cases, that day.");
  const [count, mean] = numbers.rows[0]?.values ?? [];
  expect([count, mean]).toEqual([
    { value: 1_230, told: "1,230" },
    { value: 1_235, told: "1,235" },
  ]);
  const about = { kinds: "Complaints and grievances", sites: "Northgate" };
  expect(csvLine(cellsOf(numbers, about)[1] ?? [])).toMatch(
    /^6 Jan 2025,1230,1235,\d+\.\d+,\d+\.\d+,,Complaints · Complaints and grievances · Northgate,"Cases, that day\."\r\n$/,
  );
  expect(cellsOf(numbers, null)[0]?.slice(-2)).toEqual(["Of", "What this counts"]);
  expect(cellsOf(numbers, null)[1]?.at(-2)).toBe("Complaints");
});

test("no limit of a file is a number below nought, nor text", () => {
  const [, ...rows] = cellsOf(numbersOf("Complaints", chartOf("xmr", "count", [0, 3, 0, 2]), ""), null);
  expect(rows.map((row) => row[3])).toEqual([0, 0, 0, 0]);
});

test("a share and a rate stand beside their 95% interval, and a count, which is all there were, beside none", () => {
  const shares = counted([7, 8]).map((week) => ({ ...week, n: 8 }));
  const share = numbersOf(
    "Answers",
    showChart(shares, { ...ASKED, kind: "p", figure: "share", improvement: "increase", subject: "Answers" }),
    "",
  );
  const at = share.columns.indexOf("95% interval from") - 1;
  // Wilson of 7 of 8: 0.529 to 0.978.
  expect(share.rows[0]?.values.slice(at, at + 2)).toEqual([
    { value: expect.closeTo(0.5291, 4), told: "52%" },
    { value: expect.closeTo(0.9776, 4), told: "98%" },
  ]);
  const rates = numbersOf("Complaints", chartOf("u", "rate", [40, 41]), "");
  // Byar of 40 in 8 thousand: 3.57 to 6.81.
  expect(cellsOf(rates, null)[1]?.slice(4, 6)).toEqual([expect.closeTo(3.572, 2), expect.closeTo(6.809, 2)]);
  expect(numbersOf("Complaints", chartOf("xmr", "count", [1, 2]), "").columns.join()).not.toContain("interval");
});

test("a volume is a whole number in a file, and is told in thousands", () => {
  const numbers = numbersOf("Complaints", chartOf("u", "rate", [40, 41]), "");
  expect(numbers.rows[0]?.values[2]).toEqual({ value: 8_000, told: "8,000" });
  expect(cellsOf(numbers, null)[1]?.slice(1, 4)).toEqual([5, 40, 8_000]);
});
