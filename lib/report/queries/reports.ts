import "server-only";
import { can } from "@/lib/access/policy";
import { colleaguesAt } from "@/lib/contact/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { type Viewer, viewerForJob } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { canScheduleReport, canSeeReport, canStopSchedule, canTakeReport } from "../policy";
import { resultSchema } from "../rules/result";
import { specSchema } from "../schema";
import { reportsVisibleTo, schedulesVisibleTo } from "../scope";
import type { ReaderChoice, ReportDetail, ReportProgress, ReportRow, ScheduleRow } from "../types";

const MOST_SHOWN = 50;
const MOST_SCHEDULES = 100;
const MOST_CHOICES = 100;
const MOST_OVERLAPPING = 5;

const ROW = {
  ...{ id: true, kind: true, title: true, from: true, to: true, madeAt: true, scheduleId: true },
  forPublication: true,
  ...{ done: true, total: true, claimId: true, countedAt: true, failedAt: true, madeBy: { select: { name: true } } },
  sites: { select: { site: { select: { id: true, name: true, timeZone: true } } }, orderBy: { site: { name: "asc" } } },
} satisfies Prisma.ReportSelect;
type Row = Prisma.ReportGetPayload<{ select: typeof ROW }>;

/** The last reports that the viewer may see, the newest first. */
export async function listReports(viewer: Viewer): Promise<ReportRow[]> {
  const rows = await dbFor(viewer).report.findMany({
    where: reportsVisibleTo(viewer),
    select: ROW,
    orderBy: [{ madeAt: "desc" }, { id: "desc" }],
    take: MOST_SHOWN,
  });
  return rows.map(rowOf);
}

export async function getReport(viewer: Viewer, reportId: string): Promise<ReportDetail> {
  const row = idSchema.safeParse(reportId).success
    ? await dbFor(viewer).report.findFirst({
        where: { AND: [{ id: reportId }, reportsVisibleTo(viewer)] },
        select: {
          ...ROW,
          ...{ spec: true, failure: true, result: true },
          readers: {
            select: { wasTold: true, person: { select: { name: true } } },
            orderBy: { personId: "asc" },
            take: MOST_CHOICES,
          },
          schedule: { select: SCHEDULE },
          schedules: { where: { stoppedAt: null }, select: SCHEDULE, orderBy: { id: "desc" }, take: 1 },
        },
      })
    : null;
  if (!row) throw new NotFound("This report");
  const siteIds = row.sites.map(({ site }) => site.id);
  const schedule = row.schedules[0] ?? row.schedule;
  return {
    ...rowOf(row),
    ...{ siteIds, zone: viewer.zone, spec: specSchema.parse(row.spec) },
    ...{ countedAt: row.countedAt?.toISOString() ?? null, failure: row.failure },
    result: row.result === null ? null : resultSchema.parse(row.result),
    readers: row.readers.map(({ wasTold, person }) => ({ name: person.name, wasTold })),
    mayTake: canTakeReport(viewer, { siteIds }),
    schedule: schedule ? scheduleOf(viewer, schedule) : null,
    mayRepeat: schedule === null && canScheduleReport(viewer, { siteIds }),
    overlapping: row.forPublication ? await listOverlapping(viewer, row) : [],
  };
}

/** The newest first. One of the same days and sites hides the same. */
async function listOverlapping(viewer: Viewer, { id, from, to, sites }: Row): Promise<ReportDetail["overlapping"]> {
  const siteIds = sites.map(({ site }) => site.id);
  const rows = await dbFor(viewer).report.findMany({
    where: {
      AND: [reportsVisibleTo(viewer), { id: { not: id }, forPublication: true, failedAt: null }],
      ...{ from: { lte: to }, to: { gte: from }, sites: { some: { siteId: { in: siteIds } } } },
      NOT: {
        from,
        to,
        sites: { every: { siteId: { in: siteIds } } },
        AND: siteIds.map((siteId) => ({ sites: { some: { siteId } } })),
      },
    },
    select: { id: true, title: true, from: true, to: true },
    orderBy: [{ madeAt: "desc" }, { id: "desc" }],
    take: MOST_OVERLAPPING,
  });
  return rows.map((other) => ({ ...other, from: isoDay(other.from), to: isoDay(other.to) }));
}

/** How far the counting of a report is. */
export async function findProgress(viewer: Viewer, reportId: string): Promise<ReportProgress> {
  const row = await dbFor(viewer).report.findFirst({
    where: { AND: [{ id: reportId }, reportsVisibleTo(viewer)] },
    select: { done: true, total: true, claimId: true, countedAt: true, failedAt: true },
  });
  if (!row) throw new NotFound("This report");
  return { state: stateOf(row), done: row.done, total: row.total };
}

function rowOf(row: Row): ReportRow {
  return {
    ...{ id: row.id, kind: row.kind, title: row.title, from: isoDay(row.from), to: isoDay(row.to) },
    ...{ sites: row.sites.map(({ site }) => site.name), madeAt: row.madeAt.toISOString(), madeBy: row.madeBy.name },
    ...{ state: stateOf(row), done: row.done, total: row.total, isOfSchedule: row.scheduleId !== null },
    forPublication: row.forPublication,
  };
}

function stateOf({
  claimId,
  countedAt,
  failedAt,
}: Pick<Row, "claimId" | "countedAt" | "failedAt">): ReportRow["state"] {
  if (countedAt) return "counted";
  if (failedAt) return "failed";
  return claimId ? "counting" : "waiting";
}

const SCHEDULE = {
  ...{ id: true, every: true, day: true, nextOn: true, stoppedAt: true, stoppedWhy: true, madeById: true },
  madeBy: { select: { name: true } },
  readers: { select: { person: { select: { name: true } } }, orderBy: { person: { name: "asc" } }, take: MOST_CHOICES },
  of: {
    select: {
      id: true,
      kind: true,
      title: true,
      sites: { select: { site: { select: { id: true, name: true } } }, orderBy: { site: { name: "asc" } } },
    },
  },
} satisfies Prisma.ReportScheduleSelect;

/** What is made again and again, the next first. */
export async function listSchedules(viewer: Viewer): Promise<ScheduleRow[]> {
  const rows = await dbFor(viewer).reportSchedule.findMany({
    where: { AND: [schedulesVisibleTo(viewer), { stoppedAt: null }] },
    select: SCHEDULE,
    orderBy: [{ nextOn: "asc" }, { id: "asc" }],
    take: MOST_SCHEDULES,
  });
  return rows.map((row) => scheduleOf(viewer, row));
}

function scheduleOf(viewer: Viewer, row: Prisma.ReportScheduleGetPayload<{ select: typeof SCHEDULE }>): ScheduleRow {
  const siteIds = row.of.sites.map(({ site }) => site.id);
  // Who may only end it learns nothing of other sites, and of whom they tell.
  const seesAll = canSeeReport(viewer, { siteIds });
  const sites = row.of.sites.filter(({ site }) => seesAll || viewer.sites.some(({ id }) => id === site.id));
  return {
    ...{ id: row.id, reportId: row.of.id, title: row.of.title, sites: sites.map(({ site }) => site.name) },
    ...{ every: row.every, day: row.day, nextOn: isoDay(row.nextOn), madeBy: row.madeBy.name },
    readers: seesAll ? row.readers.map(({ person }) => person.name) : [],
    ...{ isStopped: row.stoppedAt !== null, stoppedWhy: row.stoppedWhy },
    mayStop: canStopSchedule(viewer, { siteIds, madeById: row.madeById }),
  };
}

/** Who may be named for a report: whoever may see the figures of all its sites. */
export async function listReaders(viewer: Viewer, siteIds: string[]): Promise<ReaderChoice[]> {
  const [siteId] = siteIds;
  if (!siteId || !can(viewer, "insight.see", siteId)) return [];
  const people = await dbFor(viewer).person.findMany({
    where: { AND: [colleaguesAt(siteId), { deactivatedAt: null }] },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_CHOICES,
  });
  const choices: ReaderChoice[] = [];
  for (const person of people) {
    const reader = await viewerForJob(person.id);
    if (reader && canSeeReport(reader, { siteIds })) choices.push(person);
  }
  return choices;
}
