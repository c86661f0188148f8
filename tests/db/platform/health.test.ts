import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { systemDb, type Tx } from "@/lib/platform/db";
import { checkHealth } from "@/lib/platform/health";
import { enqueue } from "@/lib/platform/jobs";
import { newId } from "@/lib/shared/ids";
import { aCase, aFile, aMail, anEscalation, aPromise, aSite, NOW } from "../../support/factories";
import { fillWithClocks } from "../../support/many-clocks";

const NO_LAG = {
  ...{ workerLagSeconds: 0, clockLagSeconds: 0, escalationLagSeconds: 0, mailLagSeconds: 0, reminderLagSeconds: 0 },
  ...{ draftLagSeconds: 0, searchLagSeconds: 0, recountLagSeconds: 0 },
  ...{ unfinishedRecounts: 0, failingJobs: 0, deadLetters: 0, unreadFiles: 0 },
};
const ALL_WELL = { status: "ok", database: "ok", migrations: "ok", worker: "ok", ...NO_LAG };
const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

const beat = (beatAt: Date) => systemDb().workerBeat.create({ data: { id: newId(), startedAt: beatAt, beatAt } });

beforeAll(async () => {
  await systemDb().searchSweep.update({ where: { id: 1 }, data: { sweptAt: NOW } });
});

afterEach(async () => {
  await systemDb().workerBeat.deleteMany();
});

describe("the health of this installation", () => {
  test("is well with its newest migration and a worker that is alive", async () => {
    await beat(secondsAgo(10));
    expect(await checkHealth(NOW)).toEqual(ALL_WELL);
  });

  test.each([
    ["that never was", null, "not running"],
    ["that spoke 44 seconds ago", 44, "ok"],
    ["that spoke 45 seconds ago", 45, "not running"],
    ["that spoke an hour ago", 3600, "not running"],
  ])("tells of a worker %s", async (_what, seconds, worker) => {
    if (seconds !== null) await beat(secondsAgo(seconds));
    expect(await checkHealth(NOW)).toMatchObject({ worker, status: worker === "ok" ? "ok" : "failing" });
  });

  test("is well when one of several workers is alive", async () => {
    await beat(secondsAgo(3600));
    await beat(secondsAgo(1));
    expect(await checkHealth(NOW)).toEqual(ALL_WELL);
  });

  test("tells how long the oldest job that is due has waited, and how many e-mails were given up", async () => {
    await beat(secondsAgo(1));
    await systemDb().$transaction(async (tx) => {
      const job = { name: "nobodyDoesThis", payload: z.object({}) };
      await enqueue(tx, job, {}, { runAt: secondsAgo(90) });
      await enqueue(tx, job, {}, { runAt: secondsAgo(30) });
      await enqueue(tx, job, {}, { runAt: secondsAgo(-3600) });
    });
    const given = await aCase({ site: await aSite() });
    const { id } = await aMail({ personId: given.loggedById, caseId: given.id });
    await systemDb().mailDelivery.update({ where: { id }, data: { state: "dead", settledAt: NOW } });
    expect(await checkHealth(NOW)).toEqual({ ...ALL_WELL, workerLagSeconds: 90, deadLetters: 1 });
    await systemDb().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await systemDb().mailDelivery.deleteMany();
  });

  /** Rows that are there for one look at the health alone. */
  async function during(rows: (tx: Tx) => Promise<unknown>, look: () => Promise<void>): Promise<void> {
    const undo = new Error("undo");
    const held = globalThis as { heardDb?: unknown };
    const client = systemDb();
    await client
      .$transaction(async (tx) => {
        await rows(tx);
        held.heardDb = tx;
        await look();
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      })
      .finally(() => {
        held.heardDb = client;
      });
  }

  async function aCaseWithClock(sweepAt: Date) {
    const site = await aSite();
    const given = await aCase({ site });
    await fillWithClocks({ caseId: given.id, count: 1 });
    const clock = await systemDb().clock.findFirstOrThrow({ where: { siteId: site.id }, orderBy: { id: "desc" } });
    return { given, late: (tx: Tx) => tx.clock.update({ where: { id: clock.id }, data: { sweepAt } }) };
  }

  test.each([
    [600, "ok"],
    [601, "degraded"],
  ])("tells of a sweep that is %d seconds behind: %s", async (seconds, status) => {
    await beat(secondsAgo(1));
    const { given, late } = await aCaseWithClock(secondsAgo(seconds));
    await during(late, async () =>
      expect(await checkHealth(NOW)).toEqual({ ...ALL_WELL, status, clockLagSeconds: seconds }),
    );
    const next = { caseId: given.id, siteId: given.siteId };
    const { id } = await anEscalation(next);
    await during(
      (tx) => tx.escalation.update({ where: { id }, data: { nextCheckAt: secondsAgo(seconds) } }),
      async () => expect(await checkHealth(NOW)).toEqual({ ...ALL_WELL, status, escalationLagSeconds: seconds }),
    );
  });

  test("tells of a counting anew that does not end", async () => {
    await beat(secondsAgo(1));
    const { id: siteId } = await aSite();
    const recount = (seconds: number) => (tx: Tx) =>
      tx.clockRecount.create({ data: { id: newId(), siteId, askedAt: secondsAgo(seconds), cases: 3 } });
    const told = { unfinishedRecounts: 1, recountLagSeconds: 1800 };
    await during(recount(1800), async () => expect(await checkHealth(NOW)).toEqual({ ...ALL_WELL, ...told }));
    const late = { ...told, recountLagSeconds: 1801, status: "degraded" };
    await during(recount(1801), async () => expect(await checkHealth(NOW)).toEqual({ ...ALL_WELL, ...late }));
  });

  test("tells of a reminder that nobody was given, an hour after it was due everywhere", async () => {
    await beat(secondsAgo(1));
    const given = await aCase({ site: await aSite() });
    const { id } = await aPromise({ of: given, dueOn: "2026-05-10" });
    // Twelve hours behind UTC, where it is seven in the morning of the day after last.
    const told = new Date("2026-05-11T19:00:00Z");
    const at = async (seconds: number) => {
      const now = new Date(told.getTime() + seconds * 1000);
      await beat(now);
      const { status, reminderLagSeconds } = await checkHealth(now);
      return { status, reminderLagSeconds };
    };
    expect(await at(0)).toEqual({ status: "ok", reminderLagSeconds: 0 });
    expect(await at(3600)).toEqual({ status: "ok", reminderLagSeconds: 3600 });
    expect(await at(3601)).toEqual({ status: "degraded", reminderLagSeconds: 3601 });
    await systemDb().patientPromise.update({ where: { id }, data: { remindedOf: "late" } });
    expect(await at(3601)).toEqual({ status: "ok", reminderLagSeconds: 0 });
  });

  test("tells how many files could not be read again and again", async () => {
    await beat(secondsAgo(1));
    const { id } = await aFile(await aCase({ site: await aSite() }));
    const tried = (tries: number) => (tx: Tx) => tx.fileText.update({ where: { attachmentId: id }, data: { tries } });
    await during(tried(4), async () => expect(await checkHealth(NOW)).toEqual(ALL_WELL));
    await during(tried(5), async () => expect(await checkHealth(NOW)).toEqual({ ...ALL_WELL, unreadFiles: 1 }));
  });

  test("tells of jobs that fail again and again", async () => {
    await beat(secondsAgo(1));
    const failing = (attempts: number) => async (tx: Tx) => {
      await enqueue(tx, { name: "nobodyDoesThis", payload: z.object({}) }, {}, { runAt: secondsAgo(-3600) });
      await tx.$executeRaw`UPDATE graphile_worker._private_jobs SET "attempts" = ${attempts}::int, "last_error" = 'no'`;
    };
    await during(failing(2), async () => expect(await checkHealth(NOW)).toEqual(ALL_WELL));
    const told = { ...ALL_WELL, status: "degraded", failingJobs: 1 };
    await during(failing(3), async () => expect(await checkHealth(NOW)).toEqual(told));
    await during(failing(25), async () => expect(await checkHealth(NOW)).toEqual(told));
  });

  test.each([
    ["Clock_sweep_due", `SELECT min("sweepAt") FROM "Clock" WHERE "sweepAt" IS NOT NULL`],
    [
      "Escalation_due",
      `SELECT min("nextCheckAt") FROM "Escalation" WHERE "answeredAt" IS NULL AND "nextCheckAt" IS NOT NULL`,
    ],
    ["MailDelivery_due", `SELECT min("nextAttemptAt") FROM "MailDelivery" WHERE "state" IN ('queued', 'failed')`],
    ["ClockRecount_unfinished", `SELECT min("askedAt") FROM "ClockRecount" WHERE "finishedAt" IS NULL`],
    ["FileText_failing", `SELECT FROM "FileText" WHERE "state" = 'unread' AND "tries" >= 5 LIMIT 1000`],
    [
      "FollowUp_to_remind",
      `SELECT min("dueOn") FROM "FollowUp" WHERE "state" = 'open' AND "remindedOf" IS DISTINCT FROM 'late'`,
    ],
  ])("reads the first entry of %s", async (index, question) => {
    const plan = await systemDb().$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRawUnsafe<Record<string, string>[]>(`EXPLAIN ${question}`);
    });
    expect(plan.map((line) => Object.values(line)[0]).join("\n")).toContain(index);
  });

  test.each([
    ["has not run", `DELETE FROM "_prisma_migrations"`, "pending"],
    ["began and did not end", `UPDATE "_prisma_migrations" SET "finished_at" = NULL`, "failed"],
    ["was rolled back", `UPDATE "_prisma_migrations" SET "rolled_back_at" = now(), "finished_at" = NULL`, "pending"],
    ["is another's", `UPDATE "_prisma_migrations" SET "migration_name" = '20000101000000_other'`, "pending"],
    ["has no list", `ALTER TABLE "_prisma_migrations" RENAME TO "hidden"`, "pending"],
  ])("tells of a migration that %s", async (_what, change, migrations) => {
    await beat(secondsAgo(1));
    await during(
      (tx) => tx.$executeRawUnsafe(change),
      async () => expect(await checkHealth(NOW)).toMatchObject({ status: "failing", database: "ok", migrations }),
    );
    expect(await checkHealth(NOW)).toEqual(ALL_WELL);
  });
});
