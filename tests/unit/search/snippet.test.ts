import { describe, expect, test } from "vitest";
import { readSearch } from "@/lib/search/rules/query";
import { snippetOf } from "@/lib/search/rules/snippet";
import { hasNaughtyStrings, naughtyStrings } from "../../support/naughty-strings";

const shown = (text: string, typed: string): string =>
  snippetOf(text, readSearch(typed).terms)
    .map((stretch) => (stretch.isHit ? `[${stretch.text}]` : stretch.text))
    .join("");

describe("a snippet marks", () => {
  test.each([
    ["a word", "She lost her hearing aid.", '"her"', "She lost [her] hearing aid."],
    ["the beginning of the last word", "The parking meter", "park", "The [park]ing meter"],
    ["a whole word alone where another follows it", "her hearings", "her hearing s", "[her] hearings"],
    ["every time that it occurs", "Tea, tea and TEA.", "tea", "[Tea], [tea] and [TEA]."],
    ["a word with accents by one without", "À l’hôpital Zúñiga", "hopital zuniga", "À l’hôpital [Zúñiga]"],
    ["a word without accents by one with", "Zuniga", "Zúñiga", "[Zuniga]"],
    ["accents written apart", "Zu\u0301n\u0303iga!", "zuniga", "[Zu\u0301n\u0303iga]!"],
    ["letters of full width", "ＷＡＲＤ 4", "ward 4", "[ＷＡＲＤ] [4]"],
    ["a letter that stands for two", "Die Straße", "strasse", "Die [Straße]"],
    ["a word with its apostrophe", "Siobhán O’Brien", "obrien", "Siobhán [O’Brien]"],
    ["a phrase across a line", "the hearing\naid was", '"hearing aid"', "the [hearing aid] was"],
    ["no part of a phrase", "hearing an aid", '"hearing aid"', "hearing an aid"],
    ["nothing that is left out", "parking and a fine", "parking -fine", "[parking] and a fine"],
    ["characters of a script without spaces", "我在急診室等了五個小時", "急診室", "我在[急診室]等了五個小時"],
    ["Thai", "รอนานมาก", "นาน", "รอ[นาน]มาก"],
    ["a picture", "Fine 😀😀", "😀", "Fine [😀][😀]"],
    ["signs that mean something elsewhere as what they are", "a.c abc", "a.c", "[a.c] abc"],
    ["two words of which one begins the other once", "reception", "recept reception", "[reception]"],
  ])("%s", (_what, text, typed, marked) => expect(shown(text, typed)).toBe(marked));

  test("what stands far into a text, with words around it and none cut in two", () => {
    const text = `${"one two three ".repeat(100)}needle ${"four five six ".repeat(100)}`;
    const snippet = shown(text, "needle");
    expect(snippet).toContain("[needle]");
    expect(snippet.length).toBeLessThan(300);
    expect(snippet).toMatch(/^… (one|two|three) /);
    expect(snippet).toMatch(/ (four|five|six) …$/);
  });

  test("no half of a character", () => {
    const snippet = shown("😀".repeat(500), "x");
    expect(snippet).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  });

  test("nothing in a text that does not have it, and shows its beginning", () => {
    expect(shown("Nothing of the kind.", "xylophone")).toBe("Nothing of the kind.");
  });

  test.runIf(hasNaughtyStrings).each(naughtyStrings)("itself: %j", (text) => {
    const stretches = snippetOf(text, readSearch(text).terms);
    expect(stretches.map((stretch) => stretch.text).join("").length).toBeLessThan(260);
  });
});
