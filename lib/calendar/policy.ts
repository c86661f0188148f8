import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

/** Administrators keep the calendar of their sites; everybody else with the site reads it. */
export function canChangeCalendar(viewer: Pick<Viewer, "grants">, siteId: string): boolean {
  return can(viewer, "calendar.manage", siteId);
}
