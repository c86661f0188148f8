import "server-only";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { improvementsVisibleTo } from "../scope";
import type { ToldOutside } from "../types";

/** A wall that is longer is read by nobody. */
const MOST = 50;

/** What may hang on a wall: what people told, and what came of it where it had its effect, the newest first. */
export async function listToldOutside(viewer: Viewer, siteId: string | undefined): Promise<ToldOutside[]> {
  const rows = await dbFor(viewer).improvement.findMany({
    where: {
      AND: [improvementsVisibleTo(viewer), { siteId, state: "verified_effective", weDid: { not: null } }],
    },
    select: {
      ...{ id: true, youSaid: true, weDid: true, verifiedAt: true },
      ...{ unit: { select: { name: true } }, site: { select: { name: true, timeZone: true } } },
    },
    orderBy: [{ verifiedAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.flatMap(({ id, youSaid, weDid, verifiedAt, unit, site }) =>
    youSaid && weDid && verifiedAt
      ? [
          {
            id,
            youSaid,
            weDid,
            where: unit?.name ?? null,
            site: site.name,
            on: isoDay(dayIn(verifiedAt, site.timeZone)),
          },
        ]
      : [],
  );
}
