import { describe, expect, test } from "vitest";
import { CaseKind, CaseOutcome, ReporterKind } from "@/lib/case/schema";
import { EXCLUSION_SENTENCES } from "@/lib/survey/labels";
import { type AskFacts, whyNeverAsked, whyNotAsked } from "@/lib/survey/rules/exclusion";
import { SurveyExclusion } from "@/lib/survey/schema";

const ASKED: AskFacts = {
  isAfterContact: false,
  wasAskedLately: false,
  isClosed: true,
  isMerged: false,
  isOff: false,
  kind: "complaint",
  outcome: "satisfied",
  reporterKind: "patient",
  isWithheld: false,
  allegesAbuse: false,
  gravestHarm: 0,
  isDeceased: false,
  mayBeTold: true,
  hasOptedOut: false,
  forbidsMail: false,
  address: "pat@people.example",
};

const CASES: [SurveyExclusion, Partial<AskFacts>][] = [
  ["reopened", { isClosed: false }],
  ["switched_off", { isOff: true }],
  ["merged", { isMerged: true }],
  ["withheld", { isWithheld: true }],
  ["deceased", { isDeceased: true }],
  ["sensitive", { allegesAbuse: true }],
  ["sensitive", { gravestHarm: 4 }],
  ["sensitive", { gravestHarm: 5 }],
  ["kind", { kind: "inquiry" }],
  ["kind", { kind: "compliment" }],
  ["kind", { kind: "suggestion" }],
  ["withdrawn", { outcome: "withdrawn" }],
  ["anonymous", { reporterKind: "anonymous" }],
  ["staff", { reporterKind: "staff" }],
  ["no_consent", { mayBeTold: false }],
  ["opted_out", { hasOptedOut: true }],
  ["unwanted_mail", { forbidsMail: true }],
  ["no_address", { address: null }],
  ["asked_lately", { wasAskedLately: true }],
];

describe("who raised a case", () => {
  test("is asked where nothing speaks against it", () => expect(whyNotAsked(ASKED)).toBeNull());

  test("is asked about an open case after a contact", () =>
    expect(whyNotAsked({ ...ASKED, isClosed: false, isAfterContact: true })).toBeNull());

  test.each(CASES)("is not asked: %s", (reason, facts) => {
    expect(whyNotAsked({ ...ASKED, ...facts })).toBe(reason);
  });

  test("is told apart by every reason there is, each with a sentence", () => {
    expect(new Set(CASES.map(([reason]) => reason))).toEqual(new Set(Object.values(SurveyExclusion)));
    for (const reason of Object.values(SurveyExclusion)) expect(EXCLUSION_SENTENCES[reason]).toMatch(/^[A-Z].+\.$/);
  });

  test("is never asked where any one reason holds, whatever else does", () => {
    for (const [, one] of CASES) {
      for (const [, other] of CASES) {
        const { address, ...facts } = { ...ASKED, ...other, ...one };
        for (const given of [address, "pat@people.example"]) {
          const without = "address" in one ? null : given;
          expect(whyNotAsked({ ...facts, address: without })).not.toBeNull();
        }
      }
    }
  });

  test("is known beforehand not to be asked only for what lasts, whatever else holds today", () => {
    const passing = [
      "reopened",
      "switched_off",
      "withdrawn",
      "no_consent",
      "unwanted_mail",
      "no_address",
      "asked_lately",
    ];
    for (const [reason, facts] of CASES) {
      const given = { ...ASKED, isClosed: false, address: null, ...facts };
      expect(whyNeverAsked(given)).toBe(passing.includes(reason) ? null : reason);
    }
  });

  test.each(Object.values(CaseKind))("with a %s is asked only where something went wrong", (kind) => {
    const isAsked = kind === "concern" || kind === "complaint" || kind === "grievance";
    expect(whyNotAsked({ ...ASKED, kind }) === null).toBe(isAsked);
  });

  test.each(Object.values(ReporterKind))("as %s is asked unless they are unnamed or staff", (reporterKind) => {
    const isAsked = reporterKind !== "anonymous" && reporterKind !== "staff";
    expect(whyNotAsked({ ...ASKED, reporterKind }) === null).toBe(isAsked);
  });

  test.each(Object.values(CaseOutcome))("after %s is asked unless they took it back", (outcome) => {
    expect(whyNotAsked({ ...ASKED, outcome }) === null).toBe(outcome !== "withdrawn");
  });

  test.each([0, 1, 2, 3] as const)("with harm %i is asked", (gravestHarm) => {
    expect(whyNotAsked({ ...ASKED, gravestHarm })).toBeNull();
  });
});
