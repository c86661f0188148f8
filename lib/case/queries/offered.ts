import "server-only";
import { OWNER_ROLES, sitesFor } from "@/lib/access/policy";
import type { SiteChoice } from "@/lib/access/types";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Person } from "@/lib/shared/person";
import type { TagChoice } from "@/lib/tag/types";
import type { QueueFilter } from "../schema";

export type Offered = {
  sites: Omit<SiteChoice, "packId">[];
  owners: Person[];
  tags: TagChoice[];
};

/**
 * What the queue's filters offer: the sites where the viewer sees cases with their units, who may own cases there, and the tags that are
 * on cases there, each by name. One question instead of one for each, as no page is asked for as often as the queue; who may own is told
 * by name alone, for their load takes longer the more cases are open.
 */
export async function readOffered(viewer: Viewer): Promise<Offered> {
  const siteIds = sitesFor(viewer, "case.see");
  const [offered] = await dbFor(viewer).$queryRaw<Offered[]>`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', s."id", 'name', s."name", 'units', u."units") ORDER BY s."name", s."id"), '[]')
        FROM (SELECT "id", "name" FROM "Site" WHERE "id" = ANY(${siteIds}::uuid[]) ORDER BY "name", "id" LIMIT 200) s
        CROSS JOIN LATERAL (
          SELECT coalesce(json_agg(json_build_object('id', "id", 'name', "name", 'closedOn', "closedOn") ORDER BY "closedOn" DESC NULLS FIRST, "name"), '[]') AS "units"
          FROM (SELECT "id", "name", "closedOn" FROM "Unit" WHERE "siteId" = s."id" ORDER BY "closedOn" DESC NULLS FIRST, "name" LIMIT 500) unit
        ) u) AS "sites",
      (SELECT coalesce(json_agg(json_build_object('id', "id", 'name', "name") ORDER BY "name", "id"), '[]')
        FROM (
          SELECT "id", "name" FROM "Person" p WHERE "deactivatedAt" IS NULL AND EXISTS (
            SELECT FROM "RoleGrant" g
            WHERE g."personId" = p."id" AND g."siteId" = ANY(${siteIds}::uuid[]) AND g."role" = ANY(${[...OWNER_ROLES]}::"Role"[])
          ) ORDER BY "name", "id" LIMIT 500
        ) owner) AS "owners",
      (SELECT coalesce(json_agg(json_build_object('id', "id", 'name', "label", 'siteId', "siteId") ORDER BY "key", "id"), '[]')
        FROM (
          SELECT "id", "label", "siteId", "key" FROM "Tag" t WHERE "siteId" = ANY(${siteIds}::uuid[]) AND "retiredAt" IS NULL
            AND EXISTS (SELECT FROM "CaseTag" c WHERE c."tagId" = t."id" AND c."removedAt" IS NULL)
          ORDER BY "key", "id" LIMIT 300
        ) tag) AS "tags"`;
  if (!offered) throw new Error("What filters offer came back without its row.");
  return offered;
}

/**
 * The owners and tags that a filter names, also where it would not be offered them any more: who worked at a site of the viewer's or owns a
 * case there, and any tag of it. Asked only where a filter names some.
 */
export async function listAsked(
  viewer: Viewer,
  { owner = [], tag = [] }: Pick<QueueFilter, "owner" | "tag">,
): Promise<Pick<Offered, "owners" | "tags">> {
  const personIds = owner.filter((id) => id !== "me" && id !== "nobody");
  if (personIds.length + tag.length === 0) return { owners: [], tags: [] };
  const siteIds = sitesFor(viewer, "case.see");
  const [asked] = await dbFor(viewer).$queryRaw<Pick<Offered, "owners" | "tags">[]>`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', p."id", 'name', p."name") ORDER BY p."name", p."id"), '[]')
        FROM "Person" p WHERE p."id" = ANY(${personIds}::uuid[]) AND (
          EXISTS (SELECT FROM "RoleGrant" g WHERE g."personId" = p."id" AND g."siteId" = ANY(${siteIds}::uuid[]))
          OR EXISTS (
            SELECT FROM "Case" c WHERE c."siteId" = ANY(${siteIds}::uuid[]) AND c."isOpen" IN (true, false)
              AND c."ownerId" = p."id" AND c."mergedIntoId" IS NULL
          )
        )) AS "owners",
      (SELECT coalesce(json_agg(json_build_object('id', "id", 'name', "label", 'siteId', "siteId") ORDER BY "key", "id"), '[]')
        FROM "Tag" WHERE "id" = ANY(${tag}::uuid[]) AND "siteId" = ANY(${siteIds}::uuid[])) AS "tags"`;
  if (!asked) throw new Error("What a filter names came back without its row.");
  return asked;
}

/** What is offered, and behind it what was asked for besides: so that it stays ticked. */
export function withAsked<T extends { id: string }>(offered: T[], asked: T[]): T[] {
  return [...offered, ...asked.filter(({ id }) => !offered.some((one) => one.id === id))];
}
