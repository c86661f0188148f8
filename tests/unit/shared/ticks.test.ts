import { expect, test } from "vitest";
import { niceTicks } from "@/lib/shared/ticks";

test.each([
  [0, true, [0, 1]],
  [1, true, [0, 1]],
  [0.7, true, [0, 1]],
  [3.8, true, [0, 1, 2, 3, 4]],
  [6, true, [0, 1, 2, 3, 4, 5, 6]],
  [7, true, [0, 2, 4, 6, 8]],
  [20, true, [0, 5, 10, 15, 20]],
  [25_958, true, [0, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000]],
  [1, false, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [1.42, false, [0, 0.5, 1, 1.5]],
  [0.03, false, [0, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03]],
  [0.3, false, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]],
  [600, false, [0, 100, 200, 300, 400, 500, 600]],
  [Number.NaN, false, [0, 1]],
  [Number.POSITIVE_INFINITY, false, [0, 1]],
])("an axis up to %d, of whole things: %s, has its lines at %j", (most, isWhole, ticks) => {
  expect(niceTicks(most, { isWhole })).toEqual(ticks);
});
