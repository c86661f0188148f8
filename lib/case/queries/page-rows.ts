import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { CaseRow } from "../types";
import { type RowData, toRow } from "./rows";

type Flat = Omit<RowData, "site" | "unit" | "owner" | "clocks" | "patient"> & {
  siteId: string;
  siteName: string;
  timeZone: string;
  unitName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  clock: RowData["clocks"][number]["clock"] | null;
  dueAt: Date;
  dueSoonAt: Date;
  isPaused: boolean;
  patientId: string | null;
  patientName: string;
  bornOn: Date | null;
  diedOn: Date | null;
  isDeceased: boolean;
  recordNumber: string | null;
};

/**
 * The rows of a page that the viewer may see, in the order of their ids here: what ROW selects, in one question instead of one for each
 * table, because no page is asked for as often as the queue.
 */
export async function readPageRows(viewer: Viewer, ids: string[], now: Date): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  const found = await dbFor(viewer).$queryRaw<Flat[]>`
    SELECT c."id", c."reference", c."kind"::text, c."state"::text, c."severity", c."about", c."receivedAt", c."updatedAt", c."escalatedAt",
           c."lastHeardAt", c."closedAt", c."reporterKind"::text, c."reporterName", c."nextDueAt", c."siteId", s."name" AS "siteName",
           s."timeZone", u."name" AS "unitName", c."ownerId", o."name" AS "ownerName", k."clock"::text, k."dueAt", k."dueSoonAt", k."isPaused",
           c."patientId", p."name" AS "patientName", p."bornOn", p."diedOn", p."isDeceased", p."recordNumber"
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY asked("id", "at")
    JOIN "Case" c ON c."id" = asked."id" AND c."siteId" = ANY(${sitesFor(viewer, "case.see")}::uuid[])
    JOIN "Site" s ON s."id" = c."siteId"
    LEFT JOIN "Unit" u ON u."id" = c."unitId"
    LEFT JOIN "Person" o ON o."id" = c."ownerId"
    LEFT JOIN "Patient" p ON p."id" = c."patientId"
    LEFT JOIN LATERAL (
      SELECT "clock", "dueAt", "dueSoonAt", "isPaused" FROM "Clock" WHERE "caseId" = c."id" AND "isOpen"
      ORDER BY "isPaused", "dueAt", "id" LIMIT 1
    ) k ON true
    ORDER BY asked."at"`;
  return oncePerPlace(found.map((row) => toRow(toData(row), now)));
}

/** Rows of one site and of one owner share the object that tells of them: so a page says it once, however many rows it has. */
function oncePerPlace(rows: CaseRow[]): CaseRow[] {
  const sites = new Map(rows.map(({ site }) => [site.id, site]));
  const owners = new Map(rows.map(({ owner }) => [owner?.id, owner]));
  return rows.map((row) => ({
    ...row,
    site: sites.get(row.site.id) ?? row.site,
    owner: owners.get(row.owner?.id) ?? null,
  }));
}

function toData(row: Flat): RowData {
  const { siteId, siteName, timeZone, unitName, ownerId, ownerName, clock, dueAt, dueSoonAt, isPaused } = row;
  const { patientId, patientName, bornOn, diedOn, isDeceased, recordNumber } = row;
  return {
    ...row,
    site: { id: siteId, name: siteName, timeZone },
    unit: unitName === null ? null : { name: unitName },
    owner: ownerId !== null && ownerName !== null ? { id: ownerId, name: ownerName } : null,
    clocks: clock === null ? [] : [{ clock, dueAt, dueSoonAt, isPaused }],
    patient: patientId === null ? null : { name: patientName, bornOn, diedOn, isDeceased, recordNumber },
  };
}
