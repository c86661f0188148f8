import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CaseKind, Channel, ReporterKind } from "@/lib/case/schema";
import {
  classify,
  defaultPackId,
  findRule,
  givenOf,
  groundsOf,
  NOTHING_RECORDED,
  PACKS,
  packOf,
  packOn,
  reasonOf,
  reclassify,
  settleKind,
} from "@/lib/regulation/rules";
import { Answer, FACTS, type Facts, type Given, rankOf } from "@/lib/regulation/schema";

const US = packOf({ packId: "us-hospital", packVersion: "2026-1" });
const PLAIN = packOf({ packId: "plain", packVersion: "2026-1" });

const given = (known: Partial<Given> = {}): Given => ({
  ...NOTHING_RECORDED,
  channel: "phone",
  reporterKind: "patient",
  ...known,
});

const anyGiven: fc.Arbitrary<Given> = fc.record({
  ...(Object.fromEntries(FACTS.map((fact) => [fact, fc.constantFrom(...Object.values(Answer))])) as Record<
    keyof Facts,
    fc.Arbitrary<Answer>
  >),
  channel: fc.constantFrom(...Object.values(Channel)),
  reporterKind: fc.constantFrom(...Object.values(ReporterKind)),
});
const anyPack = fc.constantFrom(...PACKS);
const anyKind = fc.constantFrom(...Object.values(CaseKind));
const ALLEGATIONS = ["allegesAbuse", "allegesNeglect", "allegesHarm"] as const;

describe("a US hospital calls it", () => {
  test.each<[string, Partial<Given>, "complaint" | "grievance", string]>([
    ["1: abuse", { allegesAbuse: "yes" }, "grievance", "1-allegation"],
    ["1: neglect", { allegesNeglect: "yes" }, "grievance", "1-allegation"],
    ["1: harm", { allegesHarm: "yes" }, "grievance", "1-allegation"],
    ["1: a broken condition of participation", { allegesNonCompliance: "yes" }, "grievance", "1-allegation"],
    ["1: abuse told by a visitor", { allegesAbuse: "yes", reporterKind: "visitor" }, "grievance", "1-allegation"],
    ["1: abuse told in a survey", { allegesAbuse: "yes", channel: "survey" }, "grievance", "1-allegation"],
    [
      "1 before 7: abuse, though settled on the spot",
      { allegesAbuse: "yes", settledOnTheSpot: "yes" },
      "grievance",
      "1-allegation",
    ],
    ["1 before 2: abuse in a letter", { allegesAbuse: "yes", channel: "letter" }, "grievance", "1-allegation"],
    ["2: a letter", { channel: "letter" }, "grievance", "2-written"],
    ["2: a message through the portal", { channel: "portal" }, "grievance", "2-written"],
    ["2: a letter without a name", { channel: "letter", reporterKind: "anonymous" }, "grievance", "2-written"],
    ["2: an e-mail", { channel: "email" }, "grievance", "2-email"],
    ["2: a survey with a wish to put it right", { channel: "survey", asksResolution: "yes" }, "grievance", "2-survey"],
    ["2 before 5: a letter about a bill", { channel: "letter", isBillingOnly: "yes" }, "grievance", "2-written"],
    ["2 before 7: a letter, though settled", { channel: "letter", settledOnTheSpot: "yes" }, "grievance", "2-written"],
    ["3: not settled by staff present", { settledOnTheSpot: "no" }, "grievance", "3-unresolved"],
    ["3: needs to be looked into", { needsInvestigation: "yes" }, "grievance", "3-unresolved"],
    ["3: put off or passed on", { wasPutOff: "yes", channel: "in_person" }, "grievance", "3-unresolved"],
    [
      "3 before 7: settled, and yet to be looked into",
      { settledOnTheSpot: "yes", needsInvestigation: "yes" },
      "grievance",
      "3-unresolved",
    ],
    [
      "3 before 8: a call after the stay, put off",
      { isAfterStay: "yes", wasPutOff: "yes" },
      "grievance",
      "3-unresolved",
    ],
    ["4: asks for a formal answer", { asksFormalAnswer: "yes" }, "grievance", "4-formal"],
    [
      "4 before 5: a bill, and asks for a formal answer",
      { isBillingOnly: "yes", asksFormalAnswer: "yes" },
      "grievance",
      "4-formal",
    ],
    [
      "4 before 6: asks for a formal answer in a survey",
      { channel: "survey", asksFormalAnswer: "yes" },
      "grievance",
      "4-formal",
    ],
    ["5: a bill and nothing else", { isBillingOnly: "yes" }, "complaint", "5-billing"],
    [
      "5: a bill, on the rights of a Medicare patient",
      { isBillingOnly: "yes", isMedicareRights: "yes" },
      "grievance",
      "5-medicare",
    ],
    ["6: a survey and nothing more", { channel: "survey" }, "complaint", "6-survey"],
    [
      "7: said and settled on the spot",
      { settledOnTheSpot: "yes", channel: "in_person" },
      "complaint",
      "7-on-the-spot",
    ],
    [
      "7 before 8: a call after the stay, settled",
      { settledOnTheSpot: "yes", isAfterStay: "yes" },
      "complaint",
      "7-on-the-spot",
    ],
    ["8: a call after the stay", { isAfterStay: "yes" }, "complaint", "8-after-stay"],
    ["a visitor's letter", { channel: "letter", reporterKind: "visitor" }, "complaint", "not-the-patient"],
    ["a call of which nothing more is known", {}, "complaint", "nothing-more"],
  ])("%s", (_what, known, kind, ruleId) => {
    const said = classify(US, given(known));
    expect(said).toMatchObject({ kind, ruleId });
    expect(said).toEqual(findRule(US, ruleId));
  });

  test("unconfirmed where it was not read at its source: e-mail, surveys, calls after the stay", () => {
    expect(US.rules.filter(({ isConfirmed }) => !isConfirmed).map(({ id }) => id)).toEqual([
      "2-email",
      "2-survey",
      "6-survey",
      "8-after-stay",
    ]);
  });
});

test("elsewhere only an allegation or a formal wish is more than a complaint, and no law is claimed", () => {
  expect(classify(PLAIN, given({ channel: "letter", settledOnTheSpot: "no" }))).toMatchObject({ kind: "complaint" });
  expect(classify(PLAIN, given({ allegesNeglect: "yes" }))).toMatchObject({ kind: "grievance", ruleId: "allegation" });
  expect(classify(PLAIN, given({ asksFormalAnswer: "yes" }))).toMatchObject({ kind: "grievance", ruleId: "formal" });
  for (const { basis } of [...PLAIN.rules, PLAIN.otherwise]) expect(basis).toMatch(/^no law/);
});

describe("whatever is recorded", () => {
  const firstThatHolds = (pack: typeof US, facts: Given) =>
    pack.rules.find(({ when }) =>
      when.some((condition) =>
        Object.entries(condition).every(([key, allowed]) => (allowed as string[]).includes(facts[key as keyof Given])),
      ),
    ) ?? pack.otherwise;

  test("the first rule that holds decides", () => {
    fc.assert(
      fc.property(anyPack, anyGiven, (pack, facts) => {
        expect(classify(pack, facts).ruleId).toBe(firstThatHolds(pack, facts).id);
      }),
    );
  });

  test("one more allegation never lowers the kind, by the rules or of a case that stands", () => {
    fc.assert(
      fc.property(anyPack, anyGiven, anyKind, fc.constantFrom(...ALLEGATIONS), (pack, facts, kind, allegation) => {
        const more: Given = { ...facts, [allegation]: "yes" };
        expect(rankOf(classify(pack, more).kind)).toBeGreaterThanOrEqual(rankOf(classify(pack, facts).kind));
        const before = settleKind(pack, facts, { kind, setAside: [] });
        const after = reclassify(pack, more, { ...before, setAside: [] });
        expect(rankOf(after.kind)).toBeGreaterThanOrEqual(rankOf(before.kind));
        expect(after).toMatchObject({ kind: "grievance", isLowering: false });
      }),
    );
  });

  test("a person's choice is never lowered, and what is ruled stands when judged again", () => {
    fc.assert(
      fc.property(anyPack, anyGiven, anyKind, (pack, facts, kind) => {
        const settled = settleKind(pack, facts, { kind, setAside: [] });
        expect(rankOf(settled.kind)).toBeGreaterThanOrEqual(rankOf(kind));
        expect(settleKind(pack, facts, { kind: settled.kind, setAside: [] }).kind).toBe(settled.kind);
      }),
    );
  });

  test("grounds that two people set aside lift nothing again, and any other does", () => {
    fc.assert(
      fc.property(anyPack, anyGiven, (pack, facts) => {
        const setAside = groundsOf(pack, facts);
        expect(settleKind(pack, facts, { kind: "complaint", setAside }).kind).toBe("complaint");
        expect(settleKind(pack, facts, { kind: "concern", setAside }).kind).toBe("concern");
        for (const back of setAside) {
          const others = setAside.filter((id) => id !== back);
          expect(settleKind(pack, facts, { kind: "complaint", setAside: others }).ruleId).toBe(back);
        }
      }),
    );
  });
});

describe("what people choose", () => {
  test.each([
    ["a concern in a letter stays one", "concern", { channel: "letter" }, "concern", null],
    ["an inquiry that alleges harm is a grievance", "inquiry", { allegesHarm: "yes" }, "grievance", "1-allegation"],
    ["a concern with a formal wish is a grievance", "concern", { asksFormalAnswer: "yes" }, "grievance", "4-formal"],
    ["a complaint in a letter is a grievance", "complaint", { channel: "letter" }, "grievance", "2-written"],
    ["a grievance stays more than the rules ask for", "grievance", {}, "grievance", null],
    ["a compliment is a compliment", "compliment", { channel: "survey" }, "compliment", null],
  ] as const)("%s", (_what, kind, known, becomes, ruleId) => {
    expect(settleKind(US, given(known), { kind, setAside: [] })).toEqual({ kind: becomes, ruleId });
  });
});

describe("once more is recorded", () => {
  const byRule = (ruleId: string) => ({ kind: "grievance" as const, ruleId, setAside: [] });

  test("a grievance whose ground is gone would be lowered, which is no deed of one person", () => {
    expect(reclassify(US, given({ settledOnTheSpot: "yes" }), byRule("3-unresolved"))).toEqual({
      kind: "complaint",
      ruleId: "7-on-the-spot",
      isLowering: true,
    });
  });

  test("one with another ground stays, by that", () => {
    expect(reclassify(US, given({ asksFormalAnswer: "yes" }), byRule("3-unresolved"))).toEqual({
      kind: "grievance",
      ruleId: "4-formal",
      isLowering: false,
    });
  });

  test("one that a person made stays theirs", () => {
    const standing = { kind: "grievance" as const, ruleId: null, setAside: [] };
    expect(reclassify(US, given(), standing)).toEqual({ kind: "grievance", ruleId: null, isLowering: false });
  });

  test("one whose only ground left was set aside would be lowered, to what two people said", () => {
    const standing = { kind: "grievance" as const, ruleId: "1-allegation", setAside: ["2-written"] };
    expect(reclassify(US, given({ channel: "letter" }), standing)).toEqual({
      kind: "complaint",
      ruleId: null,
      isLowering: true,
    });
  });
});

describe("why it is so", () => {
  test("is the rule that decided, or the one that would, or nobody's but a person's", () => {
    expect(reasonOf(US, given(), { kind: "complaint", ruleId: null, setAside: [] })?.ruleId).toBe("nothing-more");
    expect(reasonOf(US, given(), { kind: "grievance", ruleId: null, setAside: [] })).toBeNull();
    expect(reasonOf(US, given(), { kind: "concern", ruleId: null, setAside: [] })).toBeNull();
    const lowered = { kind: "complaint" as const, ruleId: null, setAside: ["2-written"] };
    expect(reasonOf(US, given({ channel: "letter" }), lowered)).toBeNull();
  });
});

describe("packs", () => {
  const [pack] = PACKS;
  const versions = ["2026-1", "2027-1"].map((version) => ({
    ...(pack ?? US),
    version,
    validFrom: `${version.slice(0, 4)}-01-01`,
  }));

  test.each([
    ["2025-12-31", "2026-1"],
    ["2026-01-01", "2026-1"],
    ["2026-12-31", "2026-1"],
    ["2027-01-01", "2027-1"],
  ])("on %s version %s holds", (day, version) => {
    expect(packOn(versions, "us-hospital", new Date(day)).version).toBe(version);
  });

  test("that do not exist are not made up", () => {
    expect(() => packOn(PACKS, "nowhere", new Date("2026-05-12"))).toThrow("no policy pack nowhere");
    expect(() => packOf({ packId: "plain", packVersion: "1999-1" })).toThrow("no policy pack plain 1999-1");
    expect(findRule(US, "9-none")).toBeNull();
  });

  test("go by country until a site names one", () => {
    expect(["US", "NZ", "IN"].map(defaultPackId)).toEqual(["us-hospital", "new-zealand", "india"]);
    // Where the packs hold in parts of a country, somebody has to say which part it is.
    expect(["GB", "CA", "FR"].map(defaultPackId)).toEqual(["plain", "plain", "plain"]);
  });

  test("judge a case of which nothing was recorded by how it came", () => {
    expect(givenOf({ channel: "email", reporterKind: "staff" }, null)).toEqual(
      given({ channel: "email", reporterKind: "staff" }),
    );
  });
});
