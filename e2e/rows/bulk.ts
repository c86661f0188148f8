import { newId } from "@/lib/shared/ids";
import type { Named } from "./store";
import { ViewRows } from "./view";

/** Changes of many cases. */
export abstract class BulkRows extends ViewRows {
  /** One that has ended, and that left its one case as it was. */
  async bulkRun(siteId: string, caseId: string, by: Named): Promise<string> {
    const at = new Date();
    const run = { id: newId(), byId: by.id, deed: "take", input: { deed: "take" }, title: "Take for oneself" };
    await this.insert("BulkRun", { ...run, asOf: at, begunAt: at, resolvedAt: at, endedAt: at });
    const row = { runId: run.id, position: 0, caseId, siteId, seenVersion: 1, key: newId(), settledAt: at };
    await this.insert("BulkRow", { ...row, outcome: "left_out", why: "You have it already." });
    return run.id;
  }

  /** As if a colleague had changed something of a case. */
  async touch({ id }: { id: string }): Promise<void> {
    await this.write('UPDATE "Case" SET "version" = "version" + 1, "updatedAt" = now() WHERE "id" = $1', [id]);
  }
}
