import { beginBulk } from "@/lib/bulk/mutations/begin-bulk";
import { runBulk } from "@/lib/bulk/mutations/run-bulk";
import { previewBulk } from "@/lib/bulk/queries/preview";
import { beginBulkSchema, previewBulkSchema } from "@/lib/bulk/schema";
import type { BulkPreview } from "@/lib/bulk/types";
import { systemCtx, type UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";

/** What a form sends. */
export type BulkForm = Record<string, string | undefined> & { deed: string };

/** The ids of the cases as a form sends them. */
export const idsOf = (cases: { id: string }[]) => cases.map(({ id }) => id).join(",");

export function preview(ctx: UserCtx, form: BulkForm): Promise<BulkPreview> {
  return previewBulk(ctx, previewBulkSchema.parse(form));
}

/** Looks at what will be done, then begins it. Returns the id of the run, that no worker has taken up yet. */
export async function begin(ctx: UserCtx, form: BulkForm): Promise<string> {
  const { cases, asOf } = await preview(ctx, form);
  const { runId } = await beginBulk(ctx, beginBulkSchema.parse({ ...form, runId: newId(), cases, asOf }));
  return runId;
}

/** As a worker does it, at the time of who began it. */
export async function work(ctx: UserCtx, runId: string): Promise<void> {
  await runBulk(systemCtx("Test"), runId, () => ctx.now);
}

/** What became of each case of a run. */
export async function resultsOf(runId: string) {
  const rows = await systemDb().bulkRow.findMany({ where: { runId }, orderBy: { position: "asc" } });
  return new Map(rows.map((row) => [row.caseId, row]));
}
