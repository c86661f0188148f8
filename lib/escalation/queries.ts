import "server-only";
import { ESCALATION_ROLES } from "@/lib/access/policy";
import { absenceOn, whoActsFor } from "@/lib/access/rules";
import { sitesManagedBy } from "@/lib/access/scope";
import { canAnswerEscalation } from "@/lib/case/policy";
import type { Severity } from "@/lib/case/schema";
import { casesVisibleTo } from "@/lib/case/scope";
import type { UserCtx } from "@/lib/platform/context";
import { dbFor, type Prisma, systemDb, type Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, formatDay, lastInstantDaysAgo } from "@/lib/shared/dates";
import { firstLine } from "@/lib/shared/text";
import { DEFAULT_MATRIX, DEFAULT_QUIET_HOURS, DEFAULT_VERSION } from "./rules/default-matrix";
import { type EscalationFacts, unheardSinceOf } from "./rules/facts";
import {
  groupOf,
  LEVELS,
  type Level,
  MATRIX_FACTS,
  type Matrix,
  matrixSchema,
  type RuledRow,
  rowsInOrder,
  TARGET_ROLES,
} from "./rules/matrix";
import { type Preview, previewMatrix } from "./rules/preview";
import type { Quiet } from "./rules/quiet";
import type { Answerer, AwayOf, DutyFacts } from "./rules/target";
import type { PreviewMatrixInput } from "./schema";
import type { AnsweredEscalation, BoardColumn, BoardEntry, MatrixView } from "./types";

const DAYS = 7;
const DAY_MS = 86_400_000;
const MOST_ANSWERERS = 500;
const YEAR_DAYS = 365;

/**
 * Answers of the last seven days to escalations that the viewer raised, or on cases that are theirs now, newest first, at most ten. What
 * they answered themselves is no news to them.
 */
export async function listAnsweredForViewer(viewer: Viewer, now: Date): Promise<AnsweredEscalation[]> {
  const { personId } = viewer;
  const rows = await dbFor(viewer).escalation.findMany({
    where: {
      answeredAt: { gte: new Date(now.getTime() - DAYS * DAY_MS) },
      answer: { not: null },
      answeredById: { not: personId },
      case: casesVisibleTo(viewer),
      OR: [{ raisedById: personId }, { case: { ownerId: personId } }],
    },
    select: {
      id: true,
      answer: true,
      answeredAt: true,
      answeredBy: { select: { name: true } },
      case: { select: { reference: true, about: true, site: { select: { timeZone: true } } } },
    },
    orderBy: [{ answeredAt: "desc" }, { id: "desc" }],
    take: 10,
  });
  return rows.map(({ id, answer, answeredAt, answeredBy, case: about }) => ({
    id,
    reference: about.reference,
    about: about.about,
    answer: firstLine(answer ?? ""),
    answeredBy: answeredBy?.name ?? "",
    answeredAt: (answeredAt ?? now).toISOString(),
    zone: about.site.timeZone,
  }));
}

export type StandingMatrix = { matrix: Matrix; version: number };

/** The matrix that holds at a site: the newest that was saved, or the default. The caller has found the site through a scope. */
export async function matrixOf(db: Tx, siteId: string, version?: number): Promise<StandingMatrix> {
  const row = await db.escalationMatrix.findFirst({
    where: { siteId, version },
    select: { version: true, rules: true },
    orderBy: { version: "desc" },
  });
  return row
    ? { matrix: matrixSchema.parse(row.rules), version: row.version }
    : { matrix: DEFAULT_MATRIX, version: DEFAULT_VERSION };
}

/** The quiet hours of a site, or null where it has none. */
export async function quietHoursOf(db: Tx, siteId: string): Promise<Quiet> {
  const row = await db.quietHours.findUnique({ where: { siteId }, select: { from: true, until: true } });
  if (!row) return DEFAULT_QUIET_HOURS;
  return row.from && row.until ? { from: row.from, until: row.until } : null;
}

/** Everybody who can answer at a site, by name. */
export async function answerersAt(db: Tx, siteId: string): Promise<Answerer[]> {
  const grants = { siteId, role: { in: [...ESCALATION_ROLES] } };
  const people = await db.person.findMany({
    where: { deactivatedAt: null, roles: { some: grants } },
    select: { id: true, name: true, roles: { where: grants, select: { role: true }, take: 10 } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_ANSWERERS,
  });
  return people.map(({ id, name, roles }) => ({
    ...{ id, name },
    roles: TARGET_ROLES.filter((role) => roles.some((grant) => grant.role === role)),
  }));
}

/** The duties at a site that have not ended. */
export async function dutiesAt(db: Tx, siteId: string, now: Date): Promise<DutyFacts[]> {
  return db.duty.findMany({
    where: { siteId, endedAt: null, until: { gt: now } },
    select: { personId: true, from: true, until: true },
    orderBy: [{ from: "asc" }, { id: "asc" }],
    take: 500,
  });
}

/** Who of a site's people are away on the day of an instant, as the site counts days. */
async function awayAt(db: Tx, siteId: string, now: Date): Promise<AwayOf> {
  const { timeZone } = await db.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } });
  const on = dayIn(now, timeZone);
  const rows = await db.absence.findMany({
    where: { endedAt: null, fromOn: { lte: on }, untilOn: { gte: on }, person: { roles: { some: { siteId } } } },
    select: { personId: true, fromOn: true, untilOn: true, coverId: true },
    orderBy: [{ fromOn: "asc" }, { id: "asc" }],
    take: 1_000,
  });
  const day = isoDay(on);
  const absences = rows.map((row) => ({ ...row, fromOn: isoDay(row.fromOn), untilOn: isoDay(row.untilOn) }));
  return (personId) => {
    const absence = absenceOn(personId, absences, day);
    if (!absence) return null;
    return { until: formatDay(new Date(absence.untilOn)), actorId: whoActsFor(personId, absences, day) };
  };
}

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** Whom an escalation at a site can go to at an instant. */
export async function surroundingsOf(db: Tx, siteId: string, now: Date) {
  const [people, duties] = [await answerersAt(db, siteId), await dutiesAt(db, siteId, now)];
  return { people, duties, awayOf: await awayAt(db, siteId, now), now };
}

const FACTS = {
  reference: true,
  kind: true,
  severity: true,
  reporterKind: true,
  receivedAt: true,
  lastHeardAt: true,
  patientId: true,
  site: { select: { timeZone: true } },
  facts: {
    select: Object.fromEntries(MATRIX_FACTS.map((fact) => [fact, true])) as Record<(typeof MATRIX_FACTS)[number], true>,
  },
  issues: {
    where: { voidedAt: null, allegedHarm: { not: null } },
    select: { allegedHarm: true },
    orderBy: { allegedHarm: "desc" },
    take: 1,
  },
} satisfies Prisma.CaseSelect;

type FactsRow = Prisma.CaseGetPayload<{ select: typeof FACTS }>;

function toFacts(row: FactsRow, repeats: number, clock: EscalationFacts["clock"] = null): EscalationFacts {
  const { kind, severity, receivedAt, facts } = row;
  return {
    ...{ kind, severity, receivedAt, repeats, clock, zone: row.site.timeZone },
    alleged: MATRIX_FACTS.filter((fact) => facts?.[fact] === "yes"),
    harm: row.issues[0]?.allegedHarm ?? null,
    unheardSince: unheardSinceOf(row),
  };
}

/** What the matrix looks at of an open case; null where it is closed or merged. */
export async function openFactsOf(db: Tx, caseId: string, clock: EscalationFacts["clock"]) {
  const row = await db.case.findFirst({
    where: { id: caseId, closedAt: null, mergedIntoId: null },
    select: { ...FACTS, siteId: true },
  });
  if (!row) return null;
  const repeats = row.patientId === null ? 1 : await countRepeats(db, row.patientId, row.receivedAt);
  return { siteId: row.siteId, facts: toFacts(row, repeats, clock) };
}

async function countRepeats(db: Tx, patientId: string, receivedAt: Date): Promise<number> {
  const gte = new Date(receivedAt.getTime() - YEAR_DAYS * DAY_MS);
  return db.case.count({ where: { patientId, mergedIntoId: null, receivedAt: { gte, lte: receivedAt } } });
}

type DueRow = { siteId: string; zone: string; row: RuledRow; earlier: string[] };

/** Every row of every site's matrix that holds by time alone, each with the rows of its group that come before it. */
export async function listTimedRows(): Promise<DueRow[]> {
  const db = systemDb();
  const sites = await db.site.findMany({ select: { id: true, timeZone: true }, orderBy: { id: "asc" }, take: 5_000 });
  const rows: DueRow[] = [];
  for (const { id: siteId, timeZone: zone } of sites) {
    const timed = rowsInOrder((await matrixOf(db, siteId)).matrix).filter(({ when }) =>
      ["age", "silence"].includes(groupOf(when)),
    );
    for (const [index, row] of timed.entries()) {
      const before = timed.slice(0, index).filter(({ when }) => groupOf(when) === groupOf(row.when));
      rows.push({ siteId, zone, row, earlier: before.map(({ id }) => id) });
    }
  }
  return rows;
}

/**
 * Open cases for which a row may hold by now and that nothing was raised for, after `after` by id: found by the index on when they were
 * received, or last heard from us.
 */
export async function listTimelyCases(
  { siteId, zone, row, earlier }: DueRow,
  now: Date,
  after: string,
): Promise<string[]> {
  const { ageDaysAtLeast, unheardDaysAtLeast, kinds, severityAtLeast, facts } = row.when;
  const daysAgo = (days: number) => lastInstantDaysAgo(days, now, zone);
  const silentBy = unheardDaysAtLeast ? daysAgo(unheardDaysAtLeast) : null;
  const raised = [row.id, ...earlier];
  const rows = await systemDb().case.findMany({
    where: {
      ...{ siteId, closedAt: null, mergedIntoId: null, id: { gt: after } },
      receivedAt: { lte: daysAgo(Math.max(ageDaysAtLeast ?? 0, unheardDaysAtLeast ?? 0)) },
      kind: kinds && { in: kinds },
      severity: severityAtLeast ? { gte: severityAtLeast } : undefined,
      facts: facts && { OR: facts.map((fact) => ({ [fact]: "yes" })) },
      AND: [
        silentBy
          ? {
              reporterKind: { not: "anonymous" },
              OR: [{ lastHeardAt: null }, { lastHeardAt: { lte: silentBy } }],
              escalations: { none: { ruleId: { in: raised }, raisedAt: { gte: silentBy } } },
            }
          : { escalations: { none: { ruleId: { in: raised } } } },
        { escalations: { none: { answeredAt: null, OR: [{ level: { gte: row.level } }, { isUrgent: true }] } } },
      ],
    },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 200,
  });
  return rows.map(({ id }) => id);
}

const BOARD_SHOWN = 50;

const BOARD = {
  ...{ id: true, level: true, reason: true, route: true, raisedAt: true, toRole: true, answerBy: true, toldAt: true },
  ...{ isUrgent: true, reminders: true, siteId: true, toPersonId: true, nextCheckAt: true },
  raisedBy: { select: { id: true, name: true } },
  toPerson: { select: { id: true, name: true } },
  case: {
    select: {
      ...{ id: true, reference: true, about: true, kind: true, severity: true, state: true, ownerId: true },
      ...{ siteId: true, reporterName: true },
      patient: { select: { name: true } },
      owner: { select: { id: true, name: true } },
      site: { select: { name: true, timeZone: true } },
    },
  },
} satisfies Prisma.EscalationSelect;

/** What waits for an answer where the viewer sees cases, by level, the oldest first. */
export async function listBoard(viewer: Viewer): Promise<BoardColumn[]> {
  const db = dbFor(viewer);
  const open = { answeredAt: null, case: { AND: [casesVisibleTo(viewer), { closedAt: null, mergedIntoId: null }] } };
  return Promise.all(
    LEVELS.map(async (level) => {
      const where = { ...open, level };
      const [rows, count] = await Promise.all([
        db.escalation.findMany({
          where,
          select: BOARD,
          orderBy: [{ raisedAt: "asc" }, { id: "asc" }],
          take: BOARD_SHOWN,
        }),
        db.escalation.count({ where, take: 1_000 }),
      ]);
      return { level, count, entries: rows.map((row) => toEntry(viewer, level, row)) };
    }),
  );
}

function toEntry(viewer: Viewer, level: Level, row: Prisma.EscalationGetPayload<{ select: typeof BOARD }>): BoardEntry {
  const { case: about } = row;
  return {
    ...{ id: row.id, level, reason: row.reason, route: row.route, raisedBy: row.raisedBy, to: row.toPerson },
    raisedAt: row.raisedAt.toISOString(),
    toRole: TARGET_ROLES.find((role) => role === row.toRole) ?? null,
    answerBy: row.answerBy?.toISOString() ?? null,
    waitsForMorning: row.toldAt === null && row.nextCheckAt !== null,
    ...{ isUrgent: row.isUrgent, reminders: row.reminders },
    case: {
      ...{ id: about.id, reference: about.reference, about: about.about, kind: about.kind, owner: about.owner },
      severity: about.severity as Severity,
      patient: about.patient?.name ?? about.reporterName,
      ...{ site: about.site.name, zone: about.site.timeZone },
    },
    mayAnswer: canAnswerEscalation(viewer, { ...about, escalation: row }),
  };
}

/** What an administrator set for a site. */
export async function getMatrixView(viewer: Viewer, siteId: string, now: Date): Promise<MatrixView> {
  const db = dbFor(viewer);
  const site = await db.site.findFirst({
    where: { AND: [{ id: siteId }, sitesManagedBy(viewer)] },
    select: { id: true, name: true, timeZone: true },
  });
  if (!site) throw new NotFound("This site");
  const [standing, saved, quiet, people, duties] = await Promise.all([
    matrixOf(db, siteId),
    db.escalationMatrix.findFirst({
      where: { siteId },
      select: { validFrom: true, createdBy: { select: { name: true } } },
      orderBy: { version: "desc" },
    }),
    quietHoursOf(db, siteId),
    answerersAt(db, siteId),
    db.duty.findMany({
      where: { siteId, endedAt: null, until: { gt: now } },
      select: { id: true, from: true, until: true, person: { select: { id: true, name: true } } },
      orderBy: [{ from: "asc" }, { id: "asc" }],
      take: 200,
    }),
  ]);
  return {
    ...{ siteId, site: site.name, zone: site.timeZone, quiet, people, ...standing },
    savedBy: saved?.createdBy.name ?? null,
    savedAt: saved?.validFrom.toISOString() ?? null,
    duties: duties.map(({ from, until, ...row }) => ({ ...row, from: from.toISOString(), until: until.toISOString() })),
  };
}

const PREVIEW_DAYS = 90;
const MOST_PREVIEWED = 10_000;

/** What a draft would have done to the cases of the last 90 days, beside the saved matrix. References and counts: no patient. */
export async function previewDraft(ctx: UserCtx, { siteId, matrix }: PreviewMatrixInput): Promise<Preview> {
  const db = dbFor(ctx.viewer);
  const site = await db.site.findFirst({
    where: { AND: [{ id: siteId }, sitesManagedBy(ctx.viewer)] },
    select: { id: true },
  });
  if (!site) throw new NotFound("This site");
  const since = new Date(ctx.now.getTime() - PREVIEW_DAYS * DAY_MS);
  const rows = await db.case.findMany({
    where: { siteId, mergedIntoId: null, receivedAt: { gte: since, lte: ctx.now } },
    select: { ...FACTS, id: true, closedAt: true },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: MOST_PREVIEWED,
  });
  const repeats = await db.$queryRaw<{ id: string; repeats: number }[]>`
    SELECT c."id", count(*)::int AS "repeats" FROM "Case" c
    JOIN "Case" o ON o."patientId" = c."patientId" AND o."mergedIntoId" IS NULL
      AND o."receivedAt" BETWEEN c."receivedAt" - interval '365 days' AND c."receivedAt"
    WHERE c."siteId" = ${siteId}::uuid AND c."receivedAt" >= ${since} GROUP BY c."id" HAVING count(*) > 1`;
  const repeatsOf = new Map(repeats.map((row) => [row.id, row.repeats]));
  const { matrix: saved } = await matrixOf(db, siteId);
  const cases = rows.map((row) => ({
    reference: row.reference,
    facts: toFacts(row, repeatsOf.get(row.id) ?? 1),
    until: row.closedAt ?? ctx.now,
  }));
  return previewMatrix(saved, matrix, cases);
}
