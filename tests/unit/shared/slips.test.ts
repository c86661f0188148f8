import { describe, expect, test } from "vitest";
import { countSlips } from "@/lib/shared/slips";

describe("a typed word is one with slips", () => {
  test.each([
    ["anna", "anna", 0],
    ["ana", "ana", 0],
    ["jhon", "john", 1],
    ["waltre", "walter", 1],
    ["marku", "marcu", 1],
    ["ilena", "ileana", 1],
    ["thakray", "thackray", 1],
    ["zolkievsky", "zolkiewski", 2],
    ["ana", "anna", null],
    ["jo", "joe", null],
    ["marco", "maria", null],
    ["garcia", "grace", null],
    ["kowalska", "novak", null],
    ["", "", 0],
    ["李小龍王", "李小龍黃", 1],
  ])("%s for %s: %s", (typed, word, slips) => expect(countSlips(typed, word)).toBe(slips));
});
