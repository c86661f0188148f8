import { describe, expect, test } from "vitest";
import { Role } from "@/lib/access/schema";
import { canLogContact, canSeePrivileged, canVoidContact } from "@/lib/contact/policy";

const HERE = "site";
const holder = (role: Role, siteId = HERE) => ({ personId: "me", grants: [{ role, siteId, unitId: null }] });
const who = (may: (role: Role) => boolean) => Object.values(Role).filter(may);

describe("a contact", () => {
  test("is logged by whoever works cases at the site", () => {
    expect(who((role) => canLogContact(holder(role), { siteId: HERE }))).toEqual([
      "associate",
      "supervisor",
      "manager",
    ]);
    expect(who((role) => canLogContact(holder(role, "other"), { siteId: HERE }))).toEqual([]);
  });

  test("is voided by whoever logged it, or whoever decides at the site", () => {
    const mine = { siteId: HERE, authorId: "me" };
    const theirs = { siteId: HERE, authorId: "you" };
    expect(who((role) => canVoidContact(holder(role), mine))).toEqual(["associate", "supervisor", "manager"]);
    expect(who((role) => canVoidContact(holder(role), theirs))).toEqual(["supervisor", "manager"]);
    expect(who((role) => canVoidContact(holder(role, "other"), mine))).toEqual([]);
  });
});

test("privileged notes are for managers of the site alone", () => {
  expect(who((role) => canSeePrivileged(holder(role), { siteId: HERE }))).toEqual(["manager"]);
  expect(canSeePrivileged(holder("manager", "other"), { siteId: HERE })).toBe(false);
});
