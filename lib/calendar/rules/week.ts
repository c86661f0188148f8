import type { Interval, Week, Weekday } from "../types";

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const OFFICE: readonly Interval[] = [{ opensAt: "09:00", closesAt: "17:00" }];

/** The week of a site until somebody sets it: Monday to Friday, 9 to 5. */
export const DEFAULT_WEEK: Week = {
  monday: OFFICE,
  tuesday: OFFICE,
  wednesday: OFFICE,
  thursday: OFFICE,
  friday: OFFICE,
  saturday: [],
  sunday: [],
};

/** "09:00 to 12:30, 13:30 to 17:00", or "closed". */
export function describeHours(intervals: readonly Interval[]): string {
  if (intervals.length === 0) return "closed";
  return intervals.map(({ opensAt, closesAt }) => `${opensAt} to ${closesAt}`).join(", ");
}

/** The weekdays on which two weeks differ. */
export function changedDays(before: Week, after: Week): Weekday[] {
  return WEEKDAYS.filter((weekday) => describeHours(before[weekday]) !== describeHours(after[weekday]));
}

export type IntervalProblem = { index: number; field: keyof Interval; message: string };

/** What is wrong with the hours of a day, each at the row and the field where it shows. */
export function problemsOf(intervals: readonly Interval[]): IntervalProblem[] {
  return intervals.flatMap(({ opensAt, closesAt }, index): IntervalProblem[] => {
    if (closesAt <= opensAt) {
      return [
        {
          index,
          field: "closesAt",
          message: `This is not after ${opensAt}. Give a later time, or 00:00 for midnight.`,
        },
      ];
    }
    const other = intervals.slice(0, index).find((each) => opensAt < each.closesAt && each.opensAt < closesAt);
    if (!other) return [];
    return [{ index, field: "opensAt", message: `These hours overlap with ${describeHours([other])}.` }];
  });
}

export function inOrder(intervals: readonly Interval[]): Interval[] {
  return intervals.toSorted((a, b) => (a.opensAt < b.opensAt ? -1 : 1));
}
