import type { CalendarDayKind } from "@/lib/platform/generated/enums";
import type { Weekday } from "./types";

export const WEEKDAY_LABELS: Record<Weekday, string> = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};

export const DAY_KIND_LABELS: Record<CalendarDayKind, string> = {
  holiday: "Holiday",
  closed: "Closed",
  opening: "Special opening",
};
