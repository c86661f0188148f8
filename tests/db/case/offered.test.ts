import { expect, test } from "vitest";
import { listSiteChoices } from "@/lib/access/queries";
import { listAsked, readOffered, withAsked } from "@/lib/case/queries/offered";
import { systemDb } from "@/lib/platform/db";
import { tagCase, untagCase } from "@/lib/tag/mutations";
import { listTagChoices } from "@/lib/tag/queries";
import { aCase, aPerson, aSite, aUnit, aViewer, NOW, userCtxFor } from "../../support/factories";

test("filters offer the sites, units and tags that other lists tell of, and who may own a case there", async () => {
  const [site, other] = [await aSite({ name: "Beech House" }), await aSite({ name: "Alder House" })];
  const viewer = await aViewer({ name: "Bea", site, role: "supervisor", also: [{ site: other, role: "associate" }] });
  for (const name of ["Ward B", "Ward A"]) await aUnit(site, name);
  const [cy, gone] = [
    await aPerson({ name: "Cy", site: other, role: "manager" }),
    await aPerson({ name: "Gone", site }),
  ];
  for (const role of ["responder", "auditor", "administrator"] as const) await aPerson({ name: "No", site, role });
  await aPerson({ name: "Elsewhere", site: await aSite() });
  await systemDb().person.update({ where: { id: gone.id }, data: { deactivatedAt: NOW } });
  expect((await readOffered(viewer)).owners).toEqual([
    { id: viewer.personId, name: "Bea" },
    { id: cy.id, name: "Cy" },
  ]);

  const ctx = userCtxFor(viewer);
  const { id: caseId } = await aCase({ site });
  await tagCase(ctx, { caseId, label: "Parking" });
  const { tagId } = await tagCase(ctx, { caseId, label: "Food" });
  await tagCase(ctx, { caseId: (await aCase({ site: other })).id, label: "Billing" });
  await untagCase(ctx, { caseId, tagId });

  const { sites, tags } = await readOffered(viewer);
  expect(sites).toEqual((await listSiteChoices(viewer, "case.see")).map(({ packId: _, ...choice }) => choice));
  expect(sites.map(({ name }) => name)).toEqual(["Alder House", "Beech House"]);
  expect(sites[1]?.units.map(({ name }) => name)).toEqual(["Ward A", "Ward B"]);
  expect(tags).toEqual(await listTagChoices(viewer));
  expect(tags.map(({ name }) => name)).toEqual(["Billing", "Parking"]);
});

test("filters offer nothing to who sees no case", async () => {
  const viewer = await aViewer({ site: await aSite(), role: "responder" });
  expect(await readOffered(viewer)).toEqual({ sites: [], owners: [], tags: [] });
});

test("a filter is told by name also where it names who has left, or a tag that is not in use; nobody of elsewhere", async () => {
  const [site, elsewhere] = [await aSite(), await aSite()];
  const viewer = await aViewer({ site, role: "supervisor" });
  const [left, moved, foreign] = [
    await aPerson({ name: "Lee", site }),
    await aPerson({ name: "Mo", site: elsewhere }),
    await aPerson({ name: "Kim", site: elsewhere }),
  ];
  await systemDb().person.update({ where: { id: left.id }, data: { deactivatedAt: NOW } });
  const { id: caseId } = await aCase({ site, ownerId: moved.id, loggedById: viewer.personId });
  const ctx = userCtxFor(viewer);
  const [night, noise] = [
    await tagCase(ctx, { caseId, label: "Night" }),
    await tagCase(ctx, { caseId, label: "Noise" }),
  ];
  await systemDb().tag.update({ where: { id: night.tagId }, data: { retiredAt: NOW } });
  await untagCase(ctx, { caseId, tagId: noise.tagId });
  const other = userCtxFor(await aViewer({ site: elsewhere }));
  const theirs = await tagCase(other, { caseId: (await aCase({ site: elsewhere })).id, label: "Theirs" });

  const owner = [left.id, "me", foreign.id, "nobody", moved.id];
  const tag = [noise.tagId, theirs.tagId, night.tagId];
  const asked = await listAsked(viewer, { owner, tag });
  expect(asked.owners.map(({ name }) => name)).toEqual(["Lee", "Mo"]);
  expect(asked.tags.map(({ name, siteId }) => [name, siteId])).toEqual([
    ["Night", site.id],
    ["Noise", site.id],
  ]);
  expect(await listAsked(viewer, { owner: ["me"] })).toEqual({ owners: [], tags: [] });
  const { owners } = await readOffered(viewer);
  expect(withAsked(owners, [...owners, ...asked.owners]).map(({ name }) => name)).toEqual([viewer.name, "Lee", "Mo"]);
});
