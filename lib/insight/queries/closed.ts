import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay, nextDay, startOfDay } from "@/lib/shared/dates";

type AsOf = {
  /** Who looks: at the unit's own site alone, where the unit closed, so that its days are those of that site. */
  viewer: Viewer;
  asOf: Date;
  /** Its last day, "yyyy-mm-dd"; null of a unit that is open, of a whole site, and of what the viewer does not see. */
  closedOn: string | null;
};

/**
 * As of when the figures of a unit are told: of one that closed, when its last day was over at its site, for weeks in which it could have no
 * case would look like good ones.
 */
export async function asOfClosing(viewer: Viewer, unitId: string | null | undefined, now: Date): Promise<AsOf> {
  if (!unitId || unitId === "none") return { viewer, asOf: now, closedOn: null };
  const unit = await reportsFor(viewer).unit.findFirst({
    where: { id: unitId, siteId: { in: viewer.sites.map(({ id }) => id) } },
    select: { closedOn: true, siteId: true },
  });
  const site = viewer.sites.find(({ id }) => id === unit?.siteId);
  const closedOn = isoDay(unit?.closedOn ?? null);
  if (closedOn === null || !site) return { viewer, asOf: now, closedOn };
  const over = startOfDay(nextDay(closedOn), site.timeZone);
  return { viewer: { ...viewer, zone: site.timeZone, sites: [site] }, asOf: over < now ? over : now, closedOn };
}
