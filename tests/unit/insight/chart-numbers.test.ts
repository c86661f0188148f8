import { expect, test } from "vitest";
import { cellsOf, numbersOf } from "@/components/insight/chart-numbers";
import { csvLine } from "@/lib/export/rules/csv";
import { showChart } from "@/lib/insight/rules/chart-view";
import { daysFrom } from "@/lib/insight/rules/dashboard";

const chartOf = (kind: "xmr" | "u", figure: "count" | "rate", values: number[]) =>
  showChart(
    values.map((y, at) => ({ from: daysFrom("2025-01-06", 7 * at), to: daysFrom("2025-01-06", 7 * at + 6), y, n: 8 })),
    {
      ...{ kind, figure, period: "week", improvement: "decrease", subject: "Complaints" },
      ...{ shown: 52, hrefOf: () => "/cases" },
    },
  );

test("numbers are read as they are told and stand in a file as they are", () => {
  const numbers = numbersOf("Complaints", chartOf("xmr", "count", [1_230, 1_238, 1_230, 1_242]));
  const [count, mean] = numbers.rows[0]?.values ?? [];
  expect([count, mean]).toEqual([
    { value: 1_230, told: "1,230" },
    { value: 1_235, told: "1,235" },
  ]);
  expect(csvLine(cellsOf(numbers)[1] ?? [])).toMatch(/^6 Jan 2025,1230,1235,\d+\.\d+,\d+\.\d+,\r\n$/);
});

test("no limit of a file is a number below nought, nor text", () => {
  const [, ...rows] = cellsOf(numbersOf("Complaints", chartOf("xmr", "count", [0, 3, 0, 2])));
  expect(rows.map((row) => row[3])).toEqual([0, 0, 0, 0]);
});

test("a volume is a whole number in a file, and is told in thousands", () => {
  const numbers = numbersOf("Complaints", chartOf("u", "rate", [40, 41]));
  expect(numbers.rows[0]?.values[2]).toEqual({ value: 8_000, told: "8,000" });
  expect(cellsOf(numbers)[1]?.slice(1, 4)).toEqual([5, 40, 8_000]);
});
