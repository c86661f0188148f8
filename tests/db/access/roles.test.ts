import { describe, expect, test } from "vitest";
import { grantRole, withdrawRole } from "@/lib/access/mutations/people";
import { type GrantRoleInput, grantRoleSchema, type Role } from "@/lib/access/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aPerson, aSite, aUnit, aViewer, NOW, type Place, userCtxFor, viewerAgain } from "../../support/factories";
import { race } from "../../support/races";

const aGrant = (personId: string, site: Place, role: Role, unitId = ""): GrantRoleInput =>
  grantRoleSchema.parse({ personId, siteId: site.id, role, unitId });

const rolesOf = (personId: string) => systemDb().roleGrant.findMany({ where: { personId }, orderBy: { id: "asc" } });

async function grantOf(personId: string, role: Role): Promise<{ grantId: string }> {
  const { id } = await systemDb().roleGrant.findFirstOrThrow({ where: { personId, role } });
  return { grantId: id };
}

async function anAdministratorsCtx(site: Place) {
  return userCtxFor(await aViewer({ site, role: "administrator" }));
}

const NOT_ADMINISTRATORS = ["associate", "supervisor", "manager", "responder", "auditor"] as const;

describe("granting a role", () => {
  test("adds it to those a person has, and records it", async () => {
    const site = await aSite({ name: "Northgate" });
    const unit = await aUnit(site, "Ward 4");
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site });
    expect(await grantRole(ctx, aGrant(ana.id, site, "responder", unit.id))).toEqual({ personId: ana.id });
    expect((await rolesOf(ana.id)).map(({ role, unitId }) => [role, unitId])).toEqual([
      ["associate", null],
      ["responder", unit.id],
    ]);
    expect(await eventsOf("person", ana.id)).toEqual([
      {
        type: "role.granted",
        data: { role: "responder", site: "Northgate", unit: "Ward 4" },
        at: NOW,
        actorId: ctx.viewer.personId,
        actorName: ctx.viewer.name,
        siteId: site.id,
      },
    ]);
  });

  test("counts from the person's next request", async () => {
    const site = await aSite();
    const ana = await aPerson({ organisationId: site.organisationId });
    await grantRole(await anAdministratorsCtx(site), aGrant(ana.id, site, "supervisor"));
    expect((await viewerAgain(ana.id)).grants).toEqual([{ role: "supervisor", siteId: site.id, unitId: null }]);
  });

  test.each(NOT_ADMINISTRATORS)("is not for %s", async (role) => {
    const site = await aSite();
    const ana = await aPerson({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => grantRole(ctx, aGrant(ana.id, site, "manager")));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("to somebody of another organisation is not found", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    for (const id of [(await aPerson()).id, (await aPerson({ site: await aSite() })).id, newId()]) {
      const ended = await attempt(() => grantRole(ctx, aGrant(id, site, "manager")));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("to somebody who has roles at another site alone is not found", async () => {
    const site = await aSite();
    const other = await aSite({ organisationId: site.organisationId });
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site: other });
    expect((await attempt(() => grantRole(ctx, aGrant(ana.id, site, "manager")))).outcome).toBe("NOT_FOUND");
  });

  test("at a site that one does not administer is refused beside the field", async () => {
    const site = await aSite();
    const other = await aSite({ organisationId: site.organisationId });
    const ana = await aPerson({ site });
    const refusal = await refusalOf(grantRole(await anAdministratorsCtx(site), aGrant(ana.id, other, "manager")));
    expect(refusal.details.fieldErrors).toHaveProperty("siteId");
    expect(await rolesOf(ana.id)).toHaveLength(1);
  });

  test("that they have already is refused beside the field, also when it is sent twice at once", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site });
    expect((await refusalOf(grantRole(ctx, aGrant(ana.id, site, "associate")))).details.fieldErrors).toHaveProperty(
      "role",
    );
    const grant = () => grantRole(ctx, aGrant(ana.id, site, "auditor"));
    const { works } = await race({ table: "Person", id: ana.id }, [grant, grant, grant], "UPDATE");
    expect(await outcomesOf(works)).toEqual(["INVALID", "INVALID", "done"]);
    expect((await rolesOf(ana.id)).map(({ role }) => role)).toEqual(["associate", "auditor"]);
  });

  test("that cannot be recorded does not happen", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site });
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => grantRole(ctx, aGrant(ana.id, site, "manager")));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("withdrawing a role", () => {
  test("takes that one away and records it", async () => {
    const site = await aSite({ name: "Northgate" });
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site, also: [{ role: "auditor", site }] });
    expect(await withdrawRole(ctx, await grantOf(ana.id, "associate"))).toEqual({ personId: ana.id });
    expect((await rolesOf(ana.id)).map(({ role }) => role)).toEqual(["auditor"]);
    expect(await eventsOf("person", ana.id)).toMatchObject([
      {
        type: "role.withdrawn",
        data: { role: "associate", site: "Northgate", unit: null },
        actorId: ctx.viewer.personId,
        siteId: site.id,
      },
    ]);
  });

  test.each(NOT_ADMINISTRATORS)("is not for %s", async (role) => {
    const site = await aSite();
    const ana = await aPerson({ site });
    const grant = await grantOf(ana.id, "associate");
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect(await attempt(() => withdrawRole(ctx, grant))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("at a site that one does not administer, or one that never was, is not found", async () => {
    const site = await aSite();
    const other = await aSite({ organisationId: site.organisationId });
    const ana = await aPerson({ site, also: [{ role: "manager", site: other }] });
    const ctx = await anAdministratorsCtx(site);
    for (const grant of [await grantOf(ana.id, "manager"), { grantId: newId() }]) {
      expect(await attempt(() => withdrawRole(ctx, grant))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("of the last administrator of a site is refused, also to themselves", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const grant = await grantOf(ctx.viewer.personId, "administrator");
    expect(await attempt(() => withdrawRole(ctx, grant))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("of an administrator counts only those who can still sign in", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    await aPerson({ site, role: "administrator", deactivatedAt: NOW });
    const grant = await grantOf(ctx.viewer.personId, "administrator");
    expect(await outcomeOf(withdrawRole(ctx, grant))).toBe("CONFLICT");
    await aPerson({ site, role: "administrator" });
    expect(await outcomeOf(withdrawRole(ctx, grant))).toBe("done");
  });

  test("by two administrators of each other at once leaves one of them", async () => {
    const site = await aSite();
    const [one, two] = [await anAdministratorsCtx(site), await anAdministratorsCtx(site)];
    const [ofOne, ofTwo] = [
      await grantOf(one.viewer.personId, "administrator"),
      await grantOf(two.viewer.personId, "administrator"),
    ];
    const works = [withdrawRole(one, ofTwo), withdrawRole(two, ofOne)];
    await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect(await systemDb().roleGrant.count({ where: { siteId: site.id, role: "administrator" } })).toBe(1);
  });

  test("twice at once takes it away once, and the second is told that it is gone", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site });
    const grant = await grantOf(ana.id, "associate");
    const withdraw = () => withdrawRole(ctx, grant);
    const { works } = await race({ table: "RoleGrant", id: grant.grantId }, [withdraw, withdraw]);
    expect(await outcomesOf(works)).toEqual(["NOT_FOUND", "done"]);
    expect(await eventsOf("person", ana.id)).toHaveLength(1);
  });

  test("that cannot be recorded does not happen", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const grant = await grantOf((await aPerson({ site })).id, "associate");
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => withdrawRole(ctx, grant));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
