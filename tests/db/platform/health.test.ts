import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { systemDb } from "@/lib/platform/db";
import { checkHealth } from "@/lib/platform/health";
import { enqueue } from "@/lib/platform/jobs";
import { newId } from "@/lib/shared/ids";
import { aCase, aMail, aSite, NOW } from "../../support/factories";

const ALL_WELL = { status: "ok", database: "ok", migrations: "ok", worker: "ok", workerLagSeconds: 0, deadLetters: 0 };
const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

const beat = (beatAt: Date) => systemDb().workerBeat.create({ data: { id: newId(), startedAt: beatAt, beatAt } });

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

  test.each([
    ["has not run", `DELETE FROM "_prisma_migrations"`, "pending"],
    ["began and did not end", `UPDATE "_prisma_migrations" SET "finished_at" = NULL`, "failed"],
    ["was rolled back", `UPDATE "_prisma_migrations" SET "rolled_back_at" = now(), "finished_at" = NULL`, "pending"],
    ["is another's", `UPDATE "_prisma_migrations" SET "migration_name" = '20000101000000_other'`, "pending"],
    ["has no list", `ALTER TABLE "_prisma_migrations" RENAME TO "hidden"`, "pending"],
  ])("tells of a migration that %s", async (_what, change, migrations) => {
    await beat(secondsAgo(1));
    const undo = new Error("undo");
    const held = globalThis as { heardDb?: unknown };
    const client = systemDb();
    await client
      .$transaction(async (tx) => {
        await tx.$executeRawUnsafe(change);
        held.heardDb = tx;
        expect(await checkHealth(NOW)).toMatchObject({ status: "failing", database: "ok", migrations });
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      })
      .finally(() => {
        held.heardDb = client;
      });
    expect(await checkHealth(NOW)).toEqual(ALL_WELL);
  });
});
