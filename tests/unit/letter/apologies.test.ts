import { describe, expect, test } from "vitest";
import { findApologies } from "@/lib/letter/rules/apologies";
import { readProse } from "@/lib/letter/rules/prose";
import { ENGLISH } from "@/lib/letter/rules/words-en";
import { FAULTY, INNOCENT } from "./apologies-bank";
import { HELD_OUT_FAULTY, HELD_OUT_INNOCENT } from "./apologies-held-out";

const isFound = (sentence: string) => {
  const { prose, sentences } = readProse(sentence);
  return findApologies(prose, sentences, ENGLISH.apologies).length > 0;
};

describe("apologies that are none", () => {
  test.each([
    ["the bank", FAULTY, INNOCENT],
    ["what was kept apart", HELD_OUT_FAULTY, HELD_OUT_INNOCENT],
  ])("of %s are found with precision and recall of 0.9 and more", (name, faulty, innocent) => {
    const missed = faulty.filter((sentence) => !isFound(sentence));
    const wrong = innocent.filter(isFound);
    const hits = faulty.length - missed.length;
    const [precision, recall] = [hits / (hits + wrong.length), hits / faulty.length];
    const counted = `${faulty.length} faulty and ${innocent.length} innocent`;
    console.info(`${name}, ${counted}: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`);
    expect({ isEnough: precision >= 0.9 && recall >= 0.9, missed, wrong }).toMatchObject({ isEnough: true });
  });

  test("the bank is large enough, and the two have no sentence in common", () => {
    expect(FAULTY.length + INNOCENT.length).toBeGreaterThanOrEqual(60);
    expect(HELD_OUT_FAULTY.length + HELD_OUT_INNOCENT.length).toBe(30);
    const all = [...FAULTY, ...INNOCENT, ...HELD_OUT_FAULTY, ...HELD_OUT_INNOCENT];
    expect(new Set(all).size).toBe(all.length);
  });
});
