import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { escalateDue, escalateTimely } from "@/lib/escalation/jobs";
import { lookUpCase } from "@/lib/escalation/mutations/by-matrix";
import { escalateFurther } from "@/lib/escalation/mutations/go-further";
import { FIRST_CASE, listTimedRows, listTimelyCases } from "@/lib/escalation/queries/timely";
import type { Condition, MatrixRow } from "@/lib/escalation/rules/matrix";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import {
  aCase,
  anEscalation,
  anIssue,
  aPatient,
  aPerson,
  aSite,
  aViewer,
  NOW,
  type Place,
} from "../../support/factories";
import { runJob } from "../../support/jobs";
import { aClock, aRow, escalationsOf, saveRows } from "./support";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const daysAgo = (days: number, now = NOW) => new Date(now.getTime() - days * DAY_MS);
const ctx = (now = NOW) => ({ ...systemCtx("Test"), now });
const rulesOf = async (caseId: string) => (await escalationsOf(caseId)).map(({ ruleId }) => ruleId);

/** The ids of the cases that a site's only timed row finds. */
async function found(site: Place, now = NOW): Promise<string[]> {
  const rows = (await listTimedRows()).filter(({ siteIds }) => siteIds.includes(site.id));
  const lists = await Promise.all(rows.map((timed) => listTimelyCases(timed, now, FIRST_CASE)));
  return lists.flat().map(({ id }) => id);
}

async function aSiteWith(...rows: MatrixRow[]): Promise<Place> {
  const site = await aSite();
  await aPerson({ site, role: "manager" });
  await saveRows(site, ...rows);
  return site;
}

describe("the rows that hold after some time", () => {
  test("are read once for all the sites that have them alike", async () => {
    const [one, two] = [await aSite(), await aSite()];
    const other = await aSiteWith(aRow({ ageDaysAtLeast: 5 }), aRow({ severityAtLeast: 3 }, { id: "two" }));
    const rows = await listTimedRows();
    const idsAt = (site: Place) => rows.filter(({ siteIds }) => siteIds.includes(site.id)).map(({ row }) => row.id);
    expect([idsAt(one), idsAt(two), idsAt(other)]).toEqual([["old", "silent"], ["old", "silent"], ["one"]]);
    expect(rows.filter(({ row }) => row.id === "old")).toHaveLength(1);
  });

  test("of a matrix that cannot be read keep no other site waiting, and that is logged", async () => {
    const [broken, fine] = [await aSite(), await aSite()];
    await aPerson({ site: fine, role: "manager" });
    const { id: createdById } = await aPerson({ site: broken, role: "administrator" });
    await systemDb().escalationMatrix.create({
      data: { id: newId(), siteId: broken.id, version: 1, rules: { rows: "none" }, validFrom: NOW, createdById },
    });
    const old = await aCase({ site: fine, receivedAt: daysAgo(91, new Date()), lastHeardAt: new Date() });
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await runJob("escalateTimely", escalateTimely);
    const lines = written.mock.calls.map(([line]) => String(line));
    written.mockRestore();
    expect(lines.filter((line) => line.includes(broken.id))).toHaveLength(1);
    expect(await rulesOf(old.id)).toEqual(["old"]);
    // What was saved stays; the next version holds.
    await saveRows(broken, aRow({ severityAtLeast: 3 }));
  });
});

describe("the cases for which such a row holds by now", () => {
  test("come the oldest first, go on after any of them, and are none once they were raised", async () => {
    const site = await aSiteWith(aRow({ ageDaysAtLeast: 5 }));
    const cases = [];
    for (const days of [6, 9, 5, 4]) cases.push(await aCase({ site, receivedAt: daysAgo(days) }));
    const [six, nine, five] = cases.map(({ id }) => id);
    const [timed] = (await listTimedRows()).filter(({ siteIds }) => siteIds.includes(site.id));
    if (!timed) throw new Error("the site has no such row");
    const list = await listTimelyCases(timed, NOW, FIRST_CASE);
    expect(list.map(({ id }) => id)).toEqual([nine, six, five]);
    expect((await listTimelyCases(timed, NOW, list[0] ?? FIRST_CASE)).map(({ id }) => id)).toEqual([six, five]);
    for (const { id } of list) await lookUpCase(ctx(), id);
    expect(await found(site)).toEqual([]);
  });

  test("leave out those that fell silent once they were raised, however long they stay so", async () => {
    const site = await aSiteWith(aRow({ unheardDaysAtLeast: 10 }));
    const given = await aCase({ site, receivedAt: daysAgo(40), lastHeardAt: daysAgo(12) });
    await aCase({ site, receivedAt: daysAgo(40), reporterKind: "anonymous" });
    expect(await found(site)).toEqual([given.id]);
    await lookUpCase(ctx(), given.id);
    const { id } = (await escalationsOf(given.id))[0] ?? { id: "" };
    await systemDb().escalation.update({ where: { id }, data: { answeredAt: NOW, endedAs: "passed_on" } });
    expect(await found(site, new Date(NOW.getTime() + 90 * DAY_MS))).toEqual([]);
    await systemDb().case.update({ where: { id: given.id }, data: { lastHeardAt: new Date(NOW.getTime() + DAY_MS) } });
    expect(await found(site, new Date(NOW.getTime() + 10 * DAY_MS))).toEqual([]);
    expect(await found(site, new Date(NOW.getTime() + 11 * DAY_MS))).toEqual([given.id]);
  });

  test.each<[string, Condition, (given: { id: string; siteId: string; receivedAt: Date }) => Promise<unknown>]>([
    [
      "a kind",
      { kinds: ["concern"] },
      ({ id }) => systemDb().case.update({ where: { id }, data: { kind: "concern" } }),
    ],
    [
      "a severity",
      { severityAtLeast: 3 },
      ({ id }) => systemDb().case.update({ where: { id }, data: { severity: 3 } }),
    ],
    [
      "a fact",
      { facts: ["isMedicareRights", "allegesHarm"] },
      ({ id, siteId }) => systemDb().caseFacts.create({ data: { caseId: id, siteId, isMedicareRights: "yes" } }),
    ],
    [
      "harm",
      { harmAtLeast: 4 },
      async ({ id, siteId }) => {
        const issue = await anIssue({ caseId: id, siteId });
        await systemDb().issue.update({ where: { id: issue.id }, data: { allegedHarm: 4 } });
      },
    ],
    [
      "a late clock",
      { clock: { state: "late", clock: "resolve" } },
      (given) => aClock(given, { dueAt: daysAgo(1), told: "late" }),
    ],
    [
      "a clock that was due soon and is late by now",
      { clock: { state: "due_soon", clock: null } },
      (given) => aClock(given, { dueAt: daysAgo(1), told: "late" }),
    ],
  ])("that asks for %s too are no more and no fewer than the rules decide", async (_what, when, make) => {
    const site = await aSiteWith(aRow({ ageDaysAtLeast: 5, ...when }));
    const given = await aCase({ site, receivedAt: daysAgo(6) });
    await aCase({ site, receivedAt: daysAgo(6) });
    expect(await found(site)).toEqual([]);
    await make(given);
    expect(await found(site)).toEqual([given.id]);
    expect(await lookUpCase(ctx(), given.id)).toBe(true);
    await systemDb().escalation.updateMany({
      where: { caseId: given.id },
      data: { answeredAt: NOW, endedAs: "passed_on" },
    });
    expect(await found(site)).toEqual([]);
  });

  test("count a patient's repeats as the rules do", async () => {
    const site = await aSiteWith(aRow({ ageDaysAtLeast: 5, repeatsAtLeast: 2 }));
    for (const days of [371, 370]) {
      const { id: patientId } = await aPatient({ site });
      await aCase({ site, patientId, receivedAt: daysAgo(days) });
      const second = await aCase({ site, patientId, receivedAt: daysAgo(5) });
      expect(await found(site)).toEqual(days === 370 ? [second.id] : []);
    }
  });

  test("wait for what is open, unless it is danger and that is not", async () => {
    const rows = [aRow({ ageDaysAtLeast: 5 }, { level: 1, overridesQuietHours: true })];
    const site = await aSiteWith(...rows);
    const given = await aCase({ site, receivedAt: daysAgo(6) });
    const { id } = await anEscalation({ caseId: given.id, siteId: site.id });
    await systemDb().escalation.update({ where: { id }, data: { level: 4 } });
    expect(await found(site)).toEqual([given.id]);
    await systemDb().escalation.update({ where: { id }, data: { isUrgent: true } });
    expect(await found(site)).toEqual([]);
  });
});

describe("an escalation from before it had a time", () => {
  const MIGRATION = "prisma/migrations/20261122001000_escalation_checks/migration.sql";

  async function anOldOne(site: Place) {
    const given = await aCase({ site });
    const { id } = await anEscalation({ caseId: given.id, siteId: site.id, raisedAt: daysAgo(30) });
    return { given, id };
  }
  const kept = (id: string) => systemDb().escalation.findUniqueOrThrow({ where: { id } });

  test("is given to the workers by the migration, once and where nobody answered it", async () => {
    const site = await aSite();
    const { id } = await anOldOne(site);
    const answered = await anOldOne(site);
    const ended = { answeredAt: NOW, answer: "Do it.", answeredById: (await aPerson({ site })).id };
    await systemDb().escalation.update({ where: { id: answered.id }, data: ended });
    await systemDb().$executeRawUnsafe(readFileSync(MIGRATION, "utf8"));
    expect((await kept(id)).nextCheckAt).not.toBeNull();
    expect((await kept(answered.id)).nextCheckAt).toBeNull();
    expect(await systemDb().$executeRawUnsafe(readFileSync(MIGRATION, "utf8"))).toBe(0);
  });

  test("is told of, and gets its time from then; at night it waits for the morning", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const { given, id } = await anOldOne(site);
    const night = new Date("2026-05-12T22:00:00Z");
    const morning = new Date("2026-05-13T06:00:00Z");
    await systemDb().escalation.update({ where: { id }, data: { nextCheckAt: night } });
    expect(await escalateFurther(ctx(night), id)).toBe(true);
    // Eight working hours from seven in London, where the working day begins at eight.
    const answerBy = new Date("2026-05-13T16:00:00Z");
    expect(await kept(id)).toMatchObject({ toldAt: null, nextCheckAt: morning, answerBy });
    expect(await systemDb().notification.count({ where: { caseId: given.id } })).toBe(0);
    expect(await escalateFurther(ctx(morning), id)).toBe(true);
    expect(await kept(id)).toMatchObject({ toldAt: morning, nextCheckAt: answerBy, answerBy });
    expect(await systemDb().notification.findMany({ where: { caseId: given.id } })).toMatchObject([
      { personId: sam.personId, type: "escalated" },
    ]);
    await aPerson({ site, role: "manager" });
    expect(await escalateFurther(ctx(new Date(answerBy.getTime() + HOUR_MS)), id)).toBe(true);
    expect((await escalationsOf(given.id)).map(({ level, endedAs }) => [level, endedAs])).toEqual([
      [1, "passed_on"],
      [2, null],
    ]);
  });

  test("is found by the workers themselves", async () => {
    const site = await aSite();
    await aPerson({ site, role: "supervisor" });
    const { id } = await anOldOne(site);
    await systemDb().$executeRawUnsafe(readFileSync(MIGRATION, "utf8"));
    await runJob("escalateDue", escalateDue);
    expect((await kept(id)).answerBy).not.toBeNull();
  });
});
