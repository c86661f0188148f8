import "server-only";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { itemsBehind } from "../rules/satisfaction";
import type { BehindRow } from "../types";

const CHUNK = 2_000;

type Asked = { reportId: string; key: string; siteIds: string[] };

/** How many a figure counted; null where it has no list. */
export async function countBehind(viewer: Viewer, { reportId, key }: Asked): Promise<number | null> {
  const [row] = await dbFor(viewer).$queryRaw<{ count: number }[]>`
    SELECT cardinality("ids") AS "count" FROM "ReportFigure" WHERE "reportId" = ${reportId}::uuid AND "key" = ${key}`;
  return row?.count ?? null;
}

/**
 * What a figure counted, row by row in the order in which it was counted, some at a time: one row for each that it counted, so that a case that was closed twice
 * stands there twice. Kind and unit are those of today. The caller has asked whether the viewer may take the report.
 */
export async function* readBehind(viewer: Viewer, { reportId, key, siteIds }: Asked): AsyncGenerator<BehindRow[]> {
  for (let from = 1; ; from += CHUNK) {
    const rows = await dbFor(viewer).$queryRaw<BehindRow[]>`
      SELECT c."reference", i."position"::int AS "issue", s."name" AS "site", u."name" AS "unit", c."kind"::text AS "kind",
             i."category"::text AS "category", c."receivedAt", s."timeZone" AS "zone", f."took"[l."at"::int + ${from - 1}::int] AS "took", a."answeredAt", a."items"
      FROM "ReportFigure" f CROSS JOIN LATERAL unnest(f."ids"[${from}::int:${from + CHUNK - 1}::int]) WITH ORDINALITY l("id", "at")
      LEFT JOIN "Issue" i ON f."counts" = 'issue' AND i."id" = l."id"
      JOIN "Case" c ON c."id" = CASE WHEN f."counts" = 'issue' THEN i."caseId" ELSE l."id" END
      JOIN "Site" s ON s."id" = c."siteId"
      LEFT JOIN "Unit" u ON u."id" = coalesce(i."unitId", c."unitId")
      LEFT JOIN "SurveyAnswer" a ON ${itemsBehind(key) !== null} AND a."caseId" = c."id"
      WHERE f."reportId" = ${reportId}::uuid AND f."key" = ${key} AND c."siteId" = ANY (${siteIds}::uuid[])
      ORDER BY l."at"`;
    yield rows;
    if (rows.length < CHUNK) return;
  }
}
