import { expect, test } from "vitest";
import { refusalOfPdfPreview, scaleOfPage } from "@/lib/attachment/rules/pdf";

test.each([
  [30_000_000, null],
  [30_100_000, "This PDF is 30.1 MB, too large to be shown here. Download it to read it."],
])("a PDF of %d bytes is refused a preview: %s", (bytes, refusal) => {
  expect(refusalOfPdfPreview(bytes)).toBe(refusal);
});

test.each([
  ["a letter fills its room", { width: 600, height: 850 }, 1_200],
  ["a letter on a fine screen", { width: 600, height: 850 }, 4_000],
  ["a page as tall as a tower", { width: 10, height: 14_000 }, 1_000],
  ["a page as wide as a street", { width: 14_400, height: 20 }, 40_000],
])("%s within what a canvas may hold", (_, page, room) => {
  const scale = scaleOfPage(page, room);
  const [width, height] = [page.width * scale, page.height * scale];
  expect(width).toBeLessThanOrEqual(room + 0.01);
  expect(Math.max(width, height)).toBeLessThanOrEqual(8_000.01);
  expect(width * height).toBeLessThanOrEqual(8_000_001);
});

test("a letter is drawn as wide as its room", () => {
  expect(scaleOfPage({ width: 600, height: 850 }, 1_200)).toBe(2);
});
