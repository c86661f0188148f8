import { describe, expect, test } from "vitest";
import { canWorkDispute } from "@/lib/billing/policy";
import { CaseState } from "@/lib/case/schema";
import { Role } from "@/lib/platform/generated/enums";

const holder = (role: Role) => ({ personId: "me", grants: [{ role, siteId: "here", unitId: null }] });
const facts = (state: CaseState, siteId = "here") => ({ siteId, state, ownerId: null });

describe("working on a billing dispute", () => {
  test.each(Object.values(Role))("as %s", (role) => {
    const isWorker = role === "associate" || role === "supervisor" || role === "manager";
    expect(canWorkDispute(holder(role), facts("triaged"))).toBe(isWorker);
    expect(canWorkDispute(holder(role), facts("triaged", "elsewhere"))).toBe(false);
  });

  test.each(Object.values(CaseState))("of a case that is %s", (state) =>
    expect(canWorkDispute(holder("associate"), facts(state))).toBe(state !== "closed"),
  );
});
