import { can, canAnywhere, sitesFor } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants">;
type OfSites = { siteIds: readonly string[] };

/** Whoever sees figures makes reports, of the sites where they see them. */
export function canSeeReports(viewer: Holder): boolean {
  return canAnywhere(viewer, "insight.see");
}

/** A report is for those who see the figures of every site in it. */
export function canSeeReport(viewer: Holder, { siteIds }: OfSites): boolean {
  const allowed = sitesFor(viewer, "insight.see");
  return siteIds.length > 0 && siteIds.every((siteId) => allowed.includes(siteId));
}

/** What leaves as a file is for those who may take cases out of every site in it. */
export function canTakeReport(viewer: Holder, { siteIds }: OfSites): boolean {
  return canSeeReport(viewer, { siteIds }) && siteIds.every((siteId) => can(viewer, "case.export", siteId));
}

/** To have a report made again and told to people is work of the sites that it is of, and not for who only reads there. */
export function canScheduleReport(viewer: Holder, { siteIds }: OfSites): boolean {
  return canSeeReport(viewer, { siteIds }) && siteIds.every((siteId) => can(viewer, "report.schedule", siteId));
}

/** What somebody has made again they may always end, and so may whoever schedules at one of its sites: figures of theirs go out with it. */
export function canStopSchedule(
  viewer: Pick<Viewer, "grants" | "personId">,
  { siteIds, madeById }: OfSites & { madeById: string },
): boolean {
  return madeById === viewer.personId || siteIds.some((siteId) => can(viewer, "report.schedule", siteId));
}

/** Managers say which area of a national return a code belongs to, for all sites. */
export function canSetAreas(viewer: Holder): boolean {
  return canAnywhere(viewer, "denominator.keep");
}

/** The viewer as one who looks at these sites alone. */
export function lookingAtSites(viewer: Viewer, siteIds: readonly string[]): Viewer {
  return {
    ...viewer,
    grants: viewer.grants.filter(({ siteId }) => siteIds.includes(siteId)),
    sites: viewer.sites.filter(({ id }) => siteIds.includes(id)),
  };
}
