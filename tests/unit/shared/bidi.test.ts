import { expect, test } from "vitest";
import { isolateNames } from "@/lib/shared/bidi";

test.each([
  ["registered Ana Price", "registered Ana Price"],
  ["registered عبد الرحمن المصري", "registered \u2068عبد الرحمن المصري\u2069"],
  ["gave this case to נעמי לוי, from יוסי כהן", "gave this case to \u2068נעמי לוי\u2069, from \u2068יוסי כהן\u2069"],
  ["PR-26-000936-6 is now with عبد الرحمن.", "PR-26-000936-6 is now with \u2068عبد الرحمن\u2069."],
  ["", ""],
])("%j keeps its names to themselves", (sentence, isolated) => {
  expect(isolateNames(sentence)).toBe(isolated);
});
