import "server-only";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { listSiteChoices } from "@/lib/access/queries";
import { listAsked } from "@/lib/case/queries/offered";
import { countQueue } from "@/lib/case/queries/whole-queue";
import { describeFilter } from "@/lib/case/rules";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { dbFor, type Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { readViewQuery, usualColumns, writeViewQuery } from "@/lib/view/rules";
import type { QueueColumn } from "@/lib/view/schema";
import { describeQueue, describeSelection } from "../labels";
import { canExport } from "../policy";
import { wholeQueueOf } from "../queries/contents";
import { type MakeExportInput, MOST_AT_ONCE, writeExportJob } from "../schema";
import { exportsVisibleTo } from "../scope";

const MINUTE_MS = 60_000;
/** How long after it was asked for an export is still handed out as it is read. */
const HAND_OUT_MINUTES = 15;

export type MadeExport = { exportId: string; isBackground: boolean };

/**
 * Notes who takes which cases out of the queue, in which columns, before any of them leaves. A small export is then handed out as it is
 * read; one of more than 5,000 cases is written by a worker. The same form again makes nothing.
 */
export async function makeExport(ctx: UserCtx, input: MakeExportInput): Promise<MadeExport> {
  const { viewer } = ctx;
  if (!canAnywhere(viewer, "case.see")) throw new NotFound("The queue");
  if (!canExport(viewer)) throw new Forbidden("Your role does not take cases out as a file.");
  const { exportId } = input;
  const siteIds = sitesFor(viewer, "case.export").toSorted();
  const asked = readViewQuery(input.query);
  const filter = { ...asked, tab: asked.tab ?? "open" } as const;
  const query = writeViewQuery(filter);
  const chosen = input.columns.length > 0 ? input.columns : usualColumns(filter.tab);
  const columns = withSite(chosen, siteIds.length);
  const { caseIds } = input;
  const queue = wholeQueueOf({ query, caseIds, siteIds, madeAt: ctx.now });
  const db = dbFor(viewer);
  const [found, claims] = await Promise.all([
    countQueue(viewer, db, { ...queue, atMost: MOST_AT_ONCE + 1 }),
    caseIds.length > 0 ? describeSelection(filter, caseIds.length) : describeHere(ctx, filter),
  ]);
  const isBackground = found > MOST_AT_ONCE;
  const row = { id: exportId, madeById: viewer.personId, madeAt: ctx.now, format: input.format };
  const what = { query, claims, columns, caseIds, siteIds, isBackground };
  const expiresAt = isBackground ? null : new Date(ctx.now.getTime() + HAND_OUT_MINUTES * MINUTE_MS);
  try {
    return await withTransaction(ctx, async (tx) => {
      const made = await findMade(tx, ctx, exportId);
      if (made) return made;
      await tx.export.create({ data: { ...row, ...what, expiresAt } });
      const data = { exportId, format: input.format, query, columns, selected: caseIds.length };
      for (const siteId of queue.sites) {
        const event = { type: "export.made", data } as const;
        await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
      }
      if (isBackground) await enqueue(tx, writeExportJob, { exportId }, { key: `export:${exportId}` });
      return { exportId, isBackground };
    });
  } catch (error) {
    if (!isDuplicate(error, "Export_pkey")) throw error;
    const made = await withTransaction(ctx, (tx) => findMade(tx, ctx, exportId));
    if (made) return made;
    throw new Conflict("This export could not be told from another. Close this, then export again.");
  }
}

// A file of several sites says of each case which it is of, whether the screen shows it or not.
function withSite(columns: QueueColumn[], sites: number): QueueColumn[] {
  return sites > 1 && !columns.includes("site") ? [...columns, "site"] : columns;
}

async function findMade(tx: Tx, { viewer }: UserCtx, id: string): Promise<MadeExport | null> {
  const row = await tx.export.findFirst({
    where: { AND: [{ id }, exportsVisibleTo(viewer)] },
    select: { id: true, isBackground: true },
  });
  return row && { exportId: row.id, isBackground: row.isBackground };
}

async function describeHere({ viewer }: UserCtx, filter: ReturnType<typeof readViewQuery>) {
  const [sites, { owners, tags }] = await Promise.all([
    listSiteChoices(viewer, "case.export"),
    listAsked(viewer, filter),
  ]);
  const claims = describeFilter(filter, { sites, owners, tags });
  return describeQueue(
    filter,
    claims.map(({ label }) => label),
  );
}
