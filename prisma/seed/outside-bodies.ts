import type { SiteBody } from "@/lib/platform/generated/client";
import { PACKS, packOn } from "@/lib/regulation/rules";
import type { Chronicle } from "./events";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import { MINUTE, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; sites: DemoSite[]; administrator: { id: string; name: string } };

/** Of bodies that only a site can know. All of it is made up. */
const WORDS: Record<string, { name: string; howToReach: string }> = {
  state: {
    name: "The State Department of Health, Hospital Complaints",
    howToReach: "(518) 555-0171, PO Box 1200, Alder Falls, NY 14999",
  },
  qio: { name: "The Quality Improvement Organization", howToReach: "(518) 555-0172, weekdays 9 to 5" },
};

export function sayHowToReach({ random, chronicle, sites, administrator }: Work): SiteBody[] {
  return sites.flatMap(({ row }) =>
    packOn(PACKS, row.packId, row.createdAt).outsideBodies.flatMap(({ id: bodyId, name: body }, index) => {
      const words = WORDS[bodyId];
      if (!words) return [];
      const { id: siteId, packId } = row;
      const savedAt = plus(row.createdAt, (45 + index) * MINUTE);
      const event = { type: "site.body_saved", data: { packId, bodyId, body } } as const;
      chronicle.tell({ subject: { noun: "site", id: siteId }, siteId, at: savedAt, actor: administrator, event });
      return [{ id: idAt(random, savedAt), siteId, packId, bodyId, ...words, savedById: administrator.id, savedAt }];
    }),
  );
}
