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

test.each([
  [{ ok: true, data: { personId: "ana" } }, true],
  [{ ok: true, data: { personId: "ben" } }, false],
  [{ ok: false, code: "UNAUTHENTICATED", message: "" }, false],
  [{ ok: false, code: "UNEXPECTED", message: "" }, null],
] as const)("of %o the answer is %s", (result, expected) => {
  expect(isStill("ana", result)).toBe(expected);
});
