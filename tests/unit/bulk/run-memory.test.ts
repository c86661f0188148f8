import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isSeen, keepSeen } from "@/components/bulk/run-memory";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("document", { querySelector: () => ({ content: "ana" }) });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

test("a change whose end was shown stays out of the way, and the next one does not", () => {
  expect(isSeen("one")).toBe(false);
  keepSeen("one");
  expect(isSeen("one")).toBe(true);
  expect(isSeen("two")).toBe(false);
});
