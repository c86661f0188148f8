import "server-only";
import { dbFor, type Prisma, type Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { type AbsenceFacts, whoActsFor } from "../rules";
import { absencesVisibleTo } from "../scope";

type Days = { siteId: string; now: Date };

/**
 * Who acts today for each of these people who is away, as their site counts days: their cover, or the cover's. Whoever is here, and whose
 * cover ends with nobody, is not in it.
 */
export async function coversOf(tx: Tx, personIds: string[], { siteId, now }: Days): Promise<Map<string, string>> {
  const { timeZone } = await tx.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } });
  const on = dayIn(now, timeZone);
  const isAway = { endedAt: null, fromOn: { lte: on }, untilOn: { gte: on } };
  const away = await tx.absence.findMany({
    where: { ...isAway, personId: { in: personIds } },
    select: { personId: true },
    take: 1_000,
  });
  if (away.length === 0) return new Map();
  const absences = await absencesOn(tx, { ...isAway, person: { roles: { some: { siteId } } } });
  return new Map(
    away.flatMap(({ personId }) => {
      const actorId = whoActsFor(personId, absences, isoDay(on));
      return actorId && actorId !== personId ? [[personId, actorId] as const] : [];
    }),
  );
}

/** Those for whom the viewer acts today, as the viewer's zone counts days: whoever is away and counts on them in the end. */
export async function listCovered(viewer: Viewer, now: Date): Promise<string[]> {
  const on = dayIn(now, viewer.zone);
  const isAway = { endedAt: null, fromOn: { lte: on }, untilOn: { gte: on } };
  const db = dbFor(viewer);
  const counted = await db.absence.findFirst({ where: { ...isAway, coverId: viewer.personId }, select: { id: true } });
  if (!counted) return [];
  const absences = await absencesOn(db, { AND: [isAway, absencesVisibleTo(viewer)] });
  return [...new Set(absences.map(({ personId }) => personId))].filter(
    (personId) => personId !== viewer.personId && whoActsFor(personId, absences, isoDay(on)) === viewer.personId,
  );
}

async function absencesOn(db: Tx, where: Prisma.AbsenceWhereInput): Promise<AbsenceFacts[]> {
  const rows = await db.absence.findMany({
    where,
    select: { personId: true, fromOn: true, untilOn: true, coverId: true },
    orderBy: [{ fromOn: "asc" }, { id: "asc" }],
    take: 1_000,
  });
  return rows.map((row) => ({ ...row, fromOn: isoDay(row.fromOn), untilOn: isoDay(row.untilOn) }));
}
