import { describe, expect, test } from "vitest";
import { draftBefore } from "@/lib/letter/rules/demands";
import { draftFrom, firstDraftAt, GAPS, isTooLateToDraft, reasonIn, withGap } from "@/lib/letter/rules/drafting";
import { laterDay, namesLaterDay } from "@/lib/letter/rules/later-day";
import { STARTERS } from "@/lib/letter/rules/starters";
import { placeholdersIn } from "@/lib/letter/rules/template";
import { LETTER_LANGUAGES } from "@/lib/letter/schema";
import { PACKS, packOn } from "@/lib/regulation/rules";
import { packSchema } from "@/lib/regulation/schema";

const DAY = 86_400_000;
const START = new Date("2026-05-12T09:30:00Z");
const inDays = (days: number) => new Date(START.getTime() + days * DAY);
const US = packOn(PACKS, "us-hospital", START);

describe("when a letter is drafted", () => {
  test.each([
    [30, 5, 25],
    [14, 3, 11],
    [7, 5, 3.5],
    [1, 5, 0.5],
  ])("of a time of %d days, %d days before its end: after %d days", (days, before, after) => {
    expect(draftFrom({ startedAt: START, dueAt: inDays(days) }, before)).toEqual(inDays(after));
  });

  test("every pack says, for its formal complaints, and names the source", () => {
    for (const pack of PACKS) {
      for (const clock of ["update", "resolve"]) {
        const rule = draftBefore(pack, { clock, kind: "grievance" });
        expect(rule?.basis, `${pack.id} ${pack.version}`).toContain("Heard's own default");
      }
      expect(draftBefore(pack, { clock: "acknowledge", kind: "grievance" })).toBeNull();
      expect(draftBefore(pack, { clock: "resolve", kind: "inquiry" })).toBeNull();
    }
    const england = packOn(PACKS, "england", START);
    expect(draftBefore(england, { clock: "resolve", kind: "grievance" })?.daysBefore).toBe(28);
  });

  test("a pack that says it twice, for a kind it does not use, or without a source is refused", () => {
    const [first] = US.letterDrafts;
    const kinds = US.kinds.filter(({ kind }) => kind !== "inquiry");
    for (const wrong of [
      { letterDrafts: [first, first] },
      { letterDrafts: [{ ...first, basis: " " }] },
      { letterDrafts: [{ ...first, daysBefore: 0 }] },
      { letterDrafts: [{ ...first, clock: "acknowledge" }] },
      { kinds, letterDrafts: [{ ...first, kinds: ["inquiry"] }] },
    ]) {
      expect(packSchema.safeParse({ ...US, ...wrong }).success).toBe(false);
    }
  });

  test("only a clock that runs, and that ran out no more than three days ago", () => {
    const clock = { clock: "resolve", startedAt: START, dueAt: inDays(30), isOpen: true, isPaused: false };
    expect(firstDraftAt(US, clock, START)).toEqual(inDays(25));
    expect(firstDraftAt(US, { ...clock, isPaused: true }, START)).toBeNull();
    expect(firstDraftAt(US, { ...clock, isOpen: false }, START)).toBeNull();
    expect(firstDraftAt(US, { ...clock, clock: "acknowledge" }, START)).toBeNull();
    expect(firstDraftAt(US, clock, inDays(28))).toEqual(inDays(28));
    expect(firstDraftAt(US, clock, inDays(33))).toEqual(inDays(33));
    expect(firstDraftAt(US, clock, inDays(33.01))).toBeNull();
    expect(isTooLateToDraft(inDays(30), inDays(33))).toBe(false);
  });
});

describe("the gap that a person fills", () => {
  test.each(LETTER_LANGUAGES)("stands in every drafted letter, after how it begins, in %s", (language) => {
    for (const clock of ["update", "resolve"] as const) {
      const gap = GAPS[language][clock];
      const text = withGap(STARTERS[language].update, gap);
      expect(placeholdersIn(text)).toContain(gap.mark.slice(2, -2));
      expect(text.indexOf(gap.heading)).toBeLessThan(text.indexOf("{{steps}}"));
      expect(text.replace(`# ${gap.heading}\n\n${gap.mark}\n\n`, "")).toBe(STARTERS[language].update);
    }
  });

  test("stands before the last paragraph where a template has no headings, and alone in an empty one", () => {
    const gap = GAPS.en.resolve;
    expect(withGap("Dear Ana,\n\nWe work on it.\n\nYours", gap)).toBe(
      `Dear Ana,\n\nWe work on it.\n\n# ${gap.heading}\n\n${gap.mark}\n\nYours`,
    );
    expect(withGap("", gap)).toBe(`# ${gap.heading}\n\n${gap.mark}`);
  });

  test("is read as the reason once it is filled", () => {
    const text = withGap(STARTERS.en.update, GAPS.en.resolve);
    expect(reasonIn(text, "en")).toBeNull();
    const filled = text.replace(GAPS.en.resolve.mark, "Two units **are** to answer.\n\nOne is moving.");
    expect(reasonIn(filled, "en")).toBe("Two units are to answer.\n\nOne is moving.");
    expect(reasonIn(STARTERS.en.update, "en")).toBeNull();
  });
});

describe("the later day that a letter names", () => {
  const SAID = { than: "2026-06-11", saidOn: "2026-06-08" };
  test.each([
    ["We will write to you again by 2 July 2026.", "2026-07-02"],
    ["We will write to you by 11 June 2026.", null],
    ["We had your message on 2 July 2026.", null],
    ["Thank you.", null],
  ])("%s", (text, day) => {
    expect(laterDay(text, "en", SAID)).toBe(day);
    expect(namesLaterDay(text, "en", SAID)).toBe(day !== null);
  });

  test("is taken to be there in a language whose promises nobody reads", () => {
    expect(laterDay("Le escribiremos el 2 de julio.", "es", SAID)).toBeNull();
    expect(namesLaterDay("Le escribiremos el 2 de julio.", "es", SAID)).toBe(true);
  });
});
