import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { casesVisibleTo } from "../scope";
import type { AtRisk, CaseRow, OwnFigures } from "../types";
import { countLists, PAGE_SIZE, queueWhere } from "./queue";
import { dueBefore } from "./queue-times";
import { ROW, STANDS, toRow } from "./rows";

const FOUND_LIMIT = 20;
const RISK_CAP = 999;

/** A viewer's own open cases: what is due first stands first, then the serious, then the oldest. */
export async function listOwnOpen(viewer: Viewer, now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: queueWhere(viewer, "mine", {}),
    select: ROW,
    orderBy: [{ nextDueAt: "asc" }, { severity: "desc" }, { receivedAt: "asc" }, { id: "asc" }],
    take: PAGE_SIZE,
  });
  return rows.map((row) => toRow(row, now));
}

/** What is late or runs out within 48 hours where the viewer decides, the first due first and at most five, with how many of each there are. */
export async function listAtRisk(viewer: Viewer, now: Date): Promise<AtRisk> {
  const open = { tab: "open", site: sitesFor(viewer, "case.assign"), now } as const;
  const [rows, [late, soon]] = await Promise.all([
    dbFor(viewer).case.findMany({
      where: { AND: [queueWhere(viewer, "open", {}), { siteId: { in: open.site }, nextDueAt: dueBefore(now) }] },
      select: ROW,
      orderBy: [{ nextDueAt: "asc" }, { id: "asc" }],
      take: 5,
    }),
    countLists(
      viewer,
      [
        { ...open, clock: "late" },
        { ...open, clock: "soon" },
      ],
      RISK_CAP,
    ),
  ]);
  return { rows: rows.map((row) => toRow(row, now)), late, soon };
}

/**
 * How many of the viewer's own cases are open, how many of them have not heard from us for more than so many days, and how many were closed
 * today and on the six days before.
 */
export async function countOwn(viewer: Viewer, days: number, now: Date): Promise<OwnFigures> {
  const since = isoDay(dayIn(new Date(now.getTime() - 6 * 86_400_000), viewer.zone));
  const [open, unheard, closed] = await countLists(
    viewer,
    [{ tab: "mine" }, { tab: "mine", unheard: days, now }, { tab: "all", owner: ["me"], closedFrom: since }],
    RISK_CAP,
  );
  return { days, since, open, unheard, closed };
}

/** What the viewer owned and was closed in the last seven days, newest first. */
export async function listOwnClosed(viewer: Viewer, now: Date): Promise<CaseRow[]> {
  const week = new Date(now.getTime() - 7 * 86_400_000);
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [casesVisibleTo(viewer), { ownerId: viewer.personId, closedAt: { gte: week } }] },
    select: ROW,
    orderBy: [{ closedAt: "desc" }, { id: "desc" }],
    take: PAGE_SIZE,
  });
  return rows.map((row) => toRow(row, now));
}

/** The ten latest cases of the viewer's sites that nobody has, so that what was just logged is at hand; the queue holds them all. */
export async function listUnassigned(viewer: Viewer, now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: queueWhere(viewer, "unassigned", {}),
    select: ROW,
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: 10,
  });
  return rows.map((row) => toRow(row, now));
}

/** A patient's cases that the viewer may see, newest first. */
export async function listCasesOfPatient(viewer: Viewer, patientId: string, now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [casesVisibleTo(viewer), { patientId, OR: [STANDS, { NOT: { mergedInto: { patientId } } }] }] },
    select: ROW,
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return rows.map((row) => toRow(row, now));
}

/** Cases among these references that the viewer may open, newest first. */
export async function listCasesByReference(viewer: Viewer, references: string[], now: Date): Promise<CaseRow[]> {
  if (references.length === 0) return [];
  return listFound(viewer, { reference: { in: references } }, now);
}

/** The latest cases of these patients that the viewer may open. */
export async function listCasesOfPatients(viewer: Viewer, patientIds: string[], now: Date): Promise<CaseRow[]> {
  if (patientIds.length === 0) return [];
  return listFound(viewer, { patientId: { in: patientIds } }, now);
}

/** Those of some languages that patients of cases speak at the viewer's sites. Of each, one case is looked for in an index that holds them by language. */
export async function listUsedLanguages(viewer: Viewer, tags: string[]): Promise<string[]> {
  const siteIds = sitesFor(viewer, "case.see");
  if (siteIds.length === 0) return [];
  const sites = Prisma.join(siteIds.map((id) => Prisma.sql`(${id}::uuid)`));
  const rows = await dbFor(viewer).$queryRaw<{ tag: string }[]>`
    SELECT DISTINCT l."tag" FROM unnest(${tags}::text[]) l("tag") CROSS JOIN (VALUES ${sites}) s("id")
    CROSS JOIN (VALUES (true), (false)) o("isOpen")
    CROSS JOIN LATERAL (
      SELECT FROM "Case" c WHERE c."siteId" = s."id" AND c."isOpen" = o."isOpen" AND c."language" = l."tag" AND c."mergedIntoId" IS NULL
      ORDER BY c."receivedAt" LIMIT 1
    ) c`;
  return rows.map(({ tag }) => tag);
}

/** These cases, as far as the viewer may open them, in no order. */
export async function listCasesById(viewer: Viewer, ids: string[], now: Date): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [{ id: { in: ids } }, casesVisibleTo(viewer)] },
    select: ROW,
    take: ids.length,
  });
  return rows.map((row) => toRow(row, now));
}

async function listFound(viewer: Viewer, where: Prisma.CaseWhereInput, now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [where, casesVisibleTo(viewer)] },
    select: ROW,
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: FOUND_LIMIT,
  });
  return rows.map((row) => toRow(row, now));
}
