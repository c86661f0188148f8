import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { Prisma, reportsFor } from "@/lib/platform/db";
import { CaseKind } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { type CaseWeek, DISSATISFIED, type InTime, type Tally, type UnitCount } from "../types";
import { rowsOf, seenSites } from "./rollup";
import { earliestDay } from "./series";

const WEEKS = 26;

/**
 * Cases received per ISO week and kind over the last 26 weeks, oldest first; the last week is not over yet. A case falls in the week of
 * its site's own calendar. `week` is the Monday, "yyyy-mm-dd".
 */
export async function countCasesByWeek(viewer: Viewer, now: Date): Promise<CaseWeek[]> {
  const sites = siteList(viewer);
  const rows = sites
    ? await reportsFor(viewer).$queryRaw<{ week: string; kind: CaseKind; cases: number }[]>`
        SELECT to_char(date_trunc('week', c."receivedAt" AT TIME ZONE s."timeZone"), 'YYYY-MM-DD') AS "week",
               c."kind"::text AS "kind", count(*)::int AS "cases"
        FROM "Case" c JOIN "Site" s ON s."id" = c."siteId"
        WHERE c."siteId" IN (${sites}) AND c."mergedIntoId" IS NULL AND c."receivedAt" >= ${new Date(now.getTime() - (WEEKS + 1) * 7 * 86_400_000)}
        GROUP BY 1, 2`
    : [];
  const empty = Object.fromEntries(Object.values(CaseKind).map((kind) => [kind, 0])) as Record<CaseKind, number>;
  const weeks = mondays(newestDay(viewer, now)).map((week): CaseWeek => ({ week, ...empty }));
  const byWeek = new Map(weeks.map((week) => [week.week, week]));
  for (const { week, kind, cases } of rows) {
    const row = byWeek.get(week);
    if (row) row[kind] = cases;
  }
  return weeks;
}

/** The ten units with the most concerns, complaints and grievances in the last 13 weeks, with their count in the 13 weeks before. */
export async function listTopUnits(viewer: Viewer, now: Date): Promise<UnitCount[]> {
  const sites = siteList(viewer);
  if (!sites) return [];
  const since = daysBefore(now, viewer.zone, 13 * 7 - 1);
  const before = daysBefore(now, viewer.zone, 26 * 7 - 1);
  const rows = await reportsFor(viewer).$queryRaw<Omit<UnitCount, "since">[]>`
    SELECT u."id" AS "unitId", u."name" AS "unit", s."name" AS "site",
           count(*) FILTER (WHERE ${LOCAL_DAY} >= ${since}::date)::int AS "cases",
           count(*) FILTER (WHERE ${LOCAL_DAY} < ${since}::date)::int AS "before"
    FROM "Case" c JOIN "Unit" u ON u."id" = c."unitId" JOIN "Site" s ON s."id" = c."siteId"
    WHERE c."siteId" IN (${sites}) AND c."mergedIntoId" IS NULL AND c."receivedAt" >= ${longBefore(before)}
      AND ${LOCAL_DAY} >= ${before}::date AND c."kind"::text IN (${Prisma.join([...DISSATISFIED])})
    GROUP BY u."id", u."name", s."name"
    HAVING count(*) FILTER (WHERE ${LOCAL_DAY} >= ${since}::date) > 0
    ORDER BY 4 DESC, u."name", u."id" LIMIT 10`;
  return rows.map((row) => ({ ...row, since }));
}

/** How many cases came in today and on the six days before, and on the seven days before those, and what is open now. */
export async function tallyCases(viewer: Viewer, now: Date): Promise<Tally> {
  const since = daysBefore(now, viewer.zone, 6);
  const before = daysBefore(now, viewer.zone, 13);
  const none = { since, thisWeek: 0, lastWeek: 0, open: 0, unassigned: 0, escalated: 0 };
  const sites = siteList(viewer);
  if (!sites) return none;
  const [recent, open] = await Promise.all([
    reportsFor(viewer).$queryRaw<Pick<Tally, "thisWeek" | "lastWeek">[]>`
      SELECT count(*) FILTER (WHERE ${LOCAL_DAY} >= ${since}::date)::int AS "thisWeek",
             count(*) FILTER (WHERE ${LOCAL_DAY} < ${since}::date)::int AS "lastWeek"
      FROM "Case" c JOIN "Site" s ON s."id" = c."siteId"
      WHERE c."siteId" IN (${sites}) AND c."mergedIntoId" IS NULL AND c."receivedAt" >= ${longBefore(before)}
        AND ${LOCAL_DAY} >= ${before}::date`,
    reportsFor(viewer).$queryRaw<Pick<Tally, "open" | "unassigned" | "escalated">[]>`
      SELECT count(*)::int AS "open", count(*) FILTER (WHERE "ownerId" IS NULL)::int AS "unassigned",
             count(*) FILTER (WHERE "escalatedAt" IS NOT NULL)::int AS "escalated"
      FROM "Case" WHERE "siteId" IN (${sites}) AND "isOpen" AND "mergedIntoId" IS NULL`,
  ]);
  return { ...none, ...recent[0], ...open[0] };
}

const IN_TIME_DAYS = 90;

/**
 * What was acknowledged and answered in time, of all that fell due on the last 90 days that are over everywhere, as insights count it:
 * what was not done by then counts as missed, also where its case was closed without it later.
 */
export async function measureInTime(viewer: Viewer, now: Date): Promise<InTime> {
  const today = new Date(earliestDay(viewer, {}, now)).getTime();
  const [from, to] = [IN_TIME_DAYS, 1].map((days) => isoDay(new Date(today - days * 86_400_000))) as [string, string];
  const seen = seenSites(viewer, {}, now);
  const none = { due: 0, inTime: 0 };
  if (!seen) return { from, to, acknowledge: none, resolve: none };
  const measure = async (metric: "acknowledgedInTime" | "answeredInTime") => {
    const { numerator, denominator, from: source } = rowsOf({ metric }, seen, { from, to });
    const [row] = await reportsFor(viewer).$queryRaw<(typeof none)[]>`
      SELECT coalesce(${denominator}, 0)::int AS "due", coalesce(${numerator}, 0)::int AS "inTime" ${source}`;
    return row ?? none;
  };
  const [acknowledge, resolve] = await Promise.all([measure("acknowledgedInTime"), measure("answeredInTime")]);
  return { from, to, acknowledge, resolve };
}

// The day on which a case came in, at its own site, as the queue's filter counts it.
const LOCAL_DAY = Prisma.sql`(c."receivedAt" AT TIME ZONE s."timeZone")::date`;

/** A bound for the index: no site's day begins earlier. */
function longBefore(day: string): Date {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() - 14 * 3_600_000);
}

function daysBefore(now: Date, zone: string, days: number): string {
  return new Date(dayIn(now, zone).getTime() - days * 86_400_000).toISOString().slice(0, 10);
}

function siteList(viewer: Viewer): Prisma.Sql | null {
  const ids = sitesFor(viewer, "case.see");
  return ids.length > 0 ? Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`)) : null;
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
