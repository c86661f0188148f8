import { describe, expect, test } from "vitest";
import { canKeepArticles } from "@/lib/knowledge/policy";
import { isReviewDue, whyNotPublish } from "@/lib/knowledge/rules";
import { Role } from "@/lib/platform/generated/enums";

const TODAY = "2026-05-12";

describe("an article", () => {
  test.each([
    ["2026-05-11", true],
    ["2026-05-12", false],
    ["2026-05-13", false],
    ["2025-12-31", true],
  ])("to be read again on %s is late on 12 May 2026: %s", (reviewOn, isDue) => {
    expect(isReviewDue(reviewOn, TODAY)).toBe(isDue);
  });

  test.each([
    ["a draft with a day to come", { state: "draft", isChanged: true, reviewOn: "2026-05-13" }, null],
    ["a draft for today", { state: "draft", isChanged: true, reviewOn: TODAY }, /choose a later one/],
    ["a next version", { state: "published", isChanged: true, reviewOn: "2026-05-13" }, null],
    ["what is published already", { state: "published", isChanged: false, reviewOn: "2026-05-13" }, /the same already/],
    ["what was withdrawn, as it was", { state: "withdrawn", isChanged: false, reviewOn: "2026-05-13" }, null],
    ["what was withdrawn and is late", { state: "withdrawn", isChanged: false, reviewOn: "2026-05-01" }, /later one/],
  ] as const)("can be published or says why not: %s", (_what, standing, why) => {
    const told = whyNotPublish(standing, TODAY);
    if (why === null) expect(told).toBeNull();
    else expect(told).toMatch(why);
  });

  test.each(Object.values(Role))("is kept by managers and administrators of its site alone: %s", (role) => {
    const viewer = { grants: [{ role, siteId: "here", unitId: null }] };
    expect(canKeepArticles(viewer, "here")).toBe(role === "manager" || role === "administrator");
    expect(canKeepArticles(viewer, "elsewhere")).toBe(false);
  });
});
