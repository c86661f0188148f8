import { describe, expect, test } from "vitest";
import { joinQueries, readSearch, wordsToFind } from "@/lib/search/rules/query";
import { MOST_TERMS } from "@/lib/search/schema";

/** "+" a word, "…" begun, "=" a phrase, "-" left out. */
const told = (typed: string): string[] =>
  readSearch(typed).terms.map(
    ({ text, isPhrase, isLeftOut, isBegun }) =>
      `${isLeftOut ? "-" : ""}${isPhrase ? "=" : ""}${text}${isBegun ? "…" : ""}`,
  );

describe("what somebody looks for is read as", () => {
  test.each<[string, string, string[]]>([
    ["one word, which may go on", "parking", ["parking…"]],
    ["several words, the last of which may go on", "lost hearing aid", ["lost", "hearing", "aid…"]],
    ["words between any white space", " lost\u3000\thearing\u00a0aid ", ["lost", "hearing", "aid…"]],
    ["a phrase", '"hearing aid"', ["=hearing aid"]],
    ["a phrase beside words", 'lost "hearing aid" ward', ["lost", "=hearing aid", "ward…"]],
    ["curly quotes", "“hearing aid”", ["=hearing aid"]],
    ["low quotes", "„Hörgerät weg“", ["=Hörgerät weg"]],
    ["pointed quotes", "«appareil auditif»", ["=appareil auditif"]],
    ["corner brackets", "「待ち時間」", ["=待ち時間"]],
    ["quotes of full width", "＂hearing aid＂", ["=hearing aid"]],
    ["a quote that is never closed", 'lost "hearing aid', ["lost", "=hearing aid"]],
    ["a quote alone", '"', []],
    ["quotes around nothing", '"" "  "', []],
    ["a word to leave out", "parking -fine", ["parking", "-fine"]],
    ["a phrase to leave out", 'parking -"hearing aid"', ["parking", "-=hearing aid"]],
    ["a minus of typesetters", "parking −fine", ["parking", "-fine"]],
    ["a minus of full width", "parking －fine", ["parking", "-fine"]],
    ["several minuses as one", "parking --fine", ["parking", "-fine"]],
    ["a dash within a word as part of it", "follow-up", ["follow-up…"]],
    ["a dash between words as nothing", "parking - fine", ["parking", "fine…"]],
    ["a dash at the end as nothing, and the word before it as whole", "parking -", ["parking"]],
    ["a minus right after a quote as part of no word", '"a b"-c', ["=a b", "c…"]],
    ["an apostrophe as part of a word", "patient's", ["patient's…"]],
    ["signs alone as nothing", "% _ \\ * ( ) & | ! : '", []],
    ["signs within a word as part of it", "a&b|c!", ["a&b|c!…"]],
    ["a word without spaces around it", "王小明", ["王小明…"]],
    ["a picture", "😀", ["😀…"]],
    ["numbers", "00421733", ["00421733…"]],
    ["nothing", "", []],
    ["an operator as a word", "ward AND food OR tea NOT", ["ward", "AND", "food", "OR", "tea", "NOT…"]],
  ])("%s", (_what, typed, terms) => expect(told(typed)).toEqual(terms));

  test("no more words than it looks for, and says so", () => {
    const words = Array.from({ length: MOST_TERMS + 1 }, (_, at) => `w${at}`);
    expect(readSearch(words.join(" "))).toMatchObject({ isCut: true, terms: { length: MOST_TERMS } });
    expect(readSearch(words.slice(1).join(" "))).toMatchObject({ isCut: false, terms: { length: MOST_TERMS } });
  });
});

test("names are looked for by what must occur", () => {
  expect(wordsToFind(readSearch('ileana "marcu popa" -billing'))).toBe("ileana marcu popa");
});

describe("the question to the index", () => {
  const word = (query: string, isLeftOut = false, pattern: string | null = null) => ({ query, isLeftOut, pattern });
  test.each([
    ["asks for each", [word("'a'"), word("'b':*")], "('a') & ('b':*)"],
    ["leaves a word out", [word("'a'"), word("'b'", true)], "('a') & !('b')"],
    ["leaves a phrase to leave out to its pattern", [word("'a'"), word("'b' & 'c'", true, "% b c %")], "('a')"],
    ["is none where there are only words to leave out", [word("'b'", true)], null],
    ["is none where there is nothing", [], null],
  ])("%s", (_what, asked, query) => expect(joinQueries(asked)).toBe(query));
});
