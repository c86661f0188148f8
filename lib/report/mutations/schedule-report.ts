import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { viewerForJob } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { canScheduleReport, canSeeReport, canStopSchedule } from "../policy";
import { nextRun } from "../rules/periods";
import type { ScheduleReportInput } from "../schema";
import { reportsVisibleTo, schedulesVisibleTo } from "../scope";

const OF = {
  ...{ id: true, from: true, to: true },
  sites: { select: { siteId: true, site: { select: { timeZone: true } } }, orderBy: { siteId: "asc" as const } },
} as const;

/** Has a report made again for each month, quarter or year that ends, and told to people who may see it. The same form again makes nothing. */
export async function scheduleReport(ctx: UserCtx, input: ScheduleReportInput): Promise<{ scheduleId: string }> {
  const { viewer } = ctx;
  const { scheduleId, reportId, every, day, personIds } = input;
  return withTransaction(ctx, async (tx) => {
    const of = await tx.report.findFirst({
      where: { AND: [{ id: reportId }, reportsVisibleTo(viewer)] },
      select: OF,
    });
    if (!of) throw new NotFound("This report");
    const siteIds = of.sites.map(({ siteId }) => siteId);
    if (!canScheduleReport(viewer, { siteIds })) throw new Forbidden();
    const made = await tx.reportSchedule.findUnique({ where: { id: scheduleId }, select: { madeById: true } });
    if (made && made.madeById !== viewer.personId) throw new Conflict("Reload the page, then try again.");
    if (made) return { scheduleId };
    await requireReaders(personIds, siteIds);
    const zone = of.sites[0]?.site.timeZone ?? viewer.zone;
    const period = { from: isoDay(of.from), to: isoDay(of.to) };
    const nextOn = nextRun({ every, day, period }, isoDay(dayIn(ctx.now, zone)));
    const row = { id: scheduleId, ofId: reportId, every, day, nextOn: new Date(nextOn) };
    await tx.reportSchedule.create({ data: { ...row, madeById: viewer.personId, madeAt: ctx.now } });
    await tx.reportScheduleReader.createMany({ data: personIds.map((personId) => ({ scheduleId, personId })) });
    for (const siteId of siteIds) {
      const event = {
        type: "report.scheduled",
        data: { scheduleId, reportId, every, people: personIds.length },
      } as const;
      await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    }
    return { scheduleId };
  });
}

async function requireReaders(personIds: string[], siteIds: string[]): Promise<void> {
  for (const personId of personIds) {
    const reader = await viewerForJob(personId);
    if (!reader || !canSeeReport(reader, { siteIds })) {
      throw new Invalid({ personIds: "One of these people may not see the figures of every site in this report." });
    }
  }
}

/** Makes no more reports of a schedule. Those that were made stay. */
export async function stopSchedule(ctx: UserCtx, { scheduleId }: { scheduleId: string }): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const row = await tx.reportSchedule.findFirst({
      where: { AND: [{ id: scheduleId }, schedulesVisibleTo(ctx.viewer)] },
      select: { madeById: true, of: { select: { sites: { select: { siteId: true }, orderBy: { siteId: "asc" } } } } },
    });
    if (!row) throw new NotFound("This schedule");
    const siteIds = row.of.sites.map(({ siteId }) => siteId);
    if (!canStopSchedule(ctx.viewer, { siteIds, madeById: row.madeById })) throw new Forbidden();
    await markStopped(tx, { scheduleId, at: ctx.now, why: `Stopped by ${ctx.viewer.name}.` });
    for (const siteId of siteIds) {
      const event = { type: "report.schedule_stopped", data: { scheduleId } } as const;
      await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    }
  });
}

type Stop = { scheduleId: string; at: Date; why: string };

export async function markStopped(tx: Tx, { scheduleId, at, why }: Stop): Promise<void> {
  const { count } = await tx.reportSchedule.updateMany({
    where: { id: scheduleId, stoppedAt: null },
    data: { stoppedAt: at, stoppedWhy: why },
  });
  if (count === 0) throw new Conflict("This was stopped already.");
}
