import type { Case, CaseTag, Tag } from "@/lib/platform/generated/client";
import { tagKey } from "@/lib/tag/rules";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, itemAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { HOUR, MINUTE, plus } from "./times";
import { TAGS } from "./words/tags";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; data: DemoData; now: Date };

const MOST_CASES = 12;

/** A handful of tags on some of the open cases of a site, after all else that is told of them. */
export function tagSome(work: Work): { tags: Tag[]; caseTags: CaseTag[] } {
  const { random, chronicle, staff, site } = work;
  const tags = new Map<string, Tag>();
  const caseTags: CaseTag[] = [];
  for (const [index, { row, at }] of placesFor(work).entries()) {
    const [by] = workersAt(staff, { site, roles: ["associate"], at });
    if (!by) continue;
    const label = itemAt(TAGS, index % TAGS.length);
    const { siteId } = row;
    const tag = tags.get(label) ?? {
      ...{ id: idAt(random, at), siteId, label, key: tagKey(label), createdById: by.row.id, createdAt: at },
      retiredAt: null,
    };
    tags.set(label, tag);
    caseTags.push({
      ...{ id: idAt(random, at), caseId: row.id, tagId: tag.id, siteId, addedById: by.row.id, addedAt: at },
      ...{ removedById: null, removedAt: null, receivedAt: null, isOpen: null },
    });
    const event = { type: "case.tagged", data: { tagId: tag.id, label } } as const;
    chronicle.tell({ subject: { noun: "case", id: row.id }, siteId, at, actor: by.row, event });
    row.updatedAt = at;
  }
  return { tags: [...tags.values()], caseTags };
}

// In the order of time, so that a tag is made before it is used again.
function placesFor({ random, chronicle, site, data, now }: Work): { row: Case; at: Date }[] {
  return data.cases
    .filter((row) => row.siteId === site.row.id && !row.closedAt && !row.mergedIntoId && row.ownerId !== null)
    .map((row) => ({ row, at: plus(chronicle.lastOf({ noun: "case", id: row.id }), random.int(2, 20) * MINUTE) }))
    .filter(({ at }) => at <= plus(now, -HOUR))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .slice(-MOST_CASES);
}
