import { describe, expect, test } from "vitest";
import { showChart } from "@/lib/insight/rules/chart-view";
import { daysFrom, mondayOf } from "@/lib/insight/rules/dashboard";
import { isEverPrompted, isWatched, WATCH } from "@/lib/insight/rules/early-warning";
import { type UnitCause, warnUnits } from "@/lib/insight/rules/unit-warnings";
import { DISSATISFIED } from "@/lib/insight/types";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { buildDemoData } from "@/prisma/seed/demo-data";

const DAY = 86_400_000;
const WEEKS = WATCH.weeks + WATCH.usualWeeks;
/** The first working days of the rise: the demo data begins it 28 weeks before its end. */
const RISE_DAYS = 27 * 7 + 5;

/** Issues of what people are unhappy about, by unit and category and week, counted from the rows themselves. */
function watchedIn(now: Date): UnitCause[] {
  const data = buildDemoData(now);
  const from = daysFrom(mondayOf(isoDay(dayIn(now, "UTC"))), -7 * WEEKS);
  const cases = new Map(data.cases.map((row) => [row.id, row]));
  const units = new Map(data.units.map((row) => [row.id, row]));
  const sites = new Map(data.sites.map((row) => [row.id, row]));
  const found = new Map<string, UnitCause>();
  for (const { caseId, unitId, category, voidedAt } of data.issues) {
    const row = cases.get(caseId);
    const unit = units.get(unitId ?? row?.unitId ?? "");
    const site = sites.get(row?.siteId ?? "");
    const isCounted = !voidedAt && !row?.mergedIntoId && DISSATISFIED.some((kind) => kind === row?.kind);
    if (!row || !unit || !site || !category || !isCounted) continue;
    const of = found.get(`${unit.id} ${category}`) ?? {
      ...{ unitId: unit.id, unit: unit.name, siteId: site.id, site: site.name, category },
      weeks: Array.from({ length: WEEKS }, (_, at) => ({ week: daysFrom(from, 7 * at), count: 0 })),
    };
    const week = mondayOf(isoDay(dayIn(row.receivedAt, site.timeZone)));
    for (const each of of.weeks) if (each.week === week) each.count += 1;
    found.set(`${unit.id} ${category}`, of);
  }
  return [...found.values()];
}

const weeksBetween = (a: string, b: string) => Math.abs(new Date(a).getTime() - new Date(b).getTime()) / (7 * DAY);

describe.each(["2026-11-21T20:00:00Z", "2026-11-25T09:00:00Z", "2027-03-02T12:00:00Z"])(
  "at %s the rise that the demo data plants",
  (at) => {
    const now = new Date(at);
    const watched = watchedIn(now);
    const planted = mondayOf(isoDay(new Date(now.getTime() - RISE_DAYS * DAY)));
    const links = { cases: () => "/cases", chart: () => "/insights", plan: () => null };
    const warnings = warnUnits(watched, links);
    const isPlanted = ({ unit, cause }: (typeof warnings)[number]) =>
      unit === "Outpatients" && cause === "Processes, waiting";

    test("is prompted, as beginning in its week or the next", () => {
      const warning = warnings.find(isPlanted);
      expect(weeksBetween(warning?.since ?? "", planted)).toBeLessThanOrEqual(1);
      expect(warning?.usualWords).toMatch(/^1\d issues in the last 4 weeks, usually [56]/);
    });

    test("is the only one prompted in any week, or others are no more than the false-alarm rate says", () => {
      const others = watched.filter(
        (of) => isWatched(of) && !(of.unit === "Outpatients" && of.category === "institutional_processes"),
      );
      expect(others.length).toBeGreaterThan(100);
      expect(others.filter(isEverPrompted).length / others.length).toBeLessThanOrEqual(WATCH.falseAlarms);
    });
  },
);

test("the chart of waiting in Outpatients flags the week in which the rise begins, as one of a run", () => {
  const now = new Date("2026-11-21T20:00:00Z");
  const watched = watchedIn(now);
  const counted = watched.flatMap(({ weeks: all }) => all.filter(({ count }) => count > 0).map(({ week }) => week));
  const [begun = ""] = counted.sort();
  const waits = watched.find(({ unit, category }) => unit === "Outpatients" && category === "institutional_processes");
  // As it is charted: the first week may have begun before anything was logged.
  const weeks = (waits?.weeks ?? []).filter(({ week }) => week > begun);
  const chart = showChart(
    weeks.map(({ week, count }) => ({ from: week, to: daysFrom(week, 6), y: count })),
    {
      ...{ kind: "c", figure: "count", period: "week", improvement: "decrease", subject: "Issues" },
      ...{ shown: 52, hrefOf: (from: string, to: string) => `${from} ${to}` },
    },
  );
  const flagged = chart.points.find(({ key }) => key === "2026-05-11");
  expect(flagged).toMatchObject({ verdict: "concern", says: "seven or more above the mean" });
  expect(chart.points.filter(({ key, verdict }) => key < "2026-05-11" && verdict === "concern")).toEqual([]);
  expect(chart.signals.map(({ href }) => href)).toContainEqual(expect.stringMatching(/^2026-05-11 /));
});
