import { expect, test } from "vitest";
import { addressOf, around, stepAsShown, turned, type Walk } from "@/components/case/walk-memory";

const refs = (from: number, count: number) => Array.from({ length: count }, (_, index) => `PR-${from + index}`);
const WALK: Walk = { pages: [{ address: "/cases?tab=open", references: refs(0, 50) }], next: "n1", previous: null };
const AFTER = { page: "n1", references: refs(50, 50), next: "n2", previous: "p1" };

test("asks about the cases around one, and beyond the page only at its end", () => {
  expect(around(WALK, "PR-99")).toBeNull();
  expect(around(WALK, "PR-0")).toEqual({ references: refs(0, 26), previous: null, next: null });
  expect(around(WALK, "PR-49")).toEqual({ references: refs(24, 26), previous: null, next: "n1" });
});

test("a page that was turned to is walked on, and is where its cases lead back to", () => {
  const walk = turned(WALK, { before: null, after: AFTER });
  expect(around(walk, "PR-50")?.references).toContain("PR-49");
  expect(addressOf(walk, "PR-49")).toBe("/cases?tab=open");
  expect(addressOf(walk, "PR-50")).toBe("/cases?tab=open&page=n1");
  expect(walk.next).toBe("n2");
});

test("of many pages the ones furthest back are forgotten", () => {
  let walk = WALK;
  for (let page = 1; page < 8; page++) {
    walk = turned(walk, { before: null, after: { ...AFTER, references: refs(page * 50, 50) } });
  }
  expect(walk.pages).toHaveLength(4);
  expect(walk.pages.at(-1)?.references[0]).toBe("PR-350");
});

test("a page that turned out empty changes nothing", () => {
  expect(turned(WALK, { before: null, after: { ...AFTER, references: [] } })).toBe(WALK);
});

test("an address that leads elsewhere is not followed", () => {
  expect(addressOf({ ...WALK, pages: [{ address: "https://example.org", references: ["PR-1"] }] }, "PR-1")).toBe(
    "/cases",
  );
});

test("before the server has answered, the way leads as the queue was shown, and not beyond what is known of it", () => {
  expect(stepAsShown(WALK, "PR-1")).toMatchObject({ previous: "PR-0", next: "PR-2" });
  expect(stepAsShown(WALK, "PR-49")).toMatchObject({ previous: "PR-48", next: null });
  expect(stepAsShown(WALK, "PR-99")).toBeNull();
  expect(stepAsShown(null, "PR-1")).toBeNull();
});
