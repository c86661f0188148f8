import { describe, expect, test } from "vitest";
import { explainDenialCode } from "@/lib/billing/rules/denial-codes";
import { daysBetween, holdStanding, owedFor, totalsOf } from "@/lib/billing/rules/dispute";

const line = (amount: number, outcome: "open" | "upheld" | "reduced" | "removed", reducedTo: number | null = null) => ({
  amount,
  outcome,
  reducedTo,
});

describe("what is owed", () => {
  test.each([
    [line(500, "open"), 500],
    [line(500, "upheld"), 500],
    [line(500, "reduced", 120), 120],
    [line(500, "removed"), 0],
  ])("for one line: %j", (given, owed) => expect(owedFor(given)).toBe(owed));

  test("adds the lines up by their outcome", () => {
    const lines = [line(500, "open"), line(300, "upheld"), line(200, "reduced", 50), line(100, "removed")];
    expect(totalsOf(lines)).toEqual({ charged: 1_100, disputed: 500, owed: 850 });
    expect(totalsOf([])).toEqual({ charged: 0, disputed: 0, owed: 0 });
  });
});

describe("a hold on collection", () => {
  test.each([
    ["2026-06-30", "on"],
    ["2026-05-20", "on"],
    ["2026-05-19", "ending"],
    ["2026-05-12", "ending"],
    ["2026-05-11", "over"],
  ] as const)("until %s is %s on 12 May", (until, standing) =>
    expect(holdStanding({ until, isLifted: false }, "2026-05-12")).toBe(standing),
  );

  test("that is lifted is lifted, whenever it would have ended", () => {
    for (const until of ["2026-05-01", "2026-12-01"]) {
      expect(holdStanding({ until, isLifted: true }, "2026-05-12")).toBe("lifted");
    }
  });

  test("counts days over a change of clocks", () => expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2));
});

describe("a denial code", () => {
  test.each([
    ["CO-50", "CO-50", /medically necessary/, /provider bears/],
    ["co 50", "CO-50", /medically necessary/, /provider bears/],
    ["PR1", "PR-1", /deductible/, /patient owes/],
    [" OA-018 ", "OA-18", /sent before/, /Other adjustment/],
    ["197", "197", /Approval/, null],
  ])("%j is explained", (text, code, reason, group) => {
    const hint = explainDenialCode(text);
    expect(hint?.code).toBe(code);
    expect(hint?.reason).toMatch(reason);
    if (group) expect(hint?.group).toMatch(group);
    else expect(hint?.group).toBeNull();
  });

  test.each(["", "CO", "CO-999", "XX-50", "50 and 16", "not covered", "__proto__", "constructor"])(
    "%j is left as it is",
    (text) => expect(explainDenialCode(text)).toBeNull(),
  );
});
