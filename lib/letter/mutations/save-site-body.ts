import "server-only";
import { sitesManagedBy } from "@/lib/access/scope";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { PACKS, packOn } from "@/lib/regulation/rules";
import { newId } from "@/lib/shared/ids";
import type { SaveSiteBodyInput } from "../schema";

/** Says how an outside body is reached from a site, where its pack cannot know it. The same again changes nothing. */
export async function saveSiteBody(ctx: UserCtx, input: SaveSiteBodyInput): Promise<{ siteId: string }> {
  const { siteId, packId, bodyId, name, howToReach } = input;
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`;
    const site = await tx.site.findFirst({
      where: { AND: [{ id: siteId }, sitesManagedBy(ctx.viewer)] },
      select: { packId: true },
    });
    if (!site) throw new NotFound("This site");
    const body = site.packId === packId && packOn(PACKS, packId, ctx.now).outsideBodies.find(({ id }) => id === bodyId);
    if (!body) throw new Invalid({ howToReach: "The policy pack of this site names no such body. Reload the page." });
    const where = { siteId_packId_bodyId: { siteId, packId, bodyId } };
    const row = await tx.siteBody.findUnique({ where, select: { name: true, howToReach: true } });
    if (row && row.name === name && row.howToReach === howToReach) return { siteId };
    if ((row?.howToReach ?? "") !== input.base) {
      const theirs = row?.howToReach ?? "";
      throw new Conflict("Somebody else has just said how to reach it. Compare both.", [
        { field: "howToReach", label: "How to reach it", theirs, yours: howToReach, theirValue: theirs },
      ]);
    }
    const saved = { name, howToReach, savedById: ctx.viewer.personId, savedAt: ctx.now };
    await tx.siteBody.upsert({ where, create: { id: newId(), siteId, packId, bodyId, ...saved }, update: saved });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "site.body_saved", data: { packId, bodyId, body: body.name } },
    });
    return { siteId };
  });
}
