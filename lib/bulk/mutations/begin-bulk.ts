import "server-only";
import { canAnywhere } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { newId } from "@/lib/shared/ids";
import { readViewQuery, writeViewQuery } from "@/lib/view/rules";
import { describeDeed } from "../labels";
import { readAround } from "../queries/facts";
import { DEED_NEEDS } from "../rules";
import { type BeginBulkInput, runBulkJob } from "../schema";
import { runsOf } from "../scope";

/** What the clocks of two servers may differ. */
const SKEW_MS = 60_000;

/**
 * Has a deed done to many cases by a worker: to those picked as they were seen, or to all that a filter matches, which are looked for
 * when it begins. The same form again begins nothing.
 */
export async function beginBulk(ctx: UserCtx, input: BeginBulkInput): Promise<{ runId: string }> {
  const { runId } = input;
  if (!canAnywhere(ctx.viewer, DEED_NEEDS[input.deed])) throw new Forbidden();
  if (Date.parse(input.asOf) - ctx.now.getTime() > SKEW_MS) throw new Conflict("Look again at what will be done.");
  try {
    await withTransaction(ctx, async (tx) => {
      if (await isBegun(tx, ctx, runId)) return;
      await writeRun(tx, ctx, input);
      await enqueue(tx, runBulkJob, { runId });
    });
  } catch (error) {
    if (!isDuplicate(error, "BulkRun_pkey")) throw error;
    if (!(await withTransaction(ctx, (tx) => isBegun(tx, ctx, runId)))) {
      throw new Conflict("This could not be told from another change. Load the page again and repeat it.");
    }
  }
  return { runId };
}

async function isBegun(tx: Tx, { viewer }: UserCtx, id: string): Promise<boolean> {
  return (await tx.bulkRun.count({ where: { AND: [{ id }, runsOf(viewer)] } })) > 0;
}

async function writeRun(tx: Tx, ctx: UserCtx, input: BeginBulkInput): Promise<void> {
  const { runId, cases, query, asOf, ...deed } = input;
  const { viewer, now } = ctx;
  const isPicked = cases.length > 0;
  const { owner } = await readAround(tx, viewer, deed);
  const title = describeDeed(deed, owner?.name ?? null);
  await tx.bulkRun.create({
    data: {
      ...{ id: runId, byId: viewer.personId, deed: deed.deed, title, begunAt: now, asOf: new Date(asOf) },
      // Nothing that was left empty: the schema reads what is missing as empty.
      input: Object.fromEntries(Object.entries(deed).filter(([, value]) => value !== null)),
      ...{ filter: isPicked ? null : writeViewQuery(readViewQuery(query)), resolvedAt: isPicked ? now : null },
    },
  });
  if (isPicked) await writePicked(tx, ctx, { runId, cases });
  await recordEvent(tx, ctx, {
    subject: { noun: "person", id: viewer.personId },
    siteId: null,
    event: { type: "bulk.begun", data: { runId, deed: title, cases: isPicked ? cases.length : null } },
  });
}

async function writePicked(tx: Tx, ctx: UserCtx, { runId, cases }: Pick<BeginBulkInput, "runId" | "cases">) {
  const ids = cases.map(({ caseId }) => caseId);
  const rows = await tx.case.findMany({
    where: { AND: [{ id: { in: ids } }, casesVisibleTo(ctx.viewer)] },
    select: { id: true, siteId: true },
    take: ids.length,
  });
  if (rows.length < new Set(ids).size) throw new NotFound("One of these cases");
  const sites = new Map(rows.map(({ id, siteId }) => [id, siteId]));
  await tx.bulkRow.createMany({
    data: cases.flatMap(({ caseId, seenVersion }, position) => {
      const siteId = sites.get(caseId);
      return siteId ? [{ runId, position, caseId, siteId, seenVersion: seenVersion ?? 0, key: newId() }] : [];
    }),
    skipDuplicates: true,
  });
}
