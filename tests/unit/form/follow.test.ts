import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { follow } from "@/components/form/follow";
import type { ActionResult } from "@/lib/shared/result";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = (code: "UNAUTHENTICATED" | "NOT_FOUND" | "UNEXPECTED") =>
  ({ ok: false, code, message: "No." }) as const;
const MINUTE_MS = 60_000;

function aFollowing(answers: (ActionResult<number> | Error)[]) {
  const told: string[] = [];
  let asked = 0;
  let isInSight = true;
  const end = follow<number>({
    ask: async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (!answer || answer instanceof Error) throw answer;
      return answer;
    },
    hear: (found) => {
      told.push(String(found));
      return found < 3;
    },
    onGone: () => void told.push("gone"),
    isInSight: () => isInSight,
  });
  return { told, end, countAsked: () => asked, show: (is: boolean) => (isInSight = is) };
}

const done = (data: number) => ({ ok: true, data }) as const;

describe("following what the server does", () => {
  test("ends with it", async () => {
    const { told, countAsked } = aFollowing([
      done(1),
      refused("UNEXPECTED"),
      new Error("no network"),
      done(2),
      done(3),
    ]);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(told).toEqual(["1", "2", "3"]);
    expect(countAsked()).toBe(5);
  });

  test("asks ever more seldom", async () => {
    const { countAsked } = aFollowing([done(1)]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(countAsked()).toBe(4);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(countAsked()).toBe(24);
  });

  test("stops once nobody is signed in, or where there is nothing", async () => {
    const [out, gone] = [aFollowing([done(1), refused("UNAUTHENTICATED")]), aFollowing([refused("NOT_FOUND")])];
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect([out.countAsked(), gone.countAsked()]).toEqual([2, 1]);
    expect([out.told, gone.told]).toEqual([["1"], ["gone"]]);
  });

  test("asks nothing while the page is out of sight, nor once it is left", async () => {
    const { countAsked, show, end } = aFollowing([done(1)]);
    show(false);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(countAsked()).toBe(0);
    show(true);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(countAsked()).toBe(20);
    end();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(countAsked()).toBe(20);
  });
});
