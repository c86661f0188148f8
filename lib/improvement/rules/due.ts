import { daysFrom, mondayOf } from "@/lib/insight/rules/dashboard";
import { formatDay } from "@/lib/shared/dates";
import { IMPROVEMENT_MEASURES, type Measure } from "../schema";
import { periodOf, RUN } from "./effect";

/** An action takes weeks: whoever answers for it sees it so many days before its day. */
export const DUE_SOON_DAYS = 7;

type Period = ReturnType<typeof periodOf>;

/**
 * The first day on which what was done on a day has as many whole weeks or months behind it as a run needs, seven: from then on its figure
 * can say whether it had its effect, and it may be verified as effective. What was under way on the day counts to neither side. Days
 * "yyyy-mm-dd". Source: NHS England, Making Data Count: a shift is seven points in a row on one side of the mean.
 */
export function effectSeenFrom(measure: Measure, doneOn: string): string {
  return periodOf(measure) === "week" ? daysFrom(mondayOf(doneOn), 7 * (RUN + 1)) : monthsFrom(doneOn, RUN + 1);
}

/** Why what was done on a day cannot be verified as effective yet, in a sentence; null where it can. */
export function tooEarlyToVerify(measure: Measure, doneOn: string, today: string): string | null {
  const from = effectSeenFrom(measure, doneOn);
  if (from <= today) return null;
  const needed = `${RUN} whole ${periodOf(measure)}s since the change`;
  return `It can be verified as effective from ${formatDay(new Date(from))} on: a verdict needs ${needed}.`;
}

/** The same the other way round, for a query: the effect of what was done before this day can be seen today. */
export function effectSeenIfDoneBefore(period: Period, today: string): string {
  return period === "week" ? daysFrom(mondayOf(today), -7 * RUN) : monthsFrom(today, -RUN);
}

export function measuresOf(period: Period): Measure[] {
  return IMPROVEMENT_MEASURES.filter((measure) => periodOf(measure) === period);
}

/** The first day of the month so many months after that of a day. */
function monthsFrom(day: string, months: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}
