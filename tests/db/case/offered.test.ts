import { expect, test } from "vitest";
import { listSiteChoices } from "@/lib/access/queries";
import { readOffered } from "@/lib/case/queries/offered";
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
