import { describe, expect, test } from "vitest";
import { seededRandom } from "@/prisma/seed/random";
import { OUTPATIENT_WAITS, TEXTS } from "@/prisma/seed/words/all";
import { fillSlots } from "@/prisma/seed/words/fill";
import { localise } from "@/prisma/seed/words/local";
import { yearsInWords } from "@/prisma/seed/words/numbers";

const ALL = [...TEXTS, ...OUTPATIENT_WAITS];
const SCRIPTS: Record<string, RegExp> = {
  ar: /\p{Script=Arabic}{3}/u,
  hi: /\p{Script=Devanagari}{3}/u,
  ru: /\p{Script=Cyrillic}{3}/u,
  zh: /\p{Script=Han}{3}/u,
};

describe("the texts", () => {
  test("are many, in many languages, and no two alike", () => {
    expect(ALL.length).toBeGreaterThan(200);
    expect(new Set(ALL.map(({ words }) => words)).size).toBe(ALL.length);
    expect(new Set(ALL.map(({ language = "en" }) => language)).size).toBeGreaterThan(9);
  });

  test.each(Object.entries(SCRIPTS))("say %s only in its own script, and no other text uses it", (language, script) => {
    expect(ALL.filter((text) => script.test(text.words) !== (text.language === language))).toEqual([]);
  });

  test("call a patient by a relation only where a relative speaks", () => {
    const related = ALL.filter(({ kin }) => kin !== undefined);
    expect(related.filter(({ by }) => by !== "representative")).toEqual([]);
  });
});

describe("filling slots", () => {
  const fill = (text: string, meanings = new Map<string, string>()) =>
    fillSlots(text, meanings, seededRandom("a test"));

  test("keeps a word all through a text", () => {
    const [first, second] = fill("a {wait}/a {wait}").split("/");
    expect(first).toBe(second);
    expect(fill("{n=two|three} days, {n} nights")).toMatch(/^(Two days, two|Three days, three) nights$/);
  });

  test("fills a choice that holds a slot, and gives the start of a sentence its capital", () => {
    expect(fill("Yes. {on {day}|after {day}}.", new Map([["day", "Monday"]]))).toMatch(/^Yes\. (On|After) Monday\.$/);
    expect(fill("all small. {day} too", new Map([["day", "the day"]]))).toBe("all small. the day too");
  });

  test("refuses a word that it does not know", () => {
    expect(() => fill("{wombat}")).toThrow("No words for the slot {wombat}.");
  });
});

describe("the words of a country", () => {
  test.each([
    ["US", "My neighbour's grey car, I apologised", "My neighbor's gray car, I apologized"],
    ["GB", "Mom waited in the parking lot", "Mum waited in the car park"],
    ["NZ", "two neighbors, no math, lift the lid", "two neighbours, no maths, lift the lid"],
    ["US", "Pop can't lift the lid", "Pop can't lift the lid"],
  ] as const)("%s: %s", (country, text, told) => {
    expect(localise(text, country)).toBe(told);
  });

  test.each([
    [7, "seven"],
    [40, "forty"],
    [86, "eighty-six"],
    [100, "a hundred"],
    [102, "a hundred and two"],
  ])("%i years are %s", (years, words) => {
    expect(yearsInWords(years)).toBe(words);
  });
});
