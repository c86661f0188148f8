import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { ContactChannel } from "@/lib/contact/schema";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { casesVisibleTo } from "../scope";
import type { CaseReturn, ReturnedCase } from "../types";
import { ROW, toRow } from "./rows";

const MOST = 50;

/**
 * The viewer's own waiting cases, and those of whom they cover, that came back: something arrived since they began to wait, or their day has come. The oldest first, at
 * most 50. Asked of what is there at this moment, so that nothing has to be set or taken back when a contact is voided or a day passes.
 */
export async function listBackFromWaiting(viewer: Viewer, now: Date, covered: string[] = []): Promise<ReturnedCase[]> {
  const owners = [viewer.personId, ...covered];
  const returns = await findReturns(viewer, Prisma.sql`c."ownerId" = ANY(${owners}::uuid[])`, now);
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [{ id: { in: returns.map(({ caseId }) => caseId) } }, casesVisibleTo(viewer)] },
    select: ROW,
    orderBy: { id: "asc" },
    take: MOST,
  });
  return returns.flatMap((found) => {
    const row = rows.find(({ id }) => id === found.caseId);
    return row ? [{ ...toRow(row, now), back: toReturn(found) }] : [];
  });
}

/** Why a waiting case is to be looked at again; null while it goes on waiting, or does not wait. */
export async function findReturn(viewer: Viewer, caseId: string, now: Date): Promise<CaseReturn | null> {
  const [found] = await findReturns(viewer, Prisma.sql`c."id" = ${caseId}::uuid`, now);
  return found ? toReturn(found) : null;
}

type Found = {
  caseId: string;
  what: "contact" | "answered" | "returned" | "file" | null;
  at: Date | null;
  channel: ContactChannel | null;
  unit: string | null;
  until: Date | null;
};

// Of what arrived the last counts: by when it was written down, which may be days after a letter came. Only of those that are told is it
// looked what it was. OFFSET keeps the planner from asking for the latest again wherever it is named.
async function findReturns(viewer: Viewer, which: Prisma.Sql, now: Date): Promise<Found[]> {
  const siteIds = sitesFor(viewer, "case.see").map((id) => Prisma.sql`${id}::uuid`);
  if (siteIds.length === 0) return [];
  return dbFor(viewer).$queryRaw<Found[]>`
    SELECT b."caseId", came."what", came."at", came."channel", came."unit", b."until"
    FROM (
      SELECT c."id" AS "caseId", w."since", w."until", coalesce(seen."at", w."until") AS "backAt"
      FROM "Case" c
      JOIN "CaseWait" w ON w."caseId" = c."id" AND w."endedAt" IS NULL
      JOIN "Site" s ON s."id" = c."siteId"
      CROSS JOIN LATERAL (SELECT greatest(
        (SELECT max("createdAt") FROM "Contact"
         WHERE "caseId" = c."id" AND "direction" = 'incoming' AND "voidedAt" IS NULL AND "createdAt" > w."since"),
        (SELECT max("settledAt") FROM "Request"
         WHERE "caseId" = c."id" AND "state" IN ('answered', 'returned') AND "settledAt" > w."since"),
        (SELECT max("uploadedAt") FROM "Attachment" WHERE "caseId" = c."id" AND "voidedAt" IS NULL AND "uploadedAt" > w."since")
      ) AS "at" OFFSET 0) seen
      WHERE ${which} AND c."isOpen" AND c."state" = 'waiting' AND c."mergedIntoId" IS NULL
        AND c."siteId" IN (${Prisma.join(siteIds)})
        AND (seen."at" IS NOT NULL OR w."until" <= (${now}::timestamptz AT TIME ZONE s."timeZone")::date)
      ORDER BY 4, 1
      LIMIT ${MOST}
    ) b
    LEFT JOIN LATERAL (
      (SELECT 'contact' AS "what", "at", "channel"::text, NULL AS "unit", "createdAt" AS "seenAt" FROM "Contact"
       WHERE "caseId" = b."caseId" AND "direction" = 'incoming' AND "voidedAt" IS NULL AND "createdAt" > b."since"
       ORDER BY "createdAt" DESC LIMIT 1)
      UNION ALL
      (SELECT r."state"::text, r."settledAt", NULL, u."name", r."settledAt" FROM "Request" r JOIN "Unit" u ON u."id" = r."unitId"
       WHERE r."caseId" = b."caseId" AND r."state" IN ('answered', 'returned') AND r."settledAt" > b."since"
       ORDER BY r."settledAt" DESC LIMIT 1)
      UNION ALL
      (SELECT 'file', "uploadedAt", NULL, NULL, "uploadedAt" FROM "Attachment"
       WHERE "caseId" = b."caseId" AND "voidedAt" IS NULL AND "uploadedAt" > b."since"
       ORDER BY "uploadedAt" DESC LIMIT 1)
      ORDER BY 5 DESC LIMIT 1
    ) came ON true
    ORDER BY b."backAt", b."caseId"`;
}

function toReturn({ what, at, channel, unit, until }: Found): CaseReturn {
  if (at && what === "contact" && channel) return { what, at: at.toISOString(), channel };
  if (at && (what === "answered" || what === "returned") && unit) return { what, at: at.toISOString(), unit };
  if (at && what === "file") return { what, at: at.toISOString() };
  return { what: "day", on: until?.toISOString().slice(0, 10) ?? "" };
}
