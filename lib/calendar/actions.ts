"use server";

import { defineAction } from "@/lib/platform/action";
import { addDay, loadHolidays, removeDay, saveHours } from "./mutations";
import { addDaySchema, loadHolidaysSchema, removeDaySchema, saveHoursSchema } from "./schema";

const pages = () => ["/admin/calendars", "/"];

export const saveHoursAction = defineAction({
  name: "saveHours",
  input: saveHoursSchema,
  run: saveHours,
  revalidate: pages,
});

export const loadHolidaysAction = defineAction({
  name: "loadHolidays",
  input: loadHolidaysSchema,
  run: loadHolidays,
  revalidate: pages,
});

export const addDayAction = defineAction({ name: "addDay", input: addDaySchema, run: addDay, revalidate: pages });

export const removeDayAction = defineAction({
  name: "removeDay",
  input: removeDaySchema,
  run: removeDay,
  revalidate: pages,
});
