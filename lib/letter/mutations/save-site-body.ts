import "server-only";
import { sitesManagedBy } from "@/lib/access/scope";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { PACKS, packOn } from "@/lib/regulation/rules";
import { compareChanges } from "@/lib/shared/changes";
import { dayIn } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import type { Difference } from "@/lib/shared/result";
import { BODY_FIELD_LABELS } from "../labels";
import { BODY_FIELDS, type SaveSiteBodyInput } from "../schema";

const NOTHING = "nothing";

/**
 * Says how an outside body is called and reached from a site, where its pack cannot know it. Of two who change the same of both the second
 * is shown what the first said. The same again changes nothing.
 */
export async function saveSiteBody(ctx: UserCtx, input: SaveSiteBodyInput): Promise<{ siteId: string }> {
  const { siteId, packId, bodyId, name, howToReach, base } = input;
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`;
    const site = await tx.site.findFirst({
      where: { AND: [{ id: siteId }, sitesManagedBy(ctx.viewer)] },
      select: { packId: true, timeZone: true },
    });
    if (!site) throw new NotFound("This site");
    const pack = packOn(PACKS, site.packId, dayIn(ctx.now, site.timeZone));
    const body = site.packId === packId && pack.outsideBodies.find(({ id }) => id === bodyId);
    if (!body) throw new Invalid({ howToReach: "The policy pack of this site names no such body. Reload the page." });
    const where = { siteId_packId_bodyId: { siteId, packId, bodyId } };
    const row = await tx.siteBody.findUnique({ where, select: { name: true, howToReach: true } });
    const said = row ?? { name: null, howToReach: null };
    const { wanted, contested } = compareChanges(BODY_FIELDS, { row: said, base, input });
    if (contested.length > 0) {
      const differences = contested.map((field): Difference => {
        const [theirs, yours] = [said[field] ?? NOTHING, input[field] ?? NOTHING];
        return { field, label: BODY_FIELD_LABELS[field], theirs, yours, theirValue: said[field] ?? "" };
      });
      throw new Conflict("Somebody else has just said how to reach it. Compare both.", differences);
    }
    if (wanted.length === 0) return { siteId };
    const by = { savedById: ctx.viewer.personId, savedAt: ctx.now };
    await tx.siteBody.upsert({
      where,
      create: { id: newId(), siteId, packId, bodyId, name, howToReach, ...by },
      update: { ...Object.fromEntries(wanted.map((field) => [field, input[field]])), ...by },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "site.body_saved", data: { packId, bodyId, body: body.name } },
    });
    return { siteId };
  });
}
