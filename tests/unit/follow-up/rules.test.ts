import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/access/schema";
import { canDecidePromise, canFollowUp, canSetLimits } from "@/lib/follow-up/policy";
import { compareCalls, fitOf, proposesLetter, readBestTime } from "@/lib/follow-up/rules/attempts";
import { currencyOfSite, limitOf, limitsOf } from "@/lib/follow-up/rules/authority";
import { dayProblem } from "@/lib/follow-up/rules/days";
import { describeDueOn, standingOf } from "@/lib/follow-up/rules/standing";
import { AttemptOutcome } from "@/lib/follow-up/schema";

const TODAY = "2026-05-12";
const promise = { state: "open", approval: null, dueOn: "2026-05-12", keptOn: null, settledOn: null } as const;

describe("a promise", () => {
  test.each([
    [{ dueOn: "2026-05-15" }, "open", "Due in 3 days", "neutral"],
    [{ dueOn: "2026-05-13" }, "open", "Due tomorrow", "neutral"],
    [{}, "due", "Due today", "soon"],
    [{ dueOn: "2026-05-11" }, "broken", "Broken: 1 day late", "late"],
    [{ dueOn: "2026-05-02" }, "broken", "Broken: 10 days late", "late"],
    [{ approval: "approved", dueOn: "2026-05-11" }, "broken", "Broken: 1 day late", "late"],
    [{ approval: "pending" }, "needs_approval", "Needs approval", "soon"],
    [{ approval: "pending", dueOn: "2026-05-11" }, "needs_approval", "Needs approval", "late"],
    [{ approval: "declined", state: "withdrawn", settledOn: "2026-05-20" }, "declined", "Declined", "paused"],
    [{ state: "kept", keptOn: "2026-05-12" }, "kept", "Kept", "met"],
    [{ state: "kept", keptOn: "2026-05-10" }, "kept", "Kept", "met"],
    [{ state: "kept", keptOn: "2026-05-15" }, "kept_late", "Kept 3 days late", "soon"],
    [{ state: "kept", keptOn: "2026-05-13" }, "kept_late", "Kept 1 day late", "soon"],
    [{ state: "replaced", settledOn: "2026-05-12" }, "replaced", "Replaced", "paused"],
    [{ state: "replaced", settledOn: "2026-05-14" }, "replaced", "Broken by 2 days, then replaced", "late"],
    [{ state: "withdrawn", settledOn: "2026-05-13" }, "withdrawn", "Broken by 1 day, then withdrawn", "late"],
    [{ state: "withdrawn", approval: "pending", settledOn: "2026-05-20" }, "withdrawn", "Withdrawn", "paused"],
  ] as const)("%j is %s", (given, kind, label, tone) => {
    expect(standingOf({ ...promise, ...given }, TODAY)).toEqual({ kind, label, tone });
  });
});

test.each([
  ["2026-05-12", "Due today"],
  ["2026-05-13", "Due tomorrow"],
  ["2026-05-15", "Due in 3 days"],
  ["2026-05-11", "1 day late"],
  ["2026-03-28", "45 days late"],
])("a day %s is %s", (dueOn, words) => {
  expect(describeDueOn(dueOn, TODAY)).toBe(words);
});

test.each([
  ["2026-05-12", true],
  ["2027-05-13", true],
  ["2026-05-11", false],
  ["2027-05-14", false],
])("something is planned for today up to a year ahead: %s", (dueOn, isFine) => {
  expect(dayProblem(dueOn, TODAY) === null).toBe(isFine);
});

describe("a letter", () => {
  const tried = (count: number, outcome: AttemptOutcome = "no_answer") =>
    Array.from({ length: count }, () => ({ outcome }));

  test.each(Object.values(AttemptOutcome))("is proposed once three attempts failed: %s", (outcome) => {
    for (const count of [0, 1, 2, 3, 4]) {
      const attempts = tried(count, outcome);
      const isProposed = count >= 3 && outcome !== "reached";
      expect(proposesLetter({ channel: "phone", state: "open", attempts })).toBe(isProposed);
      expect(proposesLetter({ channel: "in_person", state: "open", attempts })).toBe(isProposed);
      expect(proposesLetter({ channel: "letter", state: "open", attempts })).toBe(false);
      expect(proposesLetter({ channel: "phone", state: "cancelled", attempts })).toBe(false);
    }
  });
});

describe("a best time", () => {
  test.each([
    [null, null],
    ["", null],
    ["whenever", null],
    ["not on Fridays", null],
    ["mornings", [480, 720]],
    ["in the afternoon", [720, 1020]],
    ["Evenings, please", [1020, 1260]],
    ["lunchtime", [720, 840]],
    ["after 5 pm", [1020, 1440]],
    ["after 5", [1020, 1440]],
    ["after 17:30", [1050, 1440]],
    ["before 10", [0, 600]],
    ["before 10 am", [0, 600]],
    ["until 3.30 pm", [0, 930]],
    ["9-11", [540, 660]],
    ["between 2 and 4 pm", [840, 960]],
    ["9 am to 1 pm", [540, 780]],
    ["from 8 until 10 am", [480, 600]],
    ["after 99", null],
    ["11-9", null],
  ])("%j names %j", (text, span) => {
    expect(readBestTime(text)).toEqual(span && { from: span[0], until: span[1] });
  });

  test.each([
    [null, "09:00", "any"],
    ["mornings", "09:00", "now"],
    ["mornings", "07:59", "later"],
    ["mornings", "12:00", "passed"],
    ["after 5 pm", "16:59", "later"],
    ["after 5 pm", "17:00", "now"],
  ])("%j at %s is %s", (text, clock, fit) => {
    expect(fitOf(text, clock)).toBe(fit);
  });

  test("orders a call list: now, any time, later, passed; in each the longest due first", () => {
    const call = (id: string, fit: "now" | "any" | "later" | "passed", dueOn = TODAY) => ({ id, fit, dueOn });
    const calls = [call("f", "passed"), call("e", "later"), call("d", "any"), call("c", "any", "2026-05-01")];
    const order = [...calls, call("b", "now"), call("a", "now")].toSorted(compareCalls).map(({ id }) => id);
    expect(order).toEqual(["a", "b", "c", "d", "e", "f"]);
  });
});

describe("authority", () => {
  const limits = limitsOf([{ role: "associate", amount: 2000n }]);
  const holder = (...roles: Role[]) => ({
    personId: "me",
    grants: roles.map((role) => ({ role, siteId: "here", unitId: null })),
  });

  test("is what was set at the site, else what every site begins with", () => {
    expect(limits).toEqual({ associate: 2000, supervisor: 25_000, manager: 250_000 });
    expect(limitsOf([]).associate).toBe(0);
  });

  test.each([
    [["associate"], 2000],
    [["associate", "manager"], 250_000],
    [["auditor"], 0],
    [[], 0],
  ] as [Role[], number][])("of %j reaches %i", (roles, limit) => {
    expect(limitOf(holder(...roles), "here", limits)).toBe(limit);
    expect(limitOf(holder(...roles), "elsewhere", limits)).toBe(0);
  });

  const pending = { siteId: "here", state: "open", approval: "pending", madeById: "somebody", amount: 25_000 } as const;

  test.each([
    ["supervisor", {}, true],
    ["supervisor", { amount: 25_001 }, false],
    ["manager", { amount: 25_001 }, true],
    ["associate", {}, false],
    ["auditor", { amount: 0 }, false],
    ["manager", { madeById: "me" }, false],
    ["manager", { approval: "approved" }, false],
    ["manager", { approval: null }, false],
    ["manager", { state: "withdrawn" }, false],
    ["manager", { siteId: "elsewhere" }, false],
  ] as const)("of a %s decides %j: %s", (role, given, may) => {
    expect(canDecidePromise(holder(role), { ...pending, ...given }, limits)).toBe(may);
  });

  test.each(["associate", "supervisor", "manager", "administrator", "responder", "auditor"] as const)(
    "to follow up, and to set limits: %s",
    (role) => {
      const works = ["associate", "supervisor", "manager"].includes(role);
      expect(canFollowUp(holder(role), { siteId: "here" })).toBe(works);
      expect(canFollowUp(holder(role), { siteId: "elsewhere" })).toBe(false);
      expect(canSetLimits(holder(role), { siteId: "here" })).toBe(role === "administrator");
    },
  );

  test("is in the money of the country", () => {
    expect(currencyOfSite({ country: "GB" })).toEqual({ code: "GBP", digits: 2 });
    expect(currencyOfSite({ country: "JP" })).toEqual({ code: "JPY", digits: 0 });
  });
});
