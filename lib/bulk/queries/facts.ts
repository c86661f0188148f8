import "server-only";
import { OWNER_ROLES } from "@/lib/access/policy";
import { columnOf, reachOf } from "@/lib/case/queries/queue-facts";
import { merged, readPlaces } from "@/lib/case/queries/queue-order";
import { casesVisibleTo } from "@/lib/case/scope";
import { Prisma, type Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { tagKey } from "@/lib/tag/rules";
import { readViewQuery } from "@/lib/view/rules";
import type { BulkDeedInput } from "../schema";
import type { BulkAround, BulkFacts } from "../types";

export type Reads = Pick<Tx, "case" | "person" | "tag" | "$queryRaw">;

/**
 * The ids of the cases that a queue's query matches for the viewer, the newest first, as at that moment: one that came later is not among
 * them. They are read as the queue reads its pages, by the index of each site.
 */
export async function listMatching(
  db: Reads,
  viewer: Viewer,
  { query, asOf, take }: { query: string; asOf: Date; take: number },
): Promise<string[]> {
  const { tab = "open", ...filter } = readViewQuery(query);
  const { stretches, facts } = reachOf(viewer, tab, { ...filter, now: asOf });
  const isThere = Prisma.sql`${columnOf("loggedAt")} <= ${asOf}::timestamptz`;
  const reach = { stretches, facts: [...facts, { sql: () => isThere }] };
  const cut = { sort: "received", order: "desc", from: null, take } as const;
  const places = merged(await readPlaces(db, reach, { ...cut, ways: () => "walk" }), cut);
  return places.map(({ id }) => id);
}

export type FoundFacts = { id: string; reference: string; version: number; facts: BulkFacts };

type Asked = { ids: string[]; deed: BulkDeedInput; now: Date };

/** What decides over a deed, of the cases that the viewer sees, the newest first. */
export async function readFacts(db: Reads, viewer: Viewer, { ids, deed, now }: Asked): Promise<FoundFacts[]> {
  const isOfTags = deed.deed === "tag" || deed.deed === "untag";
  const rows = await db.case.findMany({
    where: { AND: [{ id: { in: ids } }, casesVisibleTo(viewer)] },
    select: {
      ...{ id: true, reference: true, siteId: true, state: true, ownerId: true, version: true },
      owner: { select: { name: true } },
      mergedInto: { select: { reference: true } },
      escalations: { where: { answeredAt: null }, select: { id: true }, take: 1 },
      tags: { where: { removedAt: null }, select: { tag: { select: { key: true } } }, take: isOfTags ? 50 : 0 },
    },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: ids.length,
  });
  const zones = new Map(viewer.sites.map(({ id, timeZone }) => [id, timeZone]));
  return rows.map(({ id, reference, version, owner, mergedInto, escalations, tags, ...row }) => ({
    ...{ id, reference, version },
    facts: {
      ...row,
      ownerName: owner?.name ?? null,
      isEscalated: escalations.length > 0,
      mergedInto: mergedInto?.reference ?? null,
      today: isoDay(dayIn(now, zones.get(row.siteId) ?? "UTC")),
      tags: tags.map(({ tag }) => tag.key),
    },
  }));
}

/** What decides over a deed besides the case: where its new owner works, where its tag is not used any more. */
export async function readAround(db: Reads, viewer: Viewer, deed: BulkDeedInput): Promise<BulkAround> {
  const siteIds = viewer.sites.map(({ id }) => id);
  const owner =
    deed.deed === "assign"
      ? await db.person.findFirst({
          where: { id: deed.ownerId, organisationId: viewer.organisationId, deactivatedAt: null },
          select: {
            ...{ id: true, name: true },
            roles: {
              where: { siteId: { in: siteIds }, role: { in: [...OWNER_ROLES] } },
              select: { siteId: true },
              take: 500,
            },
          },
        })
      : null;
  const retired =
    deed.deed === "tag"
      ? await db.tag.findMany({
          where: { siteId: { in: siteIds }, key: tagKey(deed.label), retiredAt: { not: null } },
          select: { siteId: true },
          take: siteIds.length,
        })
      : [];
  return {
    owner: owner && { id: owner.id, name: owner.name, siteIds: owner.roles.map(({ siteId }) => siteId) },
    retiredAt: retired.map(({ siteId }) => siteId),
  };
}
