import { expect, test } from "vitest";
import { choosePack } from "@/lib/access/mutations/places";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const toNewZealand = (site: Place) => ({ siteId: site.id, expectedPackId: "plain", packId: "new-zealand" });
const packOfSite = async (site: Place) =>
  (await systemDb().site.findUniqueOrThrow({ where: { id: site.id }, select: { packId: true } })).packId;

async function anAdministratorsCtx(site: Place) {
  return userCtxFor(await aViewer({ site, role: "administrator" }));
}

test("a site's cases are judged by the pack from then on, and those that are there keep theirs", async () => {
  const site = await aSite();
  const ctx = await anAdministratorsCtx(site);
  const opened = await aCase({ site });
  await choosePack(ctx, toNewZealand(site));
  expect(await packOfSite(site)).toBe("new-zealand");
  expect(await systemDb().case.findUnique({ where: { id: opened.id } })).toMatchObject({
    ...{ packId: "plain", packVersion: "2026-1" },
  });
  const [event] = await eventsOf("site", site.id);
  expect(event).toMatchObject({
    ...{ type: "site.pack_chosen", data: { from: "plain", to: "new-zealand" }, at: NOW, siteId: site.id },
    actorId: ctx.viewer.personId,
  });
});

test.each(["associate", "supervisor", "manager", "responder", "auditor"] as const)("is not for %s", async (role) => {
  const site = await aSite();
  const ctx = userCtxFor(await aViewer({ site, role }));
  expect(await attempt(() => choosePack(ctx, toNewZealand(site)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
});

test("at a site that one does not administer, or that never was, is not found", async () => {
  const site = await aSite();
  const ctx = await anAdministratorsCtx(await aSite({ organisationId: site.organisationId }));
  for (const siteId of [site.id, newId()]) {
    const ended = await attempt(() => choosePack(ctx, { ...toNewZealand(site), siteId }));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  }
});

test("a pack that there is none of is refused beside the field", async () => {
  const site = await aSite();
  const ctx = await anAdministratorsCtx(site);
  const refused = await refusalOf(choosePack(ctx, { ...toNewZealand(site), packId: "atlantis" }));
  expect(refused.details.fieldErrors).toHaveProperty("packId");
  expect(await packOfSite(site)).toBe("plain");
});

test("over what somebody else has chosen meanwhile is a conflict", async () => {
  const site = await aSite();
  const ctx = await anAdministratorsCtx(site);
  await choosePack(ctx, { ...toNewZealand(site), packId: "england" });
  const ended = await attempt(() => choosePack(ctx, toNewZealand(site)));
  expect(ended).toEqual({ outcome: "CONFLICT", changed: [] });
});

test("sent twice chooses once, and two who choose differently do not both win", async () => {
  const site = await aSite();
  const ctx = await anAdministratorsCtx(site);
  await choosePack(ctx, toNewZealand(site));
  expect(await attempt(() => choosePack(ctx, toNewZealand(site)))).toEqual({ outcome: "done", changed: [] });
  await openConnections(4);
  const works = ["england", "wales"].map((packId) =>
    choosePack(ctx, { siteId: site.id, expectedPackId: "new-zealand", packId }),
  );
  await Promise.allSettled(works);
  expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
});

test("that cannot be recorded does not happen", async () => {
  const site = await aSite();
  const ctx = await anAdministratorsCtx(site);
  await refuseEventsBy(ctx.viewer.personId);
  const ended = await attempt(() => choosePack(ctx, toNewZealand(site)));
  expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
});
