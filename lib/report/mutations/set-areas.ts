import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors";
import { AREA_CODES } from "../labels";
import { canSetAreas } from "../policy";
import type { SetAreasInput } from "../schema";

/** Says which area each code belongs to. What is as it was stays untouched; reports that were counted keep the areas of their day. */
export async function setAreas(ctx: UserCtx, { list, rows }: SetAreasInput): Promise<{ changed: number }> {
  const { viewer } = ctx;
  if (!canSetAreas(viewer)) throw new Forbidden("Managers say which area a code belongs to.");
  const unknown = rows.findIndex(({ code }) => !AREA_CODES[list].some((one) => one.code === code));
  if (unknown >= 0) throw new Invalid({ [`rows[${unknown}].area`]: "This code is not known. Reload the page." });
  const empty = rows.findIndex(({ code, area }) => area === "" && !code.includes("/"));
  if (empty >= 0) throw new Invalid({ [`rows[${empty}].area`]: "Write the area that this belongs to." });
  return withTransaction(ctx, async (tx) => {
    // One at a time, so that of two who change the same the second is told.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('report areas', 0))::text`;
    const kept = new Map(
      (await tx.reportArea.findMany({ where: { list }, take: 1_000 })).map(({ code, area }) => [code, area]),
    );
    const changed = rows.filter(({ code, area, base }) => area !== (kept.get(code) ?? "") && area !== base);
    const lost = changed.filter(({ code, base }) => (kept.get(code) ?? "") !== base);
    if (lost.length > 0) {
      throw new Conflict(
        "Somebody else changed this list while you had it open. Nothing of yours is saved; reload the page.",
      );
    }
    for (const { code, area } of changed) {
      if (area === "") {
        await tx.reportArea.deleteMany({ where: { list, code } });
        continue;
      }
      const now = { area, changedAt: ctx.now, changedBy: viewer.name };
      await tx.reportArea.upsert({ where: { list_code: { list, code } }, create: { list, code, ...now }, update: now });
    }
    if (changed.length > 0) {
      const changes = changed.map(({ code, area }) => ({
        field: code,
        before: kept.get(code) ?? null,
        after: area || null,
      }));
      for (const siteId of sitesFor(viewer, "denominator.keep").toSorted()) {
        const event = { type: "report.areas_set", data: { list, changes } } as const;
        await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
      }
    }
    return { changed: changed.length };
  });
}
