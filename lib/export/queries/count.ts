import "server-only";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { countQueue } from "@/lib/case/queries/whole-queue";
import { isStopped } from "@/lib/platform/context";
import { dbFor } from "@/lib/platform/db";
import { Forbidden, NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { canExport } from "../policy";
import type { CountExportInput } from "../schema";
import { wholeQueueOf } from "./contents";

/** Whoever exports waits for the number as long as for nothing else on the page. */
const COUNT_MS = 4_000;

/** How many cases an export of a queue would hold now; null where that takes too long to count. */
export async function countExport(
  viewer: Viewer,
  { query }: CountExportInput,
  { now, mostMs = COUNT_MS }: { now: Date; mostMs?: number },
): Promise<{ count: number | null }> {
  if (!canAnywhere(viewer, "case.see")) throw new NotFound("The queue");
  if (!canExport(viewer)) throw new Forbidden("Your role does not take cases out as a file.");
  const siteIds = sitesFor(viewer, "case.export");
  const queue = wholeQueueOf({ query, caseIds: [], siteIds, madeAt: now });
  try {
    const count = await dbFor(viewer).$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(mostMs)}, true)`;
      return countQueue(viewer, tx, queue);
    });
    return { count };
  } catch (error) {
    if (!isStopped(error)) throw error;
    return { count: null };
  }
}
