import type { CalendarDayKind } from "@/lib/platform/generated/enums";

export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/** A part of one day as the clocks on the wall show it, "HH:MM" each: from opening up to closing, which may be "24:00". */
export type Interval = { opensAt: string; closesAt: string };

/** When a site works. Plain JSON, so that it can be kept beside what was counted with it. */
export type BusinessCalendar = {
  /** IANA time zone of the site. */
  zone: string;
  hours: Readonly<Record<Weekday, readonly Interval[]>>;
  /** Holidays and closed days, "yyyy-mm-dd". */
  closed: readonly string[];
  /** Special openings by day. They stand in place of the week's hours, and open a day that is closed. */
  openings: Readonly<Record<string, readonly Interval[]>>;
};

export type Week = BusinessCalendar["hours"];

/** A public holiday as the library knows it. */
export type Holiday = { date: string; name: string };

/** What loading public holidays would do, and what people have decided that it leaves alone. */
export type LoadPlan = {
  add: Holiday[];
  /** Loaded earlier, for another region or by an older list, and not a holiday here. */
  remove: { id: string; date: string; name: string }[];
  /** Taken out by a person, so it stays out. */
  leftOut: Holiday[];
  /** Already in the calendar, loaded or added by a person. */
  present: number;
};

export type CalendarDayRow = {
  id: string;
  date: string;
  kind: CalendarDayKind;
  name: string;
  intervals: Interval[];
  isLoaded: boolean;
};

/** A site's calendar as its page shows it. */
export type CalendarView = {
  siteId: string;
  site: string;
  zone: string;
  calendar: BusinessCalendar;
  hoursVersion: number;
  /** Nobody has set the week yet. */
  isDefault: boolean;
  /** The coming twelve months, from today at the site. */
  from: string;
  until: string;
  days: CalendarDayRow[];
  /** Years of the coming twelve months whose public holidays are not loaded. */
  missingYears: number[];
  loadedFor: { country: string; region: string | null } | null;
  country: string;
  mayManage: boolean;
};

/** `cases`: how many open ones have their clocks counted anew because of it, by a worker. */
export type CalendarChanged = { siteId: string; cases: number };
