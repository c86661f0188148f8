import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { follow } from "@/components/form/follow";
import { tellSignedIn } from "@/components/form/signed-in";
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

  test("goes on once they are signed in again, but not where the page was left meanwhile", async () => {
    const answers = [done(1), refused("UNAUTHENTICATED"), refused("UNAUTHENTICATED"), done(2), done(3)];
    const [here, left] = [aFollowing(answers), aFollowing(answers)];
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(here.told).toEqual(["1"]);
    left.end();
    tellSignedIn();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect([here.countAsked(), left.countAsked()]).toEqual([3, 2]);
    tellSignedIn();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    tellSignedIn();
    expect(here.told).toEqual(["1", "2", "3"]);
    expect([here.countAsked(), left.countAsked()]).toEqual([5, 2]);
  });

  test("rests while nobody is signed in, and stops where there is nothing", async () => {
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
