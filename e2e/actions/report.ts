import { newId } from "@/lib/shared/ids";
import { type Action, type Outcomes, only, UNKNOWN } from "../outcomes";

/** An auditor sees it, and changes nothing. */
const SCHEDULES = {
  ...only(["supervisor", "manager"], "done", "NOT_FOUND"),
  auditor: "FORBIDDEN",
} satisfies Outcomes;
const OF_FIGURES = only(["supervisor", "manager", "auditor"], "done", "NOT_FOUND");

export const REPORT_ACTIONS: Action[] = [
  {
    name: "makeReportAction",
    path: "/reports/new",
    fields: async ({ place }) => ({
      ...{ reportId: newId(), kind: "annual", siteIds: place.id, from: "2026-01-01", to: "2026-01-31" },
    }),
    own: OF_FIGURES,
    foreign: UNKNOWN,
  },
  {
    name: "scheduleReportAction",
    path: "/reports",
    fields: async ({ rows, place, staff }) => ({
      ...{ scheduleId: newId(), reportId: await rows.report(place, staff), every: "month", day: "5" },
      personIds: (await rows.person({ role: "manager", place })).id,
    }),
    own: SCHEDULES,
    foreign: UNKNOWN,
  },
  {
    name: "stopScheduleAction",
    path: "/reports",
    fields: async ({ rows, place, staff }) => ({ scheduleId: await rows.reportSchedule(place, staff) }),
    own: SCHEDULES,
    foreign: UNKNOWN,
  },
  {
    name: "setAreasAction",
    path: "/reports/areas",
    fields: async () => ({
      ...{ list: "subject", "rows[0].code": "quality", "rows[0].area": "Clinical treatment" },
      "rows[0].base": "Clinical treatment",
    }),
    own: only(["manager"], "harmless", "FORBIDDEN"),
    foreign: null,
  },
  {
    name: "findReportAction",
    path: "/reports",
    fields: async ({ rows, place, staff }) => ({ reportId: await rows.report(place, staff) }),
    own: only(["supervisor", "manager", "auditor"], "harmless", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
];
