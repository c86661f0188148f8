import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { awaitStep } from "@/components/case/awaited-step";
import { carryNews, takeNews } from "@/components/case/step-news";
import { keepOwn } from "@/components/layout/own-store";

const NEWS = { reference: "PR-1", title: "PR-1 was moved to Investigating.", undo: { caseId: "one", version: 3 } };

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("document", { querySelector: () => ({ content: "ana" }) });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  awaitStep(null);
});
afterEach(() => void vi.unstubAllGlobals());

test("news of a step that leads on is left for the next page, which takes it once", () => {
  awaitStep({ reference: "PR-1", goOn: () => undefined });
  expect(carryNews(NEWS)).toBe(true);
  expect(takeNews()).toEqual(NEWS);
  expect(takeNews()).toBeNull();
});

test("where nobody goes on, or from another case, it is told here", () => {
  expect(carryNews(NEWS)).toBe(false);
  awaitStep({ reference: "PR-2", goOn: () => undefined });
  expect(carryNews(NEWS)).toBe(false);
  expect(takeNews()).toBeNull();
});

test("what is not news is dropped", () => {
  keepOwn("step-news", { reference: "PR-1", title: 4, undo: null });
  expect(takeNews()).toBeNull();
});
