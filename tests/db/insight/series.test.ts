import { describe, expect, test } from "vitest";
import { readPareto, readUnits } from "@/lib/insight/queries/breakdowns";
import { readSeries } from "@/lib/insight/queries/series";
import { readBacklog, readTimes } from "@/lib/insight/queries/times";
import type { SeriesAsked } from "@/lib/insight/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { aCase, anEscalation, anIssue, aPerson, aSite, aUnit, aViewer, NOW } from "../../support/factories";
import { countMarked } from "../../support/rollups";

const WEEKS = { from: "2026-04-27", to: "2026-05-17", step: "week" } as const;
const MONTHS = { from: "2026-04-27", to: "2026-05-17" };
const figures = async (viewer: Awaited<ReturnType<typeof aViewer>>, asked: SeriesAsked, now = NOW) => {
  await countMarked();
  return (await readSeries(viewer, asked, now)).map(({ numerator, denominator }) => [numerator, denominator]);
};
const at = (iso: string) => new Date(iso);

async function aClock(of: { id: string; siteId: string }, dueAt: Date, metAt: Date | null) {
  const limit = { limitId: "acknowledge", packId: "plain", packVersion: "2026-1", startedFrom: "received" } as const;
  await systemDb().clock.create({
    data: {
      ...{ id: newId(), caseId: of.id, siteId: of.siteId, clock: "acknowledge", ...limit, calendarVersion: 0 },
      ...{ startedAt: dueAt, dueAt, dueSoonAt: dueAt, metAt, isOpen: metAt === null, isPaused: false, computedAt: NOW },
    },
  });
}

describe("a series", () => {
  test("has every week asked for, those without cases too, and the queue's filter behind each", async () => {
    const site = await aSite();
    await aCase({ site, receivedAt: at("2026-05-03T22:59:00Z") });
    await aCase({ site, receivedAt: at("2026-05-11T09:00:00Z"), kind: "compliment" });
    await countMarked();
    const points = await readSeries(await aViewer({ site }), { metric: "received", siteId: site.id, ...WEEKS }, NOW);
    expect(points).toEqual([
      {
        ...{ start: "2026-04-27", end: "2026-05-03", label: "27 Apr", isOver: true, numerator: 1, denominator: null },
        cases: { tab: "all", from: "2026-04-27", to: "2026-05-03", site: site.id },
      },
      expect.objectContaining({ start: "2026-05-04", numerator: 0, isOver: true }),
      expect.objectContaining({ start: "2026-05-11", numerator: 1, isOver: false }),
    ]);
  });

  test("is of one unit, of no unit, of some kinds, and by month where asked", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    await aCase({ site, unitId: unit.id, kind: "complaint" });
    await aCase({ site, unitId: unit.id, kind: "concern" });
    await aCase({ site, kind: "compliment", receivedAt: at("2026-04-30T12:00:00Z") });
    const viewer = await aViewer({ site });
    const asked = { metric: "received", ...WEEKS, step: "month" } as const;
    expect(await figures(viewer, asked)).toEqual([
      [1, null],
      [2, null],
    ]);
    expect(await figures(viewer, { ...asked, unitId: unit.id })).toEqual([
      [0, null],
      [2, null],
    ]);
    expect(await figures(viewer, { ...asked, unitId: "none" })).toEqual([
      [1, null],
      [0, null],
    ]);
    expect(await figures(viewer, { ...asked, unitId: unit.id, kinds: ["complaint", "grievance"] })).toEqual([
      [0, null],
      [1, null],
    ]);
    expect(await figures(viewer, { ...asked, metric: "compliments" })).toEqual([
      [1, 0],
      [0, 2],
    ]);
  });

  test("counts what is open and overdue as missed, and nothing that falls due today or later", async () => {
    const site = await aSite();
    const make = () => aCase({ site });
    await aClock(await make(), at("2026-05-11T09:00:00Z"), at("2026-05-11T08:00:00Z"));
    await aClock(await make(), at("2026-05-11T09:00:00Z"), at("2026-05-11T10:00:00Z"));
    await aClock(await make(), at("2026-05-11T09:00:00Z"), null);
    await aClock(await make(), at("2026-05-12T08:00:00Z"), null);
    await aClock(await make(), at("2026-05-13T09:00:00Z"), at("2026-05-12T09:00:00Z"));
    const asked = { metric: "acknowledgedInTime", ...WEEKS } as const;
    expect((await figures(await aViewer({ site }), asked)).at(-1)).toEqual([1, 3]);
  });

  test("tells shares of cases and of issues", async () => {
    const site = await aSite();
    const by = await aPerson({ site });
    const one = await aCase({ site, state: "closed" });
    await aCase({ site });
    await anEscalation({ caseId: one.id, siteId: site.id });
    await anIssue({ caseId: one.id, siteId: site.id, finding: "upheld", category: "safety", severity: 3 });
    await anIssue({ caseId: one.id, siteId: site.id, finding: "not_upheld", category: "listening", position: 2 });
    const closing = { id: newId(), caseId: one.id, siteId: site.id, closedById: by.id, closedAt: NOW };
    await systemDb().closing.create({
      data: { ...closing, outcome: "answered", summary: "Done.", hasChanged: false, lesson: "None." },
    });
    const viewer = await aViewer({ site });
    const last = async (asked: SeriesAsked) => (await figures(viewer, asked)).at(-1);
    expect(await last({ metric: "escalated", ...WEEKS })).toEqual([1, 2]);
    expect(await last({ metric: "upheldCases", ...WEEKS })).toEqual([1, 1]);
    expect(await last({ metric: "upheldIssues", ...WEEKS })).toEqual([1, 2]);
    expect(await last({ metric: "upheldIssues", cause: "listening", ...WEEKS })).toEqual([0, 1]);
    expect(await last({ metric: "severityOfIssues", ...WEEKS })).toEqual([5, null]);
    expect(await last({ metric: "issues", cause: "none", ...WEEKS })).toEqual([0, null]);
    expect(await last({ metric: "reopened", ...WEEKS })).toEqual([0, 1]);
  });

  test("is of the sites where the viewer sees cases, and of no other", async () => {
    const [site, other] = [await aSite(), await aSite()];
    await aCase({ site });
    await aCase({ site: other });
    const viewer = await aViewer({ site });
    expect((await figures(viewer, { metric: "received", ...WEEKS })).at(-1)).toEqual([1, null]);
    expect(await figures(viewer, { metric: "received", siteId: other.id, ...WEEKS })).toEqual([]);
    const administrator = await aViewer({ site, role: "administrator" });
    expect(await figures(administrator, { metric: "received", ...WEEKS })).toEqual([]);
    expect(await readUnits(administrator, { metric: "received", ...WEEKS }, NOW)).toEqual([]);
    expect(await readPareto(administrator, WEEKS, NOW)).toEqual([]);
  });
});

describe("breakdowns", () => {
  test("by cause count issues, and weigh them by severity", async () => {
    const site = await aSite();
    const { id: caseId, siteId } = await aCase({ site });
    await anIssue({ caseId, siteId, category: "safety", severity: 3 });
    await anIssue({ caseId, siteId, category: "listening", severity: 1, position: 2 });
    await anIssue({ caseId, siteId, category: "listening", severity: 1, position: 3 });
    await anIssue({ caseId, siteId, position: 4 });
    await countMarked();
    expect(await readPareto(await aViewer({ site }), WEEKS, NOW)).toEqual([
      { category: "listening", issues: 2, weighed: 2 },
      { category: "safety", issues: 1, weighed: 3 },
      { category: null, issues: 1, weighed: 2 },
    ]);
  });

  test("by unit put the most first and what names no unit last", async () => {
    const site = await aSite();
    const [few, many] = [await aUnit(site), await aUnit(site)];
    for (const unitId of [few.id, many.id, many.id, null, null, null]) await aCase({ site, unitId });
    await countMarked();
    const units = await readUnits(await aViewer({ site }), { metric: "received", ...WEEKS }, NOW);
    expect(units.map(({ unit, numerator, denominator }) => [unit, numerator, denominator])).toEqual([
      [many.name, 2, null],
      [few.name, 1, null],
      [null, 3, null],
    ]);
  });
});

describe("times", () => {
  test("are told by the day on which something was done, as median and 90th centile", async () => {
    const site = await aSite();
    const by = await aPerson({ site });
    const viewer = await aViewer({ site });
    for (const days of [1, 2, 9]) {
      const { id: caseId } = await aCase({ site, receivedAt: new Date(NOW.getTime() - days * 86_400_000) });
      const closing = { id: newId(), caseId, siteId: site.id, closedById: by.id, closedAt: NOW };
      const words = { outcome: "answered", summary: "Done.", hasChanged: false, lesson: "None." } as const;
      await systemDb().closing.create({ data: { ...closing, ...words } });
    }
    await countMarked();
    const points = await readTimes(viewer, { metric: "timeToClose", ...MONTHS }, NOW);
    expect(points.map(({ start, n }) => [start, n])).toEqual([
      ["2026-04-01", 0],
      ["2026-05-01", 3],
    ]);
    expect(points.at(-1)).toMatchObject({ median: { value: 2, lower: 1, upper: 9 }, isOver: false });
    expect(points[0]?.median).toBeNull();
    // All three stand open still, as far as their cases go.
    const waiting = { n: 3, median: { value: 2 } };
    expect(await readBacklog(viewer, {}, NOW)).toMatchObject({ age: waiting, unheard: waiting });
    expect(await readBacklog(viewer, { kinds: ["compliment"] }, NOW)).toMatchObject({ age: { n: 0, median: null } });
    const elsewhere = await aViewer({ site: await aSite() });
    expect(await readBacklog(elsewhere, { siteId: site.id }, NOW)).toMatchObject({
      ...{ age: { n: 0 }, unheard: { n: 0 } },
    });
    expect(await readTimes(elsewhere, { metric: "timeToClose", siteId: site.id, ...MONTHS }, NOW)).toEqual([]);
  });

  test("to acknowledge are in whole hours", async () => {
    const site = await aSite();
    const { id: caseId } = await aCase({ site });
    await aClock({ id: caseId, siteId: site.id }, at("2026-05-12T06:31:00Z"), NOW);
    await countMarked();
    const asked = { metric: "timeToAcknowledge", ...MONTHS } as const;
    expect((await readTimes(await aViewer({ site }), asked, NOW)).at(-1)).toMatchObject({ n: 1, median: { value: 2 } });
  });
});
