import { afterEach, describe, expect, inject, test, vi } from "vitest";
import { reportsFor, systemDb } from "@/lib/platform/db";
import { createDatabase, TEMPLATE } from "../../support/databases";
import { aSite, aViewer } from "../../support/factories";

const held = globalThis as { heardReports?: { $disconnect: () => Promise<void> } };

afterEach(async () => {
  await held.heardReports?.$disconnect();
  delete held.heardReports;
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe("the connections for figures and reports", () => {
  test("are others than those for cases, can only read, and stop what takes too long", async () => {
    const viewer = await aViewer({ site: await aSite() });
    const reports = reportsFor(viewer);
    expect(reports).not.toBe(systemDb());
    expect(reportsFor(viewer)).toBe(reports);
    const [settings] = await reports.$queryRaw<object[]>`
      SELECT current_setting('statement_timeout') AS "most", current_setting('TimeZone') AS "zone", current_database() AS "name"`;
    const [own] = await systemDb().$queryRaw<{ name: string }[]>`SELECT current_database() AS "name"`;
    expect(settings).toEqual({ most: "10s", zone: "UTC", name: own?.name });
    await expect(reports.$executeRaw`DELETE FROM "RollupMark"`).rejects.toThrow(/read-only transaction/);
  });

  test("end a question that nobody waits for any longer, and answer the next", async () => {
    const reports = reportsFor(await aViewer({ site: await aSite() }));
    await expect(reports.$queryRaw`SELECT pg_sleep(60)::text`).rejects.toThrow(/statement timeout/);
    expect(await reports.$queryRaw`SELECT 1 AS "one"`).toEqual([{ one: 1 }]);
  }, 30_000);

  test("go to the replica where one is named", async () => {
    const replica = await createDatabase(inject("clusterUrl"), TEMPLATE);
    vi.stubEnv("DATABASE_REPLICA_URL", replica);
    vi.resetModules();
    const viewer = await aViewer({ site: await aSite() });
    const fresh = await import("@/lib/platform/db");
    const [row] = await fresh.reportsFor(viewer).$queryRaw<{ name: string }[]>`SELECT current_database() AS "name"`;
    expect(row?.name).toBe(new URL(replica).pathname.slice(1));
  });
});
