import { formatDay } from "@/lib/shared/dates";
import type { CaseWeek, UnitCount } from "../types";

/** "16 Nov", short enough to stand under a bar. */
export function weekLabel(monday: string): string {
  return formatDay(new Date(monday)).replace(/ \d{4}$/, "");
}

export function weekTitle(monday: string): string {
  return formatDay(new Date(monday));
}

/** The Sunday of a week that begins on this Monday, "yyyy-mm-dd". */
export function weekEnd(monday: string): string {
  return new Date(new Date(monday).getTime() + 6 * 86_400_000).toISOString().slice(0, 10);
}

/** "24 Nov 2025 to 22 Nov 2026", both included. */
export function tellDays({ from, to }: { from: string; to: string }): string {
  return `${formatDay(new Date(from))} to ${formatDay(new Date(to))}`;
}

/** The ISO 8601 year and week of a Monday, "yyyy-mm-dd": those of its Thursday. */
export function isoWeekOf(monday: string): { year: number; week: number } {
  const thursday = new Date(monday).getTime() + 3 * 86_400_000;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) };
}

/** The weeks in a sentence: the total, and the median week. Counts alone: whether a change is real is another question. */
export function readWeeks(weeks: CaseWeek[]): string {
  const totals = weeks.map(({ week: _, ...kinds }) => Object.values(kinds).reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  if (all === 0) return `No case was received in the last ${weeks.length} weeks.`;
  // The last week is not over, so it says nothing about a usual one.
  const whole = totals.slice(0, -1).sort((a, b) => a - b);
  const middle = Math.floor(whole.length / 2);
  const median = whole.length % 2 ? (whole[middle] ?? 0) : ((whole[middle - 1] ?? 0) + (whole[middle] ?? 0)) / 2;
  return `${all.toLocaleString("en")} cases in ${weeks.length} weeks; in half of the weeks ${median} or more. The last week is not over.`;
}

/** The units in a sentence: the first, and the one that grew most. */
export function readUnits(units: UnitCount[]): string {
  const [first] = units;
  if (!first) return "No concern, complaint or grievance named a unit in the last 13 weeks.";
  const grown = units.reduce(
    (most, unit) => (unit.cases - unit.before > most.cases - most.before ? unit : most),
    first,
  );
  const lead = `${first.unit} has the most, ${first.cases} in the last 13 weeks.`;
  if (grown.cases <= grown.before) return lead;
  return `${lead} ${grown.unit} has grown most, from ${grown.before} in the 13 weeks before to ${grown.cases}.`;
}
