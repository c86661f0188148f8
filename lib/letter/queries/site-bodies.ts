import "server-only";
import { sitesManagedBy } from "@/lib/access/scope";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { PACKS, packOn } from "@/lib/regulation/rules";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { type SiteBodyView, siteBodiesOf } from "../rules/outside-bodies";

/** Whom the letters of each site that the viewer administers name, and how they are reached, by the id of the site. */
export async function listSiteBodies(viewer: Viewer, now: Date): Promise<Map<string, SiteBodyView[]>> {
  const sites = await dbFor(viewer).site.findMany({
    where: sitesManagedBy(viewer),
    select: {
      ...{ id: true, packId: true, timeZone: true },
      outsideBodies: { select: { packId: true, bodyId: true, name: true, howToReach: true }, take: 100 },
    },
    orderBy: { id: "asc" },
    take: 200,
  });
  const viewOf = ({ packId, timeZone, outsideBodies: words }: (typeof sites)[number]) => {
    const day = dayIn(now, timeZone);
    return siteBodiesOf({ pack: packOn(PACKS, packId, day), words, day: isoDay(day) });
  };
  return new Map(sites.map((site) => [site.id, viewOf(site)]));
}
