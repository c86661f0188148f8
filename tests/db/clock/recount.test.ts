import { describe, expect, test } from "vitest";
import { addDay } from "@/lib/calendar/mutations";
import { addDaySchema } from "@/lib/calendar/schema";
import { fillMissing, recountBatch, recountClocks } from "@/lib/clock/mutations/recount";
import { findRecount } from "@/lib/clock/queries/recounts";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { clockEventsOf, eventsOf } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
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

  test("goes on where a worker died, and counts each case once", async () => {
    const { site, administrator } = await inLondon();
    const given = await aRunningCase(site, { kind: "complaint", kindRuleId: null });
    await close(site, administrator, "2026-05-14");
    const { id } = await recountOf(site.id);
    const dying = withTransaction(ctx, async (tx) => {
      await recountBatch(tx, ctx, id);
      throw new Error("killed");
    }).catch(() => 0);
    await Promise.all([dying, recountClocks(ctx, id), recountClocks(ctx, id)]);
    await recountClocks({ ...ctx, now: later(1) }, id);
    expect(await systemDb().clockMove.count({ where: { recountId: id } })).toBe(1);
    expect(await recountOf(site.id)).toMatchObject({ done: 1, finishedAt: NOW });
    expect((await clockEventsOf(given.id)).filter(({ type }) => type === "clock.moved")).toHaveLength(1);
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
});
