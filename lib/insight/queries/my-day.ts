import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { reportsFor } from "@/lib/platform/db";
import { CaseKind } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { daysFrom } from "../rules/dashboard";
import type { Days } from "../schema";
import { type CaseWeek, DISSATISFIED, type InTime, type Tally, type UnitCount } from "../types";
import { caseRowsOf, rowsOf, seenSites } from "./rollup";
import { earliestDay } from "./series";
import { readBacklog } from "./times";
import { readTotal } from "./totals";

const WEEKS = 26;

/**
 * Cases received per ISO week and kind over the last 26 weeks, oldest first; the last week is not over yet. A case falls in the week of
 * its site's own calendar. `week` is the Monday, "yyyy-mm-dd".
 */
export async function countCasesByWeek(viewer: Viewer, now: Date): Promise<CaseWeek[]> {
  const seen = seenSites(viewer, {}, now);
  const starts = mondays(newestDay(viewer, now));
  const days = { from: starts[0] ?? "", to: daysFrom(starts.at(-1) ?? "", 6) };
  const rows = seen
    ? await reportsFor(viewer).$queryRaw<{ at: number; kind: CaseKind; cases: number }[]>`
        SELECT (d."day" - ${days.from}::date) / 7 AS "at", d."kind"::text AS "kind", sum(d."received")::int AS "cases"
        ${caseRowsOf({ kinds: Object.values(CaseKind) }, seen, days)}
        GROUP BY 1, 2`
    : [];
  const empty = Object.fromEntries(Object.values(CaseKind).map((kind) => [kind, 0])) as Record<CaseKind, number>;
  const weeks = starts.map((week): CaseWeek => ({ week, ...empty }));
  for (const { at, kind, cases } of rows) {
    const week = weeks[at];
    if (week) week[kind] = cases;
  }
  return weeks;
}

/** The ten units with the most concerns, complaints and grievances in the last 13 weeks, with their count in the 13 weeks before. */
export async function listTopUnits(viewer: Viewer, now: Date): Promise<UnitCount[]> {
  const seen = seenSites(viewer, {}, now);
  if (!seen) return [];
  const today = isoDay(dayIn(now, viewer.zone));
  const [since, before] = [daysFrom(today, -(13 * 7 - 1)), daysFrom(today, -(26 * 7 - 1))];
  // At a site farther east it may be tomorrow.
  const read = (days: Days) => rowsOf({ metric: "received", kinds: DISSATISFIED }, seen, days, { unit: true }).from;
  const [recent, earlier] = [
    read({ from: since, to: daysFrom(today, 1) }),
    read({ from: before, to: daysFrom(since, -1) }),
  ];
  const rows = await reportsFor(viewer).$queryRaw<Omit<UnitCount, "since">[]>`
    SELECT t."unitId"::text AS "unitId", u."name" AS "unit", i."name" AS "site", t."cases", t."before"
    FROM (
      SELECT r."siteId", r."unitId", coalesce(sum(r."received") FILTER (WHERE r."isRecent"), 0)::int AS "cases",
             coalesce(sum(r."received") FILTER (WHERE NOT r."isRecent"), 0)::int AS "before"
      FROM (SELECT d.*, true AS "isRecent" ${recent} UNION ALL SELECT d.*, false ${earlier}) r GROUP BY r."siteId", r."unitId"
    ) t JOIN "Unit" u ON u."id" = t."unitId" JOIN "Site" i ON i."id" = t."siteId"
    WHERE t."cases" > 0 ORDER BY t."cases" DESC, u."name", t."unitId" LIMIT 10`;
  return rows.map((row) => ({ ...row, since }));
}

/** How many cases came in today and on the six days before, and on the seven days before those, and how many are open. */
export async function tallyCases(viewer: Viewer, now: Date): Promise<Tally> {
  const today = isoDay(dayIn(now, viewer.zone));
  const since = daysFrom(today, -6);
  const received = (days: Days) => readTotal(viewer, { metric: "received", ...days }, now);
  const [recent, before, { age }] = await Promise.all([
    received({ from: since, to: daysFrom(today, 1) }),
    received({ from: daysFrom(today, -13), to: daysFrom(since, -1) }),
    readBacklog(viewer, {}, now),
  ]);
  return { since, thisWeek: recent.numerator, lastWeek: before.numerator, open: age.n };
}

const IN_TIME_DAYS = 90;

/**
 * What was acknowledged and answered in time, of all that fell due on the last 90 days that are over everywhere, as insights count it:
 * what was not done by then counts as missed, also where its case was closed without it later.
 */
export async function measureInTime(viewer: Viewer, now: Date): Promise<InTime> {
  const today = new Date(earliestDay(viewer, {}, now)).getTime();
  const [from, to] = [IN_TIME_DAYS, 1].map((days) => isoDay(new Date(today - days * 86_400_000))) as [string, string];
  const measure = async (metric: "acknowledgedInTime" | "answeredInTime") => {
    const { numerator, denominator } = await readTotal(viewer, { metric, from, to }, now);
    return { due: denominator, inTime: numerator };
  };
  const [acknowledge, resolve] = await Promise.all([measure("acknowledgedInTime"), measure("answeredInTime")]);
  return { from, to, acknowledge, resolve };
}

/** The day that it is at the site farthest east: there a week may have begun that has not elsewhere. */
function newestDay(viewer: Viewer, now: Date): Date {
  const seen = sitesFor(viewer, "case.see");
  const days = viewer.sites.filter(({ id }) => seen.includes(id)).map(({ timeZone }) => dayIn(now, timeZone).getTime());
  return days.length > 0 ? new Date(Math.max(...days)) : dayIn(now, "UTC");
}

function mondays(day: Date): string[] {
  const monday = new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000);
  return Array.from({ length: WEEKS }, (_, index) =>
    new Date(monday.getTime() - (WEEKS - 1 - index) * 7 * 86_400_000).toISOString().slice(0, 10),
  );
}
