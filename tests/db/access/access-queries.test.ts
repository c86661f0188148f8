import { describe, expect, test } from "vitest";
import {
  countPeople,
  listEscalationAnswerers,
  listManagedSites,
  listOwners,
  listPeople,
  listSiteChoices,
} from "@/lib/access/queries";
import { systemDb } from "@/lib/platform/db";
import { Role } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";
import { aCase, aPerson, aSession, aSite, aUnit, aViewer, NOW } from "../../support/factories";

const SEES_CASES = ["associate", "supervisor", "manager", "auditor"];

describe("the sites a viewer may choose", () => {
  test.each(Object.values(Role))(
    "as %s are those where the role allows the deed, with their units by name",
    async (role) => {
      const site = await aSite();
      for (const name of ["Ward 2", "Ward 1"]) await aUnit(site, name);
      await aSite({ organisationId: site.organisationId });
      const viewer = await aViewer({ site, role });
      const choices = await listSiteChoices(viewer, "case.see");
      expect(choices.map(({ id }) => id)).toEqual(SEES_CASES.includes(role) ? [site.id] : []);
      if (choices[0]) expect(choices[0].units.map(({ name }) => name)).toEqual(["Ward 1", "Ward 2"]);
    },
  );
});

describe("who may own a case", () => {
  test("is who works cases at the site and can sign in, the lightest load first", async () => {
    const site = await aSite();
    const ana = await aPerson({ site, name: "Ana" });
    const bo = await aPerson({ site, name: "Bo", role: "supervisor" });
    await aPerson({ site, name: "Cy", role: "manager" });
    await aPerson({ site, name: "Auditor", role: "auditor" });
    await aPerson({ site, name: "Gone", deactivatedAt: NOW });
    await aPerson({ site: await aSite(), name: "Elsewhere" });
    const logger = await aViewer({ site, role: "auditor" });
    const add = (ownerId: string, severity: 1 | 3) =>
      aCase({ site, ownerId, severity, state: "triaged", loggedById: logger.personId });
    await add(ana.id, 3);
    await add(bo.id, 1);
    await add(bo.id, 1);
    await aCase({ site, ownerId: bo.id, state: "closed", severity: 3, loggedById: logger.personId });
    expect(
      (await listOwners(logger, [site.id])).map(({ name, role, openCases, load }) => [name, role, openCases, load]),
    ).toEqual([
      ["Cy", "manager", 0, 0],
      ["Bo", "supervisor", 2, 2],
      ["Ana", "associate", 1, 3],
    ]);
  });

  test("is told with the sites where they may, each once, and their highest role", async () => {
    const site = await aSite();
    const both = await aPerson({ site, name: "Both", also: [{ role: "supervisor", site }] });
    const viewer = await aViewer({ site, role: "auditor" });
    expect(await listOwners(viewer, [site.id])).toEqual([
      { id: both.id, name: "Both", role: "supervisor", siteIds: [site.id], openCases: 0, load: 0, away: null },
    ]);
  });

  test("counts the load at the sites asked for alone, and tells of no site that the viewer does not see", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const ana = await aPerson({ site, name: "Ana", also: [{ role: "associate", site: other }] });
    await aPerson({ site: other, name: "Elsewhere" });
    await aCase({ site: other, ownerId: ana.id, state: "triaged" });
    const viewer = await aViewer({ site, role: "auditor" });
    expect(await listOwners(viewer, [site.id, other.id])).toMatchObject([
      { name: "Ana", siteIds: [site.id], openCases: 0, load: 0 },
    ]);
  });

  test.each(["administrator", "responder"] as const)("is not told to %s", async (role) => {
    const site = await aSite();
    await aPerson({ site });
    expect(await listOwners(await aViewer({ site, role }), [site.id])).toEqual([]);
  });
});

describe("who answers escalations", () => {
  test("is the site's supervisors and managers who can sign in, by name", async () => {
    const site = await aSite();
    await aPerson({ site, name: "Sam", role: "supervisor" });
    await aPerson({ site, name: "Mia", role: "manager" });
    await aPerson({ site, name: "Gone", role: "manager", deactivatedAt: NOW });
    await aPerson({ site: await aSite(), name: "Elsewhere", role: "manager" });
    const dana = await aViewer({ site, name: "Dana" });
    expect((await listEscalationAnswerers(dana, site.id, NOW)).map(({ name }) => name)).toEqual(["Mia", "Sam"]);
  });

  test("is not told of another site, nor to who sees no case", async () => {
    const site = await aSite();
    await aPerson({ site, role: "supervisor" });
    expect(
      await listEscalationAnswerers(await aViewer({ site: await aSite(), role: "manager" }), site.id, NOW),
    ).toEqual([]);
    expect(await listEscalationAnswerers(await aViewer({ site, role: "administrator" }), site.id, NOW)).toEqual([]);
  });
});

describe("the people an administrator manages", () => {
  test("are those of their sites and those without a role, with all their roles and when they were last seen", async () => {
    const site = await aSite({ name: "Northgate" });
    const { organisationId } = site;
    const other = await aSite({ organisationId, name: "Riverside" });
    const unit = await aUnit(site, "Ward 4");
    const ana = await aPerson({
      site,
      name: "Ana",
      role: "responder",
      unitId: unit.id,
      also: [{ role: "manager", site: other }],
    });
    await aSession(ana.id);
    await aPerson({ organisationId, name: "Bo", deactivatedAt: NOW });
    await aPerson({ site: other, name: "Elsewhere" });
    await aPerson({ name: "Stranger" });
    const me = await aViewer({ site, name: "Me", role: "administrator" });
    const people = (await listPeople(me)).rows;
    expect(people.map(({ name, isActive, lastSeenAt }) => [name, isActive, lastSeenAt])).toEqual([
      ["Ana", true, NOW.toISOString()],
      ["Bo", false, null],
      ["Me", true, NOW.toISOString()],
    ]);
    const roles = people[0]?.roles.map(({ role, site: name, unit: ward, isMine }) => ({ role, name, ward, isMine }));
    expect(roles?.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { role: "responder", name: "Northgate", ward: "Ward 4", isMine: true },
      { role: "manager", name: "Riverside", ward: null, isMine: false },
    ]);
  });

  test.each(Object.values(Role).filter((role) => role !== "administrator"))("are nobody for %s", async (role) => {
    const site = await aSite();
    await aPerson({ organisationId: site.organisationId });
    const viewer = await aViewer({ site, role });
    expect([(await listPeople(viewer)).rows, await listManagedSites(viewer)]).toEqual([[], []]);
  });

  test("are read page by page and back, each once, though many share a name", async () => {
    const site = await aSite();
    const { organisationId } = site;
    const person = (index: number) => ({
      ...{ id: newId(), organisationId, name: index < 70 ? "Ana Pop" : `Bo ${index}`, passwordHash: "none" },
      email: `${newId()}@northgate.example`,
    });
    await systemDb().person.createMany({ data: Array.from({ length: 119 }, (_, index) => person(index)) });
    const me = await aViewer({ site, name: "Zoe", role: "administrator" });
    const forward = [await listPeople(me)];
    for (let next = forward[0]?.next; next; next = forward.at(-1)?.next) forward.push(await listPeople(me, next));
    const ids = forward.map(({ rows }) => rows.map(({ id }) => id));
    expect(ids.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(new Set(ids.flat()).size).toBe(120);
    expect(forward.map(({ total }) => total.count)).toEqual([120, 120, 120]);
    const back = await listPeople(me, forward[2]?.previous ?? undefined);
    expect(back.rows.map(({ id }) => id)).toEqual(ids[1]);
    expect(await countPeople(me)).toEqual({ active: 120, hasAssociate: false });
  });

  test("work at the sites they manage, and at no other", async () => {
    const site = await aSite({ timeZone: "Pacific/Auckland", country: "NZ" });
    const other = await aSite({ organisationId: site.organisationId });
    const unit = await aUnit(site, "Ward 4");
    const viewer = await aViewer({ site, role: "administrator", also: [{ role: "manager", site: other }] });
    expect(await listManagedSites(viewer)).toEqual([
      {
        id: site.id,
        name: site.name,
        packId: "new-zealand",
        timeZone: "Pacific/Auckland",
        country: "NZ",
        units: [{ ...unit, closedOn: null }],
        ...{ address: null, phone: null, email: null, web: null },
      },
    ]);
  });
});
