import { expect, test } from "vitest";
import { mayBeToken, waitMs } from "@/lib/survey/rules/pace";

test.each([
  [1, 0],
  [10, 0],
  [11, 250],
  [20, 2_500],
  [22, 3_000],
  [10_000, 3_000],
])("after %i links that nobody was sent one waits %i ms", (tries, wanted) => expect(waitMs(tries)).toBe(wanted));

test.each([
  ["A".repeat(43), true],
  ["A".repeat(42), false],
  [`${"A".repeat(42)}'`, false],
  ["", false],
])("whether %s may be a link: %s", (token, wanted) => expect(mayBeToken(token)).toBe(wanted));
