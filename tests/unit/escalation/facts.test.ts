import { describe, expect, test } from "vitest";
import { pastStandings, standingOf } from "@/lib/escalation/rules/facts";
import { daysAgo, NOW } from "./matrices";

describe("a clock that runs", () => {
  const dueAt = daysAgo(1);
  const told = (...notices: { stage: "due_soon" | "late"; dueAt: Date }[]) =>
    standingOf({ clock: "resolve", dueAt, notices })?.state ?? null;

  test.each([
    ["nowhere before anybody was told of it", [], null],
    ["due soon once people were told so", [{ stage: "due_soon", dueAt }], "due_soon"],
    [
      "late once people were told that it is",
      [
        { stage: "due_soon", dueAt },
        { stage: "late", dueAt },
      ],
      "late",
    ],
    ["nowhere where they were told of another due time", [{ stage: "late", dueAt: daysAgo(3) }], null],
  ] as const)("stands %s", (_where, notices, state) => {
    expect(told(...notices)).toBe(state);
  });
});

describe("a clock of the past", () => {
  const aClock = {
    clock: "resolve",
    dueSoonAt: daysAgo(5),
    dueAt: daysAgo(3),
    isPaused: false,
    computedAt: daysAgo(9),
  };
  const statesOf = (fields: object) =>
    pastStandings({ ...aClock, metAt: null, endedAt: null, ...fields }, NOW).map(({ state }) => state);

  test.each([
    ["late where it still runs past its time", {}, ["late", "due_soon"]],
    ["late where it was met too late", { metAt: daysAgo(2) }, ["late", "due_soon"]],
    ["due soon where it was met just in time", { metAt: daysAgo(4) }, ["due_soon"]],
    ["nothing where it was met early", { metAt: daysAgo(6) }, []],
    ["what it was when the case was over without it", { endedAt: daysAgo(4) }, ["due_soon"]],
    ["what it was before it was paused", { isPaused: true, computedAt: daysAgo(4) }, ["due_soon"]],
    ["nothing while there is time", { dueSoonAt: daysAgo(-1), dueAt: daysAgo(-2) }, []],
  ] as const)("was %s", (_what, fields, states) => {
    expect(statesOf(fields)).toEqual(states);
  });
});
