import { describe, expect, test } from "vitest";
import { countTabs } from "@/lib/case/queries/queue";
import * as myDay from "@/lib/insight/queries/my-day";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import {
  aCase,
  anEscalation,
  aPerson,
  aSite,
  aUnit,
  aViewer,
  type CaseGiven,
  NOW,
  type Place,
} from "../../support/factories";
import { countMarked } from "../../support/rollups";

/** As they are a minute later, once the days are counted. */
const counted =
  <T>(read: (viewer: Viewer, now: Date) => Promise<T>) =>
  async (viewer: Viewer, now: Date): Promise<T> => {
    await countMarked();
    return read(viewer, now);
  };
const countCasesByWeek = counted(myDay.countCasesByWeek);
const listTopUnits = counted(myDay.listTopUnits);
const tallyCases = counted(myDay.tallyCases);

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);

function received(site: Place, iso: string, given: Partial<CaseGiven> = {}) {
  return aCase({ site, receivedAt: new Date(iso), ...given });
}

describe("cases by week", () => {
  test("are 26 weeks from Monday to Monday, the oldest first, with every kind", async () => {
    const weeks = await countCasesByWeek(await aViewer({ site: await aSite() }), NOW);
    expect(weeks).toHaveLength(26);
    expect([weeks[0]?.week, weeks.at(-1)?.week]).toEqual(["2025-11-17", "2026-05-11"]);
    expect(weeks.every(({ week }) => new Date(week).getUTCDay() === 1)).toBe(true);
    expect(weeks[7]).toEqual({
      week: "2026-01-05",
      ...{ inquiry: 0, compliment: 0, suggestion: 0, concern: 0, complaint: 0, grievance: 0 },
    });
  });

  test("end with the week that it is at the sites seen, though another has begun further east", async () => {
    const sunday = new Date("2026-05-10T20:00:00Z");
    const london = await aSite({ timeZone: "Europe/London" });
    await received(london, "2026-05-10T12:00:00Z", { kind: "complaint" });
    const here = await countCasesByWeek(await aViewer({ site: london }), sunday);
    expect(here.at(-1)).toMatchObject({ week: "2026-05-04", complaint: 1 });
    const auckland = await aSite({ timeZone: "Pacific/Auckland" });
    const both = await aViewer({ site: london, also: [{ role: "manager", site: auckland }] });
    expect((await countCasesByWeek(both, sunday)).at(-1)).toMatchObject({ week: "2026-05-11", complaint: 0 });
  });

  test("fall in the week of the site's own calendar", async () => {
    const auckland = await aSite({ timeZone: "Pacific/Auckland" });
    const newYork = await aSite({ timeZone: "America/New_York" });
    const viewer = await aViewer({ site: auckland, also: [{ role: "associate", site: newYork }] });
    // At 11:59 and 12:00 UTC on Sunday it becomes Monday in Auckland; New York follows sixteen hours later.
    for (const site of [auckland, newYork]) {
      await received(site, "2026-05-10T11:59:59Z", { kind: "concern" });
      await received(site, "2026-05-10T12:00:00Z", { kind: "complaint" });
      await received(site, "2026-05-11T03:59:59Z", { kind: "grievance" });
      await received(site, "2026-05-11T04:00:00Z", { kind: "inquiry" });
    }
    const weeks = await countCasesByWeek(viewer, NOW);
    expect(weeks.at(-2)).toMatchObject({ week: "2026-05-04", concern: 2, complaint: 1, grievance: 1, inquiry: 0 });
    expect(weeks.at(-1)).toMatchObject({ week: "2026-05-11", concern: 0, complaint: 1, grievance: 1, inquiry: 2 });
  });

  test("begin with the Monday of the oldest week and forget what came before", async () => {
    const site = await aSite({ timeZone: "UTC" });
    await received(site, "2025-11-16T23:59:59Z");
    await received(site, "2025-11-17T00:00:00Z");
    const weeks = await countCasesByWeek(await aViewer({ site }), NOW);
    expect(weeks.map(({ complaint }) => complaint)).toEqual([1, ...Array.from({ length: 25 }, () => 0)]);
  });

  test("end with the week that has begun where a site is farthest east", async () => {
    const site = await aSite({ timeZone: "Pacific/Kiritimati" });
    const now = new Date("2026-05-10T10:30:00Z");
    await received(site, "2026-05-10T10:15:00Z");
    const weeks = await countCasesByWeek(await aViewer({ site }, now), now);
    expect(weeks.at(-1)).toMatchObject({ week: "2026-05-11", complaint: 1 });
  });

  test("hold a week that crosses the new year once", async () => {
    const site = await aSite({ timeZone: "UTC" });
    const now = new Date("2026-01-05T12:00:00Z");
    await received(site, "2025-12-31T12:00:00Z");
    await received(site, "2026-01-01T12:00:00Z");
    const weeks = await countCasesByWeek(await aViewer({ site }, now), now);
    expect(weeks.at(-2)).toMatchObject({ week: "2025-12-29", complaint: 2 });
  });
});

describe("the units with the most trouble", () => {
  test("are ten, by their count in thirteen weeks, with that of the thirteen before", async () => {
    const site = await aSite();
    const loggedById = (await aPerson({ site })).id;
    const add = async (name: string, now: number, before: number) => {
      const { id: unitId } = await aUnit(site, name);
      for (let count = 0; count < now; count++) await aCase({ site, unitId, loggedById, receivedAt: daysAgo(90) });
      for (let count = 0; count < before; count++) await aCase({ site, unitId, loggedById, receivedAt: daysAgo(92) });
      return unitId;
    };
    const first = await add("Ward 1", 3, 1);
    await add("Ward 3", 2, 0);
    await add("Ward 2", 2, 4);
    await add("Only before", 0, 5);
    for (let index = 0; index < 9; index++) await add(`Ward 9${index}`, 1, 0);
    const units = await listTopUnits(await aViewer({ site }), NOW);
    expect(units.slice(0, 3)).toEqual([
      { unitId: first, unit: "Ward 1", site: site.name, cases: 3, before: 1, since: "2026-02-11" },
      expect.objectContaining({ unit: "Ward 2", cases: 2, before: 4 }),
      expect.objectContaining({ unit: "Ward 3", cases: 2, before: 0 }),
    ]);
    expect(units).toHaveLength(10);
    expect(units.map(({ unit }) => unit)).not.toContain("Only before");
  });

  test("count concerns, complaints and grievances alone, open or closed", async () => {
    const site = await aSite();
    const { id: unitId } = await aUnit(site);
    for (const kind of ["concern", "complaint", "grievance", "inquiry", "compliment", "suggestion"] as const) {
      await aCase({ site, unitId, kind });
    }
    await aCase({ site, unitId, state: "closed" });
    await aCase({ site });
    expect(await listTopUnits(await aViewer({ site }), NOW)).toMatchObject([{ cases: 4, before: 0 }]);
  });
});

test("a case that was merged into another is counted as that one", async () => {
  const site = await aSite({ timeZone: "UTC" });
  const { id: unitId } = await aUnit(site);
  const [kept, merged] = [await aCase({ site, unitId }), await aCase({ site, unitId })];
  await systemDb().case.update({ where: { id: merged.id }, data: { mergedIntoId: kept.id } });
  const viewer = await aViewer({ site });
  expect((await countCasesByWeek(viewer, NOW)).at(-1)).toMatchObject({ complaint: 1 });
  expect(await listTopUnits(viewer, NOW)).toMatchObject([{ cases: 1 }]);
  expect(await tallyCases(viewer, NOW)).toMatchObject({ thisWeek: 1, open: 1 });
});

describe("the tally", () => {
  test("counts seven days at the site, today among them, the seven before, and what is open now, as the tabs do", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site });
    await aCase({ site });
    await received(site, "2026-05-05T23:00:00Z");
    await received(site, "2026-05-05T22:59:59.999Z", { ownerId: viewer.personId, state: "triaged" });
    await received(site, "2026-04-28T23:00:00Z", { state: "closed" });
    const old = await received(site, "2026-04-28T22:59:59.999Z");
    await anEscalation({ caseId: old.id, siteId: site.id });
    expect(await tallyCases(viewer, NOW)).toEqual({
      ...{ since: "2026-05-06", thisWeek: 2, lastWeek: 2, open: 4 },
    });
    const { open } = await countTabs(viewer, ["open"]);
    expect(open.count).toBe(4);
  });
});
