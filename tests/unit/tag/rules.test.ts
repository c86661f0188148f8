import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tagKey, tidyLabel } from "@/lib/tag/rules";
import { LONGEST_TAG, tagCaseSchema } from "@/lib/tag/schema";

const CASE = "0199aaaa-0000-7000-8000-000000000001";
const read = (label: string) => tagCaseSchema.safeParse({ caseId: CASE, label });

describe("two labels are one tag", () => {
  test.each([
    ["capitals", "Parking", "PARKING"],
    ["white space around them", "Parking", "  Parking "],
    ["white space within", "Call bell", "Call   bell"],
    ["a space that does not break", "Call bell", "Call\u00a0bell"],
    ["widths", "Parking", "\uff30\uff41\uff52\uff4b\uff49\uff4e\uff47"],
    ["an accent in one character or two", "Caf\u00e9", "Cafe\u0301"],
    ["a character that nobody sees", "Parking", "Park\u200bing"],
  ])("whatever their %s", (_what, one, other) => {
    expect(tagKey(other)).toBe(tagKey(one));
  });

  test.each([
    ["Parking", "Parkin"],
    ["Cafe", "Caf\u00e9"],
    ["Call bell", "Callbell"],
    ["\u505c\u8f66", "\u505c\u8b66"],
  ])("but not %s and %s", (one, other) => {
    expect(tagKey(other)).not.toBe(tagKey(one));
  });

  test("by a key that is its own key, and is never empty where the label is taken", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: LONGEST_TAG }), (label) => {
        const key = tagKey(label);
        expect(tagKey(key)).toBe(key);
        if (read(label).success) expect(key).not.toBe("");
      }),
    );
  });
});

describe("a label", () => {
  test("is kept as it was typed, but for its spaces", () => {
    expect(tidyLabel("  Night  NOISE ")).toBe("Night NOISE");
    expect(read(" Night  NOISE ").data?.label).toBe("Night NOISE");
  });

  test.each([
    ["none", ""],
    ["nothing but spaces", "   "],
    ["nothing that can be seen", "\u200b\u2060"],
    ["a control character", "Park\u0007ing"],
    ["two lines", "Park\ning"],
    ["one character too many", "x".repeat(LONGEST_TAG + 1)],
  ])("%s is refused", (_what, label) => {
    expect(read(label).success).toBe(false);
  });

  test("of forty characters is taken", () => {
    expect(read("x".repeat(LONGEST_TAG)).success).toBe(true);
  });
});
