import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { describeError, log } from "@/lib/platform/log";

type Month = { siteId: string; month: string };

/**
 * Compares every month of every site with a full count, each in a look of its own. Days that are kept otherwise are counted anew within a
 * minute, and the audit trail of the site says so. A month that cannot be compared is told in the log and keeps no other from it. Returns
 * what was found.
 */
export async function mendRollups(ctx: Ctx): Promise<(Month & { days: number })[]> {
  const months = await withTransaction(ctx, listMonths);
  const found: (Month & { days: number })[] = [];
  for (const month of months) {
    try {
      const days = await mendMonth(ctx, month);
      if (days > 0) found.push({ ...month, days });
    } catch (error) {
      log.error("figures of a month could not be checked", { ...month, error: describeError(error) });
    }
  }
  return found;
}

function listMonths(tx: Tx): Promise<Month[]> {
  return tx.$queryRaw<Month[]>`
    SELECT s."id"::text AS "siteId", m."month"::text AS "month"
    FROM "Site" s CROSS JOIN LATERAL heard_rollup_months(s."id", s."timeZone") m ORDER BY 1, 2`;
}

async function mendMonth(ctx: Ctx, { siteId, month }: Month): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const days = await tx.$executeRaw`
      INSERT INTO "RollupMark" ("siteId", "day")
      SELECT s."id", w."day" FROM "Site" s CROSS JOIN LATERAL
        heard_rollup_wrong(s."id", s."timeZone", ${month}::date, (${month}::date + interval '1 month - 1 day')::date) w
      WHERE s."id" = ${siteId}::uuid`;
    if (days > 0) {
      const event = { type: "figures.mended", data: { month: month.slice(0, 7), days } } as const;
      await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    }
    return days;
  });
}
