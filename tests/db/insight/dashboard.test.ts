import { describe, expect, test } from "vitest";
import { listCases } from "@/lib/case/queries/queue";
import { queueSchema } from "@/lib/case/schema";
import { readEffect } from "@/lib/improvement/queries/effect";
import { readInsights } from "@/lib/insight/queries/dashboard";
import { dashboardSchema } from "@/lib/insight/rules/dashboard";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { aCase, anIssue, aSite, aUnit, aViewer, NOW, type Place } from "../../support/factories";
import { countMarked } from "../../support/rollups";
import { aClosedCase, anInvitation } from "../../support/surveys";

const DAY = 86_400_000;
const weeksAgo = (weeks: number) => new Date(NOW.getTime() - weeks * 7 * DAY);

async function read(viewer: Viewer, raw: Record<string, string> = {}, now = NOW) {
  await countMarked();
  const chosen = dashboardSchema.parse(raw);
  return readInsights(viewer, { chosen, where: "", onlySite: null }, now);
}

/** How many cases the queue shows behind a link. */
async function countBehind(viewer: Viewer, href: string | undefined): Promise<number> {
  const asked = Object.fromEntries(new URL(href ?? "", "http://heard.example").searchParams);
  const filter = queueSchema.parse(asked);
  return (await listCases(viewer, "all", filter, NOW)).total.count;
}

async function aDueAnswer(of: { id: string; siteId: string }, dueAt: Date, isMet: boolean) {
  const limit = { clock: "resolve", limitId: "resolve", packId: "plain", packVersion: "2026-1" } as const;
  await systemDb().clock.create({
    data: {
      ...{ ...limit, id: newId(), caseId: of.id, siteId: of.siteId, startedFrom: "received", startedAt: dueAt },
      ...{ dueAt, dueSoonAt: dueAt, metAt: isMet ? dueAt : null, isOpen: !isMet, isPaused: false },
      ...{ calendarVersion: 0, computedAt: NOW },
    },
  });
}

/** In every third week a complaint about waiting, and two in each of the last eight weeks. */
async function aRise(site: Place, unitId: string) {
  const weeks = Array.from({ length: 70 }, (_, at) => 70 - at);
  const days = weeks.flatMap((week) => (week <= 8 ? [week, week] : week % 3 === 1 ? [week] : []));
  await Promise.all(
    days.map(async (week) => {
      const made = await aCase({ site, unitId, receivedAt: weeksAgo(week), kind: "complaint" });
      await anIssue({ caseId: made.id, siteId: site.id, category: "institutional_processes", severity: 3 });
    }),
  );
}

describe("what insights show", () => {
  test("leads from each figure to just as many cases", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    const viewer = await aViewer({ site, role: "manager" });
    for (const [at, weeks] of [1, 1, 2, 3, 5, 6, 6, 6, 7].entries()) {
      const made = await aCase({ site, unitId: unit.id, receivedAt: weeksAgo(weeks), kind: "complaint" });
      await anIssue({ caseId: made.id, siteId: site.id, category: at % 2 ? "safety" : "listening" });
      await aDueAnswer(made, weeksAgo(weeks - 1), at % 3 > 0);
    }
    await aCase({ site, receivedAt: weeksAgo(2), kind: "compliment" });
    const { received, inTime, causes, causeHrefs, figures } = await read(viewer);
    expect(received.points.map(({ value }) => value)).toEqual([3, 1, 0, 1, 1, 2]);
    for (const { href, value } of received.points) expect(await countBehind(viewer, href)).toBe(value);
    const due = inTime.points.at(-1);
    expect(await countBehind(viewer, due?.href)).toBe(due?.n);
    expect(causes.issues.map(({ count }) => count)).toEqual([4, 4]);
    for (const { cause, count } of causes.issues) expect(await countBehind(viewer, causeHrefs[cause])).toBe(count);
    expect(String(await countBehind(viewer, figures.received[0]?.href))).toBe(figures.received[0]?.value);
  });

  test("prompt the unit and cause that rise, and chart it with its beginning", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    await aRise(site, unit.id);
    const viewer = await aViewer({ site, role: "supervisor" });
    const { warnings, cause, watched } = await read(viewer, { unit: unit.id, cause: "institutional_processes" });
    expect(watched).toBe(1);
    expect(warnings).toEqual([expect.objectContaining({ unit: unit.name, since: "2026-03-16", count: 8 })]);
    expect(await countBehind(viewer, warnings[0]?.href)).toBe(8);
    const [, usual] = (await read(viewer, { unit: unit.id })).figures.received;
    expect(usual?.basis).toMatch(/, n 12 weeks$/);
    expect(cause?.chart.points.find(({ key }) => key === "2026-03-16")).toMatchObject({ verdict: "concern" });
  });

  test("end the charts of a unit that closed with its last day, and watch it no more", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    await aRise(site, unit.id);
    const viewer = await aViewer({ site, role: "manager" });
    const close = (closedOn: Date | null) => systemDb().unit.update({ where: { id: unit.id }, data: { closedOn } });
    // A Sunday: its week is whole.
    await close(new Date("2026-03-15"));
    const closed = await read(viewer, { unit: unit.id });
    expect(closed).toMatchObject({ closedOn: "2026-03-15", watched: 0, warnings: [] });
    expect(closed.received.points.at(-1)).toMatchObject({ key: "2026-03-09", value: 0 });
    expect(closed.outcomes.units.map(({ unit: name }) => name)).toEqual([`${unit.name} (closed 15 Mar 2026)`]);
    expect(closed.speed.figures.at(-1)?.basis).toContain("37 open cases");
    const judged = { measure: "received", direction: "decrease", cause: null } as const;
    const changed = { ...judged, siteId: site.id, unitId: unit.id, changedOn: "2026-02-02" };
    const effect = await readEffect(viewer, { ...changed, kinds: ["complaint"] }, NOW);
    expect(effect?.chart.points.at(-1)?.key).toBe("2026-03-09");
    expect(effect?.chart.reading).toContain(
      "The unit was open last on 15 Mar 2026: figures are of the days up to then",
    );
    // A day before it, and the week is not.
    await close(new Date("2026-03-14"));
    expect((await read(viewer, { unit: unit.id })).received.points.at(-1)?.key).toBe("2026-03-02");
    expect((await read(viewer)).received.points.at(-1)?.value).toBe(2);
    await close(null);
    const open = await read(viewer, { unit: unit.id });
    expect(open).toMatchObject({ closedOn: null, watched: 1 });
    expect(open.received.points.at(-1)?.value).toBe(2);
  });

  test("end with the last day of a unit's own site, wherever that and who looks are", async () => {
    for (const [timeZone, elsewhere] of [
      ["Pacific/Auckland", "America/New_York"],
      ["America/New_York", "Pacific/Auckland"],
    ] as const) {
      const other = await aSite({ timeZone: elsewhere });
      const site = await aSite({ timeZone, organisationId: other.organisationId });
      const unit = await aUnit(site);
      await aRise(site, unit.id);
      const viewer = await aViewer({ site: other, role: "manager", also: [{ site, role: "manager" }] });
      const lastWeek = async (closedOn: string) => {
        await systemDb().unit.update({ where: { id: unit.id }, data: { closedOn: new Date(closedOn) } });
        const { received, days } = await read(viewer, { unit: unit.id });
        return [received.points.at(-1)?.key, days.to];
      };
      expect(await lastWeek("2026-03-15")).toEqual(["2026-03-09", "2026-03-15"]);
      expect(await lastWeek("2026-03-14")).toEqual(["2026-03-02", "2026-03-08"]);
    }
  });

  test("chart times and what people say as an action is judged by them, before its change and since", async () => {
    const site = await aSite();
    const months = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"];
    for (const [at, month] of months.entries()) {
      const closedAt = new Date(`${month}-15T12:00:00Z`);
      const receivedAt = new Date(closedAt.getTime() - (at < 4 ? 20 : 5) * DAY);
      const closed = await aClosedCase({ site, closedAt, receivedAt });
      const { invitationId, versionId } = await anInvitation(
        { id: closed.id, siteId: site.id, closer: closed.closer },
        { sentAt: closedAt },
      );
      await systemDb().surveyAnswer.create({
        data: {
          ...{ id: newId(), invitationId, versionId, caseId: closed.id, siteId: site.id, language: "en" },
          ...{ answeredAt: closedAt, items: { listened: at < 4 ? "2" : "5" }, issues: [], worries: [] },
        },
      });
    }
    const viewer = await aViewer({ site, role: "manager" });
    const { speed, satisfaction } = await read(viewer, { period: "26" });
    const judged = { kinds: [], cause: null, siteId: site.id, unitId: null, changedOn: "2026-01-20" };
    const values = async (measure: "timeToClose" | "said:listened" | "said:explained") => {
      const effect = await readEffect(viewer, { ...judged, measure, direction: "increase" }, NOW);
      return effect?.chart.points.map(({ key, value }) => [key, value]);
    };
    const times = await values("timeToClose");
    expect(times?.map(([, value]) => value)).toEqual([20, 20, 20, null, 5, 5, 5]);
    const charted = speed.charts.find(({ figure }) => figure === "timeToClose")?.chart.points ?? [];
    expect(charted.slice(-3).map(({ key, value }) => [key, value])).toEqual(times?.slice(-3));
    const said = await values("said:listened");
    expect(said?.map(([, value]) => value)).toEqual([0, 0, 0, null, 1, 1, 1]);
    expect(satisfaction.chart?.points.slice(-3).map(({ key, value }) => [key, value])).toEqual(said?.slice(-3));
    expect(await values("said:explained")).toEqual([]);
  });

  test("lead from a cause of a unit to the cases of whose issues it is, wherever those cases are", async () => {
    const site = await aSite();
    const [unit, other] = [await aUnit(site), await aUnit(site)];
    const viewer = await aViewer({ site, role: "manager" });
    for (const [of, unitId] of [[unit], [unit, other], [other, unit], [null, unit], [other], [null]] as const) {
      const made = await aCase({ site, unitId: of?.id ?? null, receivedAt: weeksAgo(2), kind: "complaint" });
      await anIssue({ caseId: made.id, siteId: site.id, category: "safety", unitId: unitId?.id ?? null });
    }
    // What is shown begins after the week of the first.
    const first = await aCase({ site, unitId: unit.id, receivedAt: weeksAgo(5), kind: "complaint" });
    await anIssue({ caseId: first.id, siteId: site.id, category: "safety" });
    const { causes, causeHrefs, cause } = await read(viewer, { unit: unit.id, cause: "safety" });
    expect(causes.issues.map(({ count }) => count)).toEqual([3]);
    expect(await countBehind(viewer, causeHrefs[causes.issues[0]?.cause ?? ""])).toBe(3);
    const point = cause?.chart.points.find(({ value }) => value === 3);
    expect(await countBehind(viewer, point?.href)).toBe(3);
  });

  test("count an answer as late whose case was closed without it after it was due, and not one given up before", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const into = await aCase({ site, receivedAt: weeksAgo(12), kind: "complaint" });
    for (const [days, mergedIntoId] of [[0], [2], [-2], [2, into.id]] as const) {
      const state = mergedIntoId ? "new" : "closed";
      const made = await aCase({ site, receivedAt: weeksAgo(8), kind: "complaint", state });
      await aDueAnswer(made, weeksAgo(7), false);
      const endedAt = new Date(weeksAgo(7).getTime() + days * DAY);
      await systemDb().clock.updateMany({ where: { caseId: made.id }, data: { isOpen: false, endedAt } });
      await systemDb().case.update({ where: { id: made.id }, data: { mergedIntoId } });
    }
    const { inTime } = await read(viewer);
    const due = inTime.points.find(({ n }) => n !== null && n > 0);
    expect(due).toMatchObject({ y: 0, n: 2 });
    expect(await countBehind(viewer, due?.href)).toBe(2);
  });

  test("say plainly where there is nothing, one week, or nothing that fell due", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const empty = await read(viewer);
    expect(empty.received).toMatchObject({ points: [], signals: [] });
    expect(empty.received.reading).toMatch(/nothing that could be charted/);
    expect([empty.causes.issues, empty.warnings, empty.watched]).toEqual([[], [], 0]);
    expect(empty.figures.inTime[0]).toMatchObject({ value: "none due" });
    await aCase({ site, receivedAt: weeksAgo(2), kind: "concern" });
    expect((await read(viewer)).received.reading).toMatch(/one week so far, 0\. One point has no limits\.$/);
    await aCase({ site, receivedAt: weeksAgo(12), kind: "concern" });
    const { inTime } = await read(viewer);
    expect(inTime.gaps).toEqual(["Mar 2026: nothing fell due", "Apr 2026: nothing fell due"]);
  });

  test("begin a unit's chart at its own first case, and a cause's at its own first issue", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    const viewer = await aViewer({ site, role: "manager" });
    await aCase({ site, receivedAt: weeksAgo(30), kind: "complaint" });
    for (const weeks of [10, 8, 4]) {
      const made = await aCase({ site, unitId: unit.id, receivedAt: weeksAgo(weeks), kind: "complaint" });
      const category = weeks === 10 ? "listening" : "safety";
      await anIssue({ caseId: made.id, siteId: site.id, category });
    }
    const { received, cause } = await read(viewer, { unit: unit.id, cause: "safety" });
    expect(received.points.map(({ value }) => value)).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0]);
    expect(cause?.chart.points.map(({ value }) => value)).toEqual([0, 0, 0, 1, 0, 0, 0]);
  });

  test("are of the sites alone at which the viewer may look at figures", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const viewer = await aViewer({ site, role: "manager", also: [{ role: "associate", site: other }] });
    for (const at of [site, other]) {
      for (const week of [3, 2]) await aCase({ site: at, receivedAt: weeksAgo(week), kind: "complaint" });
    }
    const { received } = await read(viewer);
    expect(received.points.map(({ value }) => value)).toEqual([1, 0]);
    expect((await read(viewer, { site: other.id })).received.points).toEqual([]);
  });
});
