import { expect, test } from "vitest";
import { type Counted, countedBy, whyCountedTwice } from "@/lib/survey-import/rules/overlap";

const UNIT = "u1";

test.each([
  ["fft_totals", "", null, "site"],
  ["fft_totals", "Ward 4", UNIT, "unit"],
  ["fft_totals", "Ward nobody knows", null, "unit"],
  ["fft", "Ward 4", UNIT, "answer"],
  ["fft", "", null, "answer"],
] as const)("a line of %s of “%s” counts a %s", (kind, unit, unitId, of) => {
  expect(countedBy(kind, { day: "2026-05-17", unit, unitId })).toEqual({ month: "2026-05", of, unitId });
});

const site: Counted = { month: "2026-05", of: "site", unitId: null };
const unit: Counted = { month: "2026-05", of: "unit", unitId: UNIT };
const answer: Counted = { month: "2026-05", of: "answer", unitId: UNIT };

test.each([
  ["a unit in a site", unit, site, true],
  ["a site of a unit", site, unit, true],
  ["an answer in a site", answer, site, true],
  ["a site of answers", site, answer, true],
  ["an answer in its unit", answer, unit, true],
  ["an answer in another unit", answer, { ...unit, unitId: "u2" }, false],
  ["an answer of no unit, in some unit", { ...answer, unitId: null }, unit, true],
  ["an answer in a unit nobody knows", answer, { ...unit, unitId: null }, true],
  ["two totals of a site", site, site, false],
  ["two units", unit, { ...unit, unitId: "u2" }, false],
  ["two answers", answer, answer, false],
  ["another month", unit, { ...site, month: "2026-06" }, false],
])("%s", (_name, line, other, isTwice) => {
  const why = whyCountedTwice(line, [{ ...other, file: "may.csv" }]);
  expect(why === null).toBe(!isTwice);
  if (why) expect(why).toContain("“may.csv”");
});
