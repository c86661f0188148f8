import { describe, expect, test } from "vitest";
import { takeCase } from "@/lib/case/mutations/assign-case";
import { systemDb } from "@/lib/platform/db";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const owned = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id } });

describe("taking a case", () => {
  test("that nobody has makes it one's own and triages it", async () => {
    const site = await aSite();
    const dana = await aViewer({ site, name: "Dana Moreau" });
    const given = await aCase({ site });
    const result = await takeCase(userCtxFor(dana), { caseId: given.id, expectedOwnerId: null });
    expect(result).toMatchObject({ owner: { id: dana.personId, name: "Dana Moreau" }, previousOwner: null });
    expect(await owned(given.id)).toMatchObject({ ownerId: dana.personId, state: "triaged" });
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "case.assigned", data: { fromId: null, toId: dana.personId }, actorId: dana.personId, siteId: site.id },
      { type: "case.triaged" },
    ]);
  });

  test("that is one's own already changes nothing", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site, ownerId: dana.personId, state: "triaged" });
    const ended = await attempt(() => takeCase(userCtxFor(dana), { caseId: given.id, expectedOwnerId: null }));
    expect(ended).toEqual({ outcome: "done", changed: [] });
  });

  test.each([
    ["associate", "done", "FORBIDDEN"],
    ["supervisor", "done", "done"],
    ["manager", "done", "done"],
    ["administrator", "NOT_FOUND", "NOT_FOUND"],
    ["responder", "NOT_FOUND", "NOT_FOUND"],
    ["auditor", "FORBIDDEN", "FORBIDDEN"],
  ] as const)("as %s: %s when nobody has it, %s when somebody has", async (role, free, taken) => {
    const site = await aSite();
    const ana = await aPerson({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    for (const [ownerId, outcome] of [
      [null, free],
      [ana.id, taken],
    ] as const) {
      const given = await aCase({ site, ownerId });
      const ended = await attempt(() => takeCase(ctx, { caseId: given.id, expectedOwnerId: ownerId }));
      expect(ended.outcome).toBe(outcome);
      if (outcome !== "done") expect(ended.changed).toEqual([]);
    }
  });

  test("from somebody by a supervisor tells whose it was", async () => {
    const site = await aSite();
    const ana = await aPerson({ site, name: "Ana" });
    const sam = await aViewer({ site, role: "supervisor", name: "Sam" });
    const given = await aCase({ site, ownerId: ana.id, state: "waiting" });
    const result = await takeCase(userCtxFor(sam), { caseId: given.id, expectedOwnerId: ana.id });
    expect(result.previousOwner).toEqual({ id: ana.id, name: "Ana" });
    expect(await owned(given.id)).toMatchObject({ ownerId: sam.personId, state: "waiting" });
    expect(await eventTypesOf("case", given.id)).toEqual(["case.assigned"]);
  });

  test("that is closed is refused", async () => {
    const site = await aSite();
    const given = await aCase({ site, state: "closed" });
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    const ended = await attempt(() => takeCase(ctx, { caseId: given.id, expectedOwnerId: null }));
    expect(ended).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test("of another site is not found", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    const ended = await attempt(() => takeCase(ctx, { caseId: given.id, expectedOwnerId: null }));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test.each(["associate", "supervisor"] as const)(
    "as %s that somebody took meanwhile is refused, and says who",
    async (role) => {
      const site = await aSite();
      const ana = await aPerson({ site, name: "Ana" });
      const given = await aCase({ site, ownerId: ana.id, state: "triaged" });
      const me = await aViewer({ site, role, name: "Me" });
      const refusal = await refusalOf(takeCase(userCtxFor(me), { caseId: given.id, expectedOwnerId: null }));
      expect(refusal.code).toBe("CONFLICT");
      expect(refusal.details.differences).toEqual([
        { field: "ownerId", label: "Owner", theirs: "Ana", yours: "Me", theirValue: ana.id },
      ]);
      expect(await owned(given.id)).toMatchObject({ ownerId: ana.id, version: 1 });
    },
  );

  test("by five people at once: one gets it, the others are told who", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const people = await Promise.all(["A", "B", "C", "D", "E"].map((name) => aViewer({ site, name })));
    const { works } = await race(
      { table: "Case", id: given.id },
      people.map((viewer) => () => takeCase(userCtxFor(viewer), { caseId: given.id, expectedOwnerId: null })),
    );
    const settled = await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual([...Array.from({ length: 4 }, () => "CONFLICT"), "done"]);
    const winner = people.find((_, index) => settled[index]?.status === "fulfilled");
    for (const [index, work] of works.entries()) {
      if (people[index] === winner) continue;
      const { differences } = (await refusalOf(work)).details;
      expect(differences).toMatchObject([{ theirs: winner?.name, yours: people[index]?.name }]);
    }
    expect(await owned(given.id)).toMatchObject({ ownerId: winner?.personId, version: 2 });
    expect(await eventTypesOf("case", given.id)).toEqual(["case.assigned", "case.triaged"]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => takeCase(userCtxFor(dana), { caseId: given.id, expectedOwnerId: null }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
