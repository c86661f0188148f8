import { expect, test } from "vitest";
import { runBulk } from "@/lib/bulk/mutations/run-bulk";
import { stopBulk } from "@/lib/bulk/mutations/stop-bulk";
import { undoBulk } from "@/lib/bulk/mutations/undo-bulk";
import { getRun } from "@/lib/bulk/queries/runs";
import { systemCtx, type UserCtx, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { begin, idsOf, resultsOf, work } from "../../support/bulk";
import { attempt, eventsOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { untilWaiting } from "../../support/races";

const later = new Date(NOW.getTime() + 60_000);
const WHY = "Stopped by Sam Ortiz before it came to this case.";

const aSupervisorsCtx = async (site: Place) =>
  userCtxFor(await aViewer({ site, role: "supervisor", name: "Sam Ortiz" }), later);

const aRun = async (ctx: UserCtx, site: Place) => {
  const cases = [await aCase({ site }), await aCase({ site }), await aCase({ site })];
  return { cases, runId: await begin(ctx, { deed: "take", cases: idsOf(cases) }) };
};

test("leaves out every case it did not come to, and says by whom", async () => {
  const site = await aSite();
  const ctx = await aSupervisorsCtx(site);
  const { runId } = await aRun(ctx, site);
  await stopBulk(ctx, { runId });
  await work(ctx, runId);
  const rows = [...(await resultsOf(runId)).values()];
  expect(rows).toMatchObject([1, 2, 3].map(() => ({ outcome: "left_out", why: WHY })));
  expect(await getRun(ctx.viewer, runId, later)).toMatchObject({ state: "ended", done: 0, left: 3 });
  expect(await eventsOf("person", ctx.viewer.personId)).toContainEqual(
    expect.objectContaining({ type: "bulk.stopped", data: { runId, deed: "Take for oneself", left: 3 } }),
  );
});

test("between two cases keeps what was done, which may be taken back, and its worker ends by itself", async () => {
  const site = await aSite();
  const ctx = await aSupervisorsCtx(site);
  const { runId } = await aRun(ctx, site);
  const working = await withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "BulkRow" WHERE "runId" = ${runId}::uuid AND "position" = 1 FOR UPDATE`;
    const works = [runBulk(systemCtx("Test"), runId, () => later)];
    await untilWaiting(works.length);
    await stopBulk({ ...ctx, within: tx }, { runId });
    return { works };
  });
  await Promise.all(working.works);
  await work(ctx, runId);
  const run = await getRun(ctx.viewer, runId, later);
  expect(run).toMatchObject({ state: "ended", canUndo: true, done: 1, left: 2 });
  await undoBulk(ctx, { runId });
  await work(ctx, runId);
  expect(await getRun(ctx.viewer, runId, later)).toMatchObject({ state: "undone", undone: 1 });
});

test("before its cases were looked for leaves it without any, however it is asked to be taken back", async () => {
  const site = await aSite();
  const ctx = await aSupervisorsCtx(site);
  await aCase({ site });
  const runId = await begin(ctx, { deed: "take", query: "tab=open" });
  await stopBulk(ctx, { runId });
  await work(ctx, runId);
  const stopped = { total: null, done: 0, left: 0, canUndo: false } as const;
  expect(await getRun(ctx.viewer, runId, later)).toMatchObject({ state: "ended", ...stopped });
  await undoBulk(ctx, { runId });
  await work(ctx, runId);
  expect(await getRun(ctx.viewer, runId, later)).toMatchObject({ state: "undone", ...stopped });
  expect((await resultsOf(runId)).size).toBe(0);
});

test("of one that has ended, or twice, changes nothing; of one that is taken back it is refused", async () => {
  const site = await aSite();
  const ctx = await aSupervisorsCtx(site);
  const { runId } = await aRun(ctx, site);
  await work(ctx, runId);
  expect(await attempt(() => stopBulk(ctx, { runId }))).toEqual({ outcome: "done", changed: [] });
  await undoBulk(ctx, { runId });
  expect((await refusalOf(stopBulk(ctx, { runId }))).message).toMatch(/taken back/);
});

test("is for whoever began it alone", async () => {
  const site = await aSite();
  const { runId } = await aRun(await aSupervisorsCtx(site), site);
  const other = await aSupervisorsCtx(site);
  expect(await outcomeOf(stopBulk(other, { runId }))).toBe("NOT_FOUND");
  expect(await outcomeOf(stopBulk(other, { runId: newId() }))).toBe("NOT_FOUND");
});

test("does nothing where it cannot be written down", async () => {
  const site = await aSite();
  const ctx = await aSupervisorsCtx(site);
  const { runId } = await aRun(ctx, site);
  await refuseEventsBy(ctx.viewer.personId);
  expect(await outcomeOf(stopBulk(ctx, { runId }))).not.toBe("done");
  expect(await systemDb().bulkRow.count({ where: { runId, outcome: null } })).toBe(3);
});
