import { describe, expect, test } from "vitest";
import { answerEscalation, sendBack, takeOver } from "@/lib/escalation/mutations/answer-escalation";
import { listBoard } from "@/lib/escalation/queries/board";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, anEscalation, aPerson, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const later = new Date(NOW.getTime() + 60_000);

async function anEscalatedCase(site: Awaited<ReturnType<typeof aSite>>) {
  const { id: ownerId } = await aPerson({ site, name: "Dana" });
  const given = await aCase({ site, ownerId, state: "triaged" });
  const escalation = await anEscalation({ caseId: given.id, siteId: site.id, raisedById: ownerId });
  return { given, ownerId, escalationId: escalation.id };
}

const VERBS = {
  "sending an escalation back": (escalationId: string) => (ctx: Parameters<typeof sendBack>[0]) =>
    sendBack(ctx, { escalationId, needed: "The ward's own account." }),
  "taking a case over": (escalationId: string) => (ctx: Parameters<typeof takeOver>[0]) =>
    takeOver(ctx, { escalationId }),
};

describe("sending an escalation back", () => {
  test("says what is needed, leaves the case with its owner, and tells them", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const { given, ownerId, escalationId } = await anEscalatedCase(site);
    const result = await sendBack(userCtxFor(sam, later), { escalationId, needed: "The ward's own account." });
    expect(result).toEqual({ reference: given.reference });
    expect(await systemDb().escalation.findUnique({ where: { id: escalationId } })).toMatchObject({
      ...{ endedAs: "sent_back", answer: "The ward's own account.", answeredById: sam.personId, answeredAt: later },
    });
    expect(await systemDb().case.findUnique({ where: { id: given.id } })).toMatchObject({ escalatedAt: null, ownerId });
    expect(await eventsOf("case", given.id)).toMatchObject([{ type: "escalation.sent_back", data: { escalationId } }]);
    const told = await systemDb().notification.findMany({ where: { caseId: given.id } });
    expect(told).toMatchObject([{ personId: ownerId, type: "escalation_answered" }]);
  });
});

describe("taking a case over", () => {
  test("makes it one's own, and is the answer", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const { given, ownerId, escalationId } = await anEscalatedCase(site);
    await takeOver(userCtxFor(sam, later), { escalationId });
    expect(await systemDb().escalation.findUnique({ where: { id: escalationId } })).toMatchObject({
      ...{ endedAs: "taken_over", answer: null, answeredById: sam.personId },
    });
    const row = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(row).toMatchObject({ escalatedAt: null, ownerId: sam.personId });
    expect(await eventTypesOf("case", given.id)).toEqual(["escalation.taken_over", "case.assigned"]);
    expect(await systemDb().notification.count({ where: { caseId: given.id, personId: ownerId } })).toBeGreaterThan(0);
  });

  test("of a case that is one's own already ends the escalation", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const given = await aCase({ site, ownerId: sam.personId, state: "triaged" });
    const { id } = await anEscalation({ caseId: given.id, siteId: site.id });
    await takeOver(userCtxFor(sam), { escalationId: id });
    expect(await eventTypesOf("case", given.id)).toEqual(["escalation.taken_over"]);
  });
});

describe.each(Object.entries(VERBS))("%s", (_name, verb) => {
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
    const ended = await attempt(() => verb(escalationId)(ctx));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found, nor is one that never was", async () => {
    const { escalationId } = await anEscalatedCase(await aSite());
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [escalationId, newId()]) {
      expect(await attempt(() => verb(id)(ctx))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that ended meanwhile is refused with what was done", async () => {
    const site = await aSite();
    const ana = userCtxFor(await aViewer({ site, role: "manager", name: "Ana" }));
    const sam = userCtxFor(await aViewer({ site, role: "supervisor" }));
    const ended = {
      "answered this already": (escalationId: string) => answerEscalation(ana, { escalationId, answer: "Wait." }),
      "sent this back already": (escalationId: string) => sendBack(ana, { escalationId, needed: "More." }),
      "taken this case over already": (escalationId: string) => takeOver(ana, { escalationId }),
      "gone on to others": (id: string) =>
        systemDb().escalation.update({ where: { id }, data: { answeredAt: NOW, endedAs: "passed_on" } }),
    };
    for (const [words, end] of Object.entries(ended)) {
      const { escalationId } = await anEscalatedCase(site);
      await end(escalationId);
      const refusal = await refusalOf(verb(escalationId)(sam));
      expect([refusal.code, refusal.message]).toEqual(["CONFLICT", expect.stringContaining(words)]);
    }
  });

  test("by two people at once: one of them does", async () => {
    const site = await aSite();
    const { escalationId } = await anEscalatedCase(site);
    const people = [await aViewer({ site, role: "supervisor" }), await aViewer({ site, role: "manager" })];
    const { works } = await race(
      { table: "Escalation", id: escalationId },
      people.map((viewer) => () => verb(escalationId)(userCtxFor(viewer))),
    );
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const { escalationId } = await anEscalatedCase(site);
    await refuseEventsBy(sam.personId);
    const ended = await attempt(() => verb(escalationId)(userCtxFor(sam)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("the board", () => {
  test("holds what waits, by level, the oldest first, and who may answer it", async () => {
    const site = await aSite();
    const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
    const raise = async (about: string, level: number, minutes: number) => {
      const given = await aCase({ site, about });
      const { id } = await anEscalation({ caseId: given.id, siteId: site.id, raisedAt: minutesAgo(minutes) });
      await systemDb().escalation.update({ where: { id }, data: { level } });
      return id;
    };
    await raise("new", 2, 1);
    await raise("old", 2, 60);
    await raise("low", 1, 5);
    const done = await raise("done", 1, 5);
    const sam = await aViewer({ site, role: "supervisor" });
    await answerEscalation(userCtxFor(sam), { escalationId: done, answer: "Do it." });
    const board = await listBoard(sam);
    expect(board.map(({ level, count, entries }) => [level, count, entries.map((entry) => entry.case.about)])).toEqual([
      [1, 1, ["low"]],
      [2, 2, ["old", "new"]],
      [3, 0, []],
      [4, 0, []],
    ]);
    expect(board[1]?.entries.map(({ mayAnswer }) => mayAnswer)).toEqual([true, true]);
    const ana = await aViewer({ site });
    expect((await listBoard(ana))[1]?.entries.map(({ mayAnswer }) => mayAnswer)).toEqual([false, false]);
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    expect((await listBoard(stranger)).map(({ count }) => count)).toEqual([0, 0, 0, 0]);
  });
});
