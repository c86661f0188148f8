import { expect, test } from "vitest";
import { listCases } from "@/lib/case/queries/queue";
import { queueSchema } from "@/lib/case/schema";
import { setTarget } from "@/lib/chart-target/mutations";
import { setTargetSchema } from "@/lib/chart-target/schema";
import { readInsights } from "@/lib/insight/queries/dashboard";
import { readGraveDays } from "@/lib/insight/queries/rare";
import { readTrend } from "@/lib/insight/queries/trend";
import { dashboardSchema } from "@/lib/insight/rules/dashboard";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { aCase, anIssue, aSite, aUnit, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { countMarked } from "../../support/rollups";
import { aClosedCase, anInvitation } from "../../support/surveys";

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);

async function read(viewer: Viewer, onlySite: string | null, raw: Record<string, string> = {}) {
  await countMarked();
  return readInsights(viewer, { chosen: dashboardSchema.parse(raw), where: "", onlySite }, NOW);
}

async function countBehind(viewer: Viewer, href: string | undefined): Promise<number> {
  const asked = Object.fromEntries(new URL(href ?? "", "http://heard.example").searchParams);
  return (await listCases(viewer, "all", queueSchema.parse(asked), NOW)).total.count;
}

async function anAnswer(
  site: Place,
  answeredAt: Date,
  listened: string,
  more: { instrument?: string; kind?: "complaint" | "compliment" } = {},
) {
  const closed = await aClosedCase({ site, closedAt: daysAgo(60), kind: more.kind ?? "complaint" });
  const { invitationId, versionId } = await anInvitation(
    { id: closed.id, siteId: site.id, closer: closed.closer },
    { instrument: more.instrument ?? "service_recovery", sentAt: daysAgo(58) },
  );
  const items = more.instrument === "csat" ? { satisfaction: listened } : { listened };
  await systemDb().surveyAnswer.create({
    data: {
      ...{ id: newId(), invitationId, versionId, caseId: closed.id, siteId: site.id, language: "en" },
      ...{ answeredAt, items, issues: [], worries: [] },
    },
  });
  return closed;
}

test("what people say of the handling leads to just the cases that it counts, and to those that it is a share of", async () => {
  const site = await aSite({ timeZone: "Pacific/Auckland" });
  const viewer = await aViewer({ site, role: "manager" });
  for (const listened of ["5", "4", "2"]) await anAnswer(site, new Date("2026-04-10T00:00:00Z"), listened);
  // The last minute of April at the site, and the first of May, whose month is not over.
  await anAnswer(site, new Date("2026-04-30T11:59:00Z"), "5");
  await anAnswer(site, new Date("2026-04-30T12:00:00Z"), "5");
  // Another survey, another kind, and a case that counts as another.
  await anAnswer(site, new Date("2026-04-10T00:00:00Z"), "5", { instrument: "csat" });
  await anAnswer(site, new Date("2026-04-10T00:00:00Z"), "5", { kind: "compliment" });
  const merged = await anAnswer(site, new Date("2026-04-10T00:00:00Z"), "5");
  const { id: into } = await aCase({ site, receivedAt: daysAgo(60) });
  await systemDb().case.update({
    where: { id: merged.id },
    data: { mergedIntoId: into, state: "reopened", closedAt: null },
  });
  const { satisfaction } = await read(viewer, site.id, { site: site.id });
  const listened = satisfaction.items.find(({ item }) => item === "listened");
  expect(listened).toMatchObject({ good: 3, all: 4, figure: "75%" });
  expect(await countBehind(viewer, listened?.casesHref)).toBe(3);
  expect(await countBehind(viewer, listened?.ofHref)).toBe(4);
});

/** A case that came in so many days ago and was answered and closed so many days later. */
async function aClosed(site: Place, given: { ago: number; took: number; unitId?: string; upheld?: boolean }) {
  const receivedAt = daysAgo(given.ago);
  const closedAt = daysAgo(given.ago - given.took);
  const made = await aCase({ site, unitId: given.unitId, kind: "complaint", receivedAt });
  const of = { caseId: made.id, siteId: site.id };
  const issue = await anIssue({ ...of, category: "listening", severity: 3 });
  await systemDb().issue.update({ where: { id: issue.id }, data: { finding: given.upheld ? "upheld" : "not_upheld" } });
  await systemDb().clock.create({
    data: {
      ...{ id: newId(), ...of, clock: "resolve", limitId: "resolve", packId: "plain", packVersion: "2026-1" },
      ...{ startedFrom: "received", startedAt: receivedAt, dueAt: daysAgo(given.ago - 20), dueSoonAt: receivedAt },
      ...{ metAt: closedAt, isOpen: false, isPaused: false, calendarVersion: 0, computedAt: NOW },
    },
  });
  await systemDb().closing.create({
    data: {
      id: newId(),
      ...of,
      ...{
        outcome: "answered",
        closedAt,
        closedById: made.loggedById,
        summary: "Told.",
        hasChanged: false,
        lesson: "",
      },
    },
  });
  await systemDb().case.update({ where: { id: made.id }, data: { state: "closed", closedAt } });
  return made;
}

test("tells how fast and what came of it, each figure with just the cases behind it, for nobody else's site", async () => {
  const site = await aSite();
  const [ward, clinic] = [await aUnit(site, "Ward"), await aUnit(site, "Clinic")];
  const viewer = await aViewer({ site, role: "manager" });
  for (const [at, took] of [5, 10, 15, 30].entries()) {
    await aClosed(site, { ago: 60 + 20 * at, took, unitId: at < 3 ? ward.id : clinic.id, upheld: at === 0 });
  }
  const { speed, outcomes, inTime } = await read(viewer, site.id);
  const [, answer, close] = speed.figures;
  expect(close).toMatchObject({ label: "Time to close, median", value: "12.5 days" });
  expect(answer?.basis).toMatch(/^Half of 4 cases answered within 12.5 days/);
  for (const told of [answer, close]) expect(await countBehind(viewer, told?.href)).toBe(4);
  const closed = speed.charts.find(({ figure }) => figure === "timeToClose");
  for (const { href, n } of closed?.chart.points ?? []) expect(await countBehind(viewer, href)).toBe(n);
  const [upheld] = outcomes.figures;
  expect(upheld).toMatchObject({ label: "Upheld, by case", value: "25%" });
  expect([await countBehind(viewer, upheld?.href), await countBehind(viewer, upheld?.ofHref)]).toEqual([1, 4]);
  expect(outcomes.units.map(({ unit, received, shares }) => [unit, received, shares[0]?.total.denominator])).toEqual([
    [ward.name, 3, 3],
    [clinic.name, 1, 1],
  ]);
  for (const { casesHref, received, shares } of outcomes.units) {
    expect(await countBehind(viewer, casesHref)).toBe(received);
    for (const { name, total, href, ofHref } of shares) {
      const behind = { numerator: await countBehind(viewer, href), denominator: await countBehind(viewer, ofHref) };
      expect(behind, name).toEqual(total);
    }
  }
  expect(outcomes.rare[0]?.chart.points.map(({ value }) => value)).toEqual([20, 20, 20]);
  expect(inTime.target).toBeNull();
  const other = await aViewer({ site: await aSite(), role: "manager" });
  const foreign = await read(other, null, { site: site.id });
  expect([foreign.outcomes.units, foreign.outcomes.rare, foreign.speed.figures[1]?.value]).toEqual([[], [], "none"]);
});

test("leads from figures of a unit's issues to the cases that raise them, wherever those are, and from what did not hold to that alone", async () => {
  const site = await aSite();
  const [ward, theatre] = [await aUnit(site, "Ward"), await aUnit(site, "Theatre")];
  const viewer = await aViewer({ site, role: "manager" });
  const made = [];
  for (const ago of [60, 80, 100, 120])
    made.push(await aClosed(site, { ago, took: 10, unitId: ward.id, upheld: true }));
  const [first, , , last] = made;
  // What is told of the ward's case is upheld of the theatre, and weighs most there.
  await systemDb().issue.updateMany({
    where: { caseId: { in: made.slice(1).map(({ id }) => id) } },
    data: { unitId: theatre.id },
  });
  await aClosed(site, { ago: 90, took: 10, unitId: theatre.id, upheld: false });
  for (const [of, days] of [
    [first, 59],
    [last, 61],
  ] as const) {
    const { closedAt } = await systemDb().closing.findFirstOrThrow({ where: { caseId: of?.id } });
    const reopenedAt = new Date(closedAt.getTime() + days * DAY);
    const reopened = {
      reopenedAt: reopenedAt > NOW ? NOW : reopenedAt,
      reopenReason: "More came.",
      reopenedById: viewer.personId,
    };
    await systemDb().closing.updateMany({ where: { caseId: of?.id }, data: reopened });
  }
  const { outcomes } = await read(viewer, site.id, { unit: theatre.id });
  const [, upheld] = outcomes.figures;
  expect([upheld?.value, upheld?.basis]).toEqual(["67%", expect.stringMatching(/^2 of 3\b/)]);
  expect([await countBehind(viewer, upheld?.href), await countBehind(viewer, upheld?.ofHref)]).toEqual([2, 3]);
  for (const { href } of outcomes.rare[0]?.chart.points ?? []) expect(await countBehind(viewer, href)).toBe(1);
  expect(outcomes.rare[0]?.chart.points).toHaveLength(3);
  const reopened = (await read(viewer, site.id)).outcomes.figures[2];
  expect(reopened).toMatchObject({ label: "Reopened", basis: expect.stringMatching(/^1 of 5\b/) });
  expect([await countBehind(viewer, reopened?.href), await countBehind(viewer, reopened?.ofHref)]).toEqual([1, 5]);
});

test("leads who sees figures at one site, and cases at more, to the cases of that one", async () => {
  const [site, other, third] = [await aSite(), await aSite(), await aSite()];
  const also = [
    { role: "associate" as const, site: other },
    { role: "auditor" as const, site: third },
  ];
  const viewer = await aViewer({ site, role: "manager", also });
  for (const at of [site, other, third]) {
    // Weeks are shown after that of the first.
    await aCase({ site: at, kind: "complaint", receivedAt: daysAgo(130) });
    await aClosed(at, { ago: 60, took: 10, upheld: true });
  }
  const { outcomes, speed, received, causeHrefs } = await read(viewer, null);
  const trend = await readTrend(viewer, NOW);
  const hrefs = [
    ...[outcomes.figures[0]?.href, outcomes.figures[0]?.ofHref, speed.figures[1]?.href, ...Object.values(causeHrefs)],
    ...[received, trend.received].map(({ points }) => points.find(({ value }) => value)?.href),
    ...Object.values(trend.causeHrefs),
  ];
  for (const href of hrefs) expect(await countBehind(viewer, href), href).toBe(2);
  const { href } = (await read(await aViewer({ site, role: "manager" }), null)).outcomes.figures[0] ?? {};
  expect(href).not.toMatch(/site=/);
});

test("holds charts of a site against its target", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site, role: "manager" });
  const of = { targetId: newId(), siteId: site.id, figure: "answeredInTime", target: "90", reason: "The board" };
  await setTarget(userCtxFor(viewer), setTargetSchema.parse(of));
  expect((await read(viewer, site.id)).inTime.target).toBe(0.9);
  expect((await read(viewer, null)).inTime.target).toBeNull();
});

test("charts complaints by whatever the site keeps count of, or by what is asked for", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site, role: "manager" });
  await aCase({ site, kind: "complaint", receivedAt: daysAgo(150) });
  await aCase({ site, kind: "complaint", receivedAt: daysAgo(70) });
  for (const measure of ["patient_days", "discharges"] as const) {
    await systemDb().denominator.create({
      data: {
        ...{ id: newId(), siteId: site.id, unitId: null, month: new Date("2026-03-01"), measure, value: 1_000 },
        ...{ source: "person", setById: viewer.personId, setAt: NOW },
      },
    });
  }
  const usual = await read(viewer, site.id);
  expect([usual.measures, usual.rate?.metric]).toEqual([["patient_days", "discharges"], "complaintsPerPatientDays"]);
  expect((await read(viewer, site.id, { per: "discharges" })).rate?.metric).toBe("complaintsPerDischarges");
  expect((await read(viewer, site.id, { per: "visits" })).rate).toBeNull();
  expect((await readTrend(viewer, NOW)).rate?.title).toBe("Complaints per 1,000 patient days, by month");
});

test("counts the other issues since the day of the one of high severity before, those of its own day included", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site, role: "manager" });
  const raised = async (ago: number, severities: number[]) => {
    const { id: caseId } = await aCase({ site, kind: "complaint", receivedAt: daysAgo(ago) });
    for (const [at, severity] of severities.entries())
      await anIssue({ caseId, siteId: site.id, position: at + 1, severity });
  };
  for (const [ago, severities] of [
    [50, [1, 1]],
    [40, [3, 2]],
    [30, [1, 2]],
    [30, [1]],
    [20, [3, 1, 3]],
    [20, [2]],
    [10, [3]],
    [5, [1]],
  ] as const) {
    await raised(ago, [...severities]);
  }
  await countMarked();
  const days = { from: "2026-01-01", to: "2026-05-12" };
  const read = async (who: Viewer) => (await readGraveDays(who, days, NOW)).map(({ others }) => others);
  expect(await read(viewer)).toEqual([3, 5, 0]);
  expect(await read(await aViewer({ site: await aSite(), role: "manager" }))).toEqual([]);
});
