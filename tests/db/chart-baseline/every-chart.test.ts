import { beforeAll, describe, expect, test } from "vitest";
import { endBaseline, rebaseSeries } from "@/lib/chart-baseline/mutations";
import { listBaselines } from "@/lib/chart-baseline/queries";
import { FIGURES, type Figure, rebaseSeriesSchema } from "@/lib/chart-baseline/schema";
import { readShown } from "@/lib/insight/queries/charts";
import { type Insights, readInsights } from "@/lib/insight/queries/dashboard";
import type { ShownChart } from "@/lib/insight/rules/chart-view";
import { dashboardSchema, daysFrom, mondayOf } from "@/lib/insight/rules/dashboard";
import { MEASURES } from "@/lib/insight/schema";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { refusalOf } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { countMarked } from "../../support/rollups";

/** Seventeen months that are over, of which the last eight are unlike those before. */
const MONTHS = Array.from({ length: 17 }, (_, at) => new Date(Date.UTC(2024, 11 + at, 1)).toISOString().slice(0, 10));
const CHANGED = MONTHS[9] ?? "";
/** Two levels, with a little up and down. */
const level = (at: number) => (at < 9 ? 2 : 9) + (at % 2);

const PART: { [figure in Figure]?: string } = { issues: "safety", handlingSatisfaction: "listened" };
const MEASURE_OF: { [figure in Figure]?: (typeof MEASURES)[number] } = {
  complaintsPerEncounters: "encounters",
  complaintsPerPatientDays: "patient_days",
  complaintsPerDischarges: "discharges",
  complaintsPerVisits: "visits",
};

let site: Place;
let ctx: UserCtx;

/** What the database keeps of days and months, as if it had counted all these cases, and what it counts itself. */
beforeAll(async () => {
  site = await aSite();
  ctx = userCtxFor(await aViewer({ site, role: "manager" }));
  const db = systemDb();
  const of = await aCase({ site, kind: "complaint", receivedAt: new Date("2024-11-02T12:00:00Z") });
  await db.referral.createMany({
    data: apart().map((day) => ({
      ...{ id: newId(), caseId: of.id, siteId: site.id, body: "Ombudsman", referredOn: new Date(day) },
      ...{ recordedById: ctx.viewer.personId, recordedAt: NOW },
    })),
  });
  await countMarked();
  for (const [at, month] of MONTHS.entries()) {
    const n = level(at);
    for (const table of [`"RollupDay" ("day"`, `"RollupMonth" ("month"`]) {
      for (const kind of ["complaint", null]) {
        await db.$executeRawUnsafe(
          `INSERT INTO ${table}, "siteId", "byUnit", "byKind", "kind", "received", "open", "escalated", "spoken", "spokenSettled", "closed",
             "reopened", "closedAnswered", "closedSatisfied", "closedReasonable", "closedUnreachable", "closedWithdrawn", "found", "upheld",
             "acknowledgeInTime", "acknowledgeLate", "acknowledgeOpen", "resolveInTime", "resolveLate", "resolveOpen")
           VALUES ($1::date, $2::uuid, false, $3, $4::"CaseKind", $5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, $6, $5, 0)`,
          ...[month, site.id, kind !== null, kind, n, 20 - n],
        );
      }
    }
    await db.$executeRaw`
      INSERT INTO "RollupTimeMonth" SELECT ${site.id}::uuid, ${month}::date, false, NULL, true, 'complaint',
        ARRAY[${n}::int], '{5}', ARRAY[${n}::int], '{5}', ARRAY[${n}::int], '{5}'`;
    await db.$executeRaw`
      INSERT INTO "RollupAnswerMonth" SELECT ${site.id}::uuid, ${month}::date, false, NULL, true, 'complaint', 'listened', 20, ${n}::int`;
    await db.denominator.createMany({
      data: MEASURES.map((measure) => ({
        ...{ id: newId(), siteId: site.id, month: new Date(month), measure, value: 1_000 },
        ...{ source: "person" as const, setById: ctx.viewer.personId, setAt: NOW },
      })),
    });
  }
  // Every week so many of one cause, and of high severity on days that lie farther and farther apart.
  for (let week = 0; week < 18; week++) await issues(daysFrom("2026-01-05", 7 * week), { safety: week < 9 ? 2 : 9 });
  for (const [at, day] of apart().entries())
    await issues(day, { high: 1, others: (at < 9 ? 1 : 9) * (at % 2 ? 6 : 1) });
  await db.$executeRaw`
    INSERT INTO "RollupIssueMonth" SELECT * FROM heard_rollup_issue_month_sums(${site.id}::uuid, '2024-12-01', '2026-05-12')`;
});

/** Days of events: ten days apart, then thirty. */
function apart(): string[] {
  const days = ["2025-01-02"];
  for (let at = 0; at < 18; at++) days.push(daysFrom(days.at(-1) ?? "", at < 9 ? 10 + (at % 2) : 35 + (at % 2)));
  return days;
}

async function issues(
  day: string,
  { safety = 0, high = 0, others = 0 }: { safety?: number; high?: number; others?: number },
): Promise<void> {
  for (const [byKind, category] of [
    [true, null],
    [false, null],
    [true, "safety"],
    [false, "safety"],
  ] as const) {
    if (category && !safety) continue;
    await systemDb().$executeRaw`
      INSERT INTO "RollupIssue" SELECT ${site.id}::uuid, ${day}::date, false, NULL, ${byKind}, CASE WHEN ${byKind} THEN 'complaint'::"CaseKind" END,
        ${category !== null}, ${category}::"HcatCategory", ${safety + high + others}::int, 0, ${high}::int, 0, 0`;
  }
}

const chosenOf = (figure: Figure, kind: string) =>
  dashboardSchema.parse({ kind, cause: "safety", item: "listened", per: MEASURE_OF[figure] });

/** The chart of a figure as the page shows it. */
async function onPage(figure: Figure, kind = "complaint"): Promise<ShownChart | null | undefined> {
  const all = await readInsights(ctx.viewer, { chosen: chosenOf(figure, kind), where: "", onlySite: site.id }, NOW);
  return chartOf(all, figure);
}

function chartOf({ received, inTime, cause, rate, speed, outcomes, satisfaction }: Insights, figure: Figure) {
  const timed = speed.charts.find((one) => one.figure === figure);
  const rare = outcomes.rare.find(({ metric }) => metric === figure);
  const named = {
    ...{ received, answeredInTime: inTime, issues: cause?.chart, handlingSatisfaction: satisfaction.chart },
    ...(rate ? { [rate.metric]: rate.chart } : {}),
  } as { [figure in Figure]?: ShownChart | null };
  return timed?.chart ?? rare?.chart ?? named[figure];
}

describe("limits begin anew, of every chart that has limits", () => {
  test.each(FIGURES.filter((figure) => figure !== "received"))(
    "%s: where its run begins, with the reason, until that is taken back",
    async (figure) => {
      const before = await onPage(figure);
      const startsOn = before?.runSince ?? "";
      expect([before?.rebases, startsOn]).toEqual([[], expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
      const input = rebaseSeriesSchema.parse({
        ...{ baselineId: newId(), siteId: site.id, figure, part: PART[figure], kinds: "complaint", startsOn },
        reason: "Another team took it over.",
      });
      await rebaseSeries(ctx, input);
      const after = await onPage(figure);
      expect(after).toMatchObject({ rebases: [{ key: startsOn, says: "Another team took it over." }], runSince: null });
      expect(after?.points.at(-1)?.mean).not.toBeCloseTo(before?.points.at(-1)?.mean ?? 0, 3);
      expect((await refusalOf(rebaseSeries(ctx, { ...input, baselineId: newId() }))).message).toMatch(
        /no run of seven/,
      );
      await endBaseline(ctx, input);
      expect((await onPage(figure))?.points).toEqual(before?.points);
    },
  );

  test("a rate, of its own kinds, also where others are looked at; a cause or an item alone", async () => {
    const rate = "complaintsPerEncounters";
    const given = (figure: Figure, more: object) =>
      rebaseSeriesSchema.parse({
        ...{ baselineId: newId(), siteId: site.id, figure, kinds: "complaint", startsOn: CHANGED, reason: "Known." },
        ...more,
      });
    const input = given(rate, {});
    expect(input.kinds).toEqual([]);
    await rebaseSeries(ctx, input);
    expect((await onPage(rate, "all"))?.rebases).toHaveLength(1);
    const said = given("handlingSatisfaction", { part: "listened" });
    await rebaseSeries(ctx, said);
    const series = { siteId: site.id, unitId: null, kinds: ["complaint" as const] };
    const standing = await listBaselines(ctx.viewer, series);
    expect(standing.map(({ figure, part }) => [figure, part])).toEqual([
      [rate, ""],
      ["handlingSatisfaction", "listened"],
    ]);
    const asked = { which: { siteId: site.id, kinds: series.kinds }, standing } as const;
    const other = await readShown(ctx.viewer, { figure: "handlingSatisfaction", part: "explained", ...asked }, NOW);
    expect(other?.rebases ?? []).toEqual([]);
    for (const { baselineId } of [input, said]) await endBaseline(ctx, { baselineId });
  });

  test.each([
    ["issues", ""],
    ["issues", "rants"],
    ["handlingSatisfaction", "safety"],
    ["received", "safety"],
  ])("no chart is one of %s of %j", (figure, part) => {
    const input = {
      baselineId: newId(),
      siteId: newId(),
      figure,
      part,
      kinds: "",
      startsOn: CHANGED,
      reason: "Known.",
    };
    expect(rebaseSeriesSchema.safeParse(input).error?.issues[0]?.message).toBe("There is no such chart.");
  });
});

const weeksFrom = (first: string, many: number) => Array.from({ length: many }, (_, week) => daysFrom(first, 7 * week));

const aComplaintOn = (at: Place) => (day: string) =>
  aCase({ site: at, kind: "complaint", receivedAt: new Date(`${day}T12:00:00Z`) });

test("limits are those of the first weeks, however long ago, and no run goes over the years that are not read", async () => {
  const at = await aSite();
  const viewer = await aViewer({ site: at, role: "manager" });
  const lately = weeksFrom("2026-02-02", 14);
  // One a week at first, none in between, and two a week lately.
  for (const day of [...weeksFrom("2014-01-06", 14), ...lately, ...lately]) await aComplaintOn(at)(day);
  await countMarked();
  const all = { chosen: dashboardSchema.parse({ period: "104" }), where: "", onlySite: at.id };
  const { received } = await readInsights(viewer, all, NOW);
  expect(received.baseline).toEqual({ from: "2014-01-13", to: "2014-04-06", n: 12 });
  expect(received.points).toHaveLength(104);
  expect(received.points.at(-1)).toMatchObject({ value: 2, mean: 1, verdict: "concern" });
  expect(received.points[0]).toMatchObject({ key: "2024-05-13", value: 0, verdict: "improvement" });
  expect(received.runSince).toBe("2026-02-02");
  expect(received.gaps).toEqual([]);
});

test("limits, and where they began anew, stay what they were when the year turns", async () => {
  const at = await aSite();
  const viewer = await aViewer({ site: at, role: "manager" });
  const days = [...weeksFrom("2024-01-08", 14), ...weeksFrom("2025-01-06", 14).flatMap((day) => [day, day, day])];
  for (const day of days) await aComplaintOn(at)(day);
  await countMarked();
  const shown = async (now: string) =>
    (
      await readInsights(
        viewer,
        { chosen: dashboardSchema.parse({ period: "104" }), where: "", onlySite: at.id },
        new Date(now),
      )
    ).received;
  const same = async () => {
    const [before, after] = [await shown("2025-12-31T12:00:00Z"), await shown("2026-01-06T12:00:00Z")];
    const of = (chart: ShownChart) => new Map(chart.points.map((point) => [point.key, point]));
    const later = of(after);
    const both = before.points.filter(({ key }) => later.has(key));
    expect(both.length).toBeGreaterThan(50);
    for (const point of both) expect(later.get(point.key)).toEqual(point);
    expect(after.baseline).toEqual(before.baseline);
    return after;
  };
  expect((await same()).baseline?.from).toBe(mondayOf("2024-01-15"));
  const kinds = dashboardSchema.parse({}).kind.toSorted();
  await systemDb().chartBaseline.create({
    data: {
      ...{ id: newId(), siteId: at.id, figure: "received", kinds, startsOn: new Date("2024-12-30") },
      ...{ reason: "A new clinic.", byId: viewer.personId, at: NOW },
    },
  });
  expect(await same()).toMatchObject({ rebases: [{ key: "2024-12-30" }], baseline: { from: "2024-12-30" } });
});
