import type { DemoSite } from "./places";
import type { Random } from "./random";
import { atMinute, DAY, dateIn, MINUTE, plus, WEEK, weekdayIn } from "./times";

/** A case on its way in: on a day, or at an instant of the last hours. `isWait` marks the waiting-time cases of Outpatients. */
export type Arrival = { day: Date; minutesAgo: number | null; isWait: boolean };
type Span = { from: Date; now: Date };

/** Weeks before the end in which waiting in Outpatients is raised more often, and the cases a week before and since. */
const RISE = { weeks: 28, usual: 1.1, risen: 2.75 } as const;

const WEEKDAYS = [0.34, 1.35, 1.15, 1.1, 1.05, 1, 0.44];
const CLINIC_DAYS = [0, 1.2, 1.1, 1.1, 1, 1, 0];
/** Cases a day at the end over cases a day at the start. */
const GROWTH = 1.22;
const LATEST: Record<DemoSite["plan"]["key"], readonly number[]> = {
  general: [9, 34, 78, 145, 238, 395],
  clinics: [52, 310],
  home: [95, 610],
};

/** The arrivals of one site over the whole time, oldest first. */
export function planArrivals(random: Random, site: DemoSite, span: Span): Arrival[] {
  const waits = site.plan.key === "general" ? planWaits(random, site, span) : [];
  const latest = LATEST[site.plan.key].map((minutesAgo) => ({
    day: plus(span.now, -minutesAgo * MINUTE),
    minutesAgo,
    isWait: false,
  }));
  const usual = planUsual(random, site, { ...span, count: site.plan.caseCount - waits.length - latest.length });
  return [...usual, ...waits, ...latest].toSorted((a, b) => a.day.getTime() - b.day.getTime());
}

function planUsual(random: Random, site: DemoSite, { from, now, count }: Span & { count: number }): Arrival[] {
  const zone = site.plan.timeZone;
  const length = now.getTime() - from.getTime();
  const days = Array.from({ length: Math.floor(length / DAY) }, (_, index) =>
    atMinute(plus(now, -index * DAY), zone, 720),
  );
  const weights = days.map((day) => {
    const grown = 1 + (GROWTH - 1) * ((day.getTime() - from.getTime()) / length);
    return dayWeight(day, zone) * grown * (0.7 + 0.6 * random.next());
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return spread(
    random,
    weights.map((weight) => (weight * count) / all),
  ).flatMap((cases, index) => repeat(cases, { day: days[index] ?? now, minutesAgo: null, isWait: false }));
}

// Rounds in a running sum, so that chance hides neither the level nor the rise.
function planWaits(random: Random, site: DemoSite, { from, now }: Span): Arrival[] {
  const zone = site.plan.timeZone;
  const weeks = Math.floor((now.getTime() - from.getTime()) / WEEK);
  const rates = Array.from({ length: weeks }, (_, week) => {
    const rate = week < RISE.weeks ? RISE.risen : RISE.usual;
    return rate * (0.75 + 0.5 * random.next());
  });
  return spread(random, rates).flatMap((cases, week) =>
    Array.from({ length: cases }, () => {
      const days = [1, 2, 3, 4, 5, 6].map((back) => atMinute(plus(now, -week * WEEK - back * DAY), zone, 720));
      return {
        day: random.weighted(days, (day) => CLINIC_DAYS[weekdayIn(day, zone)] ?? 0),
        minutesAgo: null,
        isWait: true,
      };
    }),
  );
}

function spread(random: Random, rates: number[]): number[] {
  let owed = random.next();
  return rates.map((rate) => {
    owed += rate;
    const whole = Math.floor(owed);
    owed -= whole;
    return whole;
  });
}

function dayWeight(day: Date, zone: string): number {
  const date = dateIn(day, zone).toISOString().slice(5, 10);
  const isHoliday = ["12-25", "12-26", "01-01"].includes(date);
  return (WEEKDAYS[weekdayIn(day, zone)] ?? 1) * (isHoliday ? 0.2 : 1);
}

function repeat<T>(times: number, item: T): T[] {
  return Array.from({ length: times }, () => item);
}
