import { describe, expect, test } from "vitest";
import { namesMeant, wordsNotInNames } from "@/lib/search/rules/names";
import { joinQueries, readSearch } from "@/lib/search/rules/query";

const term = (typed: string) => {
  const [first] = readSearch(typed).terms;
  if (!first) throw new Error(typed);
  return first;
};

describe("who may be meant by a word", () => {
  test.each([
    ["the name itself, whatever looks like it", "okafor x", "okafor", ["okafor", "okonfor"], "'@okafor'"],
    ["those it may be a slip of, the nearest first", "okafro x", "okafro", ["okafor", "parkin"], "'@okafor'"],
    ["whose name begins so, while it is typed", "okaf", "okaf", ["okafor"], "'@okaf':*"],
    ["nobody, where no name begins so", "zzzqqq", "zzzqqq", [], null],
    ["nobody by a beginning of two letters", "ok", "ok", ["okafor"], null],
    ["nobody by a phrase", '"okafor"', "okafor", ["okafor"], null],
    ["who is left out, as it is typed", "-okafor", "okafor", ["okafor"], "'@okafor'"],
    ["nobody who is left out with a slip", "-okafro", "okafro", ["okafor"], null],
    ["nobody by signs", "x", "", [], null],
  ])("%s", (_what, typed, token, words, expected) => expect(namesMeant(term(typed), token, words)).toBe(expected));
});

describe("a question to the index", () => {
  const asked = (query: string, names: string | null = null, isLeftOut = false) => ({
    ...{ query, names, isLeftOut, pattern: null },
  });

  test("asks for names beside words, of which one must be written", () => {
    expect(joinQueries([asked("'okafor'", "'@okafor'"), asked("'parking'")])).toBe(
      "('okafor' | '@okafor') & ('parking') & (('okafor') | ('parking'))",
    );
  });

  test("asks for words alone where there is no name", () => {
    expect(joinQueries([asked("'food'"), asked("'parking'")])).toBe("('food') & ('parking')");
  });

  test("leaves a name out with its word", () => {
    expect(joinQueries([asked("'parking'"), asked("'okafor'", "'@okafor'", true)])).toBe(
      "('parking') & !('okafor' | '@okafor')",
    );
  });
});

describe("words by which people were found who do not have them", () => {
  const people = (...names: string[]) => names.map((name) => ({ name, preferredName: null }));
  test.each([
    ["a word in no name", ["Peggy", "Zellner", "quokkastamp"], people("Peggy Zellner"), ["quokkastamp"]],
    ["a word that not all have", ["John", "Peter"], people("John Ashdown", "John Peter Ashdown"), ["Peter"]],
    ["none with slips, accents or beginnings", ["Zuniga", "Zelner", "pe"], people("Peggy Zúñiga Zellner"), []],
    ["none with another apostrophe", ["O’Brien", "obri"], people("Jo O Brien"), []],
    ["none in a script without spaces", ["小明"], people("王小明"), []],
    ["none where nobody was found", ["quokkastamp"], [], []],
    ["each once", ["ward", "ward"], people("Jo Price"), ["ward"]],
  ])("%s", (_what, typed, found, expected) => expect(wordsNotInNames(typed, found)).toEqual(expected));

  test("but none that they are called by", () => {
    expect(wordsNotInNames(["Biddy"], [{ name: "Brigid Toland", preferredName: "Biddy" }])).toEqual([]);
  });
});
