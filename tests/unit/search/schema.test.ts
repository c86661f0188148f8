import { expect, test } from "vitest";
import { MOST_TYPED, searchSchema } from "@/lib/search/schema";

test.each([
  ["signs that turn the direction", "\u202eabc\u2066 d\u200f", "abc d"],
  ["what cannot be kept", "a\u0000b", "a b"],
])("%s are no part of what is looked for", (_what, typed, q) => {
  expect(searchSchema.parse({ q: typed })).toEqual({ q, isCut: false });
});

test("what joins letters is", () => {
  expect(searchSchema.parse({ q: "می\u200cخواهم" }).q).toBe("می\u200cخواهم");
});

test("what is too long is cut", () => {
  expect(searchSchema.parse({ q: "a".repeat(MOST_TYPED + 1) })).toEqual({ q: "a".repeat(MOST_TYPED), isCut: true });
});
