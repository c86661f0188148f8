import { describe, expect, test, vi } from "vitest";
import { sweepClocks as sweepTask } from "@/lib/clock/jobs";
import { sweepClocks } from "@/lib/clock/mutations/sweep";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { systemDb } from "@/lib/platform/db";
import { clockEventsOf } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, logContactInput, NOW, userCtxFor } from "../../support/factories";
import { runJob } from "../../support/jobs";
import { fillWithClocks, makeLate } from "../../support/many-clocks";
import { openConnections } from "../../support/races";
import { aRunningCase, atHospital, clockOf, later } from "./support";

const ctx = (now: Date) => ({ actor: { id: null, name: "Clocks" }, now });

const toldOf = (personId: string) =>
  systemDb().notification.findMany({ where: { personId }, orderBy: { createdAt: "asc" }, select: { type: true } });

/** Cases of one site, each with one clock that is late. */
async function manyLate(count: number) {
  const site = await aSite();
  await fillWithClocks({ caseId: (await aCase({ site })).id, count });
  await makeLate(site.id, count);
  return site;
}

describe("the sweep of the clocks", () => {
  test("tells the owner two days before, and the supervisors too once it is late", async () => {
    const { site, viewer } = await atHospital();
    const supervisor = await aPerson({ site, role: "supervisor" });
    const given = await aRunningCase(site, { ownerId: viewer.personId, state: "triaged" });
    const { dueAt, dueSoonAt } = await clockOf(given.id, "acknowledge");
    await sweepClocks(ctx(dueSoonAt));
    expect(await toldOf(viewer.personId)).toEqual([]);
    await sweepClocks(ctx(new Date(dueSoonAt.getTime() + 1)));
    expect(await toldOf(viewer.personId)).toEqual([{ type: "clock_due_soon" }]);
    expect(await toldOf(supervisor.id)).toEqual([]);
    // Everything up to and with the instant itself is in time.
    await sweepClocks(ctx(dueAt));
    expect(await toldOf(supervisor.id)).toEqual([]);
    await sweepClocks(ctx(new Date(dueAt.getTime() + 1)));
    expect(await toldOf(viewer.personId)).toEqual([{ type: "clock_due_soon" }, { type: "clock_late" }]);
    expect(await toldOf(supervisor.id)).toEqual([{ type: "clock_late" }]);
    expect((await clockEventsOf(given.id)).slice(1)).toMatchObject([
      { type: "clock.due_soon", actorName: "Clocks", data: { clock: "acknowledge", due: "Tue 19 May" } },
      { type: "clock.late", data: { clock: "acknowledge" } },
    ]);
  });

  test("a year ahead tells each that is late once, and nothing twice, also from the queue", async () => {
    const { site, viewer } = await atHospital();
    const given = await aRunningCase(site, { ownerId: viewer.personId, state: "triaged" });
    await sweepClocks(ctx(later(365)));
    await sweepClocks(ctx(later(365)));
    await sweepClocks(ctx(later(730)));
    await runJob("sweepClocks", sweepTask);
    expect((await clockEventsOf(given.id)).map(({ type }) => type)).toEqual([
      ...["clock.started", "clock.late", "clock.late", "clock.late"],
    ]);
    expect(await toldOf(viewer.personId)).toHaveLength(3);
  });

  test("says nothing of what was done meanwhile, and tells a new due time anew", async () => {
    const { site, viewer, at } = await atHospital();
    const given = await aRunningCase(site, { ownerId: viewer.personId, state: "triaged" });
    await logContact(at(later(13)), logContactInput(given.id));
    await sweepClocks(ctx(later(13)));
    expect(await toldOf(viewer.personId)).toEqual([]);
    await sweepClocks(ctx(later(28)));
    await logContact(at(later(28)), logContactInput(given.id));
    await sweepClocks(ctx(later(28)));
    const updates = (await clockEventsOf(given.id)).filter(({ type }) => type === "clock.late");
    expect(updates).toHaveLength(1);
    await sweepClocks(ctx(later(29.9)));
    expect((await clockOf(given.id, "update")).sweepAt).not.toBeNull();
  });

  test("one clock that cannot be told keeps no other waiting", async () => {
    const site = await manyLate(30);
    const [bad] = await systemDb().clock.findMany({ where: { siteId: site.id }, orderBy: { sweepAt: "asc" }, take: 1 });
    const name = `refuse_${bad?.caseId.replaceAll("-", "")}`;
    await systemDb().$executeRawUnsafe(
      `ALTER TABLE "Event" ADD CONSTRAINT ${name} CHECK ("chain" <> 'case:${bad?.caseId}') NOT VALID`,
    );
    vi.spyOn(console, "error").mockReturnValue();
    expect(await sweepClocks(ctx(NOW))).toBe(29);
    expect(await systemDb().clock.count({ where: { siteId: site.id, sweepAt: { not: null } } })).toBe(1);
    await systemDb().$executeRawUnsafe(`ALTER TABLE "Event" DROP CONSTRAINT ${name}`);
    expect(await sweepClocks(ctx(NOW))).toBe(1);
  });

  test("leaves alone what somebody works on, for the next time", async () => {
    const site = await manyLate(2);
    const [held] = await systemDb().clock.findMany({ where: { siteId: site.id }, take: 1 });
    await openConnections(4);
    await systemDb().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM "Case" WHERE "id" = ${held?.caseId}::uuid FOR NO KEY UPDATE`;
      await sweepClocks(ctx(NOW));
    });
    expect(await systemDb().clock.count({ where: { siteId: site.id, sweepAt: null } })).toBe(1);
    await sweepClocks(ctx(NOW));
    expect(await systemDb().clock.count({ where: { siteId: site.id, sweepAt: null } })).toBe(2);
  });

  test("reads what is due from its index", async () => {
    const plan = await systemDb().$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRaw<Record<string, string>[]>`
        EXPLAIN SELECT "id" FROM "Clock" WHERE "sweepAt" < ${NOW}::timestamptz ORDER BY "sweepAt", "id" LIMIT 25`;
    });
    expect(plan.map((line) => Object.values(line)[0]).join("\n")).toContain("Clock_sweep_due");
  });

  test("is not what a person who sees nothing is told by", async () => {
    const { site } = await atHospital();
    const gone = await aViewer({ site: await aSite() });
    const given = await aRunningCase(site, { ownerId: gone.personId, state: "triaged" });
    await sweepClocks({ ...userCtxFor(gone), actor: { id: null, name: "Clocks" }, now: later(8) });
    expect(await toldOf(gone.personId)).toEqual([]);
    expect((await clockEventsOf(given.id)).at(-1)?.type).toBe("clock.late");
  });
});
