import "server-only";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { describeError, log } from "@/lib/platform/log";
import { viewerForJob } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { titleOf } from "../labels";
import { canSeeReport } from "../policy";
import { nextRun, sameSpanLater } from "../rules/periods";
import { MOST_READERS, specSchema } from "../schema";
import { addReport } from "./make-report";
import { markStopped } from "./schedule-report";

/** A worker that was away makes up for so many at once; the rest follow with the next round. */
const MOST_A_ROUND = 50;
const NOBODY = "Nobody who was named may see the figures of all its sites any more.";

/**
 * Asks for the reports whose day has come, one transaction each: the report of a schedule and a time is made once, however often this runs, and a worker that
 * died repeats nothing.
 */
export async function runSchedules(ctx: Ctx): Promise<number> {
  let made = 0;
  // One that fails keeps no other waiting; it is tried again the next time.
  const failed: string[] = [];
  while (made + failed.length < MOST_A_ROUND) {
    let scheduleId = "";
    try {
      const isMade = await withTransaction(ctx, (tx) =>
        runNext(tx, ctx, { but: failed, onTaken: (id) => (scheduleId = id) }),
      );
      if (!isMade) break;
      made += 1;
    } catch (error) {
      if (!scheduleId) throw error;
      failed.push(scheduleId);
      log.error("a report could not be made again", { scheduleId, error: describeError(error) });
    }
  }
  return made;
}

type Round = { but: string[]; onTaken: (id: string) => void };

async function runNext(tx: Tx, ctx: Ctx, { but, onTaken }: Round): Promise<boolean> {
  const [due] = await tx.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "ReportSchedule" s
    WHERE s."stoppedAt" IS NULL AND s."id" <> ALL (${but}::uuid[]) AND s."nextOn" <= (
      SELECT min(heard_local_day(${ctx.now}::timestamptz, i."timeZone")) FROM "ReportSite" r JOIN "Site" i ON i."id" = r."siteId" WHERE r."reportId" = s."ofId")
    ORDER BY s."nextOn", s."id" LIMIT 1 FOR UPDATE OF s SKIP LOCKED`;
  if (!due) return false;
  onTaken(due.id);
  const { of, ...row } = await readSchedule(tx, due.id);
  const siteIds = of.sites.map(({ siteId }) => siteId);
  const madeById = await findMaker([row.madeById, ...row.readers.map(({ personId }) => personId)], siteIds);
  if (!madeById) {
    await stop(tx, ctx, { scheduleId: row.id, siteIds, to: row.madeById });
    return true;
  }
  const span = { from: isoDay(of.from), to: isoDay(of.to) };
  const on = isoDay(row.nextOn);
  const period = sameSpanLater(span, row.every, on);
  const from = new Date(period.from);
  const there = await tx.report.findUnique({
    where: { scheduleId_from: { scheduleId: row.id, from } },
    select: { id: true },
  });
  if (!there) {
    await addReport(tx, ctx, {
      ...{ id: newId(), kind: of.kind, title: titleOf(of.kind, period), ...period, spec: specSchema.parse(of.spec) },
      ...{ forPublication: of.forPublication, siteIds, madeById, scheduleId: row.id },
    });
  }
  const nextOn = new Date(nextRun({ every: row.every, day: row.day, period: span }, on));
  await tx.reportSchedule.update({ where: { id: row.id }, data: { nextOn } });
  return true;
}

function readSchedule(tx: Tx, id: string) {
  return tx.reportSchedule.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ id: true, every: true, day: true, nextOn: true, madeById: true },
      readers: { select: { personId: true }, orderBy: { personId: "asc" }, take: MOST_READERS },
      of: {
        select: {
          ...{ kind: true, from: true, to: true, spec: true, forPublication: true },
          sites: { select: { siteId: true }, orderBy: { siteId: "asc" } },
        },
      },
    },
  });
}

/** In whose name it is counted: whoever scheduled it, else the first of those named who may see it still. */
async function findMaker(personIds: string[], siteIds: string[]): Promise<string | null> {
  for (const personId of personIds) {
    const viewer = await viewerForJob(personId);
    if (viewer && canSeeReport(viewer, { siteIds })) return personId;
  }
  return null;
}

type Stopped = { scheduleId: string; siteIds: string[]; to: string };

async function stop(tx: Tx, ctx: Ctx, { scheduleId, siteIds, to }: Stopped): Promise<void> {
  await markStopped(tx, { scheduleId, at: ctx.now, why: NOBODY });
  for (const siteId of siteIds) {
    const event = { type: "report.schedule_stopped", data: { scheduleId } } as const;
    await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
  }
  const [siteId] = siteIds;
  if (siteId)
    await notify(tx, ctx, { type: "report_failed", siteId, to: [to], dedupeKey: `report_stopped:${scheduleId}` });
}
