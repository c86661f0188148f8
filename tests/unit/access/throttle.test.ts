import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterFailure, minutesBlocked, THROTTLES, type ThrottleKind, type ThrottleState } from "@/lib/access/rules";

const START = new Date("2026-05-12T09:00:00Z").getTime();
const at = (minutes: number) => new Date(START + minutes * 60_000);
const kinds = Object.keys(THROTTLES) as ThrottleKind[];

function afterFailures(kind: ThrottleKind, count: number, minute = 0): ThrottleState {
  let state = afterFailure(kind, null, at(minute));
  for (let failure = 1; failure < count; failure++) state = afterFailure(kind, state, at(minute));
  return state;
}

describe("failed sign-ins", () => {
  test.each([
    ["pair", 5, 15],
    ["address", 30, 15],
    ["account", 20, 1],
  ] as const)("of a %s block it at the %ith for %i minutes", (kind, failures, minutes) => {
    expect(afterFailures(kind, failures - 1).blockedUntil).toBeNull();
    expect(afterFailures(kind, failures)).toEqual({ failures, firstAt: at(0), blockedUntil: at(minutes) });
  });

  test.each(kinds)("of a %s begin to count afresh when a quarter of an hour has passed since the first", (kind) => {
    const before = afterFailures(kind, 3);
    expect(afterFailure(kind, before, new Date(at(15).getTime() - 1)).failures).toBe(4);
    expect(afterFailure(kind, before, at(15))).toEqual({ failures: 1, firstAt: at(15), blockedUntil: null });
  });

  test.each(kinds)("of a %s begin to count afresh when a block has ended", (kind) => {
    const blocked = afterFailures(kind, THROTTLES[kind].failures);
    const end = blocked.blockedUntil ?? at(0);
    expect(afterFailure(kind, blocked, end)).toEqual({ failures: 1, firstAt: end, blockedUntil: null });
  });

  test("never keep an account's owner out for more than a minute after the last of them", () => {
    const steps = fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (waits) => {
        let minute = 0;
        let state: ThrottleState | null = null;
        for (const wait of waits) {
          minute += wait;
          state = afterFailure("account", state, at(minute));
          expect(minutesBlocked([state], at(minute))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("the minutes left of a block", () => {
  test.each([
    ["of none", [], 0],
    ["that never was", [{ blockedUntil: null }], 0],
    ["that has ended", [{ blockedUntil: at(-1) }], 0],
    ["that ends now", [{ blockedUntil: at(0) }], 0],
    ["are rounded up", [{ blockedUntil: at(0.01) }], 1],
    ["that is whole", [{ blockedUntil: at(15) }], 15],
    ["are those of the longest", [{ blockedUntil: at(1) }, { blockedUntil: at(14.5) }, { blockedUntil: null }], 15],
  ])("%s", (_what, states, minutes) => {
    expect(minutesBlocked(states, at(0))).toBe(minutes);
  });
});
