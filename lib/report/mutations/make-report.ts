import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { titleOf } from "../labels";
import { canSeeReport } from "../policy";
import { CaseKind, countReportJob, type MakeReportInput, type ReportKind, type Spec } from "../schema";
import { reportsVisibleTo } from "../scope";

const ALL_KINDS = Object.keys(CaseKind).length;

/** Asks for a report, which a worker then counts. The same form again makes nothing. */
export async function makeReport(ctx: UserCtx, input: MakeReportInput): Promise<{ reportId: string }> {
  const { viewer } = ctx;
  const { reportId, siteIds, from, to, kind } = input;
  if (!canSeeReport(viewer, { siteIds })) throw new NotFound("One of these sites");
  const today = isoDay(dayIn(ctx.now, viewer.zone));
  if (from > today) throw new Invalid({ from: "This day has not come yet, so there is nothing to count." });
  const spec: Spec =
    kind === "own"
      ? { metrics: input.metrics, split: input.split, kinds: input.kinds.length === ALL_KINDS ? [] : input.kinds }
      : { metrics: [], split: "none", kinds: [] };
  const title = input.title || titleOf(kind, { from, to });
  try {
    return await withTransaction(ctx, async (tx) => {
      if (await findMade(tx, ctx, reportId)) return { reportId };
      const forPublication = kind !== "ko41a" && input.forPublication;
      await addReport(tx, ctx, {
        ...{ id: reportId, kind, title, from, to, spec, forPublication, siteIds },
        ...{ madeById: viewer.personId, scheduleId: null },
      });
      return { reportId };
    });
  } catch (error) {
    if (!isDuplicate(error, "Report_pkey")) throw error;
    const made = await withTransaction(ctx, (tx) => findMade(tx, ctx, reportId));
    if (made) return { reportId };
    throw new Conflict("This report could not be told from another. Reload the page, then make it again.");
  }
}

function findMade(tx: Tx, { viewer }: UserCtx, id: string) {
  return tx.report.findFirst({
    where: { AND: [{ id, madeById: viewer.personId }, reportsVisibleTo(viewer)] },
    select: { id: true },
  });
}

type Wanted = {
  id: string;
  kind: ReportKind;
  title: string;
  from: string;
  to: string;
  spec: Spec;
  forPublication: boolean;
  siteIds: string[];
  madeById: string;
  scheduleId: string | null;
};

/** A report that waits to be counted, told to the audit trail of each of its sites. The caller has asked whether its maker may. */
export async function addReport(tx: Tx, ctx: Ctx, { siteIds, from, to, spec, ...row }: Wanted): Promise<void> {
  const days = { from: new Date(from), to: new Date(to) };
  const kept: Prisma.ReportUncheckedCreateInput = { ...row, ...days, spec, madeAt: ctx.now };
  await tx.report.create({ data: kept });
  await tx.reportSite.createMany({ data: siteIds.map((siteId) => ({ reportId: row.id, siteId })) });
  for (const siteId of siteIds.toSorted()) {
    const event = { type: "report.made", data: { reportId: row.id, kind: row.kind, from, to } } as const;
    await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
  }
  await enqueue(tx, countReportJob, { reportId: row.id }, { key: `report:${row.id}` });
}
