import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { READY } from "@/lib/survey/rules/ready";
import { INSTRUMENTS } from "@/lib/survey/rules/score";
import { addedScore, oneScore, scoreOf } from "@/lib/survey/rules/scores";
import { definitionSchema, SURVEY_LANGUAGES } from "@/lib/survey/schema";

/** A change of any word makes another mark: then the version needs another number, and a line of its own here. */
const MARKS = {
  service_recovery: [1, "94bf6a9b336d"],
  csat: [1, "795edd223236"],
  nps: [1, "d399fe0756ba"],
  fft: [1, "aac88fda7c9f"],
} as const;

describe.each(INSTRUMENTS)("%s", (instrument) => {
  const definition = READY[instrument];

  test("is sound and speaks every language", () => {
    expect(definitionSchema.parse(definition)).toEqual(definition);
    expect(Object.keys(definition.languages).sort()).toEqual([...SURVEY_LANGUAGES].sort());
  });

  test("says what it said when it was first used", () => {
    const mark = createHash("sha256").update(JSON.stringify(definition)).digest("hex").slice(0, 12);
    expect([definition.version, mark]).toEqual(MARKS[instrument]);
  });
});

test("the Friends and Family Test asks what NHS England asks", () => {
  const texts = READY.fft.languages.en?.items.experience;
  expect(texts?.question).toBe("Overall, how was your experience of our service?");
  expect(Object.values(texts?.choices ?? {})).toEqual([
    ...["Very good", "Good", "Neither good nor poor", "Poor", "Very poor", "Don't know"],
  ]);
});

describe("a definition is refused", () => {
  const { service_recovery: sound } = READY;
  test.each<[string, unknown]>([
    ["without words for an item", { ...sound, items: [...sound.items, { ...sound.items[0], id: "parking" }] }],
    ["with an item twice", { ...sound, items: [...sound.items, sound.items[0]] }],
    ["without a language", { ...sound, languages: {} }],
    ["that asks about issues without words for it", { ...READY.csat, asksIssues: true }],
    ["without items", { ...sound, items: [] }],
  ])("%s", (_, given) => expect(definitionSchema.safeParse(given).success).toBe(false));
});

test("answers come out by the arithmetic of their survey", () => {
  expect(scoreOf("csat", { satisfaction: { 5: 3, 2: 1 } })?.lines[0]).toMatchObject({ value: 0.75, unit: "share" });
  expect(scoreOf("nps", { recommend: { 10: 3, 0: 1 } })?.lines[0]).toMatchObject({ value: 50, unit: "points" });
  expect(scoreOf("fft", { experience: { good: 1, dont_know: 1 } })?.lines[0]).toMatchObject({ value: 0.5 });
  expect(scoreOf("service_recovery", { listened: { 5: 1 } })?.lines.map(({ label }) => label)).toEqual(["Listened to"]);
  expect(scoreOf("nps", {})).toBeNull();
});

test("one answer is told in a few words", () => {
  expect(oneScore(READY.service_recovery, { listened: "4", explained: "2" })).toBe("6 of 10 on 2 items");
  expect(oneScore(READY.nps, { recommend: "9" })).toBe("9 of 10");
  expect(oneScore(READY.fft, { experience: "very_poor" })).toBe("Very poor");
  expect(oneScore(READY.service_recovery, {})).toBeNull();
});

describe("an answer to a survey of one's own", () => {
  const scale = (id: string, from: 0 | 1, to: 5 | 10) => ({ id, type: "scale" as const, from, to });
  const words = { id: "wait", type: "choice" as const, values: ["short", "long"] };
  const of = (items: unknown[]) => ({ ...READY.csat, instrument: "00000000-0000-7000-8000-000000000001", items });
  const five = [scale("kind", 1, 5), scale("clear", 1, 5)];
  test.each<[string, unknown[], string | null, string]>([
    ["of one scale is added up", five, "7 of 10 on 2 items", "7 of 10 on 2 items"],
    ["of unlike scales is told question by question", [five[0], scale("clear", 0, 10)], null, "4 of 5, 3 of 10"],
    ["of a scale and of words is told so too", [five[0], words], null, "4 of 5, long"],
    ["of words alone is told in them", [words], null, "long"],
  ])("%s", (_, items, together, each) => {
    const definition = of(items) as Parameters<typeof oneScore>[0];
    const given = { kind: "4", clear: "3", wait: "long" };
    expect([addedScore(definition, given), oneScore(definition, given)]).toEqual([together, each]);
  });
});
