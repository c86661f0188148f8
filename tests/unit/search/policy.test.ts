import { describe, expect, test } from "vitest";
import { Role } from "@/lib/access/schema";
import { canSearch, soughtBy } from "@/lib/search/policy";

const whoIs = (...roles: Role[]) => ({ grants: roles.map((role) => ({ role, siteId: "here", unitId: null })) });

describe("the search looks", () => {
  const everything = { cases: true, requests: false, articles: true };
  test.each([
    ["associate", everything],
    ["supervisor", everything],
    ["manager", everything],
    ["auditor", everything],
    ["administrator", { cases: false, requests: false, articles: true }],
    ["responder", { cases: false, requests: true, articles: true }],
  ] as const)("for the %s among what they may see", (role, sought) => {
    expect(soughtBy(whoIs(role))).toEqual(sought);
  });

  test("among all of it for who holds two roles", () => {
    expect(soughtBy(whoIs("administrator", "responder"))).toEqual({ cases: false, requests: true, articles: true });
  });

  test("for everybody with a role, and for nobody without", () => {
    for (const role of Object.values(Role)) expect(canSearch(whoIs(role))).toBe(true);
    expect(canSearch(whoIs())).toBe(false);
  });
});
