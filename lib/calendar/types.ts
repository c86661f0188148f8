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
