import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  addBusinessDays,
  addBusinessMinutes,
  businessMinutesBetween,
  isBusinessTime,
  nextBusinessTime,
} from "@/lib/calendar/rules/business-time";
import type { BusinessCalendar, Interval, Weekday } from "@/lib/calendar/types";
import { instantsOf, localTimeOf } from "@/lib/shared/local-time";
import sample from "../../fixtures/business-time.json";
import { readSharedData } from "../../support/shared-data";

// Zones whose clocks never change on a wall time that the vectors name.
const ZONES = ["UTC", "Asia/Kathmandu"];
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

type Vector = { calendar: string; op: string; start: string; arg: string | number; expected: string | number };

const vectorSchema = z.object({
  calendar: z.string().default("default"),
  op: z.string(),
  start: z.string(),
  arg: z.union([z.string(), z.number()]),
  expected: z.union([z.string(), z.number()]),
});

const dayHours = z.array(z.object({ start: z.string(), end: z.string() })).nullable();
const fileSchema = z.object({
  holidays_GB_ENG_2024_2027: z.array(z.string()),
  calendars: z.record(z.string(), z.record(z.enum(WEEKDAYS), dayHours)),
  vectors: z.array(vectorSchema),
});

/** What our rules answer to a vector, as the vector writes it. */
function answer(calendar: BusinessCalendar, { op, start, arg }: Vector): string | number {
  const at = instantOf(start, calendar.zone);
  const shown = (instant: Date) => localTimeOf(instant, calendar.zone);
  switch (op) {
    case "add_business_days":
      return addBusinessDays(calendar, start, Number(arg));
    case "add_business_hours":
      return shown(addBusinessMinutes(calendar, at, Number(arg) * 60));
    case "subtract_business_hours":
      return shown(addBusinessMinutes(calendar, at, Number(arg) * -60));
    case "add_business_minutes":
      return shown(addBusinessMinutes(calendar, at, Number(arg)));
    case "is_business_time":
      return String(isBusinessTime(calendar, at));
    case "next_business_time":
      return shown(nextBusinessTime(calendar, at));
    case "business_minutes_between":
      return businessMinutesBetween(calendar, at, instantOf(String(arg), calendar.zone));
    default:
      throw new Error(`no such operation: ${op}`);
  }
}

function instantOf(local: string, zone: string): Date {
  const [at] = instantsOf(local.length === 10 ? `${local}T12:00` : local, zone) ?? [];
  if (!at) throw new Error(`${local} does not exist in ${zone}`);
  return at;
}

function calendarOf(zone: string, hours: Record<Weekday, Interval[]>, closed: string[]): BusinessCalendar {
  return { zone, hours, closed, openings: {} };
}

const weekOf = (hoursOn: (weekday: Weekday) => Interval[]) =>
  Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, hoursOn(weekday)])) as Record<Weekday, Interval[]>;

function disagreements(calendars: Record<string, BusinessCalendar>, vectors: Vector[]) {
  return vectors.flatMap((vector) => {
    const calendar = calendars[vector.calendar];
    if (!calendar) throw new Error(`no calendar ${vector.calendar}`);
    const given = answer(calendar, vector);
    return given === vector.expected ? [] : [{ ...vector, given }];
  });
}

describe.each(ZONES)("business time in %s agrees with two independent libraries", (zone) => {
  test("on the sample kept with the project", () => {
    const calendars = Object.entries(sample.calendars).map(([name, hours]) => {
      const week = weekOf((weekday) => hours[weekday].map(([opensAt = "", closesAt = ""]) => ({ opensAt, closesAt })));
      return [name, calendarOf(zone, week, sample.holidays)];
    });
    const vectors = sample.vectors.map(([calendar, op, start, arg, expected]) =>
      vectorSchema.parse({ calendar, op, start, arg, expected }),
    );
    expect(disagreements(Object.fromEntries(calendars), vectors)).toEqual([]);
  });

  const text = readSharedData("business-time/vectors.json");
  test.skipIf(!text)("on all 965 vectors", () => {
    const file = fileSchema.parse(JSON.parse(text ?? ""));
    const calendars = Object.entries(file.calendars).map(([name, hours]) => {
      const week = weekOf((weekday) =>
        (hours[weekday] ?? []).map(({ start, end }) => ({ opensAt: start.slice(0, 5), closesAt: end.slice(0, 5) })),
      );
      return [name, calendarOf(zone, week, file.holidays_GB_ENG_2024_2027)];
    });
    expect(file.vectors).toHaveLength(965);
    expect(disagreements(Object.fromEntries(calendars), file.vectors)).toEqual([]);
  });

  const ruby = readSharedData("business-time/ruby_business_time.json");
  test.skipIf(!ruby)("on those of Ruby's business_time", () => {
    const { vectors } = z.object({ vectors: z.array(vectorSchema) }).parse(JSON.parse(ruby ?? ""));
    const week = weekOf((weekday) =>
      weekday === "saturday" || weekday === "sunday" ? [] : [{ opensAt: "09:00", closesAt: "17:00" }],
    );
    expect(disagreements({ default: calendarOf(zone, week, []) }, vectors)).toEqual([]);
  });
});
