import { expect, test } from "vitest";
import { fateOf, type Wish } from "@/components/layout/wish";

const WISH: Wish = { href: "/cases/PR-1", keys: "i", onMissing: () => {}, from: "/cases", askedAt: 10_000 };

test.each([
  ["waits while the page is on its way", "/cases", 10_100, "waits"],
  ["is due on its page", "/cases/PR-1", 19_000, "due"],
  ["is dropped where one went elsewhere", "/patients", 10_100, "dropped"],
  ["is dropped on another case", "/cases/PR-11", 10_100, "dropped"],
  ["is dropped on its own page once that is long ago", "/cases/PR-1", 20_001, "dropped"],
  ["is dropped where one stayed", "/cases", 600_000, "dropped"],
])("a wish %s", (_, pathname, now, fate) => {
  expect(fateOf(WISH, pathname, now)).toBe(fate);
});

test("a wish for the page it was made on is due at once", () => {
  expect(fateOf({ ...WISH, from: WISH.href }, WISH.href, WISH.askedAt)).toBe("due");
});
