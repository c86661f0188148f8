import { newId } from "@/lib/shared/ids";
import { type Action, all, only, UNKNOWN } from "../outcomes";
import { uniqueWord } from "../rows";

export const CALENDAR_ACTIONS: Action[] = [
  {
    name: "saveHoursAction",
    path: "/admin/calendars",
    fields: async ({ place }) => ({
      ...{ siteId: place.id, hoursVersion: "0", "monday[0].opensAt": "09:00", "monday[0].closesAt": "12:00" },
    }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "saveHoursAction",
    use: "of hours that overlap",
    path: "/admin/calendars",
    fields: async ({ place }) => ({
      ...{ siteId: place.id, hoursVersion: "0", "monday[0].opensAt": "09:00", "monday[0].closesAt": "12:00" },
      ...{ "monday[1].opensAt": "11:00", "monday[1].closesAt": "17:00" },
    }),
    own: all("INVALID"),
    foreign: null,
  },
  {
    name: "loadHolidaysAction",
    path: "/admin/calendars",
    fields: async ({ place }) => ({ siteId: place.id, country: "GB", region: "SCT", years: "2026" }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "addDayAction",
    path: "/admin/calendars",
    fields: async ({ place }) => ({
      ...{ dayId: newId(), siteId: place.id, date: "2027-06-02", kind: "closed", name: uniqueWord() },
    }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "removeDayAction",
    path: "/admin/calendars",
    fields: async ({ rows, place, staff }) => ({ dayId: await rows.closedDay(place, staff), reason: "A mistake." }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
];
