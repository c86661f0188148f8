import { describe, expect, test } from "vitest";
import { CaseState } from "@/lib/case/schema";
import { answerEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { raiseEscalation } from "@/lib/escalation/mutations/raise-escalation";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, anEscalation, aPerson, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";
import { aDayAway, escalationsOf } from "./support";

const later = new Date(NOW.getTime() + 60_000);
const aReason = (caseId: string, toPersonId: string | null = null) => ({
  caseId,
  reason: "Needs a decision\ntoday.",
  toPersonId,
});

describe("escalating a case", () => {
  test("to one supervisor puts it on the board and says to whom", async () => {
    const site = await aSite();
    const sam = await aPerson({ site, role: "supervisor", name: "Sam Ortiz" });
    const dana = await aViewer({ site });
    const given = await aCase({ site, ownerId: dana.personId, state: "waiting" });

    expect(await raiseEscalation(userCtxFor(dana, later), aReason(given.id, sam.id))).toEqual({
      reference: given.reference,
      route: null,
    });

    const row = await systemDb().case.findUniqueOrThrow({ where: { id: given.id }, include: { escalations: true } });
    expect(row).toMatchObject({ escalatedAt: later, updatedAt: later, state: "waiting", ownerId: dana.personId });
    expect(row.escalations).toMatchObject([
      {
        reason: "Needs a decision\ntoday.",
        raisedById: dana.personId,
        raisedAt: later,
        toPersonId: sam.id,
        siteId: site.id,
        answer: null,
      },
    ]);
    expect(await eventsOf("case", given.id)).toMatchObject([
      {
        type: "escalation.raised",
        data: { escalationId: row.escalations[0]?.id, toName: "Sam Ortiz" },
        at: later,
        actorId: dana.personId,
        siteId: site.id,
      },
    ]);
  });

  test("to any supervisor names nobody", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    await raiseEscalation(userCtxFor(await aViewer({ site })), aReason(given.id));
    expect(await eventsOf("case", given.id)).toMatchObject([{ data: { toName: null } }]);
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => raiseEscalation(ctx, aReason(given.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(Object.values(CaseState))("that is %s is refused only when it is closed", async (state) => {
    const site = await aSite();
    const given = await aCase({ site, state });
    const ctx = userCtxFor(await aViewer({ site }));
    const ended = await attempt(() => raiseEscalation(ctx, aReason(given.id)));
    expect(ended.outcome).toBe(state === "closed" ? "FORBIDDEN" : "done");
    if (state === "closed") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found, nor is one that never was", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [given.id, newId()]) {
      expect(await attempt(() => raiseEscalation(ctx, aReason(id)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test.each([
    ["is an associate", async (site: Place) => aPerson({ site })],
    ["is a supervisor elsewhere", async () => aPerson({ site: await aSite(), role: "supervisor" })],
    ["has been deactivated", async (site: Place) => aPerson({ site, role: "supervisor", deactivatedAt: NOW })],
  ])("to somebody who %s is refused beside the field", async (_who, make) => {
    const site = await aSite();
    const given = await aCase({ site });
    const { id } = await make(site);
    const ctx = userCtxFor(await aViewer({ site }));
    const refusal = await refusalOf(raiseEscalation(ctx, aReason(given.id, id)));
    expect(refusal.details.fieldErrors).toEqual({ toPersonId: ["Choose a supervisor or manager of this site."] });
    expect((await attempt(() => raiseEscalation(ctx, aReason(given.id, id)))).changed).toEqual([]);
  });

  test("to oneself is refused beside the field", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const sam = await aViewer({ site, role: "supervisor" });
    const escalate = () => raiseEscalation(userCtxFor(sam), aReason(given.id, sam.personId));
    expect((await refusalOf(escalate())).details.fieldErrors).toEqual({
      toPersonId: [expect.stringContaining("You cannot escalate to yourself.")],
    });
    expect(await attempt(escalate)).toEqual({ outcome: "INVALID", changed: [] });
  });

  test("to somebody who is away goes to whoever acts for them, who is told, by e-mail too", async () => {
    const site = await aSite();
    const sam = await aPerson({ site, role: "supervisor", name: "Sam Ortiz" });
    const lee = await aPerson({ site, role: "supervisor", name: "Lee Ng" });
    await aDayAway(sam.id, lee.id);
    const given = await aCase({ site });
    const ended = await raiseEscalation(userCtxFor(await aViewer({ site })), aReason(given.id, sam.id));
    const route = "Asked Sam Ortiz, away until 14 May 2026, so Lee Ng.";
    expect(ended.route).toBe(route);
    expect(await escalationsOf(given.id)).toMatchObject([{ toPersonId: lee.id, route }]);
    expect(await eventsOf("case", given.id)).toMatchObject([{ data: { toName: "Lee Ng" } }]);
    const told = await systemDb().notification.findMany({ where: { caseId: given.id } });
    expect(told).toMatchObject([{ personId: lee.id, type: "escalated", deliveryId: expect.any(String) }]);
  });

  test.each([
    ["nobody covers for them", async () => null, "Sam Ortiz is away until 14 May 2026, and nobody covers for them."],
    [
      "their cover cannot answer",
      async (site: Place) => (await aPerson({ site, name: "Ana Cole" })).id,
      "Sam Ortiz is away until 14 May 2026. Ana Cole covers for them but cannot answer here.",
    ],
  ])("to somebody who is away is refused beside the field where %s", async (_why, coverOf, words) => {
    const site = await aSite();
    const sam = await aPerson({ site, role: "supervisor", name: "Sam Ortiz" });
    await aDayAway(sam.id, await coverOf(site));
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site }));
    const escalate = () => raiseEscalation(ctx, aReason(given.id, sam.id));
    expect((await refusalOf(escalate())).details.fieldErrors).toEqual({
      toPersonId: [expect.stringContaining(words)],
    });
    expect(await attempt(escalate)).toEqual({ outcome: "INVALID", changed: [] });
  });

  test("that waits for an answer already is refused, until it has one", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const { id: escalationId } = await anEscalation({ caseId: given.id, siteId: site.id });
    const ctx = userCtxFor(await aViewer({ site, role: "supervisor" }));
    expect(await attempt(() => raiseEscalation(ctx, aReason(given.id)))).toEqual({ outcome: "CONFLICT", changed: [] });
    await answerEscalation(ctx, { escalationId, answer: "Do it." });
    expect((await attempt(() => raiseEscalation(ctx, aReason(given.id)))).outcome).toBe("done");
  });

  test("by four people at once: one escalates, the others are told that it waits", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const people = await Promise.all(Array.from({ length: 4 }, () => aViewer({ site })));
    const { works } = await race(
      { table: "Case", id: given.id },
      people.map((viewer) => () => raiseEscalation(userCtxFor(viewer), aReason(given.id))),
    );
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "CONFLICT", "CONFLICT", "done"]);
    expect(await systemDb().escalation.count({ where: { caseId: given.id } })).toBe(1);
    expect(await eventTypesOf("case", given.id)).toEqual(["escalation.raised"]);
  });

  test("clears the draft in which its reason was typed, and no other", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    const drafts = [
      { kind: "escalation", subject: given.id },
      { kind: "note", subject: given.id },
    ];
    await systemDb().draft.createMany({
      data: drafts.map((draft) => ({ id: newId(), personId: dana.personId, fields: {}, savedAt: NOW, ...draft })),
    });
    await raiseEscalation(userCtxFor(dana), { ...aReason(given.id), draftSavedAt: NOW.toISOString() });
    const left = await systemDb().draft.findMany({
      where: { personId: dana.personId },
      select: { kind: true, subject: true },
    });
    expect(left).toEqual(drafts.slice(1));
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => raiseEscalation(userCtxFor(dana), aReason(given.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
