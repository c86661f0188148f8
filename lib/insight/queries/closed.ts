import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay, nextDay, startOfDay } from "@/lib/shared/dates";

/** Where days end last. */
const FARTHEST_WEST = "Etc/GMT+12";

/**
 * As of when the figures of a unit are told: of one that closed, when its last day was over, for weeks in which it could have no case would
 * look like good ones. `closedOn`: that day, "yyyy-mm-dd"; null of a unit that is open, of a whole site, and of what the viewer does not see.
 */
export async function asOfClosing(
  viewer: Viewer,
  unitId: string | null | undefined,
  now: Date,
): Promise<{ asOf: Date; closedOn: string | null }> {
  if (!unitId || unitId === "none") return { asOf: now, closedOn: null };
  const unit = await reportsFor(viewer).unit.findFirst({
    where: { id: unitId, siteId: { in: viewer.sites.map(({ id }) => id) } },
    select: { closedOn: true },
  });
  const closedOn = isoDay(unit?.closedOn ?? null);
  if (closedOn === null) return { asOf: now, closedOn };
  const over = startOfDay(nextDay(closedOn), FARTHEST_WEST);
  return { asOf: over < now ? over : now, closedOn };
}
