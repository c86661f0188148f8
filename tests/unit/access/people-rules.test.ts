import { describe, expect, test } from "vitest";
import { describeAway, describeDays } from "@/lib/access/labels";
import { absenceOn, loadOf, shareOut, suggestOwner, weightOf, whoActsFor } from "@/lib/access/rules";
import { planAbsenceSchema } from "@/lib/access/schema";
import { describeHandedOver } from "@/lib/case/labels";
import { handOverSchema, MOST_HANDED_OVER } from "@/lib/case/schema";
import { newId } from "@/lib/shared/ids";

const away = (personId: string, coverId: string | null, fromOn = "2026-12-01", untilOn = "2026-12-03") => ({
  ...{ personId, coverId, fromOn, untilOn },
});

describe("who acts for somebody", () => {
  test.each([
    ["is themselves when nobody is away", [], "2026-12-02", "a"],
    ["is the cover", [away("a", "b")], "2026-12-02", "b"],
    ["is the cover on the first day", [away("a", "b")], "2026-12-01", "b"],
    ["is the cover on the last day", [away("a", "b")], "2026-12-03", "b"],
    ["is themselves the day before", [away("a", "b")], "2026-11-30", "a"],
    ["is themselves the day after", [away("a", "b")], "2026-12-04", "a"],
    ["is nobody without a cover", [away("a", null)], "2026-12-02", null],
    ["is the cover's cover", [away("a", "b"), away("b", "c")], "2026-12-02", "c"],
    [
      "is the cover when the cover is away on other days",
      [away("a", "b"), away("b", "c", "2026-12-03")],
      "2026-12-02",
      "b",
    ],
    ["is nobody where the chain ends with somebody away", [away("a", "b"), away("b", null)], "2026-12-02", null],
    ["is nobody where two cover each other", [away("a", "b"), away("b", "a")], "2026-12-02", null],
    [
      "is nobody where a circle closes further on",
      [away("a", "b"), away("b", "c"), away("c", "b")],
      "2026-12-02",
      null,
    ],
  ])("%s", (_what, absences, day, expected) => {
    expect(whoActsFor("a", absences, day)).toBe(expected);
  });

  test("rests on the absence of that day", () => {
    const both = [away("a", "b"), away("a", "c", "2026-12-10", "2026-12-11")];
    expect(absenceOn("a", both, "2026-12-10")).toBe(both[1]);
    expect(absenceOn("a", both, "2026-12-05")).toBeNull();
  });
});

const CASE = { severity: 1, kind: "complaint", isEscalated: false, allegesHarm: false } as const;

describe("what a case weighs", () => {
  test.each([
    [CASE, 1],
    [{ ...CASE, severity: 3 }, 3],
    [{ ...CASE, kind: "grievance" as const }, 2],
    [{ ...CASE, isEscalated: true }, 2],
    [{ ...CASE, allegesHarm: true }, 3],
    [{ severity: 3, kind: "grievance" as const, isEscalated: true, allegesHarm: true }, 7],
  ])("%o: %i", (facts, expected) => {
    expect(weightOf(facts)).toBe(expected);
  });

  test("adds up to a load", () => {
    expect(loadOf([])).toBe(0);
    expect(loadOf([CASE, { ...CASE, severity: 2 }])).toBe(3);
  });
});

describe("sharing cases out", () => {
  test("gives the heaviest first to who carries least, so that loads come near to each other", () => {
    const cases = [
      { id: "light", weight: 1 },
      { id: "heavy", weight: 6 },
      { id: "middle", weight: 3 },
    ];
    const owners = [
      { id: "ana", load: 6 },
      { id: "bo", load: 2 },
    ];
    expect(Object.fromEntries(shareOut(cases, owners))).toEqual({ heavy: "bo", middle: "ana", light: "bo" });
    expect(owners).toEqual([
      { id: "ana", load: 6 },
      { id: "bo", load: 2 },
    ]);
  });

  test("gives all to the only one, and none to nobody", () => {
    const cases = [{ id: "one", weight: 1 }];
    expect([...shareOut(cases, [{ id: "ana", load: 9 }])]).toEqual([["one", "ana"]]);
    expect([...shareOut(cases, [])]).toEqual([]);
  });
});

describe("whom to suggest", () => {
  const one = (id: string, role: "associate" | "supervisor", load: number, away: object | null = null) => ({
    ...{ id, role, load, away },
  });

  test.each([
    [
      "the least loaded associate",
      [one("a", "associate", 5), one("b", "associate", 3), one("s", "supervisor", 0)],
      "b",
    ],
    ["nobody who is away", [one("a", "associate", 5), one("b", "associate", 3, {})], "a"],
    ["somebody else where no associate is here", [one("a", "associate", 5, {}), one("s", "supervisor", 9)], "s"],
    ["nobody where everybody is away", [one("a", "associate", 5, {})], undefined],
  ])("is %s", (_what, colleagues, expected) => {
    expect(suggestOwner(colleagues)?.id).toBe(expected);
  });
});

describe("the words", () => {
  test("say until when, and who covers", () => {
    expect(describeAway({ untilOn: "2026-12-03", actor: { id: "b", name: "Bo" } })).toBe(
      "Away until 3 Dec 2026, covered by Bo",
    );
    expect(describeAway({ untilOn: "2026-12-03", actor: null })).toBe("Away until 3 Dec 2026, nobody covers");
    expect(describeDays({ fromOn: "2026-12-01", untilOn: "2026-12-01" })).toBe("1 Dec 2026");
  });

  test("say what was handed over to whom", () => {
    const to = [
      { name: "Ana", count: 2 },
      { name: "Bo", count: 1 },
    ];
    expect(describeHandedOver({ from: "Dana", to })).toBe("3 cases of Dana handed over: 2 to Ana, 1 to Bo.");
    expect(describeHandedOver({ from: "Dana", to: to.slice(1) })).toBe("1 case of Dana handed over to Bo.");
  });
});

describe("the form of an absence", () => {
  const form = { absenceId: newId(), personId: newId(), fromOn: "2026-12-01", untilOn: "2026-12-03" };
  const errorsOf = (given: object) => planAbsenceSchema.safeParse({ ...form, ...given }).error?.issues;

  test("may leave cover and note out", () => {
    expect(planAbsenceSchema.parse({ ...form, coverId: "" })).toMatchObject({ coverId: null, note: null });
  });

  test.each([
    [{ untilOn: "2026-11-30" }, "untilOn"],
    [{ fromOn: "" }, "fromOn"],
    [{ fromOn: "2026-02-30" }, "fromOn"],
    [{ coverId: "x" }, "coverId"],
    [{ note: "a\u0000b" }, "note"],
  ])("refuses %o beside %s", (given, field) => {
    expect(errorsOf(given)?.map(({ path }) => path[0])).toContain(field);
  });
});

describe("the form of a handover", () => {
  const [caseId, ownerId] = [newId(), newId()];
  const form = { handoverId: newId(), siteId: newId(), personId: newId(), reason: "On leave." };
  const parse = (moves: unknown) => handOverSchema.safeParse({ ...form, moves });

  test("reads each case with its new owner", () => {
    expect(parse([`${caseId} ${ownerId}`]).data?.moves).toEqual([{ caseId, ownerId }]);
  });

  test.each([
    ["nothing", undefined],
    ["an empty list", []],
    ["half a pair", [caseId]],
    ["what is no pair", ["x y"]],
    ["one case twice", [`${caseId} ${ownerId}`, `${caseId} ${newId()}`]],
    ["too many", Array.from({ length: MOST_HANDED_OVER + 1 }, () => `${newId()} ${ownerId}`)],
  ])("refuses %s", (_what, moves) => {
    expect(parse(moves).error?.issues.every(({ path }) => path[0] === "moves")).toBe(true);
  });

  test("takes as many as the limit says", () => {
    expect(parse(Array.from({ length: MOST_HANDED_OVER }, () => `${newId()} ${ownerId}`)).success).toBe(true);
  });
});
