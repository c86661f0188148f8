import { describe, expect, test } from "vitest";
import { recordFacts } from "@/lib/case/mutations/classify-case";
import { logCase } from "@/lib/case/mutations/log-case";
import { answerEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { escalateByMatrix, lookUpCase } from "@/lib/escalation/mutations/by-matrix";
import { raiseEscalation } from "@/lib/escalation/mutations/raise-escalation";
import { systemCtx, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aPerson,
  aSite,
  aViewer,
  factsInput,
  logCaseInput,
  NOW,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { openConnections } from "../../support/races";
import { aClock, aDayAway, aRow, escalationsOf, saveRows, tellOfClock } from "./support";

const NIGHT = new Date("2026-05-12T23:30:00Z");
const ctx = (now = NOW) => ({ ...systemCtx("Test"), now });
const lookUp = (caseId: string, now = NOW) => withTransaction(ctx(now), (tx) => escalateByMatrix(tx, ctx(now), caseId));
const known = (caseId: string, facts: object, siteId: string) =>
  systemDb().caseFacts.upsert({ where: { caseId }, create: { caseId, siteId, ...facts }, update: facts });

async function aSiteWithManager(): Promise<{ site: Place; managerId: string }> {
  const site = await aSite();
  return { site, managerId: (await aPerson({ site, role: "manager", name: "Mia" })).id };
}

describe("abuse, neglect or harm that is recorded", () => {
  test("is escalated to a manager in the same transaction, at night too", async () => {
    const { site, managerId } = await aSiteWithManager();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await recordFacts(userCtxFor(dana, NIGHT), factsInput(given.id, { allegesNeglect: "yes" }));
    expect(await escalationsOf(given.id)).toMatchObject([
      {
        ...{
          level: 3,
          reason: "Neglect is alleged.",
          raisedById: null,
          raisedAt: NIGHT,
          toldAt: NIGHT,
          isUrgent: true,
        },
        ...{ ruleId: "danger", matrixVersion: 0, occasion: "facts allegesNeglect", toPersonId: managerId },
        ...{ answerBy: new Date(NIGHT.getTime() + 3_600_000), route: "Managers of the site: Mia." },
      },
    ]);
    expect(await eventsOf("case", given.id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...{ type: "escalation.raised", actorId: null, actorName: "The escalation matrix" },
          data: expect.objectContaining({ toName: "Mia", toRole: null, level: 3 }),
        }),
      ]),
    );
    const row = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(row.escalatedAt).toEqual(NIGHT);
  });

  test("that is recorded again raises nothing; another fact does, once the first was answered", async () => {
    const { site } = await aSiteWithManager();
    const mia = await aViewer({ site, role: "manager" });
    const given = await aCase({ site });
    await known(given.id, { allegesAbuse: "yes" }, site.id);
    expect([await lookUp(given.id), await lookUp(given.id)]).toEqual([true, false]);
    const [first] = await escalationsOf(given.id);
    expect(await eventsOf("case", given.id)).toMatchObject([{ data: { toName: null, toRole: "manager" } }]);
    await answerEscalation(userCtxFor(mia), { escalationId: first?.id ?? "", answer: "I ring them." });
    expect(await lookUp(given.id)).toBe(false);
    await known(given.id, { allegesHarm: "yes" }, site.id);
    expect(await lookUp(given.id)).toBe(true);
    await known(given.id, { allegesAbuse: "no" }, site.id);
    expect(await lookUp(given.id)).toBe(false);
  });

  test("takes the place of what a person escalated", async () => {
    const { site } = await aSiteWithManager();
    const given = await aCase({ site });
    await raiseEscalation(userCtxFor(await aViewer({ site })), {
      caseId: given.id,
      reason: "Odd.",
      toPersonId: null,
      level: 4,
    });
    await known(given.id, { allegesHarm: "yes" }, site.id);
    expect(await lookUp(given.id, NIGHT)).toBe(true);
    const [first, second] = await escalationsOf(given.id);
    expect(first).toMatchObject({ endedAs: "passed_on", answeredAt: NIGHT, answeredById: null });
    expect(second).toMatchObject({ previousId: first?.id, isUrgent: true, answeredAt: null });
    expect(await eventTypesOf("case", given.id)).toEqual([
      "escalation.raised",
      "escalation.passed_on",
      "escalation.raised",
    ]);
  });

  test("is undone with the fact, where the fact cannot be recorded", async () => {
    const { site } = await aSiteWithManager();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => recordFacts(userCtxFor(dana), factsInput(given.id, { allegesHarm: "yes" })));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("by the matrix", () => {
  test("a plain complaint that is logged is left alone", async () => {
    const { site } = await aSiteWithManager();
    const { caseId } = await logCase(userCtxFor(await aViewer({ site })), logCaseInput(site, { severity: "3" }));
    expect(await escalationsOf(caseId)).toEqual([]);
  });

  test("a clock that is late is escalated once for each of its runnings, and told of in the morning", async () => {
    const site = await aSite();
    await aPerson({ site, role: "supervisor" });
    const given = await aCase({ site });
    const clock = await aClock(given, { dueAt: NOW, told: "late" });
    const late = () => lookUp(given.id, NIGHT);
    expect([await late(), await late()]).toEqual([true, false]);
    const [row] = await escalationsOf(given.id);
    expect(row).toMatchObject({
      ...{ level: 2, reason: "The answer is late.", toldAt: null, isUrgent: false },
      nextCheckAt: new Date("2026-05-13T06:00:00Z"),
      answerBy: new Date("2026-05-13T16:00:00Z"),
    });
    const mia = await aViewer({ site, role: "manager" });
    await answerEscalation(userCtxFor(mia), { escalationId: row?.id ?? "", answer: "Today." });
    expect(await late()).toBe(false);
    const again = await systemDb().clock.update({ where: { id: clock.id }, data: { dueAt: NIGHT } });
    expect(await late()).toBe(false);
    await tellOfClock(again, "late");
    expect(await late()).toBe(true);
  });

  test("a lower level gives way to what is open, and a higher one takes its place", async () => {
    const { site } = await aSiteWithManager();
    const given = await aCase({ site, receivedAt: new Date("2026-01-01T09:00:00Z") });
    await raiseEscalation(userCtxFor(await aViewer({ site })), {
      caseId: given.id,
      reason: "Odd.",
      toPersonId: null,
      level: 3,
    });
    expect(await lookUp(given.id)).toBe(false);
    const other = await aCase({ site, receivedAt: new Date("2026-01-01T09:00:00Z") });
    await raiseEscalation(userCtxFor(await aViewer({ site })), { caseId: other.id, reason: "Odd.", toPersonId: null });
    expect(await lookUp(other.id)).toBe(true);
    expect((await escalationsOf(other.id)).map(({ level, endedAs }) => [level, endedAs])).toEqual([
      [1, "passed_on"],
      [2, null],
    ]);
  });

  test.each(["closed", "merged"])("a %s case is left alone", async (how) => {
    const { site } = await aSiteWithManager();
    const survivor = await aCase({ site });
    const given = await aCase(how === "closed" ? { site, state: "closed" } : { site, mergedIntoId: survivor.id });
    await known(given.id, { allegesHarm: "yes" }, site.id);
    expect(await lookUp(given.id)).toBe(false);
  });

  test("the cases of a patient within twelve months are counted", async () => {
    const { site } = await aSiteWithManager();
    await saveRows(site, aRow({ repeatsAtLeast: 3 }));
    const patient = await systemDb().patient.create({ data: { id: newId(), siteId: site.id, name: "Jo" } });
    const at = (day: string) => aCase({ site, patientId: patient.id, receivedAt: new Date(`${day}T09:00:00Z`) });
    const cases = [await at("2025-01-02"), await at("2025-12-01"), await at("2026-03-01"), await at("2026-05-01")];
    const raised = [];
    for (const { id } of cases) raised.push(await lookUp(id));
    expect(raised).toEqual([false, false, false, true]);
  });

  test("somebody who is away is asked through their cover, who is told, by e-mail too", async () => {
    const { site, managerId } = await aSiteWithManager();
    const lee = await aPerson({ site, role: "supervisor", name: "Lee" });
    await aDayAway(managerId, lee.id);
    await saveRows(site, aRow({ severityAtLeast: 3 }, { target: { by: "person", personId: managerId } }));
    const given = await aCase({ site, severity: 3 });
    expect(await lookUp(given.id)).toBe(true);
    expect(await escalationsOf(given.id)).toMatchObject([
      { toPersonId: lee.id, route: "Asked Mia, away until 14 May 2026, so Lee." },
    ]);
    const told = await systemDb().notification.findMany({ where: { caseId: given.id } });
    expect(told).toMatchObject([{ personId: lee.id, type: "escalated", deliveryId: expect.any(String) }]);
  });

  test("several workers at once raise it once", async () => {
    const { site } = await aSiteWithManager();
    const given = await aCase({ site });
    await known(given.id, { allegesHarm: "yes" }, site.id);
    await openConnections(6);
    const done = await Promise.all([1, 2, 3, 4].map(() => lookUpCase(ctx(), given.id)));
    await lookUpCase(ctx(), given.id);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await escalationsOf(given.id)).toHaveLength(1);
    expect(await eventTypesOf("case", given.id)).toEqual(["escalation.raised"]);
  });

  test("the same occasion is refused by the database too", async () => {
    const { site } = await aSiteWithManager();
    const given = await aCase({ site });
    const row = {
      caseId: given.id,
      siteId: site.id,
      reason: "x",
      raisedAt: NOW,
      ruleId: "a",
      matrixVersion: 0,
      occasion: "o",
    };
    const ended = { answeredAt: NOW, endedAs: "passed_on" } as const;
    await systemDb().escalation.create({ data: { ...row, ...ended, id: newId() } });
    const again = () => systemDb().escalation.create({ data: { ...row, ...ended, id: newId() } });
    expect((await attempt(again)).outcome).toBe("stopped by the database");
  });
});
