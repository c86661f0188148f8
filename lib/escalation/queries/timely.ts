import "server-only";
import { Prisma, systemDb, type Tx } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { lastInstantDaysAgo } from "@/lib/shared/dates";
import { DEFAULT_MATRIX } from "../rules/default-matrix";
import { groupOf, type Matrix, matrixSchema, type RuledRow, rowsInOrder } from "../rules/matrix";

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const SITES_AT_ONCE = 200;
const CASES_AT_ONCE = 500;
const MOST_CASES = 1_000;
const YEAR_SECONDS = 365 * 86_400;

/** A row that time alone may make hold, the rows of its group that come before it, and every site of a zone that has it so. */
export type TimedRow = { row: RuledRow; earlier: string[]; zone: string; siteIds: string[] };

/**
 * The rows of every site's matrix that hold after some time, alike ones together. A matrix that cannot be read is logged and keeps no
 * other site waiting.
 */
export async function listTimedRows(): Promise<TimedRow[]> {
  const rows = new Map<string, TimedRow>();
  let after = FIRST_ID;
  for (;;) {
    const sites = await systemDb().$queryRaw<{ id: string; zone: string; rules: unknown }[]>`
      SELECT s."id", s."timeZone" AS "zone", m."rules" FROM "Site" s
      LEFT JOIN LATERAL (
        SELECT "rules" FROM "EscalationMatrix" WHERE "siteId" = s."id" ORDER BY "version" DESC LIMIT 1
      ) m ON true
      WHERE s."id" > ${after}::uuid ORDER BY s."id" LIMIT ${SITES_AT_ONCE}`;
    for (const { id: siteId, zone, rules } of sites) {
      for (const timed of timedRowsOf(readRules(siteId, rules))) {
        const key = JSON.stringify([timed, zone]);
        const alike = rows.get(key) ?? { ...timed, zone, siteIds: [] };
        alike.siteIds.push(siteId);
        rows.set(key, alike);
      }
    }
    const last = sites.at(-1);
    if (!last || sites.length < SITES_AT_ONCE) return [...rows.values()];
    after = last.id;
  }
}

function readRules(siteId: string, rules: unknown): Matrix | null {
  // What of it time alone makes hold is the same everywhere.
  if (rules === null) return DEFAULT_MATRIX;
  const read = matrixSchema.safeParse(rules);
  if (!read.success) log.error("escalation matrix could not be read", { siteId });
  return read.data ?? null;
}

function timedRowsOf(matrix: Matrix | null): Pick<TimedRow, "row" | "earlier">[] {
  const timed = matrix
    ? rowsInOrder(matrix).filter(
        ({ when }) => when.ageDaysAtLeast !== undefined || when.unheardDaysAtLeast !== undefined,
      )
    : [];
  return timed.map((row, index) => {
    const before = timed.slice(0, index).filter(({ when }) => groupOf(when) === groupOf(row.when));
    return { row, earlier: before.map(({ id }) => id) };
  });
}

/** Where a list of cases goes on, the oldest first. */
export type CaseCursor = { at: Date; id: string };

export const FIRST_CASE: CaseCursor = { at: new Date(0), id: FIRST_ID };

/**
 * Open cases for which a row holds by now and that nothing was raised for, after `after`, the oldest first: found by the index on when
 * they were received. The pure rules decide; what is found here is never fewer than they would find.
 */
export async function listTimelyCases(timed: TimedRow, now: Date, after: CaseCursor): Promise<CaseCursor[]> {
  const { row, zone, siteIds } = timed;
  const { ageDaysAtLeast = 0, unheardDaysAtLeast = 0 } = row.when;
  const before = lastOf(Math.max(ageDaysAtLeast, unheardDaysAtLeast), now, zone);
  return systemDb().$queryRaw<CaseCursor[]>`
    SELECT c."id", c."receivedAt" AS "at" FROM "Case" c LEFT JOIN "CaseFacts" f ON f."caseId" = c."id"
    WHERE c."siteId" = ANY(${siteIds}::uuid[]) AND c."isOpen" AND c."mergedIntoId" IS NULL
      AND c."receivedAt" <= ${before} AND (c."receivedAt", c."id") > (${after.at}, ${after.id}::uuid)
      AND ${Prisma.join([...conditionsOf(timed, now), isNotBlocked(row), isNotRaised(timed)], " AND ")}
    ORDER BY c."receivedAt", c."id" LIMIT ${CASES_AT_ONCE}`;
}

const HEARD_AT = Prisma.sql`GREATEST(c."receivedAt", c."lastHeardAt")`;

function conditionsOf({ row, zone }: TimedRow, now: Date): Prisma.Sql[] {
  const { kinds, severityAtLeast, facts, harmAtLeast, unheardDaysAtLeast, repeatsAtLeast } = row.when;
  return [
    kinds && Prisma.sql`c."kind" = ANY(${kinds}::"CaseKind"[])`,
    severityAtLeast && Prisma.sql`c."severity" >= ${severityAtLeast}`,
    facts && Prisma.sql`'yes' IN (${Prisma.join(facts.map((fact) => Prisma.raw(`f."${fact}"`)))})`,
    harmAtLeast &&
      Prisma.sql`EXISTS (SELECT 1 FROM "Issue" i
        WHERE i."caseId" = c."id" AND i."voidedAt" IS NULL AND i."allegedHarm" >= ${harmAtLeast})`,
    unheardDaysAtLeast &&
      Prisma.sql`c."reporterKind" <> 'anonymous' AND ${HEARD_AT} <= ${lastOf(unheardDaysAtLeast, now, zone)}`,
    repeatsAtLeast &&
      Prisma.sql`(SELECT count(*) FROM "Case" o WHERE o."patientId" = c."patientId" AND o."mergedIntoId" IS NULL
        AND o."receivedAt" BETWEEN c."receivedAt" - make_interval(secs => ${YEAR_SECONDS}) AND c."receivedAt")
        >= ${repeatsAtLeast}`,
  ].filter((condition): condition is Prisma.Sql => typeof condition === "object");
}

/** That what is open, if anything, gives way to the row. */
function isNotBlocked({ level, overridesQuietHours }: RuledRow): Prisma.Sql {
  const blocks = overridesQuietHours
    ? Prisma.sql`e."isUrgent" AND e."level" >= ${level}`
    : Prisma.sql`(e."isUrgent" OR e."level" >= ${level})`;
  return Prisma.sql`NOT EXISTS (
    SELECT 1 FROM "Escalation" e WHERE e."caseId" = c."id" AND e."answeredAt" IS NULL AND ${blocks})`;
}

/** That neither the row nor one before it was raised for what it would be raised for now. */
function isNotRaised({ row, earlier }: TimedRow): Prisma.Sql {
  const raised = Prisma.sql`SELECT 1 FROM "Escalation" e
    WHERE e."caseId" = c."id" AND e."ruleId" = ANY(${[row.id, ...earlier]}::text[])`;
  const group = groupOf(row.when);
  switch (group) {
    case "standing":
    case "age":
      return Prisma.sql`NOT EXISTS (${raised})`;
    case "silence":
      return Prisma.sql`NOT EXISTS (${raised} AND e."raisedAt" >= ${HEARD_AT})`;
    case "clock":
      return Prisma.sql`EXISTS (
        SELECT 1 FROM "Clock" k JOIN "ClockNotice" n ON n."clockId" = k."id" AND n."dueAt" = k."dueAt"
        WHERE k."caseId" = c."id" AND k."isOpen" AND NOT k."isPaused" AND k."droppedAt" IS NULL
          AND (n."stage" = 'late' OR n."stage"::text = ${row.when.clock?.state})
          AND NOT EXISTS (${raised} AND e."occasion" = concat_ws(' ', 'clock', k."clock", ${row.when.clock?.state}::text,
            to_char(k."dueAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))`;
    default:
      return group satisfies never;
  }
}

function lastOf(days: number, now: Date, zone: string): Date {
  return days === 0 ? now : lastInstantDaysAgo(days, now, zone);
}

/** The open cases of patients, by their ids. */
export async function listOpenCasesOf(db: Tx, patientIds: string[]): Promise<string[]> {
  const rows = await db.case.findMany({
    where: { patientId: { in: patientIds }, closedAt: null, mergedIntoId: null },
    select: { id: true },
    orderBy: { id: "asc" },
    take: MOST_CASES,
  });
  return rows.map(({ id }) => id);
}
