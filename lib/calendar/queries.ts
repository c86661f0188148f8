import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, type Prisma, type Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { canChangeCalendar } from "./policy";
import { type HolidayPlace, holidaysOf, knowsCountry, listRegions } from "./rules/holidays";
import { type KnownDay, missingYears, planLoad, yearFrom } from "./rules/load";
import { DEFAULT_WEEK } from "./rules/week";
import { storedIntervals, storedWeek } from "./schema";
import { calendarsVisibleTo } from "./scope";
import type { BusinessCalendar, CalendarDayRow, CalendarView, Interval, LoadPlan, Week } from "./types";

const MOST_DAYS = 5_000;

const CALENDAR = {
  id: true,
  timeZone: true,
  calendar: { select: { hours: true } },
  calendarDays: {
    where: { voidedAt: null },
    select: { date: true, kind: true, intervals: true },
    orderBy: [{ date: "asc" }, { id: "asc" }],
    take: MOST_DAYS,
  },
} satisfies Prisma.SiteSelect;

/** The calendar of a site, for whoever counts by it. The caller has found the site, or a case of it, through a scope. */
export async function getCalendar(db: Tx, siteId: string): Promise<BusinessCalendar> {
  const calendar = (await getCalendars(db, [siteId])).get(siteId);
  if (!calendar) throw new NotFound("This site");
  return calendar;
}

/** The same for several sites, by site. */
async function getCalendars(db: Tx, siteIds: string[]): Promise<Map<string, BusinessCalendar>> {
  const sites = await db.site.findMany({ where: { id: { in: siteIds } }, select: CALENDAR, take: siteIds.length });
  return new Map(sites.map((site) => [site.id, toCalendar(site)]));
}

type CalendarRow = Prisma.SiteGetPayload<{ select: typeof CALENDAR }>;

function toCalendar({ timeZone, calendar, calendarDays }: CalendarRow): BusinessCalendar {
  const openings = calendarDays.filter(({ kind }) => kind === "opening");
  return {
    zone: timeZone,
    hours: readWeek(calendar?.hours ?? null),
    closed: calendarDays.filter(({ kind }) => kind !== "opening").map(({ date }) => isoDay(date)),
    openings: Object.fromEntries(openings.map(({ date, intervals }) => [isoDay(date), readIntervals(intervals)])),
  };
}

/** The week of a site as it stands in its row. */
function readWeek(hours: unknown): Week {
  return hours === null ? DEFAULT_WEEK : storedWeek.parse(hours);
}

function readIntervals(intervals: unknown): Interval[] {
  return storedIntervals.parse(intervals);
}

/** The sites whose calendars the viewer may read, by name. */
export async function listCalendarSites(viewer: Viewer): Promise<{ id: string; name: string }[]> {
  return dbFor(viewer).site.findMany({
    where: calendarsVisibleTo(viewer),
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 200,
  });
}

/** The calendar of a site with its days of the coming twelve months. */
export async function getCalendarView(viewer: Viewer, siteId: string, now: Date): Promise<CalendarView> {
  const site = await dbFor(viewer).site.findFirst({
    where: { AND: [{ id: siteId }, calendarsVisibleTo(viewer)] },
    select: {
      ...CALENDAR,
      name: true,
      country: true,
      calendar: { select: { hours: true, hoursVersion: true, country: true, region: true, loadedYears: true } },
      calendarDays: {
        ...CALENDAR.calendarDays,
        select: { id: true, date: true, kind: true, name: true, intervals: true, source: true },
      },
    },
  });
  if (!site) throw new NotFound("This site");
  const from = isoDay(dayIn(now, site.timeZone));
  const until = yearFrom(from);
  const kept = site.calendar;
  return {
    siteId: site.id,
    site: site.name,
    zone: site.timeZone,
    calendar: toCalendar(site),
    hoursVersion: kept?.hoursVersion ?? 0,
    isDefault: !kept?.hours,
    ...{ from, until },
    days: site.calendarDays.map(toDay).filter(({ date }) => from <= date && date <= until),
    missingYears: missingYears(kept?.loadedYears ?? [], from, until),
    loadedFor: kept?.country ? { country: kept.country, region: kept.region } : null,
    country: site.country,
    mayManage: canChangeCalendar(viewer, site.id),
  };
}

type DayRow = Prisma.CalendarDayGetPayload<{
  select: { id: true; date: true; kind: true; name: true; intervals: true; source: true };
}>;

function toDay({ id, date, kind, name, intervals, source }: DayRow): CalendarDayRow {
  const isLoaded = source === "date_holidays";
  return { id, date: isoDay(date), kind, name, intervals: readIntervals(intervals), isLoaded };
}

export type UnloadedSite = { siteId: string; site: string; years: number[] };

/** The sites the viewer administers whose coming twelve months lack public holidays. */
export async function listUnloadedSites(viewer: Viewer, now: Date): Promise<UnloadedSite[]> {
  const managed = sitesFor(viewer, "calendar.manage");
  if (managed.length === 0) return [];
  const sites = await dbFor(viewer).site.findMany({
    where: { id: { in: managed } },
    select: { id: true, name: true, timeZone: true, calendar: { select: { loadedYears: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 200,
  });
  return sites.flatMap(({ id, name, timeZone, calendar }) => {
    const from = isoDay(dayIn(now, timeZone));
    const years = missingYears(calendar?.loadedYears ?? [], from, yearFrom(from));
    return years.length > 0 ? [{ siteId: id, site: name, years }] : [];
  });
}

export type LoadAsked = HolidayPlace & { siteId: string; years: number[] };

/** What loading would do, before anybody does it; null where the library knows no such country. */
export async function previewLoad(viewer: Viewer, asked: LoadAsked): Promise<LoadPlan | null> {
  const where = { AND: [{ id: asked.siteId }, calendarsVisibleTo(viewer)] };
  const site = await dbFor(viewer).site.findFirst({ where, select: { id: true } });
  if (!site) throw new NotFound("This site");
  return knowsCountry(asked.country) ? readLoadPlan(dbFor(viewer), asked) : null;
}

/** The regions a country may be narrowed to; empty where it has none. */
export function listHolidayRegions(country: string): { code: string; name: string }[] {
  return knowsCountry(country) ? listRegions(country) : [];
}

export async function readLoadPlan(db: Tx, { siteId, years, ...place }: LoadAsked): Promise<LoadPlan> {
  const rows = await db.calendarDay.findMany({
    where: { siteId, kind: { not: "opening" } },
    select: { id: true, date: true, name: true, source: true, voidedAt: true, voidedByLoad: true },
    orderBy: [{ date: "asc" }, { id: "asc" }],
    take: MOST_DAYS,
  });
  const known = rows.map(({ id, date, name, source, voidedAt, voidedByLoad }): KnownDay => {
    const isLoaded = source === "date_holidays";
    return { id, date: isoDay(date), name, isLoaded, isVoided: voidedAt !== null, isVoidedByLoad: voidedByLoad };
  });
  return planLoad(
    years.flatMap((year) => holidaysOf(place, year)),
    known,
    years,
  );
}
