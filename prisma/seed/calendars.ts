import { holidaysOf } from "@/lib/calendar/rules/holidays";
import { changedDays, DEFAULT_WEEK, describeHours } from "@/lib/calendar/rules/week";
import type { Week } from "@/lib/calendar/types";
import type { SiteCalendar } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import type { CalendarDayRow } from "./rows";
import { dateIn, HOUR, MINUTE, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; administrator: { id: string; name: string }; now: Date };
type SiteKey = DemoSite["plan"]["key"];

const EIGHT_TO_SIX = [{ opensAt: "08:00", closesAt: "18:00" }];
const WITH_LUNCH = [
  { opensAt: "09:00", closesAt: "12:30" },
  { opensAt: "13:30", closesAt: "17:00" },
];
const MORNING = [{ opensAt: "09:00", closesAt: "12:00" }];

const WEEKS: Record<SiteKey, Week> = {
  general: {
    ...DEFAULT_WEEK,
    monday: EIGHT_TO_SIX,
    tuesday: EIGHT_TO_SIX,
    wednesday: EIGHT_TO_SIX,
    thursday: EIGHT_TO_SIX,
  },
  clinics: {
    ...DEFAULT_WEEK,
    ...{ monday: WITH_LUNCH, tuesday: WITH_LUNCH, wednesday: WITH_LUNCH, thursday: WITH_LUNCH, friday: WITH_LUNCH },
    saturday: MORNING,
  },
  home: DEFAULT_WEEK,
};

/** Whose public holidays a site keeps. */
const REGIONS: Record<SiteKey, string | null> = { general: null, clinics: "ENG", home: "AUK" };

type OwnDay = { name: string; monthDay: string; kind: "closed" | "opening" };
const OWN_DAYS: Record<SiteKey, readonly OwnDay[]> = {
  general: [],
  clinics: [
    { name: "Staff training day", monthDay: "03-11", kind: "closed" },
    { name: "Catch-up clinic", monthDay: "06-20", kind: "opening" },
  ],
  home: [{ name: "Open day for families", monthDay: "02-13", kind: "opening" }],
};

export type DemoCalendar = { calendar: SiteCalendar; days: CalendarDayRow[] };

/** The hours and holidays of a site, kept by its administrator an hour after it was opened. */
export function keepCalendar({ random, chronicle, administrator, now }: Work, { row, plan }: DemoSite): DemoCalendar {
  const siteId = row.id;
  const at = plus(row.createdAt, HOUR - 5 * MINUTE);
  const year = dateIn(row.createdAt, plan.timeZone).getUTCFullYear();
  const lastYear = dateIn(now, plan.timeZone).getUTCFullYear() + 1;
  const years = Array.from({ length: lastYear - year + 1 }, (_, index) => year + index);
  const place = { country: plan.country, region: REGIONS[plan.key] };
  const day = (date: string, minute: number): Omit<CalendarDayRow, "kind" | "name" | "source"> => ({
    ...{ id: idAt(random, plus(at, minute * MINUTE)), siteId, date, intervals: [] },
    ...{ addedById: administrator.id, createdAt: plus(at, minute * MINUTE) },
    ...{ voidedById: null, voidedAt: null, voidedReason: null, voidedByLoad: false },
  });
  const holidays = years.flatMap((each) =>
    holidaysOf(place, each).map(({ date, name }): CalendarDayRow => {
      return { ...day(date, 1), kind: "holiday", name, source: "date_holidays" };
    }),
  );
  const own = OWN_DAYS[plan.key].map(({ name, monthDay, kind }, index): CalendarDayRow => {
    const date = nextOf(monthDay, dateIn(now, plan.timeZone));
    return { ...day(date, index + 2), kind, name, source: "person", intervals: kind === "opening" ? MORNING : [] };
  });

  const week = WEEKS[plan.key];
  const changes = changedDays(DEFAULT_WEEK, week).map((field) => {
    return { field, before: describeHours(DEFAULT_WEEK[field]), after: describeHours(week[field]) };
  });
  const subject = { noun: "site", id: siteId } as const;
  const tell = (event: Parameters<Chronicle["tell"]>[0]["event"], when: Date) =>
    chronicle.tell({ subject, siteId, at: when, actor: administrator, event });
  tell({ type: "calendar.hours_saved", data: { changes } }, at);
  const counts = { added: holidays.length, removed: 0 };
  tell({ type: "calendar.holidays_loaded", data: { ...place, years, ...counts } }, plus(at, MINUTE));
  for (const { id: dayId, date, kind, createdAt } of own) {
    tell({ type: "calendar.day_added", data: { dayId, date, kind } }, createdAt);
  }
  const hours = Object.fromEntries(Object.entries(week).map(([weekday, intervals]) => [weekday, [...intervals]]));
  const calendar = { siteId, hours, hoursVersion: 1, version: 2 + own.length, ...place, loadedYears: years };
  return { calendar, days: [...holidays, ...own] };
}

/** The next day of this month and day that is still to come. */
function nextOf(monthDay: string, today: Date): string {
  const thisYear = `${today.getUTCFullYear()}-${monthDay}`;
  return thisYear > today.toISOString().slice(0, 10) ? thisYear : `${today.getUTCFullYear() + 1}-${monthDay}`;
}
