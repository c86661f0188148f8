import { expect, test } from "vitest";
import { paperOf } from "@/lib/letter/print/paper";

test.each([
  ["US", "Letter"],
  ["ca", "Letter"],
  ["MX", "Letter"],
  ["GB", "A4"],
  ["IE", "A4"],
  ["SA", "A4"],
])("printers in %s hold %s", (country, paper) => {
  expect(paperOf(country)).toBe(paper);
});
