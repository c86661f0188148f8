import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { escalateDue, escalateTimely } from "@/lib/escalation/jobs";
import { answerEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { escalateFurther } from "@/lib/escalation/mutations/go-further";
import { raiseEscalation } from "@/lib/escalation/mutations/raise-escalation";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { eventTypesOf } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { runJob } from "../../support/jobs";
import { openConnections } from "../../support/races";

const ctx = (now: Date) => ({ ...systemCtx("Test"), now });
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const escalationsOf = (caseId: string) =>
  systemDb().escalation.findMany({ where: { caseId }, orderBy: [{ raisedAt: "asc" }, { level: "asc" }] });
const HOUR = { answerWithinMinutes: 60, counts: "calendar" } as const;

/** A site where what people escalate goes on to level 2 after an hour, and there repeats. */
async function aHastySite(given: Partial<Place> = {}) {
  const site = await aSite(given);
  const manager = await aViewer({ site, role: "manager", name: "Mia" });
  await aPerson({ site, role: "supervisor" });
  const row = {
    ...{ id: "up", when: null, level: 2, target: { by: "role", role: "manager" }, fallbackPersonId: null },
    ...{ ...HOUR, ifUnanswered: { do: "repeat" }, overridesQuietHours: false },
  };
  const rules = { rows: [row], byHand: { ...HOUR, ifUnanswered: { do: "go_on", rowId: "up" } } };
  await systemDb().escalationMatrix.create({
    data: { id: newId(), siteId: site.id, version: 1, rules, validFrom: NOW, createdById: manager.personId },
  });
  return { site, manager };
}

async function anEscalated(site: Place, now = NOW) {
  const given = await aCase({ site });
  const ana = await aViewer({ site });
  await raiseEscalation(userCtxFor(ana, now), { caseId: given.id, reason: "Decide.", toPersonId: null });
  const [row] = await escalationsOf(given.id);
  return { given, id: row?.id ?? "" };
}

describe("an escalation that nobody answers", () => {
  test("goes on to the next row when its time is up, and not before", async () => {
    const { site, manager } = await aHastySite();
    const { given, id } = await anEscalated(site);
    expect(await escalateFurther(ctx(minutesLater(59)), id)).toBe(false);
    expect(await escalateFurther(ctx(minutesLater(60)), id)).toBe(true);
    expect(await escalationsOf(given.id)).toMatchObject([
      { level: 1, endedAs: "passed_on", answeredById: null, nextCheckAt: null },
      {
        ...{
          level: 2,
          reason: "Decide.",
          previousId: id,
          toPersonId: manager.personId,
          raisedById: null,
          endedAs: null,
        },
        ...{ ruleId: "up", matrixVersion: 1, answerBy: minutesLater(120), nextCheckAt: minutesLater(120) },
        route: "Level 1 went unanswered. Managers of the site: Mia.",
      },
    ]);
    expect(await eventTypesOf("case", given.id)).toEqual([
      "escalation.raised",
      "escalation.passed_on",
      "escalation.raised",
    ]);
    const row = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(row.escalatedAt).toEqual(minutesLater(60));
  });

  test("is told again where its row says so, each time once, and stays late", async () => {
    const { site } = await aHastySite();
    const { given, id } = await anEscalated(site);
    await escalateFurther(ctx(minutesLater(60)), id);
    const second = (await escalationsOf(given.id))[1]?.id ?? "";
    const times = [120, 121, 180, 180, 240];
    const done = [];
    for (const minutes of times) done.push(await escalateFurther(ctx(minutesLater(minutes)), second));
    expect(done).toEqual([true, false, true, false, true]);
    expect((await escalationsOf(given.id))[1]).toMatchObject({
      reminders: 3,
      answerBy: minutesLater(120),
      answeredAt: null,
    });
    expect((await eventTypesOf("case", given.id)).filter((type) => type === "escalation.reminded")).toHaveLength(3);
  });

  test("is left alone once it was answered", async () => {
    const { site, manager } = await aHastySite();
    const { given, id } = await anEscalated(site);
    await answerEscalation(userCtxFor(manager, minutesLater(5)), { escalationId: id, answer: "Do it." });
    expect(await escalateFurther(ctx(minutesLater(600)), id)).toBe(false);
    expect(await escalationsOf(given.id)).toHaveLength(1);
  });

  test("in the quiet hours is told of when they end, and its time counts from there", async () => {
    const { site } = await aHastySite();
    const { given, id } = await anEscalated(site, new Date("2026-05-12T22:00:00Z"));
    const morning = new Date("2026-05-13T06:00:00Z");
    expect((await escalationsOf(given.id))[0]).toMatchObject({ toldAt: null, nextCheckAt: morning });
    expect(await escalateFurther(ctx(new Date("2026-05-13T05:59:00Z")), id)).toBe(false);
    expect(await escalateFurther(ctx(morning), id)).toBe(true);
    const answerBy = new Date("2026-05-13T07:00:00Z");
    expect((await escalationsOf(given.id))[0]).toMatchObject({ toldAt: morning, answerBy, nextCheckAt: answerBy });
  });
});

describe("workers", () => {
  test("that come at once go on once", async () => {
    const { site } = await aHastySite();
    const { given, id } = await anEscalated(site);
    await openConnections(6);
    const later = ctx(minutesLater(60));
    const done = await Promise.all([1, 2, 3, 4].map(() => escalateFurther(later, id)));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await escalationsOf(given.id)).toHaveLength(2);
    expect(await eventTypesOf("case", given.id)).toHaveLength(3);
  });

  test("of which one is killed in the middle leave nothing half done, and the next does it once", async () => {
    const { site } = await aHastySite();
    const { given, id } = await anEscalated(site);
    const chain = `case:${given.id}`;
    const killed = await systemDb().$transaction(
      async (tx) => {
        // The worker has written the end of the old one when it comes to the chain of events, and waits there.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${chain}, 0))`;
        const work = escalateFurther(ctx(minutesLater(60)), id).then(
          () => "done",
          () => "killed",
        );
        await killTheOneThatWaits();
        return work;
      },
      { timeout: 15_000 },
    );
    expect(killed).toBe("killed");
    expect(await escalationsOf(given.id)).toMatchObject([{ id, answeredAt: null, endedAs: null }]);
    expect(await eventTypesOf("case", given.id)).toEqual(["escalation.raised"]);
    expect(await escalateFurther(ctx(minutesLater(61)), id)).toBe(true);
    expect(await escalationsOf(given.id)).toHaveLength(2);
  });

  test("find what is due by themselves: what went unanswered, what became old, what fell silent", async () => {
    const { site } = await aHastySite();
    const { given } = await anEscalated(site);
    const other = await aSite();
    await aPerson({ site: other, role: "manager" });
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    const old = await aCase({ site: other, receivedAt: daysAgo(91), lastHeardAt: daysAgo(2) });
    const silent = await aCase({ site: other, receivedAt: daysAgo(40), lastHeardAt: daysAgo(31) });
    const fine = await aCase({ site: other, receivedAt: daysAgo(40), lastHeardAt: daysAgo(3) });
    const praise = await aCase({ site: other, kind: "compliment", receivedAt: daysAgo(200) });
    for (let round = 0; round < 2; round += 1) {
      await runJob("escalateDue", escalateDue);
      await runJob("escalateTimely", escalateTimely);
    }
    // NOW lies in the past, so the first went unanswered.
    expect((await escalationsOf(given.id)).map(({ level }) => level)).toEqual([1, 2]);
    expect(await escalationsOf(old.id)).toMatchObject([
      { ruleId: "old", level: 2, reason: "It has been open for 91 days, and it is a complaint." },
    ]);
    expect(await escalationsOf(silent.id)).toMatchObject([{ ruleId: "silent", level: 1 }]);
    expect([await escalationsOf(fine.id), await escalationsOf(praise.id)]).toEqual([[], []]);
  });
});

async function killTheOneThatWaits(): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const [row] = await systemDb().$queryRaw<{ killed: number }[]>`
      SELECT count(pg_terminate_backend(pid))::int AS killed FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = 'advisory'`;
    if ((row?.killed ?? 0) > 0) return;
    await setTimeout(20);
  }
}
