import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedFacts } from "@/lib/letter/rules/changed-facts";
import { type Change, compareTexts } from "@/lib/letter/rules/compare";
import type { ComposeFacts } from "@/lib/letter/rules/compose";

const join = (changes: Change[], without: Change["is"]) =>
  changes.flatMap(({ is, text }) => (is === without ? [] : [text])).join("");

describe("two texts of a letter", () => {
  test("differ by the words that came and went", () => {
    const changes = compareTexts("We are sorry.", "We are truly sorry.");
    expect(changes.filter(({ is }) => is === "added").map(({ text }) => text.trim())).toEqual(["truly"]);
    expect(changes.some(({ is }) => is === "removed")).toBe(false);
  });

  test("are both whole in the comparison, whatever they are", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const changes = compareTexts(before, after);
        expect(join(changes, "added")).toBe(before);
        expect(join(changes, "removed")).toBe(after);
      }),
    );
  });

  test("that share nothing are compared as a whole, in time", () => {
    const long = (word: string) => Array.from({ length: 9_000 }, (_, index) => `${word}${index}`).join(" ");
    const changes = compareTexts(long("a"), long("b"));
    expect(join(changes, "added")).toBe(long("a"));
    expect(join(changes, "removed")).toBe(long("b"));
  });
});

describe("what a case says otherwise", () => {
  const facts: ComposeFacts = {
    ...{
      reference: "PR-26-004217-8",
      patientName: "Ana",
      addressee: "Ana",
      contactPerson: { name: "Dana", phone: null },
    },
    ...{
      steps: [],
      completedOn: null,
      receivedOn: "2026-05-01",
      today: "2026-05-12",
      dueOn: null,
      issues: [],
      changes: [],
    },
    ...{ outsideBodies: [], site: { name: "Northgate", address: "", phone: "" } },
  };
  const kept = (given: Partial<ComposeFacts> = {}) => JSON.parse(JSON.stringify({ ...facts, ...given }));

  test("is nothing where the same was kept in another order, or a day went by", () => {
    const turned = Object.fromEntries(
      Object.entries(kept({ contactPerson: { phone: null, name: "Dana" } })).toReversed(),
    );
    expect(changedFacts(turned, { ...facts, today: "2026-05-13" })).toEqual([]);
  });

  test.each([
    [{ steps: ["We asked."] }, ["what was done"]],
    [{ contactPerson: null }, ["the contact person"]],
    [{ completedOn: "2026-05-02", dueOn: "2026-05-03" }, ["the days"]],
  ])("is told in words: %j", (given, told) => {
    expect(changedFacts(kept(), { ...facts, ...given })).toEqual(told);
  });
});
