import { describe, expect, test } from "vitest";
import { fitOf, ownKeys, whyNotThisKey } from "@/lib/command/rules";
import { chooseKeysSchema, findToOpenSchema, ownKeysSchema } from "@/lib/command/schema";
import { chosenKey, KEY_MAP, KEYS_AS_GIVEN, type KeyName, printKey } from "@/lib/shared/keys";

const GIVEN = Object.fromEntries(KEY_MAP.map(({ name, key }) => [name, key])) as Record<KeyName, string>;

test("no key is given out twice, and none is missing of those the design names", () => {
  const keys = KEY_MAP.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining([..."/cjkxaisrnfe?"]));
});

describe("whyNotThisKey", () => {
  test("the keys as given are all sound", () => {
    for (const { name } of KEY_MAP) expect(whyNotThisKey(name, GIVEN), name).toBeNull();
  });
  test.each([
    ["", null],
    ["ab", "A key is one letter, digit or sign."],
    ["\u0000", "A key is one letter, digit or sign."],
    ["\u202e", "A key is one letter, digit or sign."],
    ["i", null],
    ["ж", null],
    ["+", null],
    ["a", "“A” is already the key for “Assign”. Choose another one."],
  ])("%j for tagging", (key, told) => {
    expect(whyNotThisKey("tag", { ...GIVEN, take: "z", tag: key })).toBe(told);
  });
});

test("two keys may change places", () => {
  const parsed = chooseKeysSchema.parse({ lettersOn: "on", keys: { ...GIVEN, assign: "I", take: " a " } });
  expect(parsed.lettersOn).toBe(true);
  expect(ownKeys(parsed.keys)).toEqual({ assign: "i", take: "a" });
});

test("a clash is told beside the later of the two", () => {
  const { error } = chooseKeysSchema.safeParse({ keys: { ...GIVEN, note: "e" } });
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual(["keys.escalate"]);
});

test("what is kept and no longer known is left out", () => {
  expect(ownKeysSchema.parse({ assign: "z", dance: "d" })).toEqual({ assign: "z" });
  expect(ownKeysSchema.parse("nonsense")).toEqual({});
});

test.each([
  ["a", KEYS_AS_GIVEN, "a"],
  ["a", { lettersOff: false, own: { assign: "z" } }, "z"],
  ["a", { lettersOff: true, own: { assign: "z" } }, null],
  ["mod+k", { lettersOff: true, own: {} }, "mod+k"],
  ["Escape", { lettersOff: true, own: {} }, "Escape"],
])("the key %s under %j is %s", (bound, choice, key) => {
  expect(chosenKey(bound, choice)).toBe(key);
});

test.each([
  ["mod+k", true, "⌘ K"],
  ["mod+Enter", false, "Ctrl Enter"],
  ["Escape", false, "Esc"],
  ["+", false, "+"],
])("%s is printed", (key, isApple, printed) => {
  expect(printKey(key, isApple)).toBe(printed);
});

test("of what a browser kept only references are asked for, twelve at most", () => {
  const kept = ["PR-26-000001-1", "<script>", "1 OR 1", ...Array.from({ length: 20 }, () => "PR-26-000002-2")];
  expect(findToOpenSchema.parse({ recent: kept.join(",").slice(0, 400) }).recent).toHaveLength(12);
  expect(findToOpenSchema.parse({ q: ["x"], recent: 7 })).toEqual({ q: "", recent: [], row: null });
});

test("a key that is emptied is off, and kept so; the others are heard", () => {
  const { keys } = chooseKeysSchema.parse({ lettersOn: "on", keys: { ...GIVEN, escalate: " " } });
  const own = ownKeysSchema.parse(ownKeys(keys));
  expect(own).toEqual({ escalate: "" });
  expect(chosenKey("e", { lettersOff: false, own })).toBeNull();
  expect(chosenKey("a", { lettersOff: false, own })).toBe("a");
});

describe("how well a line fits what is typed", () => {
  const fitTyped = (typed: string, words: string, aside = "", foundBy = "") => fitOf(typed, { words, aside, foundBy });

  test.each([
    ["denom", "Denominators", "Save as PNG: Concerns, complaints and grievances per week"],
    ["save png", "Save as PNG: Cases per week", "Save the letter"],
    ["case", "Cases", "New case"],
    ["new", "New case", "Renew the delegation"],
    ["elodie", "Élodie Marchand", "Developed"],
  ])("%s is %s before %s", (typed, first, other) => {
    expect(fitTyped(typed, first)).toBeGreaterThan(fitTyped(typed, other));
  });

  test.each([
    ["letters that only follow each other", "dnm", "Denominators", 0],
    ["what the server found, however it is written", "marchend", "Élodie Marchand", 0.4, "marchend"],
    ["nothing typed", "  ", "Cases", 1],
    ["signs", "“cases”", "Cases", 1],
    ["what stands beside it", "cases northgate", "Cases", 0.6, "", "Northgate"],
  ])("%s", (_what, typed, words, score, foundBy = "", aside = "") => {
    expect(fitTyped(typed, words, aside, foundBy)).toBe(score);
  });
});
