import { expect, test } from "vitest";
import { listBulkOwners } from "@/lib/bulk/queries/owners";
import { outcomeOf } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, NOW } from "../../support/factories";

test("those whom a supervisor may give cases are told with what they have, of their own sites alone", async () => {
  const site = await aSite();
  const supervisor = await aViewer({ site, role: "supervisor", name: "Sam Ortiz" });
  const dana = await aPerson({ site, name: "Dana Moreau" });
  await aPerson({ site: await aSite(), name: "Elsewhere" });
  await aCase({ site, ownerId: dana.id, loggedById: dana.id });
  const owners = await listBulkOwners(supervisor, NOW);
  expect(owners.map(({ name, openCases }) => [name, openCases]).toSorted()).toEqual([
    ["Dana Moreau", 1],
    ["Sam Ortiz", 0],
  ]);
});

test.each(["associate", "auditor"] as const)("whoever assigns nothing is refused: %s", async (role) => {
  expect(await outcomeOf(listBulkOwners(await aViewer({ site: await aSite(), role }), NOW))).toBe("FORBIDDEN");
});
