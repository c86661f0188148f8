import { z } from "zod";
import { CalendarDayKind } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { isCountry } from "@/lib/shared/places";
import { LIMITS, requiredText } from "@/lib/shared/text";
import { inOrder, problemsOf, WEEKDAYS } from "./rules/week";
import type { Interval } from "./types";

export { CalendarDayKind };

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** More would be a mistake of the hand. */
export const MOST_INTERVALS = 12;

const storedInterval = z.object({ opensAt: z.string(), closesAt: z.string() });
/** The hours of a day and of a week as they stand in their rows. */
export const storedIntervals = z.array(storedInterval);
export const storedWeek = z.record(z.enum(WEEKDAYS), storedIntervals);

// A picker of times knows no 24:00, so midnight at the end of a day is typed as 00:00.
const intervalRow = z.object({
  opensAt: z.string({ error: "Enter when it opens." }).regex(TIME, "Enter a time like 09:00."),
  closesAt: z
    .string({ error: "Enter when it closes." })
    .regex(/^24:00$|^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time like 17:00.")
    .transform((time) => (time === "00:00" ? "24:00" : time)),
});

const dayHours = z
  .array(intervalRow)
  .max(MOST_INTERVALS, `Use at most ${MOST_INTERVALS} rows for one day.`)
  .default([])
  .superRefine(tellProblems)
  .transform(inOrder);

function tellProblems(intervals: Interval[], context: z.RefinementCtx): void {
  for (const { index, field, message } of problemsOf(intervals)) {
    context.addIssue({ code: "custom", path: [index, field], message });
  }
}

export const saveHoursSchema = z
  .object({
    siteId: idSchema,
    hoursVersion: z.coerce.number().int().min(0),
    monday: dayHours,
    tuesday: dayHours,
    wednesday: dayHours,
    thursday: dayHours,
    friday: dayHours,
    saturday: dayHours,
    sunday: dayHours,
  })
  .refine((week) => WEEKDAYS.some((weekday) => week[weekday].length > 0), {
    path: ["monday"],
    error: "Enter hours on at least one day: where nobody ever works, nothing could fall due.",
  });
export type SaveHoursInput = z.infer<typeof saveHoursSchema>;

const date = z
  .string({ error: "Enter a day." })
  .pipe(z.iso.date("Enter a day like 2026-12-24."))
  .refine((day) => day >= "2000" && day < "2100", "Enter a day between 2000 and 2099.");

/** The id comes with the form, so that sending it twice adds it once. */
export const addDaySchema = z
  .object({
    dayId: idSchema,
    siteId: idSchema,
    date,
    kind: z.enum(CalendarDayKind, { error: "Choose what happens on this day." }),
    name: requiredText({ max: LIMITS.line, what: "A name" }),
    intervals: dayHours,
  })
  .refine(({ kind, intervals }) => kind !== "opening" || intervals.length > 0, {
    path: ["intervals"],
    error: "Enter when it opens and closes on this day.",
  })
  .transform((day) => ({ ...day, intervals: day.kind === "opening" ? day.intervals : [] }));
export type AddDayInput = z.infer<typeof addDaySchema>;

export const removeDaySchema = z.object({
  dayId: idSchema,
  reason: requiredText({ max: LIMITS.line, what: "A reason" }),
});
export type RemoveDayInput = z.infer<typeof removeDaySchema>;

const MOST_YEARS = 5;
const YEARS = /^(20\d\d)(?:-(20\d\d))?$/;

/** "2026" or "2026-2027", as a list of years. */
const years = z
  .string({ error: "Choose years." })
  .regex(YEARS, "Choose years from the list.")
  .transform((text) => {
    const [, first = "", last = first] = YEARS.exec(text) ?? [];
    return Array.from({ length: Math.max(0, Number(last) - Number(first) + 1) }, (_, index) => Number(first) + index);
  })
  .refine((list) => list.length > 0 && list.length <= MOST_YEARS, `Choose one to ${MOST_YEARS} years.`);

const region = z
  .string()
  .max(20, "Choose a region from the list.")
  .optional()
  .transform((code) => code || null);

export const loadHolidaysSchema = z.object({
  siteId: idSchema,
  country: z.string({ error: "Choose a country." }).refine(isCountry, "Choose a country from the list."),
  region,
  years,
});
export type LoadHolidaysInput = z.infer<typeof loadHolidaysSchema>;

/** The address of the page of calendars: which site, and which holidays are looked at before they are loaded. */
export const calendarPageSchema = z.object({
  site: z.uuid().optional().catch(undefined),
  country: z.string().refine(isCountry).optional().catch(undefined),
  region: z.string().max(20).optional().catch(undefined),
  years: years.optional().catch(undefined),
});
