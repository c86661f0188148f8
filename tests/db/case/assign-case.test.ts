import { describe, expect, test } from "vitest";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { CaseState } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const owned = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id } });
const later = new Date(NOW.getTime() + 60_000);

async function aSupervisorsCtx(site: Place) {
  return userCtxFor(await aViewer({ site, role: "supervisor", name: "Sam Ortiz" }), later);
}

describe("assigning a case", () => {
  test("gives a new one to a person and triages it", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const dana = await aPerson({ site, name: "Dana Moreau" });
    const given = await aCase({ site });

    const result = await assignCase(ctx, { caseId: given.id, expectedOwnerId: null, ownerId: dana.id });

    expect(result).toEqual({
      caseId: given.id,
      reference: given.reference,
      owner: { id: dana.id, name: "Dana Moreau" },
      previousOwner: null,
      version: 2,
    });
    expect(await owned(given.id)).toMatchObject({ ownerId: dana.id, state: "triaged", version: 2, updatedAt: later });
    const by = { at: later, actorId: ctx.viewer.personId, actorName: "Sam Ortiz", siteId: site.id };
    expect(await eventsOf("case", given.id)).toEqual([
      { type: "case.assigned", data: { fromId: null, fromName: null, toId: dana.id, toName: "Dana Moreau" }, ...by },
      { type: "case.triaged", data: {}, ...by },
    ]);
  });

  test("takes it from one person and gives it to another, and leaves its state", async () => {
    const site = await aSite();
    const [ana, dana] = [await aPerson({ site, name: "Ana" }), await aPerson({ site, name: "Dana" })];
    const given = await aCase({ site, ownerId: ana.id, state: "investigating" });
    const result = await assignCase(await aSupervisorsCtx(site), {
      caseId: given.id,
      expectedOwnerId: ana.id,
      ownerId: dana.id,
    });
    expect(result.previousOwner).toEqual({ id: ana.id, name: "Ana" });
    expect(await owned(given.id)).toMatchObject({ ownerId: dana.id, state: "investigating" });
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "case.assigned", data: { fromId: ana.id, fromName: "Ana", toId: dana.id, toName: "Dana" } },
    ]);
  });

  test("to who has it already changes nothing", async () => {
    const site = await aSite();
    const dana = await aPerson({ site });
    const given = await aCase({ site, ownerId: dana.id, state: "triaged" });
    const ctx = await aSupervisorsCtx(site);
    const ended = await attempt(() =>
      assignCase(ctx, { caseId: given.id, expectedOwnerId: dana.id, ownerId: dana.id }),
    );
    expect(ended).toEqual({ outcome: "done", changed: [] });
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const dana = await aPerson({ site });
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => assignCase(ctx, { caseId: given.id, expectedOwnerId: null, ownerId: dana.id }));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(Object.values(CaseState))("that is %s is refused only when it is closed", async (state) => {
    const site = await aSite();
    const dana = await aPerson({ site });
    const given = await aCase({ site, state });
    const ctx = await aSupervisorsCtx(site);
    const ended = await attempt(() => assignCase(ctx, { caseId: given.id, expectedOwnerId: null, ownerId: dana.id }));
    expect(ended.outcome).toBe(state === "closed" ? "FORBIDDEN" : "done");
    if (state === "closed") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found, nor is one that never was", async () => {
    const given = await aCase({ site: await aSite() });
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const dana = await aPerson({ site });
    for (const caseId of [given.id, newId()]) {
      const ended = await attempt(() => assignCase(ctx, { caseId, expectedOwnerId: null, ownerId: dana.id }));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test.each([
    ["works at another site", async () => aPerson({ site: await aSite() })],
    ["reads but does not work cases", async (site: Place) => aPerson({ site, role: "auditor" })],
    ["runs the system", async (site: Place) => aPerson({ site, role: "administrator" })],
    ["has been deactivated", async (site: Place) => aPerson({ site, deactivatedAt: NOW })],
  ])("to somebody who %s is refused beside the field", async (_who, make) => {
    const site = await aSite();
    const given = await aCase({ site });
    const { id: ownerId } = await make(site);
    const ctx = await aSupervisorsCtx(site);
    const refusal = await refusalOf(assignCase(ctx, { caseId: given.id, expectedOwnerId: null, ownerId }));
    expect(refusal.details.fieldErrors).toEqual({ ownerId: ["Choose somebody who works cases at this site."] });
    expect(await owned(given.id)).toMatchObject({ ownerId: null, version: 1 });
  });

  test("that somebody else assigned meanwhile is refused, and says to whom", async () => {
    const site = await aSite();
    const [ana, dana] = [await aPerson({ site, name: "Ana" }), await aPerson({ site, name: "Dana" })];
    const given = await aCase({ site, ownerId: ana.id, state: "triaged" });
    const ctx = await aSupervisorsCtx(site);
    const refusal = await refusalOf(assignCase(ctx, { caseId: given.id, expectedOwnerId: null, ownerId: dana.id }));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.message).toContain("it is now with Ana");
    expect(refusal.details.differences).toEqual([
      { field: "ownerId", label: "Owner", theirs: "Ana", yours: "Dana", theirValue: ana.id },
    ]);
    expect(await owned(given.id)).toMatchObject({ ownerId: ana.id, version: 1 });
  });

  test("by two supervisors at once: one wins, and the other is shown both", async () => {
    const site = await aSite();
    const supervisors = [await aSupervisorsCtx(site), await aSupervisorsCtx(site)];
    const owners = [await aPerson({ site, name: "Ana" }), await aPerson({ site, name: "Dana" })];
    const given = await aCase({ site });
    const { works } = await race(
      { table: "Case", id: given.id },
      supervisors.map(
        (ctx, index) => () =>
          assignCase(ctx, { caseId: given.id, expectedOwnerId: null, ownerId: owners[index]?.id ?? "" }),
      ),
    );
    const settled = await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    const winner = owners.find((_, index) => settled[index]?.status === "fulfilled");
    const loser = owners.find((owner) => owner !== winner);
    const lost = works[settled.findIndex(({ status }) => status === "rejected")] ?? Promise.resolve();
    expect((await refusalOf(lost)).details.differences).toMatchObject([
      { theirs: winner?.name, yours: loser?.name, theirValue: winner?.id },
    ]);
    expect(await owned(given.id)).toMatchObject({ ownerId: winner?.id, version: 2 });
    expect(await eventTypesOf("case", given.id)).toEqual(["case.assigned", "case.triaged"]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const dana = await aPerson({ site });
    const given = await aCase({ site });
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => assignCase(ctx, { caseId: given.id, expectedOwnerId: null, ownerId: dana.id }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
