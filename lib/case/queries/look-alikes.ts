import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { searchable } from "@/lib/shared/text";
import type { DuplicateQuestion } from "../schema";
import { casesVisibleTo } from "../scope";
import type { PossibleDuplicate } from "../types";
import { STANDS } from "./rows";

/**
 * Cases that may be about the same thing: of the same patient, open or received in the last 30 days; or of the same unit in the last
 * three days in like words (trigram similarity of 0.3 or more). Suggested, never merged.
 */
export async function listPossibleDuplicates(
  viewer: Viewer,
  ask: DuplicateQuestion,
  now: Date,
): Promise<PossibleDuplicate[]> {
  const db = dbFor(viewer);
  const select = {
    reference: true,
    about: true,
    kind: true,
    receivedAt: true,
    unit: { select: { name: true } },
    patient: { select: { name: true } },
  } satisfies Prisma.CaseSelect;
  const order = [{ receivedAt: "desc" }, { id: "desc" }] satisfies Prisma.CaseOrderByWithRelationInput[];
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const ofPatient = ask.patientId
    ? await db.case.findMany({
        where: {
          AND: [
            casesVisibleTo(viewer),
            STANDS,
            {
              patientId: ask.patientId,
              OR: [{ closedAt: null }, { receivedAt: { gte: daysAgo(30) } }, { closedAt: { gte: daysAgo(30) } }],
            },
          ],
        },
        select,
        orderBy: order,
        take: 5,
      })
    : [];
  const alike =
    ask.unitId && ask.words && ask.words.length >= 12 ? await findAlike(viewer, ask.unitId, ask.words, daysAgo(3)) : [];
  const inUnit = await db.case.findMany({
    where: { AND: [casesVisibleTo(viewer), STANDS, { id: { in: alike } }] },
    select,
    orderBy: order,
    take: 5,
  });
  const seen = new Set<string>();
  return [
    ...ofPatient.map((row) => ({ row, why: "same patient" })),
    ...inUnit.map((row) => ({ row, why: "same unit, like words" })),
  ]
    .filter(({ row }) => !seen.has(row.reference) && seen.add(row.reference))
    .map(({ row, why }) => ({
      reference: row.reference,
      about: row.about,
      kind: row.kind,
      unit: row.unit?.name ?? null,
      patientName: row.patient?.name ?? null,
      receivedAt: row.receivedAt.toISOString(),
      why,
    }));
}

async function findAlike(viewer: Viewer, unitId: string, words: string, since: Date): Promise<string[]> {
  const siteIds = sitesFor(viewer, "case.see");
  if (siteIds.length === 0) return [];
  const rows = await dbFor(viewer).$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (
      SELECT "id", left("words", 1000) AS "words" FROM "Case"
      WHERE "unitId" = ${unitId}::uuid AND "receivedAt" >= ${since} AND "mergedIntoId" IS NULL
        AND "siteId" IN (${Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`))})
      ORDER BY "receivedAt" DESC LIMIT 100
    ) recent
    WHERE similarity(heard_fold("words"), heard_fold(${searchable(words).slice(0, 1000)})) >= 0.3
    LIMIT 5`;
  return rows.map(({ id }) => id);
}
