import "server-only";
import { recordEvent } from "@/lib/events/record";
import { handOnToOwners } from "@/lib/follow-up/mutations/hand-on";
import type { Ctx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";

type Leaving = { personId: string; personName: string; siteIds: string[] };

/**
 * Takes somebody who leaves off their open cases at these sites, so that the cases are seen to have nobody. What they promised on the cases
 * of others goes to whoever has those; on their own it goes to whoever gets the case. Returns how many cases.
 */
export async function releaseCases(tx: Tx, ctx: Ctx, { personId, personName, siteIds }: Leaving): Promise<number> {
  const rows = await tx.case.findMany({
    where: { ownerId: personId, closedAt: null, siteId: { in: siteIds } },
    select: { id: true, siteId: true },
    orderBy: { id: "asc" },
    take: 5000,
  });
  for (const row of rows) {
    const written = await tx.case.updateMany({
      where: { id: row.id, ownerId: personId, closedAt: null },
      data: { ownerId: null, updatedAt: ctx.now, version: { increment: 1 } },
    });
    if (written.count === 0) continue;
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.id },
      siteId: row.siteId,
      event: { type: "case.assigned", data: { fromId: personId, fromName: personName, toId: null, toName: null } },
    });
  }
  await handOnToOwners(tx, ctx, { personId, siteIds });
  return rows.length;
}
