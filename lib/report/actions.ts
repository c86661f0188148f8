"use server";

import { defineAction } from "@/lib/platform/action";
import { makeReport } from "./mutations/make-report";
import { scheduleReport, stopSchedule } from "./mutations/schedule-report";
import { setAreas } from "./mutations/set-areas";
import { findProgress } from "./queries/reports";
import { findReportSchema, makeReportSchema, scheduleReportSchema, setAreasSchema, stopScheduleSchema } from "./schema";

export const makeReportAction = defineAction({
  name: "makeReport",
  input: makeReportSchema,
  run: makeReport,
  revalidate: () => ["/reports"],
});

export const scheduleReportAction = defineAction({
  name: "scheduleReport",
  input: scheduleReportSchema,
  run: scheduleReport,
  revalidate: () => ["/reports"],
});

export const stopScheduleAction = defineAction({
  name: "stopSchedule",
  input: stopScheduleSchema,
  run: stopSchedule,
  revalidate: () => ["/reports"],
});

export const setAreasAction = defineAction({
  name: "setAreas",
  input: setAreasSchema,
  run: setAreas,
  revalidate: () => ["/reports/areas"],
});

/** A read that follows a report until it is counted. */
export const findReportAction = defineAction({
  name: "findReport",
  isUnattended: true,
  input: findReportSchema,
  run: (ctx, { reportId }) => findProgress(ctx.viewer, reportId),
});
