import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBlank, isStorable, LIMITS, optionalText, requiredText } from "@/lib/shared/text";
import { hasNaughtyStrings, naughtyStrings } from "../../support/naughty-strings";

const line = requiredText({ max: 200, what: "A name" });
const lines = requiredText({ max: LIMITS.words, what: "What they said", isMultiline: true });
const maybe = optionalText({ max: 200, what: "A name" });

function messagesOf(schema: typeof line | typeof maybe, text: unknown): string[] {
  return schema.safeParse(text).error?.issues.map(({ message }) => message) ?? [];
}

const KEPT: [what: string, text: string][] = [
  ["Latin with accents, composed", "Zúñiga"],
  ["Latin with accents, decomposed", "Zu\u0301n\u0303iga"],
  ["Cyrillic", "Олександр Шевченко"],
  ["Greek", "Αθηνά Παπαδοπούλου"],
  ["Chinese", "王小明"],
  ["a Chinese character beyond the basic plane", "𠮷野家"],
  ["Japanese", "さくら 桜 サクラ"],
  ["Korean", "김철수"],
  ["Devanagari with joiners", "क्‍षत्रिय"],
  ["Thai", "สมชาย"],
  ["Amharic", "አበበ ቢቂላ"],
  ["Arabic", "محمد عبد الله"],
  ["Hebrew with points", "שָׁלוֹם"],
  ["right to left among left to right", "Bed 4 — سرير ٤ — ok"],
  ["Persian with a zero-width non-joiner", "می‌خواهم"],
  ["an emoji", "👍"],
  ["an emoji of several people", "👨‍👩‍👧‍👦"],
  ["an emoji with a skin tone", "👩🏽‍⚕️"],
  ["a flag", "🇷🇴"],
  ["stacked marks", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮"],
  ["an apostrophe", "O'Brien"],
  ["a typographic apostrophe", "O’Brien"],
  ["a no-break space within", "Dr.\u00a0Moreau"],
  ["a zero-width space within", "water\u200bfall"],
  ["a direction mark within", "\u200eAbc\u200f"],
  ["a byte order mark before", "\ufeffAna"],
  ["spaces around", "  Ana  "],
  ["a line separator", "one\u2028two"],
  ["markup", "<script>alert(1)</script>"],
  ["SQL", '\'; DROP TABLE "Case"; --'],
  ["a template", "{{7*7}} #{7*7} %s %n"],
  ["a formula", "=SUM(A1:A9)"],
  ["a backslash", "C:\\new\\table"],
  ["one letter", "J"],
  ["one digit", "0"],
  ["a word that means nothing to programs", "null"],
];

const BLANK: [what: string, text: string][] = [
  ["nothing", ""],
  ["a space", " "],
  ["spaces and tabs", " \t "],
  ["newlines", "\n\r\n\n"],
  ["a no-break space", "\u00a0"],
  ["an ideographic space", "\u3000"],
  ["a zero-width space", "\u200b"],
  ["a zero-width joiner", "\u200d"],
  ["a byte order mark", "\ufeff"],
  ["a soft hyphen", "\u00ad"],
  ["direction marks", "\u200e\u200f\u202e\u2066"],
  ["a word joiner", "\u2060"],
  ["a Hangul filler", "\u3164"],
  ["a half-width Hangul filler", "\uffa0"],
  ["an empty Braille pattern", "\u2800"],
  ["controls alone", "\u0001\u0002"],
  ["a variation selector alone", "\ufe0f"],
  ["a grapheme joiner alone", "\u034f"],
];

const UNKEEPABLE: [what: string, text: string][] = [
  ["NUL", "a\u0000b"],
  ["backspace", "a\u0008b"],
  ["vertical tab", "a\u000bb"],
  ["escape", "\u001b[31mred"],
  ["delete", "a\u007fb"],
  ["a C1 control", "a\u0085b"],
  ["a carriage return alone", "a\rb"],
  ["half of a surrogate pair, first", "a\ud83db"],
  ["half of a surrogate pair, second", "a\ude00b"],
  ["surrogates the wrong way round", "\ude00\ud83d"],
];

describe("a required text", () => {
  test.each(KEPT)("keeps %s to the letter", (_what, text) => {
    expect(line.parse(text)).toBe(text);
    expect(lines.parse(text)).toBe(text);
  });

  test.each(BLANK)("refuses %s as missing, by name", (_what, text) => {
    expect(isBlank(text)).toBe(true);
    expect(messagesOf(line, text)).toContain("A name is needed.");
  });

  test.each(UNKEEPABLE)("refuses %s and says what to do", (_what, text) => {
    expect(messagesOf(line, text).join()).toMatch(/control character.*Remove it, or type the text again/);
    expect(messagesOf(lines, text).join()).toMatch(/control character/);
  });

  test("is missing when absent", () => {
    expect(messagesOf(line, undefined)).toEqual(["A name is needed."]);
  });

  test("turns the newline of a browser into a plain one, where lines are allowed", () => {
    expect(lines.parse("one\r\ntwo\nthree")).toBe("one\ntwo\nthree");
  });

  test.each(["one\ntwo", "one\r\ntwo", "one\ttwo"])("of one line refuses %j", (text) => {
    expect(messagesOf(line, text)).not.toEqual([]);
  });

  test("of many lines keeps tabs and empty lines", () => {
    expect(lines.parse("\n\n\tone\n\n\ntwo\n")).toBe("\n\n\tone\n\n\ntwo\n");
  });

  test("may be exactly as long as its limit, and no longer", () => {
    expect(line.parse("x".repeat(200))).toHaveLength(200);
    expect(messagesOf(line, "x".repeat(201)).join()).toMatch(/^This is 1 characters? too long; the limit is 200/);
    expect(messagesOf(lines, "x".repeat(21_500)).join()).toMatch(/1,500 characters too long; the limit is 20,000/);
  });

  test("is measured after its newlines have become plain", () => {
    expect(lines.parse("a\r\n".repeat(10_000))).toHaveLength(20_000);
    expect(messagesOf(lines, `${"a\r\n".repeat(10_000)}b`)).toHaveLength(1);
  });

  test("counts an emoji as the two units it takes", () => {
    expect(line.parse("😀".repeat(100))).toHaveLength(200);
    expect(messagesOf(line, "😀".repeat(101))).toHaveLength(1);
  });
});

describe("an optional text", () => {
  test.each(BLANK)("takes %s for none", (_what, text) => {
    expect(maybe.parse(text)).toBeNull();
  });

  test("takes its absence for none", () => {
    expect(maybe.parse(undefined)).toBeNull();
  });

  test.each(KEPT)("keeps %s to the letter", (_what, text) => {
    expect(maybe.parse(text)).toBe(text);
  });

  test.each(UNKEEPABLE)("refuses %s", (_what, text) => {
    expect(messagesOf(maybe, text).join()).toMatch(/control character/);
  });

  test("is refused past its limit", () => {
    expect(messagesOf(maybe, "x".repeat(201))).toHaveLength(1);
  });
});

test("any text at all is kept to the letter or refused with a message", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (text) => {
      const result = lines.safeParse(text);
      if (result.success) expect(result.data).toBe(text.replaceAll("\r\n", "\n"));
      else expect(result.error.issues[0]?.message).toMatch(/needed|control character|too long/);
      expect(result.success).toBe(!isBlank(text) && isStorable(text.replaceAll("\r\n", "\n"), true));
    }),
    { numRuns: 500 },
  );
});

describe.skipIf(!hasNaughtyStrings)("strings that break programs", () => {
  test.each(naughtyStrings.map((text) => [text]))("%j is kept or refused with a message", (text) => {
    for (const schema of [line, lines]) {
      const result = schema.safeParse(text);
      if (result.success) expect(result.data).toBe(text.replaceAll("\r\n", "\n"));
      else expect(result.error.issues[0]?.message).toMatch(/\p{L}+.*[.]$/u);
    }
  });
});
