import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDays, countDays } from "@/lib/insight/jobs";
import { readBacklog } from "@/lib/insight/queries/times";
import { Prisma, systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { withClient } from "../../support/databases";
import { aCase, anEscalation, anIssue, aPerson, aSite, aUnit, aViewer, NOW, type Place } from "../../support/factories";
import { runJob, runQueue } from "../../support/jobs";
import { countMarked, countWrong } from "../../support/rollups";

const DAY = 86_400_000;

/** What the database does not allow changes nothing. */
function ignoreRefused(error: unknown): void {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError && ["P2002", "P2003", "P2039"].includes(error.code)))
    throw error;
}

type Total = { day: string; received: number };

/** The days of a site as they are counted of all, with what came in on each. */
async function days(site: Place): Promise<Record<string, number>> {
  const rows = await systemDb().$queryRaw<Total[]>`
    SELECT "day"::text AS "day", "received" FROM "RollupDay"
    WHERE "siteId" = ${site.id}::uuid AND NOT "byUnit" AND NOT "byKind" AND "received" > 0 ORDER BY 1`;
  return Object.fromEntries(rows.map(({ day, received }) => [day, received]));
}

describe("the days of a site", () => {
  test.each([
    ["Europe/London", "2026-03-29", "2026-03-28T23:59:59.999Z", "2026-03-29T00:00:00Z", "2026-03-29T22:59:59.999Z"],
    ["Europe/London", "2026-10-25", "2026-10-24T22:59:59.999Z", "2026-10-24T23:00:00Z", "2026-10-25T23:59:59.999Z"],
    ["Pacific/Auckland", "2026-04-05", "2026-04-04T10:59:59.999Z", "2026-04-04T11:00:00Z", "2026-04-05T11:59:59.999Z"],
    // Has no midnight: the clocks go from 23:59 on the 5th to 01:00 on the 6th.
    ["America/Santiago", "2026-09-06", "2026-09-06T03:59:59.999Z", "2026-09-06T04:00:00Z", "2026-09-07T02:59:59.999Z"],
  ])("begin and end by its calendar where clocks change: %s on %s", async (timeZone, day, before, first, last) => {
    const site = await aSite({ timeZone });
    for (const at of [before, first, last, new Date(new Date(last).getTime() + 1).toISOString()])
      await aCase({ site, receivedAt: new Date(at) });
    await countMarked();
    const counted = await days(site);
    expect(counted[day]).toBe(2);
    expect(Object.values(counted)).toEqual([1, 2, 1]);
    expect(await countWrong(site.id)).toBe(0);
  });

  test("count what is open on the day on which they last heard, wherever it was counted before", async () => {
    const site = await aSite({ timeZone: "Pacific/Auckland" });
    const receivedAt = new Date("2026-05-01T10:00:00Z");
    const [told, silent, closed] = [
      await aCase({ site, receivedAt }),
      await aCase({ site, receivedAt }),
      await aCase({ site, receivedAt }),
    ];
    const unheard = async () => {
      await countMarked();
      expect(await countWrong(site.id)).toBe(0);
      const rows = await systemDb().$queryRaw<{ day: string; unheard: number }[]>`
        SELECT "day"::text AS "day", "unheard" FROM "RollupDay"
        WHERE "siteId" = ${site.id}::uuid AND NOT "byUnit" AND NOT "byKind" AND "unheard" > 0 ORDER BY 1`;
      return Object.fromEntries(rows.map(({ day, unheard: count }) => [day, count]));
    };
    const change = (id: string, data: Prisma.CaseUpdateInput) => systemDb().case.update({ where: { id }, data });
    expect(await unheard()).toEqual({ "2026-05-01": 3 });
    // After noon in London it is tomorrow in Auckland.
    await change(told.id, { lastHeardAt: new Date("2026-05-09T12:00:00Z") });
    await change(closed.id, { state: "closed", closedAt: NOW });
    expect(await unheard()).toEqual({ "2026-05-01": 1, "2026-05-10": 1 });
    await change(closed.id, { state: "reopened", closedAt: null });
    await change(told.id, { lastHeardAt: new Date("2026-05-11T00:00:00Z") });
    await change(silent.id, { kind: "compliment" });
    expect(await unheard()).toEqual({ "2026-05-01": 2, "2026-05-11": 1 });
    const days = { median: { value: 11 }, n: 3 };
    expect((await readBacklog(await aViewer({ site }), {}, NOW)).unheard).toMatchObject(days);
  });

  test("have the job's figures within the minute in which a case came in", async () => {
    const site = await aSite();
    await aCase({ site });
    expect(await days(site)).toEqual({});
    await runJob("countDays", countDays);
    expect(await days(site)).toEqual({ "2026-05-12": 1 });
    // Once more half a minute later, and not for ever.
    await aCase({ site });
    await systemDb()
      .$executeRaw`SELECT graphile_worker.add_job('countDays', job_key := 'countDays again', run_at := now(), payload := '{"isAgain":true}')`;
    await runQueue({ countDays });
    expect(await days(site)).toEqual({ "2026-05-12": 2 });
    const [left] = await systemDb().$queryRaw<{ jobs: number }[]>`
      SELECT count(*)::int AS "jobs" FROM graphile_worker.jobs WHERE "task_identifier" = 'countDays'`;
    expect(left?.jobs).toBe(0);
  });

  test("leave a case out while it is merged into another", async () => {
    const site = await aSite();
    const [kept, merged] = [await aCase({ site }), await aCase({ site })];
    await systemDb().case.update({ where: { id: merged.id }, data: { mergedIntoId: kept.id } });
    await countMarked();
    expect(await days(site)).toEqual({ "2026-05-12": 1 });
    await systemDb().case.update({ where: { id: merged.id }, data: { mergedIntoId: null } });
    await countMarked();
    expect(await days(site)).toEqual({ "2026-05-12": 2 });
  });

  test("are others once the site has another time zone", async () => {
    const site = await aSite({ timeZone: "Europe/London" });
    await aCase({ site, receivedAt: new Date("2026-05-12T22:59:00Z") });
    await countMarked();
    await systemDb().site.update({ where: { id: site.id }, data: { timeZone: "Pacific/Auckland" } });
    await countMarked();
    expect(await days(site)).toEqual({ "2026-05-13": 1 });
  });

  test("keep their mark when the worker that counts them dies", async () => {
    const site = await aSite();
    await aCase({ site });
    await withClient(process.env.DATABASE_URL ?? "", async (client) => {
      await client.query("BEGIN");
      await client.query("SELECT heard_rollup_next()");
    });
    expect(await days(site)).toEqual({});
    await countMarked();
    expect(await days(site)).toEqual({ "2026-05-12": 1 });
  });

  test("come out right when several workers count while cases come in", async () => {
    const sites = [await aSite(), await aSite()];
    const people = await Promise.all(sites.map((site) => aPerson({ site })));
    const write = async (turn: number) => {
      const at = turn % 2;
      const site = sites[at] as Place;
      await aCase({ site, loggedById: people[at]?.id, receivedAt: new Date(NOW.getTime() - (turn % 3) * DAY) });
    };
    const counting = [0, 1, 2].map(async () => {
      for (let round = 0; round < 15; round++) await countMarked();
    });
    await Promise.all([...Array.from({ length: 40 }, (_, turn) => write(turn)), ...counting]);
    await countMarked();
    for (const site of sites) {
      expect(Object.values(await days(site)).reduce((sum, each) => sum + each, 0)).toBe(20);
      expect(await countWrong(site.id)).toBe(0);
    }
  });
});

describe("the check of every night", () => {
  const mended = async (site: Place) =>
    systemDb().event.findMany({
      where: { chain: `site:${site.id}`, type: "figures.mended" },
      select: { data: true, actorName: true },
      orderBy: { position: "asc" },
    });

  test("finds what is kept otherwise than a full count finds it, says so to the site, and mends it", async () => {
    const site = await aSite();
    await aCase({ site });
    await aCase({ site, receivedAt: new Date("2026-03-29T12:00:00Z") });
    await countMarked();
    await runJob("checkDays", checkDays);
    expect(await mended(site)).toEqual([]);
    await systemDb()
      .$executeRaw`UPDATE "RollupDay" SET "received" = 7 WHERE "siteId" = ${site.id}::uuid AND "day" = '2026-03-29'`;
    await systemDb().$executeRaw`DELETE FROM "RollupDay" WHERE "siteId" = ${site.id}::uuid AND "day" = '2026-05-12'`;
    // A day on which nothing happened, of a month in which nothing did.
    await systemDb().$executeRaw`
      INSERT INTO "RollupIssue" SELECT ${site.id}::uuid, '2025-12-31', false, NULL, false, NULL, false, NULL, 1, 0, 0, 0, 0`;
    await runJob("checkDays", checkDays);
    expect(await mended(site)).toEqual(
      ["2025-12", "2026-03", "2026-05"].map((month) => ({ data: { month, days: 1 }, actorName: "Figures" })),
    );
    await countMarked();
    expect(await days(site)).toEqual({ "2026-03-29": 1, "2026-05-12": 1 });
    expect(await countWrong(site.id)).toBe(0);
  });

  test("finds a month that is not the sum of its days, and mends it", async () => {
    const site = await aSite();
    await aCase({ site });
    await countMarked();
    await systemDb().$executeRaw`UPDATE "RollupGroupMonth" SET "received" = 7 WHERE "siteId" = ${site.id}::uuid`;
    await systemDb().$executeRaw`
      INSERT INTO "RollupTimeMonth" SELECT ${site.id}::uuid, '2025-12-01', false, NULL, false, NULL, '{3}', '{1}', '{}', '{}', '{}', '{}'`;
    await systemDb().$executeRaw`
      INSERT INTO "RollupIssueMonth" SELECT ${site.id}::uuid, '2025-11-01', false, NULL, false, NULL, false, NULL, 1, 0, 0, 0, 0`;
    await systemDb().$executeRaw`
      INSERT INTO "RollupAnswerMonth" SELECT ${site.id}::uuid, '2025-10-01', false, NULL, false, NULL, 'listened', 1, 1`;
    expect(await countWrong(site.id)).toBeGreaterThan(0);
    await runJob("checkDays", checkDays);
    expect((await mended(site)).map(({ data }) => data)).toEqual(
      ["2025-10", "2025-11", "2025-12", "2026-05"].map((month) => ({ month, days: 1 })),
    );
    await countMarked();
    expect(await countWrong(site.id)).toBe(0);
    await systemDb().$executeRaw`UPDATE "RollupMonth" SET "received" = 7 WHERE "siteId" = ${site.id}::uuid`;
    await runJob("checkDays", checkDays);
    await countMarked();
    expect(await countWrong(site.id)).toBe(0);
  });

  test("finds a week that is not the sum of its days, and mends it", async () => {
    const site = await aSite();
    const unitId = (await aUnit(site)).id;
    const { id } = await aCase({ site, unitId });
    await anIssue({ caseId: id, siteId: site.id, category: "safety" });
    await countMarked();
    const weeks = () =>
      systemDb().$queryRaw<{ issues: number }[]>`
        SELECT (SELECT sum(n) FROM unnest("weeks") n)::int AS "issues" FROM "RollupIssueYear" WHERE "siteId" = ${site.id}::uuid`;
    expect(await weeks()).toEqual([{ issues: 1 }]);
    await systemDb().$executeRaw`UPDATE "RollupIssueYear" SET "weeks"[1] = 7 WHERE "siteId" = ${site.id}::uuid`;
    expect(await countWrong(site.id)).toBeGreaterThan(0);
    await runJob("checkDays", checkDays);
    await countMarked();
    expect(await countWrong(site.id)).toBe(0);
    await systemDb().issue.updateMany({ where: { caseId: id }, data: { voidedAt: NOW, voidReason: "Listed twice" } });
    await countMarked();
    expect(await weeks()).toEqual([{ issues: 0 }]);
    expect(await countWrong(site.id)).toBe(0);
  });

  test("goes on with the other months where one fails", async () => {
    const site = await aSite();
    for (const month of ["03", "04"]) await aCase({ site, receivedAt: new Date(`2026-${month}-20T12:00:00Z`) });
    await countMarked();
    await systemDb().$executeRaw`UPDATE "RollupDay" SET "received" = 7 WHERE "siteId" = ${site.id}::uuid`;
    await systemDb().$executeRawUnsafe(
      `ALTER TABLE "Event" ADD CONSTRAINT refuse_march CHECK ("chain" <> 'site:${site.id}' OR "data"->>'month' IS DISTINCT FROM '2026-03') NOT VALID`,
    );
    await runJob("checkDays", checkDays);
    await systemDb().$executeRawUnsafe(`ALTER TABLE "Event" DROP CONSTRAINT refuse_march`);
    expect((await mended(site)).map(({ data }) => data)).toEqual([{ month: "2026-04", days: 1 }]);
  });

  test("says nothing of a day that is still to be counted", async () => {
    const site = await aSite();
    await aCase({ site });
    await runJob("checkDays", checkDays);
    expect(await mended(site)).toEqual([]);
  });
});

describe("counting day by day", () => {
  test("comes to what a full count finds, whatever was written in whatever order", async () => {
    const site = await aSite({ timeZone: "America/New_York" });
    const units = [null, (await aUnit(site)).id, (await aUnit(site)).id];
    const by = await aPerson({ site });
    const cases: string[] = [];
    const db = systemDb();

    const write = async ({ deed, pick, turn }: { deed: number; pick: number; turn: number }) => {
      const at = new Date(NOW.getTime() - (turn % 9) * 7 * 3_600_000);
      const caseId = cases[pick % Math.max(1, cases.length)];
      if (!caseId || deed === 0) {
        const kind = (["complaint", "concern", "compliment", "grievance"] as const)[turn % 4];
        const given = { site, loggedById: by.id, receivedAt: at, kind, unitId: units[turn % 3] };
        cases.push((await aCase(given)).id);
        return;
      }
      const where = { where: { id: caseId } };
      const child = { where: { caseId } };
      const one = { id: newId(), caseId, siteId: site.id };
      switch (deed) {
        case 1:
          await db.case.update({
            ...where,
            data: { unitId: units[turn % 3], kind: turn % 2 ? "complaint" : "concern" },
          });
          return;
        case 2:
          await anIssue({
            caseId,
            siteId: site.id,
            position: 1 + (await db.issue.count(child)),
            severity: 1 + (turn % 3),
          });
          return;
        case 3: {
          const finding = (["upheld", "partly_upheld", "not_upheld", null] as const)[turn % 4];
          await db.issue.updateMany({ ...child, data: { category: turn % 2 ? "safety" : "listening", finding } });
          return;
        }
        case 4:
          await db.issue.updateMany({
            ...child,
            data: { voidedAt: turn % 2 ? at : null, voidReason: turn % 2 ? "Twice" : null },
          });
          return;
        case 5: {
          const closing = {
            outcome: "answered",
            summary: "Done.",
            hasChanged: false,
            lesson: "None.",
            closedById: by.id,
          } as const;
          await db.closing.create({ data: { ...one, ...closing, closedAt: at } });
          await db.case.updateMany({
            where: { id: caseId, mergedIntoId: null },
            data: { state: "closed", closedAt: at },
          });
          return;
        }
        case 6:
          await db.closing.updateMany({
            ...child,
            data: { reopenedAt: NOW, reopenReason: "More.", reopenedById: by.id },
          });
          await db.case.update({ ...where, data: { state: "reopened", closedAt: null } });
          return;
        case 7: {
          const into = cases.find((id) => id !== caseId);
          const mergedIntoId = turn % 2 && into ? into : null;
          await db.case.updateMany({ where: { id: caseId, closedAt: null }, data: { mergedIntoId } });
          return;
        }
        case 8:
          await anEscalation({ caseId, siteId: site.id, raisedById: by.id, raisedAt: at });
          return;
        case 9: {
          const kind = turn % 2 ? "acknowledge" : "resolve";
          const times = { startedAt: at, dueAt: new Date(at.getTime() + DAY), dueSoonAt: at, computedAt: NOW };
          const limit = {
            limitId: kind,
            packId: "plain",
            packVersion: "2026-1",
            startedFrom: "received",
            calendarVersion: 0,
          } as const;
          const data = { ...one, ...times, ...limit, clock: kind, isOpen: true, isPaused: false } as const;
          await db.clock.upsert({ where: { caseId_limitId: { caseId, limitId: kind } }, create: data, update: times });
          return;
        }
        case 10:
          await db.clock.updateMany({
            ...child,
            data: { metAt: turn % 3 ? at : null, isOpen: turn % 3 === 0, isPaused: turn % 5 === 0 },
          });
          return;
        case 11:
          await db.clock.deleteMany(child);
          return;
        default:
          await countMarked();
      }
    };

    // So many that whatever follows has cases to change, whichever deeds are drawn.
    for (const turn of [0, 1, 2, 3]) await write({ deed: 0, pick: turn, turn });
    const deed = fc.record({ deed: fc.nat(12), pick: fc.nat(50), turn: fc.nat(500) });
    const deeds = fc.array(deed, { minLength: 10, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(deeds, async (given) => {
        for (const each of given) await write(each).catch(ignoreRefused);
        await countMarked();
        expect(await countWrong(site.id)).toBe(0);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
