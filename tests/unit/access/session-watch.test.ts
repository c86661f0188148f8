import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { isStill, watchSession } from "@/components/access/session-watch";

let visibilityState = "visible";
let listeners: (() => void)[] = [];

beforeEach(() => {
  visibilityState = "visible";
  listeners = [];
  vi.stubGlobal("document", {
    get visibilityState() {
      return visibilityState;
    },
    addEventListener: (_name: string, listen: () => void) => listeners.push(listen),
    removeEventListener: (_name: string, listen: () => void) => {
      listeners = listeners.filter((each) => each !== listen);
    },
  });
});
afterEach(() => void vi.unstubAllGlobals());

const comeBack = async () => {
  for (const listen of listeners) listen();
  await new Promise((resolve) => setTimeout(resolve));
};

test("asks each time the tab comes into sight, and not when it leaves it", async () => {
  const [ask, hear] = [vi.fn(async () => false), vi.fn()];
  const stop = watchSession({ ask, hear });
  expect(ask).not.toHaveBeenCalled();
  visibilityState = "hidden";
  await comeBack();
  expect(ask).not.toHaveBeenCalled();
  visibilityState = "visible";
  await comeBack();
  expect(hear).toHaveBeenCalledExactlyOnceWith(false);
  stop();
  await comeBack();
  expect(ask).toHaveBeenCalledTimes(1);
});

test("hears nothing where the server cannot be reached, or cannot tell", async () => {
  const hear = vi.fn();
  watchSession({ ask: () => Promise.reject(new Error("offline")), hear });
  watchSession({ ask: async () => null, hear });
  await comeBack();
  expect(hear).not.toHaveBeenCalled();
});

test("who comes back while an answer is awaited is asked about again once it is there, and once only", async () => {
  const waiting: ((answer: boolean) => void)[] = [];
  const ask = vi.fn(() => new Promise<boolean>((answer) => waiting.push(answer)));
  const hear = vi.fn();
  watchSession({ ask, hear });
  await comeBack();
  await comeBack();
  await comeBack();
  expect(ask).toHaveBeenCalledTimes(1);
  for (const answer of [true, false]) {
    waiting.shift()?.(answer);
    await vi.waitUntil(() => hear.mock.lastCall?.[0] === answer);
  }
  expect(hear.mock.calls).toEqual([[true], [false]]);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(waiting).toEqual([]);
});

test("whoever leaves while an answer is awaited is not asked about again", async () => {
  let answer = (_isSignedIn: boolean) => {};
  const ask = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)));
  const hear = vi.fn();
  const stop = watchSession({ ask, hear });
  await comeBack();
  await comeBack();
  stop();
  answer(true);
  await comeBack();
  expect(ask).toHaveBeenCalledTimes(1);
  expect(hear).not.toHaveBeenCalled();
});

test.each([
  [{ ok: true, data: { personId: "ana" } }, true],
  [{ ok: true, data: { personId: "ben" } }, false],
  [{ ok: false, code: "UNAUTHENTICATED", message: "" }, false],
  [{ ok: false, code: "UNEXPECTED", message: "" }, null],
] as const)("of %o the answer is %s", (result, expected) => {
  expect(isStill("ana", result)).toBe(expected);
});
