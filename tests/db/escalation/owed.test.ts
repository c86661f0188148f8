import { describe, expect, test } from "vitest";
import { changeCase } from "@/lib/case/mutations/change-case";
import { recordFacts } from "@/lib/case/mutations/classify-case";
import { changeCaseSchema } from "@/lib/case/schema";
import { sweepClocks } from "@/lib/clock/mutations/sweep";
import { answerEscalation, sendBack, takeOver } from "@/lib/escalation/mutations/answer-escalation";
import { escalateByMatrix } from "@/lib/escalation/mutations/by-matrix";
import { raiseEscalation } from "@/lib/escalation/mutations/raise-escalation";
import { systemCtx, type UserCtx, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { attempt, eventTypesOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, factsInput, NOW, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";
import { aRunningCase, atHospital, later } from "../clock/support";
import { aClock, aRow, escalationsOf, saveRows } from "./support";

const ctx = (now = NOW) => ({ ...systemCtx("Test"), now });
const lookUp = (caseId: string, now = NOW) => withTransaction(ctx(now), (tx) => escalateByMatrix(tx, ctx(now), caseId));
const rulesOf = async (caseId: string) => (await escalationsOf(caseId)).map(({ ruleId, endedAs }) => [ruleId, endedAs]);
const openOf = async (caseId: string) =>
  (await systemDb().escalation.findFirstOrThrow({ where: { caseId, answeredAt: null } })).id;

const ENDINGS = {
  answered: (by: UserCtx, escalationId: string) => answerEscalation(by, { escalationId, answer: "Do it." }),
  "sent back": (by: UserCtx, escalationId: string) => sendBack(by, { escalationId, needed: "More." }),
  "taken over": (by: UserCtx, escalationId: string) => takeOver(by, { escalationId }),
};

describe.each(Object.entries(ENDINGS))("once an escalation was %s", (_how, end) => {
  test("what a clock that went late meanwhile is owed is raised, once", async () => {
    const { site, ctx: dana } = await atHospital();
    const sam = await aViewer({ site, role: "supervisor" });
    const given = await aRunningCase(site);
    await raiseEscalation(dana, { caseId: given.id, reason: "Odd.", toPersonId: null, level: 4 });
    await sweepClocks(ctx(later(8)));
    await sweepClocks(ctx(later(8)));
    expect(await escalationsOf(given.id)).toHaveLength(1);

    await end(userCtxFor(sam, later(8)), await openOf(given.id));
    const [, owed] = await escalationsOf(given.id);
    expect(owed).toMatchObject({
      ...{ ruleId: "late", level: 2, reason: "The acknowledgement is late.", raisedById: null, answeredAt: null },
      // What ended stands for itself: this one follows it, not from it.
      previousId: null,
    });
    const row = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(row.escalatedAt).toEqual(later(8));
    expect((await eventTypesOf("case", given.id)).filter((type) => type === "escalation.raised")).toHaveLength(2);

    await end(userCtxFor(sam, later(8)), owed?.id ?? "");
    expect(await lookUp(given.id, later(9))).toBe(false);
    expect(await escalationsOf(given.id)).toHaveLength(2);
  });
});

describe("what is owed", () => {
  test("for a second fact of danger is raised with the answer to the first, to a manager and at any hour", async () => {
    const site = await aSite();
    const mia = await aViewer({ site, role: "manager" });
    const dana = userCtxFor(await aViewer({ site }));
    const given = await aCase({ site });
    await recordFacts(dana, factsInput(given.id, { allegesHarm: "yes" }));
    const both = factsInput(given.id, { allegesHarm: "yes", allegesAbuse: "yes" });
    await recordFacts(dana, { ...both, base: { ...both.base, allegesHarm: "yes" } });
    expect(await escalationsOf(given.id)).toHaveLength(1);
    await answerEscalation(userCtxFor(mia), { escalationId: await openOf(given.id), answer: "I ring them." });
    expect(await escalationsOf(given.id)).toMatchObject([
      { occasion: "facts allegesHarm" },
      { occasion: "facts allegesAbuse allegesHarm", reason: "Abuse is alleged, and harm is alleged.", isUrgent: true },
    ]);
  });

  test("for several clocks is raised one after the other", async () => {
    const site = await aSite();
    const sam = userCtxFor(await aViewer({ site, role: "supervisor" }));
    const given = await aCase({ site });
    await aClock(given, { clock: "acknowledge", dueAt: later(-2), told: "late" });
    await aClock(given, { clock: "resolve", dueAt: later(-1), told: "late" });
    await lookUp(given.id);
    for (let round = 0; round < 2; round += 1) {
      await answerEscalation(sam, { escalationId: await openOf(given.id), answer: "Today." });
    }
    expect((await escalationsOf(given.id)).map(({ reason }) => reason)).toEqual([
      "The acknowledgement is late.",
      "The answer is late.",
    ]);
  });

  test("is raised once where two answer at the same moment", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const people = [await aViewer({ site, role: "supervisor" }), await aViewer({ site, role: "manager" })];
    await raiseEscalation(userCtxFor(await aViewer({ site })), {
      ...{ caseId: given.id, reason: "Odd.", toPersonId: null, level: 4 },
    });
    await aClock(given, { dueAt: later(-1), told: "late" });
    const escalationId = await openOf(given.id);
    const { works } = await race(
      { table: "Escalation", id: escalationId },
      people.map((viewer) => () => answerEscalation(userCtxFor(viewer), { escalationId, answer: "Do it." })),
    );
    await Promise.allSettled(works);
    expect(await rulesOf(given.id)).toEqual([
      [null, null],
      ["late", null],
    ]);
  });

  test("undoes the answer with it, where it cannot be recorded", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const given = await aCase({ site });
    await raiseEscalation(userCtxFor(await aViewer({ site })), {
      ...{ caseId: given.id, reason: "Odd.", toPersonId: null, level: 4 },
    });
    await aClock(given, { dueAt: later(-1), told: "late" });
    const escalationId = await openOf(given.id);
    await refuseEventsBy(sam.personId);
    const ended = await attempt(() => answerEscalation(userCtxFor(sam), { escalationId, answer: "Do it." }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test("for a late clock is looked at again when severity changes", async () => {
    const { site, at } = await atHospital();
    await aPerson({ site, role: "manager" });
    await saveRows(site, aRow({ clock: { state: "late", clock: "acknowledge" }, severityAtLeast: 3 }));
    const given = await aRunningCase(site);
    await sweepClocks(ctx(later(8)));
    expect(await rulesOf(given.id)).toEqual([]);
    const { about } = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    const base = { about, severity: "2", unitId: "" };
    const change = changeCaseSchema.parse({ caseId: given.id, ...base, severity: "3", base });
    await changeCase(at(later(9)), change);
    expect(await escalationsOf(given.id)).toMatchObject([
      { ruleId: "one", reason: "The acknowledgement is late, and severity is high." },
    ]);
  });

  test("for a late clock is looked at again when the kind changes", async () => {
    const site = await aSite();
    await aPerson({ site, role: "manager" });
    await saveRows(site, aRow({ clock: { state: "late", clock: "resolve" }, kinds: ["concern"] }));
    const given = await aCase({ site });
    await aClock(given, { dueAt: later(-1), told: "late" });
    expect(await lookUp(given.id)).toBe(false);
    await systemDb().case.update({ where: { id: given.id }, data: { kind: "concern" } });
    expect(await lookUp(given.id)).toBe(true);
  });

  test.each([
    ["is paused", { isPaused: true }],
    ["was met", { isOpen: false, metAt: NOW }],
    ["is the case's no more", { isOpen: false, droppedAt: NOW }],
  ])("is nothing for a late clock that %s", async (_what, fields) => {
    const site = await aSite();
    const given = await aCase({ site });
    await aClock(given, { dueAt: later(-1), told: "late", ...fields });
    expect(await lookUp(given.id)).toBe(false);
  });
});
