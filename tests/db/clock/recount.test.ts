import { describe, expect, test, vi } from "vitest";
import { addDay } from "@/lib/calendar/mutations";
import { addDaySchema } from "@/lib/calendar/schema";
import { fillMissing, recountClocks, recountLeft } from "@/lib/clock/mutations/recount";
import { findRecount } from "@/lib/clock/queries/recounts";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { clockEventsOf, eventsOf } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { fillWithClocks } from "../../support/many-clocks";
import { openConnections } from "../../support/races";
import { aRunningCase, clockOf, later } from "./support";

const ctx = { actor: { id: null, name: "Clocks" }, now: NOW };

/** A site in London under the plain pack, where a complaint is acknowledged in 5 business days, and its administrator. */
async function inLondon() {
  const site = await aSite();
  const administrator = await aViewer({ site, role: "administrator" });
  return { site, administrator };
}

async function close(site: { id: string }, administrator: Awaited<ReturnType<typeof aViewer>>, date: string) {
  const form = { dayId: newId(), siteId: site.id, date, kind: "closed", name: "Staff day", intervals: [] };
  return addDay(userCtxFor(administrator), addDaySchema.parse(form));
}

const aComplaint = (site: Awaited<ReturnType<typeof aSite>>) =>
  aRunningCase(site, { kind: "complaint", kindRuleId: null });

/** Until what is returned is called, nothing can be recorded of this case. */
async function refuseEventsOf(caseId: string): Promise<() => Promise<unknown>> {
  const name = `refuse_${caseId.replaceAll("-", "")}`;
  await systemDb().$executeRawUnsafe(
    `ALTER TABLE "Event" ADD CONSTRAINT ${name} CHECK ("chain" <> 'case:${caseId}') NOT VALID`,
  );
  return () => systemDb().$executeRawUnsafe(`ALTER TABLE "Event" DROP CONSTRAINT ${name}`);
}

const recountOf = (siteId: string) =>
  systemDb().clockRecount.findFirstOrThrow({ where: { siteId }, orderBy: { askedAt: "desc" } });

describe("a changed calendar", () => {
  test("counts the open clocks of its site anew, and tells which moved", async () => {
    const { site, administrator } = await inLondon();
    const given = await aRunningCase(site, { kind: "complaint", kindRuleId: null });
    const other = await aRunningCase(await aSite(), { kind: "complaint", kindRuleId: null });
    const before = await clockOf(given.id, "acknowledge");
    expect(await close(site, administrator, "2026-05-14")).toMatchObject({ cases: 1 });
    const { id } = await recountOf(site.id);
    expect((await findRecount(administrator, site.id))?.isDone).toBe(false);
    await recountClocks(ctx, id);
    // Five business days after Tuesday 12 May end with the 19th, and with the 14th closed with the 20th.
    expect(before.dueAt.toISOString()).toBe("2026-05-19T22:59:59.999Z");
    const after = await clockOf(given.id, "acknowledge");
    expect(after).toMatchObject({ dueAt: new Date("2026-05-20T22:59:59.999Z"), calendarVersion: 1 });
    expect((await clockOf(other.id, "acknowledge")).calendarVersion).toBe(0);
    expect((await clockEventsOf(given.id)).at(-1)).toMatchObject({
      type: "clock.moved",
      data: { because: "calendar", clocks: [{ clock: "acknowledge", from: "Tue 19 May", to: "Wed 20 May" }] },
    });
    expect((await eventsOf("site", site.id)).at(-1)).toMatchObject({
      type: "calendar.recounted",
      data: { recountId: id, moved: 1, earlier: 0 },
    });
    const supervisor = await aViewer({ site, role: "supervisor" });
    expect(await findRecount(supervisor, site.id)).toMatchObject({
      ...{ isDone: true, moved: 1, earlier: 0, cases: 1, done: 1 },
      moves: [{ reference: given.reference, clock: "acknowledge", before: "Tue 19 May", after: "Wed 20 May" }],
    });
    // Administrators see no cases: decision 0007.
    expect(await findRecount(administrator, site.id)).toMatchObject({ isDone: true, moved: 1, moves: null });
    expect(await findRecount(await aViewer({ site: await aSite() }), site.id)).toBeNull();
  });

  test("asks for nothing where no clock runs", async () => {
    const { site, administrator } = await inLondon();
    expect(await close(site, administrator, "2026-05-14")).toMatchObject({ cases: 0 });
    expect(await systemDb().clockRecount.count({ where: { siteId: site.id } })).toBe(0);
  });

  test("goes on where a worker died, and by two at once counts each case once", async () => {
    const { site, administrator } = await inLondon();
    const given = await aRunningCase(site, { kind: "complaint", kindRuleId: null });
    await close(site, administrator, "2026-05-14");
    const { id } = await recountOf(site.id);
    // As it stands when whoever counted died before the batch was over.
    await systemDb().clockRecount.update({ where: { id }, data: { lastCaseId: null } });
    await openConnections(4);
    await Promise.all([recountClocks(ctx, id), recountClocks(ctx, id)]);
    await recountClocks({ ...ctx, now: later(1) }, id);
    expect(await systemDb().clockMove.count({ where: { recountId: id } })).toBe(1);
    expect(await recountOf(site.id)).toMatchObject({ done: 1, finishedAt: NOW });
    expect((await clockEventsOf(given.id)).filter(({ type }) => type === "clock.moved")).toHaveLength(1);
    expect((await eventsOf("site", site.id)).filter(({ type }) => type === "calendar.recounted")).toHaveLength(1);
  });

  test("leaves out a case that fails, finishes, and takes it up again later", async () => {
    const { site, administrator } = await inLondon();
    const [bad, good] = [await aComplaint(site), await aComplaint(site)];
    await close(site, administrator, "2026-05-14");
    const { id } = await recountOf(site.id);
    const mend = await refuseEventsOf(bad.id);
    const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await recountClocks(ctx, id);
    expect(errors).toHaveBeenCalledTimes(1);
    expect(await recountOf(site.id)).toMatchObject({ cases: 2, done: 1, finishedAt: NOW });
    expect(await clockOf(good.id, "acknowledge")).toMatchObject({ calendarVersion: 1 });
    expect(await clockOf(bad.id, "acknowledge")).toMatchObject({ calendarVersion: 0 });
    await mend();
    await recountLeft(ctx);
    expect(await clockOf(bad.id, "acknowledge")).toMatchObject({ calendarVersion: 1 });
  });

  test("misses no case that was being logged by the old calendar while the recount ran", async () => {
    const { site, administrator } = await inLondon();
    await aComplaint(site);
    await close(site, administrator, "2026-05-14");
    const { id } = await recountOf(site.id);
    await recountClocks(ctx, id);
    // As one that read the calendar before it changed, and was there only after the last batch.
    const late = await aComplaint(site);
    await systemDb().clock.updateMany({
      where: { caseId: late.id },
      data: { calendarVersion: 0, dueAt: new Date("2026-05-19T22:59:59.999Z") },
    });
    await recountLeft(ctx);
    expect(await clockOf(late.id, "acknowledge")).toMatchObject({
      ...{ dueAt: new Date("2026-05-20T22:59:59.999Z"), calendarVersion: 1 },
    });
    expect(await recountLeft(ctx)).toBe(0);
  });

  test("is not counted beside a recount that goes on, unless that is lost", async () => {
    const { site, administrator } = await inLondon();
    const given = await aComplaint(site);
    await close(site, administrator, "2026-05-14");
    await recountLeft(ctx);
    expect(await clockOf(given.id, "acknowledge")).toMatchObject({ calendarVersion: 0 });
    await recountLeft({ ...ctx, now: later(1) });
    expect(await clockOf(given.id, "acknowledge")).toMatchObject({ calendarVersion: 1 });
  });

  test("is looked for by an index, however many clocks are open", async () => {
    const site = await aSite();
    await fillWithClocks({ caseId: (await aCase({ site })).id, count: 2_000 });
    const plan = await systemDb().$queryRaw<Record<string, string>[]>`
      EXPLAIN SELECT "caseId" FROM "Clock"
      WHERE "siteId" = ${site.id}::uuid AND "isOpen" AND "calendarVersion" < 0 LIMIT 500`;
    expect(plan.map((line) => Object.values(line)[0]).join("\n")).toContain("Clock_open_calendar");
  });
});

describe("cases from before there were clocks", () => {
  test("are given them once, without news of what ran out long ago", async () => {
    const { site } = await inLondon();
    const [old, fresh] = [await aCase({ site, receivedAt: later(-90) }), await aCase({ site })];
    await fillMissing(ctx);
    expect(await fillMissing(ctx)).toBe(0);
    expect(await clockOf(old.id, "resolve")).toMatchObject({ isOpen: true, sweepAt: null });
    const { sweepAt, dueSoonAt } = await clockOf(fresh.id, "resolve");
    expect(sweepAt).toEqual(dueSoonAt);
    expect(await clockEventsOf(old.id)).toEqual([]);
    expect((await systemDb().case.findUniqueOrThrow({ where: { id: old.id } })).nextDueAt < NOW).toBe(true);
  });

  test("one that fails keeps none waiting, and is tried again", async () => {
    const { site } = await inLondon();
    const bad = await aCase({ site, packId: "gone" });
    const good = await aCase({ site });
    const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await fillMissing(ctx)).toBe(1);
    expect(errors).toHaveBeenCalledTimes(1);
    expect((await clockOf(good.id, "resolve")).isOpen).toBe(true);
    await systemDb().case.update({ where: { id: bad.id }, data: { packId: site.packId } });
    expect(await fillMissing(ctx)).toBe(1);
  });
});
