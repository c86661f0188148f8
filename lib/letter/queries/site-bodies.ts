import "server-only";
import { sitesManagedBy } from "@/lib/access/scope";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { PACKS, packOn } from "@/lib/regulation/rules";
import { isoDay } from "@/lib/shared/dates";
import { type SiteBodyView, siteBodiesOf } from "../rules/outside-bodies";

/** Whom the letters of each site that the viewer administers name, and how they are reached, by the id of the site. */
export async function listSiteBodies(viewer: Viewer, now: Date): Promise<Map<string, SiteBodyView[]>> {
  const sites = await dbFor(viewer).site.findMany({
    where: sitesManagedBy(viewer),
    select: {
      ...{ id: true, packId: true },
      outsideBodies: { select: { packId: true, bodyId: true, name: true, howToReach: true }, take: 100 },
    },
    orderBy: { id: "asc" },
    take: 200,
  });
  const viewOf = ({ packId, outsideBodies }: (typeof sites)[number]) =>
    siteBodiesOf({ pack: packOn(PACKS, packId, now), words: outsideBodies, day: isoDay(now) });
  return new Map(sites.map((site) => [site.id, viewOf(site)]));
}
