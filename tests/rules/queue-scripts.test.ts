import path from "node:path";
import { expect, test } from "vitest";
import { findWaysToBrowser } from "./client-imports";

const root = path.join(import.meta.dirname, "../..");
const FRAME = ["app/layout.tsx", "app/(staff)/layout.tsx", "app/(staff)/error.tsx"];
const QUEUE = ["app/(staff)/cases/layout.tsx", "app/(staff)/cases/page.tsx"];

const isZod = (name: string) => /^(zod|@conform-to)\b/.test(name);

// Decision 0039: zod is a fifth of what the queue may carry, and what needs it comes with the press that opens it.
test("neither the queue nor the frame around every page carries zod to the browser", () => {
  expect(findWaysToBrowser(root, [...FRAME, ...QUEUE], isZod)).toEqual([]);
});

test("a page with a form is seen to carry it", () => {
  const ways = findWaysToBrowser(root, ["app/(staff)/cases/new/page.tsx"], isZod);
  expect(ways).toContainEqual(expect.stringMatching(/^components\/case\/new-case-form\.tsx → .*zod$/));
});
