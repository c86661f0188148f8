import { describe, expect, test } from "vitest";
import { answerEscalation, withdrawEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { listAnsweredForViewer } from "@/lib/escalation/queries/answered";
import { systemDb } from "@/lib/platform/db";
import { attempt, eventsOf, eventTypesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, anEscalation, aPerson, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

const later = new Date(NOW.getTime() + 60_000);
const reason = "It was the wrong case.";

async function aScene() {
  const site = await aSite();
  const dana = await aViewer({ site, name: "Dana Moreau" });
  const { id: ownerId } = await aPerson({ site });
  const given = await aCase({ site, ownerId });
  const { id: escalationId } = await anEscalation({ caseId: given.id, siteId: site.id, raisedById: dana.personId });
  return { site, ctx: userCtxFor(dana, later), given, escalationId };
}

describe("taking an escalation back", () => {
  test("takes the case off the board, keeps why, and is no answer to anybody", async () => {
    const { site, ctx, given, escalationId } = await aScene();
    expect(await withdrawEscalation(ctx, { escalationId, reason })).toEqual({ reference: given.reference });
    expect(await systemDb().escalation.findUnique({ where: { id: escalationId } })).toMatchObject({
      ...{ endedAs: "withdrawn", answer: reason, answeredById: ctx.viewer.personId, answeredAt: later },
    });
    expect(await systemDb().case.findUnique({ where: { id: given.id } })).toMatchObject({ escalatedAt: null });
    expect(await eventsOf("case", given.id)).toMatchObject([{ type: "escalation.withdrawn", data: { escalationId } }]);
    const owner = await aViewer({ site });
    await systemDb().case.update({ where: { id: given.id }, data: { ownerId: owner.personId } });
    expect(await listAnsweredForViewer(owner, later)).toEqual([]);
  });

  test.each(["associate", "supervisor", "manager"] as const)("that another raised is refused to a %s", async (role) => {
    const { site, escalationId } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }), later);
    const ended = await attempt(() => withdrawEscalation(ctx, { escalationId, reason }));
    expect(ended).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test("of another site is not found", async () => {
    const { escalationId } = await aScene();
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }), later);
    const ended = await attempt(() => withdrawEscalation(ctx, { escalationId, reason }));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("is refused where somebody may be in danger", async () => {
    const { ctx, escalationId } = await aScene();
    await systemDb().escalation.update({ where: { id: escalationId }, data: { isUrgent: true } });
    const refusal = await refusalOf(withdrawEscalation(ctx, { escalationId, reason }));
    expect(refusal.message).toMatch(/danger/);
  });

  test("that was answered or taken back meanwhile is refused by name", async () => {
    const { site, ctx, escalationId } = await aScene();
    const sam = userCtxFor(await aViewer({ site, role: "supervisor", name: "Sam Ortiz" }), later);
    await withdrawEscalation(ctx, { escalationId, reason });
    expect((await refusalOf(answerEscalation(sam, { escalationId, answer: "Do it." }))).message).toMatch(
      /Dana Moreau has taken this escalation back already/,
    );
    expect((await refusalOf(withdrawEscalation(ctx, { escalationId, reason }))).code).toBe("CONFLICT");
  });

  test("fails as a whole where its event cannot be recorded", async () => {
    const { ctx, given, escalationId } = await aScene();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => withdrawEscalation(ctx, { escalationId, reason }));
    expect(ended.changed).toEqual([]);
    expect(await eventTypesOf("case", given.id)).toEqual([]);
  });
});
