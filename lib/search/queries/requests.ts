import "server-only";
import { unitsFor } from "@/lib/access/policy";
import { isStopped } from "@/lib/platform/context";
import { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { listAskedById } from "@/lib/request/queries";
import { joinQueries, readSearch } from "../rules/query";
import type { RequestSearch } from "../types";
import { MOST_HITS } from "./hits";
import { ask, besides, type Wanted } from "./terms";
import { WHOLE, within } from "./timing";

/** Of what a unit was asked, so many are looked through, the latest. */
export const MOST_ASKED = 1_000;

/**
 * What the viewer's units are or were asked in which everything that was typed occurs, the latest first. Only what the request shows them is
 * looked at: their question and answer, and of the case what it shares.
 */
export async function searchRequests(viewer: Viewer, typed: string, now: Date): Promise<RequestSearch> {
  const unitIds = unitsFor(viewer, "request.answer");
  if (unitIds.length === 0) return { outcome: "found", rows: [], isCapped: false, isPartial: false };
  try {
    const asked = await ask(viewer, readSearch(typed).terms, { withNames: false });
    const query = joinQueries(asked);
    const [found] =
      query === null ? [] : await within<FoundRequests>(viewer, findRequests(unitIds, query, asked), WHOLE);
    const ids = found?.ids ?? [];
    const rows = await listAskedById(viewer, ids.slice(0, MOST_HITS), now);
    return { outcome: "found", rows, isCapped: ids.length > MOST_HITS, isPartial: found?.looked === MOST_ASKED };
  } catch (error) {
    if (isStopped(error)) return { outcome: "too_slow" };
    throw error;
  }
}

type FoundRequests = { looked: number; ids: string[] };

function findRequests(unitIds: string[], query: string, asked: Wanted[]): Prisma.Sql {
  return Prisma.sql`
    WITH looked AS MATERIALIZED (
      SELECT r."id", r."askedAt", concat_ws(E'\n', r."question", r."answer", r."reason",
        CASE WHEN r."sharesWords" AND r."state" <> 'withdrawn' THEN c."words" END,
        CASE WHEN r."sharesPatient" AND r."state" <> 'withdrawn' THEN concat_ws(' ', p."name", p."recordNumber") END,
        CASE WHEN r."sharesIssues" AND r."state" <> 'withdrawn' THEN (
          SELECT string_agg(i."summary", E'\n') FROM "Issue" i WHERE i."caseId" = c."id" AND i."voidedAt" IS NULL) END) AS "shown"
      FROM "Request" r JOIN "Case" c ON c."id" = r."caseId" LEFT JOIN "Patient" p ON p."id" = c."patientId"
      WHERE r."unitId" IN (${Prisma.join(unitIds.map((id) => Prisma.sql`${id}::uuid`))})
      ORDER BY r."askedAt" DESC, r."id" DESC LIMIT ${MOST_ASKED}
    )
    SELECT (SELECT count(*)::int FROM looked) AS "looked", ARRAY(
      SELECT d."id" FROM (
        SELECT "id", "askedAt", heard_search_vector("shown") AS "words", heard_search_text("shown") AS "text" FROM looked OFFSET 0
      ) d WHERE d."words" @@ ${query}::tsquery ${besides(asked)}
      ORDER BY d."askedAt" DESC, d."id" DESC LIMIT ${MOST_HITS + 1}) AS "ids"`;
}
