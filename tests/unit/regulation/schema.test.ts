import { describe, expect, test } from "vitest";
import type { CaseKind } from "@/lib/case/schema";
import { ANSWER_LABELS, basisOf, explainKind, FACT_GROUPS, FACT_LABELS, GROUP_LABELS } from "@/lib/regulation/labels";
import { classify, NOTHING_RECORDED, PACKS, packOf } from "@/lib/regulation/rules";
import {
  Answer,
  declineKindSchema,
  FACTS,
  overrideKindSchema,
  packSchema,
  packsSchema,
  recordFactsSchema,
} from "@/lib/regulation/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const US = packOf({ packId: "us-hospital", packVersion: "2026-1" });
const [first, second] = US.rules;
const messagesOf = (pack: unknown) => packSchema.safeParse(pack).error?.issues.map(({ message }) => message) ?? [];

describe("a pack", () => {
  test.each(PACKS.map((pack) => [`${pack.id} ${pack.version}`, pack] as const))("%s is sound", (_name, pack) => {
    expect(messagesOf(pack)).toEqual([]);
    for (const { because } of [...pack.rules, pack.otherwise]) expect(because).toMatch(/^\p{Ll}.*[.]$/u);
  });

  test.each([
    ["without rules", { rules: [] }],
    ["without kinds", { kinds: [] }],
    ["without facts to ask for", { asks: [] }],
    ["without a name", { label: " " }],
    ["of no version", { version: "" }],
    ["of no day", { validFrom: "soon" }],
    ["with a rule for nothing", { rules: [{ ...first, when: [] }] }],
    ["with a condition that asks nothing", { rules: [{ ...first, when: [{}] }] }],
    ["with a condition nothing meets", { rules: [{ ...first, when: [{ channel: [] }] }] }],
    ["with a fact nobody knows", { rules: [{ ...first, when: [{ isRaining: ["yes"] }] }] }],
    ["with a rule without its sentence", { rules: [{ ...first, because: "" }] }],
    ["with a rule that is written nowhere", { rules: [{ ...first, basis: "" }] }],
    ["with a rule for a kind that people choose", { rules: [{ ...first, kind: "concern" }] }],
    ["with more than it may hold", { dueDays: 7 }],
  ])("%s is refused", (_what, wrong) => {
    expect(packSchema.safeParse({ ...US, ...wrong }).success).toBe(false);
  });

  test.each([
    [
      "two rules of one name",
      { rules: [...US.rules, { ...second, id: first?.id }] },
      "Two rules are called 1-allegation.",
    ],
    [
      "the same rule with two ends",
      { rules: [...US.rules, { ...first, id: "again", kind: "complaint" }] },
      "Rule again is never reached: what comes before it holds whenever it does.",
    ],
    [
      "a rule behind a wider one",
      { rules: [...US.rules, { ...first, id: "late", when: [{ channel: ["survey"], settledOnTheSpot: ["no"] }] }] },
      "Rule late is never reached: what comes before it holds whenever it does.",
    ],
    ["a fact that nobody is asked for", { asks: US.asks.slice(1) }, "Nobody is asked for allegesAbuse."],
    ["a fact that no rule looks at", { rules: US.rules.slice(0, -5) }, "No rule looks at isAfterStay."],
    ["a fact asked for twice", { asks: [...US.asks, US.asks[0]] }, "The fact allegesAbuse is asked for twice."],
    ["a kind listed twice", { kinds: [...US.kinds, US.kinds[0]] }, "The kind inquiry is listed twice."],
    [
      "a rule to a kind not in use",
      { kinds: US.kinds.filter(({ kind }) => kind !== "grievance") },
      "Rule 1-allegation leads to grievance, which is not in use.",
    ],
  ])("with %s contradicts itself", (_what, wrong, message) => {
    expect(messagesOf({ ...US, ...wrong })).toContain(message);
  });

  test("is there once in each version, and each holds from a day of its own", () => {
    expect(packsSchema.safeParse([]).success).toBe(false);
    expect(packsSchema.safeParse([US, { ...US, id: "other" }]).success).toBe(false);
    expect(packsSchema.safeParse([US, { ...US, id: "other", defaultFor: ["NZ"] }]).success).toBe(true);
    expect(packsSchema.safeParse([US, US]).success).toBe(false);
    expect(packsSchema.safeParse([US, { ...US, version: "2026-2" }]).success).toBe(false);
    expect(packsSchema.safeParse([US, { ...US, version: "2026-2", validFrom: "2026-07-01" }]).success).toBe(true);
  });
});

describe("words", () => {
  test("stand for every fact, answer and group", () => {
    expect(Object.keys(FACT_LABELS)).toEqual([...FACTS]);
    expect(Object.keys(ANSWER_LABELS).toSorted()).toEqual(Object.values(Answer).toSorted());
    for (const fact of FACTS) expect(GROUP_LABELS[FACT_GROUPS[fact]]).toMatch(/[?]$/);
  });

  const loggedBy = { id: ID, name: "Dana Moreau" };
  const given = { ...NOTHING_RECORDED, channel: "letter", reporterKind: "patient" } as const;
  const told = { given, loggedBy, decision: null, reason: null };
  const stands = (kind: CaseKind) => ({ kind, ruleId: null, setAside: [] });

  test("tell why a case is what it is, and where that is written", () => {
    const reason = classify(US, given);
    expect(explainKind(US, { ...told, reason, standing: stands("grievance") })).toBe(
      "Grievance, because it came in writing: a written complaint is always a grievance.",
    );
    expect(basisOf(US, reason)).toBe("US hospital pack 2026-1, 42 CFR 482.13(a)(2), A-0118");
  });

  test("tell whose decision it was, and what the rules say without it", () => {
    expect(explainKind(US, { ...told, standing: stands("concern") })).toBe(
      "Concern, because Dana Moreau logged it so.",
    );
    const decision = { by: loggedBy, reason: null, confirmedBy: { id: ID, name: "Sam Lee" } };
    expect(explainKind(US, { ...told, decision, standing: stands("complaint") })).toBe(
      "Complaint, because Dana Moreau proposed it and Sam Lee confirmed it. By the rules alone it is a grievance, because it came in writing: a written complaint is always a grievance.",
    );
    const alone = { ...decision, confirmedBy: null };
    expect(explainKind(US, { ...told, decision: alone, standing: stands("grievance") })).toBe(
      "Grievance, because Dana Moreau decided so.",
    );
  });
});

describe("what the forms send", () => {
  test("an empty box says nothing, and a tick says yes", () => {
    const input = recordFactsSchema.parse({
      caseId: ID,
      changeId: ID,
      allegesHarm: "yes",
      base: { settledOnTheSpot: "no" },
    });
    expect(input).toEqual({
      ...NOTHING_RECORDED,
      caseId: ID,
      changeId: ID,
      allegesHarm: "yes",
      base: { ...NOTHING_RECORDED, settledOnTheSpot: "no" },
      reason: null,
    });
  });

  test.each([{ allegesHarm: "maybe" }, { reason: "x".repeat(2_001) }, { base: { wasPutOff: "on" } }, { caseId: "x" }])(
    "%j is refused",
    (wrong) => {
      expect(recordFactsSchema.safeParse({ caseId: ID, changeId: ID, ...wrong }).success).toBe(false);
    },
  );

  test("a kind that is none is refused, and so is declining without a word", () => {
    const chosen = { caseId: ID, changeId: ID, expectedKind: "complaint", kind: "grievance" };
    expect(overrideKindSchema.parse(chosen)).toEqual({ ...chosen, reason: null });
    expect(overrideKindSchema.safeParse({ ...chosen, kind: "rant" }).success).toBe(false);
    expect(declineKindSchema.safeParse({ changeId: ID, answer: " " }).success).toBe(false);
  });
});
