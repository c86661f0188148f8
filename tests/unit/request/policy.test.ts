import { describe, expect, test } from "vitest";
import { Role } from "@/lib/platform/generated/enums";
import { canAskUnit, canPursue, canReply } from "@/lib/request/policy";
import { RequestState } from "@/lib/request/schema";

const WORKERS: Role[] = ["associate", "supervisor", "manager"];
const holder = (role: Role, siteId = "here", unitId: string | null = null) => ({ grants: [{ role, siteId, unitId }] });
const facts = { siteId: "here", unitId: "ward", state: "open" as RequestState };

describe.each(Object.values(Role))("%s", (role) => {
  const works = WORKERS.includes(role);

  test(`${works ? "asks" : "does not ask"} about an open case of their site, and about no other`, () => {
    expect(canAskUnit(holder(role), { siteId: "here", isClosed: false })).toBe(works);
    expect(canAskUnit(holder(role), { siteId: "here", isClosed: true })).toBe(false);
    expect(canAskUnit(holder(role), { siteId: "elsewhere", isClosed: false })).toBe(false);
  });

  test.each(Object.values(RequestState))("reminds and withdraws while it waits: %s", (state) => {
    for (const deed of ["remind", "withdraw"] as const) {
      expect(canPursue(holder(role), { ...facts, state }, deed)).toBe(works && state === "open");
      expect(canPursue(holder(role, "elsewhere"), { ...facts, state }, deed)).toBe(false);
    }
  });

  test.each(Object.values(RequestState))("replies for their own unit alone: %s", (state) => {
    const answers = role === "responder" && state === "open";
    expect(canReply(holder(role, "here", "ward"), { ...facts, state })).toBe(answers);
    expect(canReply(holder(role, "here", "other"), { ...facts, state })).toBe(false);
    expect(canReply(holder(role), { ...facts, state })).toBe(false);
  });
});
