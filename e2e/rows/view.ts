import { newId } from "@/lib/shared/ids";
import type { Place } from "./access";
import { LetterRows } from "./letter";
import type { Named } from "./store";

/** Saved views of the queue, and what was taken out of it. */
export abstract class ViewRows extends LetterRows {
  /** Shared with everybody at a place. */
  async sharedView({ id: siteId }: Place, by: Named): Promise<string> {
    const at = new Date();
    const view = { id: newId(), ownerId: by.id, siteId, name: "Serious", query: "tab=open", columns: [] };
    await this.insert("SavedView", { ...view, createdAt: at, updatedAt: at });
    return view.id;
  }

  /** Limits of a chart that began anew in spring: of those at a place the only one. */
  async chartBaseline({ id: siteId }: Place, by: Named): Promise<string> {
    await this.write(
      'UPDATE "ChartBaseline" SET "endedAt" = now(), "endedById" = $2 WHERE "siteId" = $1 AND "endedAt" IS NULL',
      [siteId, by.id],
    );
    const row = { id: newId(), siteId, figure: "received", kinds: [], startsOn: "2026-03-02", reason: "A new clinic" };
    await this.insert("ChartBaseline", { ...row, byId: by.id, at: new Date() });
    return row.id;
  }

  /** That answers come in time: of those at a place the only target. */
  async chartTarget({ id: siteId }: Place, by: Named): Promise<string> {
    await this.write(
      'UPDATE "ChartTarget" SET "endedAt" = now(), "endedById" = $2 WHERE "siteId" = $1 AND "endedAt" IS NULL',
      [siteId, by.id],
    );
    const row = { id: newId(), siteId, figure: "answeredInTime", value: 0.9, reason: "Agreed by the board" };
    await this.insert("ChartTarget", { ...row, byId: by.id, at: new Date() });
    return row.id;
  }

  /** Everything open at a place as CSV, asked for by `by` just now. Returns the id. */
  async export({ id: siteId }: Place, by: Named): Promise<string> {
    const madeAt = new Date();
    const made = { id: newId(), madeById: by.id, madeAt, format: "csv", query: "tab=open", claims: [], caseIds: [] };
    const rest = { columns: ["reference"], siteIds: [siteId], isBackground: false };
    const expiresAt = new Date(madeAt.getTime() + 600_000);
    return (await this.insert("Export", { ...made, ...rest, expiresAt })).id;
  }
}
