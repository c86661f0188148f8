import { describe, expect, test } from "vitest";
import { addSite, addUnit, closeUnit, renameUnit } from "@/lib/access/mutations/places";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aUnit, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const NOT_ADMINISTRATORS = ["associate", "supervisor", "manager", "responder", "auditor"] as const;
const riverside = { name: "Riverside", timeZone: "America/New_York", country: "US" };

async function anAdministratorsCtx(site: Place) {
  return userCtxFor(await aViewer({ site, role: "administrator" }));
}

describe("adding a site", () => {
  test("makes whoever adds it its administrator, and records both", async () => {
    const home = await aSite();
    const ctx = await anAdministratorsCtx(home);
    const { siteId } = await addSite(ctx, riverside);
    expect(await systemDb().site.findUnique({ where: { id: siteId }, include: { roles: true } })).toMatchObject({
      ...riverside,
      organisationId: home.organisationId,
      roles: [{ personId: ctx.viewer.personId, role: "administrator", unitId: null }],
    });
    expect(await eventsOf("site", siteId)).toMatchObject([
      { type: "site.added", data: riverside, at: NOW, actorId: ctx.viewer.personId, siteId },
    ]);
    expect(await eventsOf("person", ctx.viewer.personId)).toMatchObject([
      { type: "role.granted", data: { role: "administrator", site: "Riverside", unit: null }, siteId },
    ]);
  });

  test("gives it the pack of its country, and none where the packs are those of its parts", async () => {
    const ctx = await anAdministratorsCtx(await aSite());
    const packOf = async (country: string) => {
      const { siteId } = await addSite(ctx, { ...riverside, name: `In ${country}`, country });
      return (await systemDb().site.findUniqueOrThrow({ where: { id: siteId } })).packId;
    };
    expect(await packOf("NZ")).toBe("new-zealand");
    expect(await packOf("US")).toBe("us-hospital");
    expect(await packOf("GB")).toBe("plain");
  });

  test.each(NOT_ADMINISTRATORS)("is not for %s", async (role) => {
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role }));
    expect(await attempt(() => addSite(ctx, riverside))).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test("of a name that the organisation has is refused beside the field; another organisation may have it", async () => {
    const home = await aSite({ name: "Riverside" });
    const ctx = await anAdministratorsCtx(home);
    expect((await refusalOf(addSite(ctx, riverside))).details.fieldErrors).toHaveProperty("name");
    expect((await attempt(() => addSite(ctx, riverside))).changed).toEqual([]);
    const elsewhere = await anAdministratorsCtx(await aSite());
    expect((await attempt(() => addSite(elsewhere, riverside))).outcome).toBe("done");
  });

  test("twice at once adds it once", async () => {
    const ctx = await anAdministratorsCtx(await aSite());
    await openConnections(4);
    const works = [addSite(ctx, riverside), addSite(ctx, riverside)];
    await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["INVALID", "done"]);
  });

  test("that cannot be recorded does not happen, and is not taken for a name that is there", async () => {
    const ctx = await anAdministratorsCtx(await aSite());
    await refuseEventsBy(ctx.viewer.personId);
    expect(await attempt(() => addSite(ctx, riverside))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("adding a unit", () => {
  test("puts it at its site and records it", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const { unitId } = await addUnit(ctx, { siteId: site.id, name: "Ward 4" });
    expect(await systemDb().unit.findUnique({ where: { id: unitId } })).toMatchObject({
      siteId: site.id,
      name: "Ward 4",
    });
    expect(await eventsOf("site", site.id)).toMatchObject([
      { type: "unit.added", data: { name: "Ward 4" }, at: NOW, actorId: ctx.viewer.personId, siteId: site.id },
    ]);
  });

  test.each(NOT_ADMINISTRATORS)("is not for %s", async (role) => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => addUnit(ctx, { siteId: site.id, name: "Ward 4" }));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("at a site that one does not administer, or that never was, is not found", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(await aSite({ organisationId: site.organisationId }));
    for (const siteId of [site.id, newId()]) {
      const ended = await attempt(() => addUnit(ctx, { siteId, name: "Ward 4" }));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("of a name that the site has is refused beside the field; another site may have it", async () => {
    const site = await aSite();
    await aUnit(site, "Ward 4");
    const ctx = await anAdministratorsCtx(site);
    const add = () => addUnit(ctx, { siteId: site.id, name: "Ward 4" });
    expect((await refusalOf(add())).details.fieldErrors).toHaveProperty("name");
    expect((await attempt(add)).changed).toEqual([]);
    await aUnit(await aSite(), "Ward 5");
    expect((await attempt(() => addUnit(ctx, { siteId: site.id, name: "Ward 5" }))).outcome).toBe("done");
  });

  test("twice at once adds it once", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    await openConnections(4);
    const works = [1, 2].map(() => addUnit(ctx, { siteId: site.id, name: "Ward 4" }));
    await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["INVALID", "done"]);
    expect(await eventTypesOf("site", site.id)).toEqual(["unit.added"]);
  });

  test("that cannot be recorded does not happen", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => addUnit(ctx, { siteId: site.id, name: "Ward 4" }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("renaming a unit", () => {
  test("gives it another name and records both", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const ctx = await anAdministratorsCtx(site);
    await renameUnit(ctx, { unitId: unit.id, name: "Stroke Unit", base: { name: "Ward 4" } });
    expect(await systemDb().unit.findUnique({ where: { id: unit.id } })).toMatchObject({ name: "Stroke Unit" });
    const data = { unitId: unit.id, from: "Ward 4", to: "Stroke Unit" };
    expect(await eventsOf("site", site.id)).toMatchObject([
      { type: "unit.renamed", data, at: NOW, actorId: ctx.viewer.personId, siteId: site.id },
    ]);
  });

  test("to the name that it has changes nothing", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const ctx = await anAdministratorsCtx(site);
    const ended = await attempt(() => renameUnit(ctx, { unitId: unit.id, name: "Ward 4", base: { name: "Ward 3" } }));
    expect(ended).toEqual({ outcome: "done", changed: [] });
  });

  test.each(NOT_ADMINISTRATORS)("is not for %s", async (role) => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => renameUnit(ctx, { unitId: unit.id, name: "Ward 5", base: { name: "Ward 4" } }));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("of a site that one does not administer is not found", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const ctx = await anAdministratorsCtx(await aSite({ organisationId: site.organisationId }));
    const ended = await attempt(() => renameUnit(ctx, { unitId: unit.id, name: "Ward 5", base: { name: "Ward 4" } }));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("to the name of another unit of the site is refused beside the field", async () => {
    const site = await aSite();
    await aUnit(site, "Ward 5");
    const unit = await aUnit(site, "Ward 4");
    const ctx = await anAdministratorsCtx(site);
    const rename = () => renameUnit(ctx, { unitId: unit.id, name: "Ward 5", base: { name: "Ward 4" } });
    expect((await refusalOf(rename())).details.fieldErrors).toHaveProperty("name");
    expect((await attempt(rename)).changed).toEqual([]);
  });

  test("that somebody else has renamed meanwhile is refused with both names", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const ctx = await anAdministratorsCtx(site);
    await renameUnit(ctx, { unitId: unit.id, name: "Stroke Unit", base: { name: "Ward 4" } });
    const late = () => renameUnit(ctx, { unitId: unit.id, name: "Ward 4B", base: { name: "Ward 4" } });
    expect((await refusalOf(late())).details.differences).toMatchObject([{ theirs: "Stroke Unit", yours: "Ward 4B" }]);
    expect((await attempt(late)).outcome).toBe("CONFLICT");
  });

  test("that cannot be recorded does not happen", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const ctx = await anAdministratorsCtx(site);
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => renameUnit(ctx, { unitId: unit.id, name: "Ward 5", base: { name: "Ward 4" } }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("closing a unit", () => {
  const day = "2026-03-12";
  async function aScene() {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const ctx = await anAdministratorsCtx(site);
    const lastDay = async () => (await systemDb().unit.findUniqueOrThrow({ where: { id: unit.id } })).closedOn;
    const input = { unitId: unit.id, closedOn: day as string | null, base: { closedOn: null as string | null } };
    return { site, unit, ctx, lastDay, input };
  }

  test("keeps its last day, opens it again, and records both", async () => {
    const { site, unit, ctx, lastDay, input } = await aScene();
    await closeUnit(ctx, input);
    expect(await lastDay()).toEqual(new Date(day));
    await closeUnit(ctx, { ...input, closedOn: null, base: { closedOn: day } });
    expect(await lastDay()).toBeNull();
    expect(await eventsOf("site", site.id)).toMatchObject([
      { type: "unit.closed", data: { unitId: unit.id, name: "Ward 4", closedOn: day }, actorId: ctx.viewer.personId },
      { type: "unit.reopened", data: { unitId: unit.id, name: "Ward 4" }, siteId: site.id },
    ]);
  });

  test("as it stands already changes nothing", async () => {
    const { ctx, input } = await aScene();
    await closeUnit(ctx, input);
    expect(await attempt(() => closeUnit(ctx, input))).toEqual({ outcome: "done", changed: [] });
  });

  test.each([
    ["2026-05-13", "This day has not come yet. Choose today or an earlier day."],
    ["9999-12-31", "This day has not come yet. Choose today or an earlier day."],
    ["1999-12-31", "Choose a day from 2000 on."],
  ])("on %s is refused beside the day", async (closedOn, told) => {
    const { ctx, input } = await aScene();
    const ended = await attempt(() => closeUnit(ctx, { ...input, closedOn }));
    expect(ended).toEqual({ outcome: "INVALID", changed: [] });
    const refusal = await refusalOf(closeUnit(ctx, { ...input, closedOn }));
    expect(refusal.details.fieldErrors).toEqual({ closedOn: [told] });
  });

  test("takes today by the calendar of the site", async () => {
    const { ctx, lastDay, input } = await aScene();
    await closeUnit(ctx, { ...input, closedOn: "2026-05-12" });
    expect(await lastDay()).toEqual(new Date("2026-05-12"));
  });

  test.each(NOT_ADMINISTRATORS)("is not for %s", async (role) => {
    const { site, input } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect(await attempt(() => closeUnit(ctx, input))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("of a site that one does not administer is not found", async () => {
    const { site, input } = await aScene();
    const ctx = await anAdministratorsCtx(await aSite({ organisationId: site.organisationId }));
    expect(await attempt(() => closeUnit(ctx, input))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that somebody else has closed meanwhile is refused with both days", async () => {
    const { ctx, lastDay, input } = await aScene();
    await closeUnit(ctx, input);
    const late = () => closeUnit(ctx, { ...input, closedOn: "2026-04-01" });
    expect((await refusalOf(late())).details.differences).toMatchObject([
      { theirs: "12 Mar 2026", yours: "1 Apr 2026" },
    ]);
    expect((await attempt(late)).outcome).toBe("CONFLICT");
    expect(await lastDay()).toEqual(new Date(day));
  });

  test("that cannot be recorded does not happen", async () => {
    const { ctx, input } = await aScene();
    await refuseEventsBy(ctx.viewer.personId);
    expect(await attempt(() => closeUnit(ctx, input))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
