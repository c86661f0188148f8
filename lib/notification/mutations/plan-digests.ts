import "server-only";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { newId } from "@/lib/shared/ids";
import { digestDay } from "../rules";
import { sendMailJob } from "../schema";

const BATCH = 200;
const MOST_ZONES = 500;

/**
 * Plans the digest of everybody whose morning it is, once for each person and day however often this runs and wherever. What it says, and
 * whether there is anything to say, is found out when it is sent.
 */
export async function planDigests(ctx: Ctx): Promise<number> {
  const sites = await systemDb().site.findMany({
    distinct: ["timeZone"],
    select: { timeZone: true },
    orderBy: { timeZone: "asc" },
    take: MOST_ZONES,
  });
  let planned = 0;
  for (const { timeZone } of sites) {
    const day = digestDay(ctx.now, timeZone);
    if (day === null) continue;
    for (let found = BATCH; found === BATCH; ) {
      found = await planBatch(ctx, timeZone, day);
      planned += found;
    }
  }
  return planned;
}

// A person's mornings are those of the site of their first role, as everywhere that their days are told.
async function planBatch(ctx: Ctx, zone: string, day: string): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const people = await tx.$queryRaw<{ id: string }[]>`
      SELECT p."id" FROM "Person" p
      JOIN LATERAL (
        SELECT s."timeZone" FROM "RoleGrant" g JOIN "Site" s ON s."id" = g."siteId"
        WHERE g."personId" = p."id" ORDER BY g."createdAt", g."id" LIMIT 1
      ) home ON home."timeZone" = ${zone}
      WHERE p."deactivatedAt" IS NULL AND NOT EXISTS (
        SELECT 1 FROM "MailDelivery" d WHERE d."key" = 'digest:' || p."id" || ':' || ${day}
      )
      ORDER BY p."id" LIMIT ${BATCH}`;
    const rows = people.map(({ id: personId }) => ({
      ...{ id: newId(), kind: "digest" as const, key: `digest:${personId}:${day}`, personId },
      ...{ nextAttemptAt: ctx.now, createdAt: ctx.now },
    }));
    await tx.mailDelivery.createMany({ data: rows, skipDuplicates: true });
    const own = await tx.mailDelivery.findMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      select: { id: true },
      take: BATCH,
    });
    for (const { id } of own) {
      await enqueue(tx, sendMailJob, { deliveryId: id }, { key: `mail:${id}`, runAt: ctx.now });
    }
    return people.length;
  });
}
