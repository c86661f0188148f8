import "server-only";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { type Ctx, isStopped, withTransaction } from "@/lib/platform/context";
import { reportsFor, type Tx } from "@/lib/platform/db";
import { DomainError, Forbidden } from "@/lib/platform/errors";
import { whileBeating } from "@/lib/platform/jobs";
import { describeError, log } from "@/lib/platform/log";
import { type Viewer, viewerForJob } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { canSeeReport } from "../policy";
import { readSources, type Wanted } from "../queries/sources";
import type { CountedSection } from "../rules/figure";
import type { Check, ReportResult } from "../rules/result";
import { sectionsOf } from "../rules/sections";
import { type Broken, checkSums } from "../rules/sum-rules";
import { specSchema } from "../schema";
import { tellReaders } from "./tell-readers";

const MOST_ATTEMPTS = 3;
const LOST_MINUTES = 2;
/** So many of the cases that break a rule are named. */
const MOST_NAMED = 20;

type Claimed = Wanted & { id: string; claimId: string; madeById: string; madeAt: Date; isOfSchedule: boolean };

/**
 * Counts a report once, as its maker may see the figures now, and keeps it with what each figure counted. Whoever counts says so every second: another
 * begins anew where that stops, and of two at once one ends without a trace.
 */
export async function countReport(ctx: Ctx, reportId: string): Promise<void> {
  const claimed = await withTransaction(ctx, (tx) => claim(tx, reportId));
  if (!claimed) return;
  const steps = { done: 0, total: claimed.siteIds.length + 1 };
  try {
    const viewer = await requireMaker(claimed);
    await whileBeating(
      () => beat(ctx, claimed, steps),
      async () => {
        const sources = await readSources(viewer, claimed, {
          now: ctx.now,
          onStep: (done) => {
            steps.done = done;
          },
        });
        const sections = sectionsOf(sources);
        const broken = claimed.kind === "ko41a" ? checkSums(sources.facts, sources.sites) : [];
        const checks = [...(await namedChecks(viewer, broken)), ...sources.checks];
        await keep(ctx, claimed, { sections, checks, remarks: sources.remarks });
      },
    );
  } catch (error) {
    if (error instanceof Overtaken) return;
    const isLast = await release(ctx, claimed, error);
    if (!isLast) throw error;
    log.error("a report could not be counted", { reportId, error: describeError(error) });
  }
}

/** Another worker counts this report by now. */
class Overtaken extends Error {}

async function claim(tx: Tx, reportId: string): Promise<Claimed | null> {
  const claimId = newId();
  const count = await tx.$executeRaw`
    UPDATE "Report" SET "claimId" = ${claimId}::uuid, "beatAt" = now(), "attempts" = "attempts" + 1, "done" = 0
    WHERE "id" = ${reportId}::uuid AND "countedAt" IS NULL AND "failedAt" IS NULL AND "attempts" < ${MOST_ATTEMPTS}
      AND ("beatAt" IS NULL OR "beatAt" < now() - make_interval(mins => ${LOST_MINUTES}))`;
  if (count === 0) return null;
  const row = await tx.report.findUniqueOrThrow({
    where: { id: reportId },
    select: {
      ...{ id: true, kind: true, from: true, to: true, spec: true, forPublication: true, madeById: true, madeAt: true },
      ...{ scheduleId: true, sites: { select: { siteId: true }, orderBy: { siteId: "asc" } } },
    },
  });
  return {
    ...{ id: row.id, claimId, kind: row.kind, forPublication: row.forPublication, madeById: row.madeById },
    ...{ madeAt: row.madeAt, from: isoDay(row.from), to: isoDay(row.to), spec: specSchema.parse(row.spec) },
    ...{ siteIds: row.sites.map(({ siteId }) => siteId), isOfSchedule: row.scheduleId !== null },
  };
}

async function requireMaker(claimed: Claimed): Promise<Viewer> {
  const viewer = await viewerForJob(claimed.madeById);
  if (!viewer || !canSeeReport(viewer, claimed)) {
    throw new Forbidden("Whoever asked for this report may not see the figures of all its sites any more.");
  }
  return viewer;
}

async function beat(ctx: Ctx, { id, claimId }: Claimed, { done, total }: { done: number; total: number }) {
  const count = await withTransaction(
    ctx,
    (tx) => tx.$executeRaw`
      UPDATE "Report" SET "beatAt" = now(), "done" = ${done}, "total" = ${total}
      WHERE "id" = ${id}::uuid AND "claimId" = ${claimId}::uuid AND "countedAt" IS NULL AND "failedAt" IS NULL`,
  );
  if (count === 0) throw new Overtaken();
}

/** The rules with the references of the cases that break them. */
async function namedChecks(viewer: Viewer, broken: Broken[]): Promise<Check[]> {
  const named = new Set(broken.flatMap(({ caseIds }) => caseIds.slice(0, MOST_NAMED)));
  const rows = await reportsFor(viewer).case.findMany({
    where: { id: { in: [...named] }, siteId: { in: viewer.sites.map(({ id }) => id) } },
    select: { id: true, reference: true },
    take: named.size,
  });
  const references = new Map(rows.map(({ id, reference }) => [id, reference]));
  return broken.map(({ caseIds, ...check }) => ({
    ...check,
    cases: caseIds.slice(0, MOST_NAMED).flatMap((id) => references.get(id) ?? []),
    more: Math.max(0, caseIds.length - MOST_NAMED),
  }));
}

type Made = { sections: CountedSection[]; checks: Check[]; remarks: string[] };

async function keep(ctx: Ctx, claimed: Claimed, { sections, checks, remarks }: Made): Promise<void> {
  const result: ReportResult = {
    sections: sections.map(({ figures, ...section }) => ({ ...section, figures: figures.map(({ figure }) => figure) })),
    ...{ checks, remarks },
  };
  const { id, claimId, siteIds } = claimed;
  await withTransaction(ctx, async (tx) => {
    const [held] = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Report" WHERE "id" = ${id}::uuid AND "claimId" = ${claimId}::uuid AND "countedAt" IS NULL AND "failedAt" IS NULL FOR UPDATE`;
    if (!held) throw new Overtaken();
    await tx.reportFigure.createMany({
      data: sections
        .flatMap(({ figures }) => figures)
        .flatMap(({ figure: { key, counts }, ids, ofIds, took = [] }) => {
          if (counts === null) return [];
          const list = { reportId: id, counts };
          return [{ ...list, key, ids, took }, ...(ofIds ? [{ ...list, key: `${key}:of`, ids: ofIds, took: [] }] : [])];
        }),
    });
    const total = siteIds.length + 1;
    await tx.report.update({ where: { id }, data: { result, countedAt: ctx.now, done: total, total, beatAt: null } });
    for (const siteId of siteIds.toSorted()) {
      const event = { type: "report.counted", data: { reportId: id } } as const;
      await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    }
    if (claimed.isOfSchedule) await tellReaders(tx, ctx, { reportId: id, siteIds });
    else await tellMaker(tx, ctx, claimed, "report_ready");
  });
}

const SLOW = "Counting took too long. Choose fewer days or fewer sites.";

/** Lets go of a report that could not be counted; true where it is not tried again. */
async function release(ctx: Ctx, claimed: Claimed, error: unknown): Promise<boolean> {
  const { id, claimId } = claimed;
  const isHopeless = error instanceof DomainError || isStopped(error);
  const failure = isStopped(error) ? SLOW : sayWhy(error);
  return withTransaction(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ isFailed: boolean }[]>`
      UPDATE "Report" SET "beatAt" = NULL, "failure" = ${failure},
        "failedAt" = CASE WHEN ${isHopeless} OR "attempts" >= ${MOST_ATTEMPTS} THEN now() END
      WHERE "id" = ${id}::uuid AND "claimId" = ${claimId}::uuid AND "countedAt" IS NULL
      RETURNING "failedAt" IS NOT NULL AS "isFailed"`;
    if (row?.isFailed) await tellMaker(tx, ctx, claimed, "report_failed");
    return row?.isFailed ?? true;
  });
}

function sayWhy(error: unknown): string {
  if (!(error instanceof DomainError)) return "Something went wrong while it was counted. Make it again.";
  return Object.values(error.details.fieldErrors ?? {})[0]?.[0] ?? error.message;
}

type Told = Pick<Claimed, "id" | "siteIds" | "madeById">;

async function tellMaker(tx: Tx, ctx: Ctx, claimed: Told, type: "report_ready" | "report_failed") {
  const [siteId] = claimed.siteIds;
  if (!siteId) return;
  const { id: reportId, madeById } = claimed;
  await notify(tx, ctx, { type, siteId, reportId, to: [madeById], dedupeKey: `${type}:${reportId}` });
}

/** Counts reports whose worker was killed, or that were never begun, and gives up those over which each worker died. */
export async function countLostReports(ctx: Ctx): Promise<number> {
  const rows = await withTransaction(ctx, async (tx) => {
    const lost = await tx.$queryRaw<{ id: string; attempts: number }[]>`
      SELECT "id", "attempts" FROM "Report"
      WHERE "countedAt" IS NULL AND "failedAt" IS NULL AND coalesce("beatAt", "madeAt") < now() - make_interval(mins => ${LOST_MINUTES})
      ORDER BY "madeAt", "id" LIMIT 5 FOR UPDATE SKIP LOCKED`;
    for (const { id } of lost.filter(({ attempts }) => attempts >= MOST_ATTEMPTS)) {
      await tx.$executeRaw`
        UPDATE "Report" SET "failedAt" = now(), "beatAt" = NULL, "failure" = 'Each worker that counted it died. Make it again of fewer days or sites.'
        WHERE "id" = ${id}::uuid`;
      log.error("a report is given up, since each worker that counted it died", { reportId: id });
      const row = await tx.report.findUniqueOrThrow({
        where: { id },
        select: { madeById: true, sites: { select: { siteId: true }, orderBy: { siteId: "asc" } } },
      });
      const siteIds = row.sites.map(({ siteId }) => siteId);
      await tellMaker(tx, ctx, { id, siteIds, madeById: row.madeById }, "report_failed");
    }
    return lost.filter(({ attempts }) => attempts < MOST_ATTEMPTS);
  });
  for (const { id } of rows) await countReport(ctx, id);
  return rows.length;
}
