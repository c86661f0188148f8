import { expect, test } from "vitest";
import { METRICS, tellShare } from "@/lib/insight/rules/metrics";

test.each([
  [338, 392, "86%", "338 of 392, 95% interval 82 to 90%"],
  [1, 3, "33%", "1 of 3, 95% interval 6 to 80%"],
  [29, 100, "29%", "29 of 100, 95% interval 21 to 39%"],
  [999, 1_000, "99%", "999 of 1,000, 95% interval 99 to 100%"],
  [4, 4, "100%", "4 of 4, 95% interval 51 to 100%"],
  [0, 0, "none due", "Nothing fell due."],
])("%d of %d is told as %s", (count, n, figure, basis) => {
  expect(tellShare(count, n)).toEqual({ figure, basis });
});

test("each metric says what it counts, of what, and by whose rule", () => {
  for (const metric of Object.values(METRICS)) {
    for (const words of [metric.says, metric.source]) expect(words).toMatch(/^[A-Z].+[.]$/);
    for (const words of [metric.name, metric.numerator, metric.denominator]) expect(words).toMatch(/^\S.+[^.]$/);
  }
});
