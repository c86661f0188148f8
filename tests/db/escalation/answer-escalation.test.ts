import { describe, expect, test } from "vitest";
import { answerEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, anEscalation, aPerson, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const later = new Date(NOW.getTime() + 60_000);

async function anEscalatedCase(site: Place, toPersonId?: string) {
  const given = await aCase({ site });
  const escalation = await anEscalation({ caseId: given.id, siteId: site.id, toPersonId });
  return { given, escalationId: escalation.id };
}

describe("answering an escalation", () => {
  test("keeps the answer and takes the case off the board", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const { given, escalationId } = await anEscalatedCase(site, sam.personId);

    const result = await answerEscalation(userCtxFor(sam, later), {
      escalationId,
      answer: "Offer a meeting.\nThis week.",
    });

    expect(result).toEqual({ reference: given.reference });
    expect(await systemDb().escalation.findUnique({ where: { id: escalationId } })).toMatchObject({
      answer: "Offer a meeting.\nThis week.",
      answeredById: sam.personId,
      answeredAt: later,
    });
    expect(await systemDb().case.findUnique({ where: { id: given.id } })).toMatchObject({
      escalatedAt: null,
      updatedAt: later,
    });
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "escalation.answered", data: { escalationId }, at: later, actorId: sam.personId, siteId: site.id },
    ]);
  });

  test("that went to somebody else is allowed, so that an absence strands none", async () => {
    const site = await aSite();
    const away = await aPerson({ site, role: "supervisor" });
    const { escalationId } = await anEscalatedCase(site, away.id);
    const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
    expect((await attempt(() => answerEscalation(ctx, { escalationId, answer: "Do it." }))).outcome).toBe("done");
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
    const { escalationId } = await anEscalatedCase(site);
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => answerEscalation(ctx, { escalationId, answer: "Do it." }));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found, nor is one that never was", async () => {
    const { escalationId } = await anEscalatedCase(await aSite());
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "supervisor" }));
    for (const id of [escalationId, newId()]) {
      const ended = await attempt(() => answerEscalation(ctx, { escalationId: id, answer: "Do it." }));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that was answered meanwhile is refused, and both answers are shown", async () => {
    const site = await aSite();
    const { escalationId } = await anEscalatedCase(site);
    await answerEscalation(userCtxFor(await aViewer({ site, role: "manager", name: "Ana" })), {
      escalationId,
      answer: "Wait.",
    });
    const ctx = userCtxFor(await aViewer({ site, role: "supervisor" }));
    const refusal = await refusalOf(answerEscalation(ctx, { escalationId, answer: "Act." }));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.message).toContain("Ana has answered this already");
    expect(refusal.details.differences).toEqual([
      { field: "answer", label: "Answer", theirs: "Wait.", yours: "Act.", theirValue: "Wait." },
    ]);
    const ended = await attempt(() => answerEscalation(ctx, { escalationId, answer: "Act." }));
    expect(ended).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("by two people at once: one wins, and the other is shown both", async () => {
    const site = await aSite();
    const { given, escalationId } = await anEscalatedCase(site);
    const answers = ["Wait.", "Act."];
    const people = await Promise.all(answers.map(() => aViewer({ site, role: "supervisor" })));
    const { works } = await race(
      { table: "Escalation", id: escalationId },
      people.map(
        (viewer, index) => () => answerEscalation(userCtxFor(viewer), { escalationId, answer: answers[index] ?? "" }),
      ),
    );
    const settled = await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    const lost = settled.findIndex(({ status }) => status === "rejected");
    const refusal = await refusalOf(works[lost] ?? Promise.resolve());
    expect(refusal.details.differences).toMatchObject([{ theirs: answers[1 - lost], yours: answers[lost] }]);
    expect(await eventTypesOf("case", given.id)).toEqual(["escalation.answered"]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const { escalationId } = await anEscalatedCase(site);
    await refuseEventsBy(sam.personId);
    const ended = await attempt(() => answerEscalation(userCtxFor(sam), { escalationId, answer: "Do it." }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
