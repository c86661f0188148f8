import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { compareChanges } from "@/lib/shared/changes";
import type { Difference } from "@/lib/shared/result";
import { LETTERHEAD_LABELS } from "../labels";
import { LETTERHEAD, type SaveLetterheadInput } from "../schema";
import { sitesManagedBy } from "../scope";

const NOTHING = "nothing";

/** What stands above and below the letters of a site. Of two who change the same line the second is shown both. */
export async function saveLetterhead(ctx: UserCtx, input: SaveLetterheadInput): Promise<{ siteId: string }> {
  const { siteId, base } = input;
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`;
    const row = await tx.site.findFirst({
      where: { AND: [{ id: siteId }, sitesManagedBy(ctx.viewer)] },
      select: { address: true, phone: true, email: true, web: true },
    });
    if (!row) throw new NotFound("This site");
    const { wanted, contested } = compareChanges(LETTERHEAD, { row, base, input });
    if (contested.length > 0) {
      const differences = contested.map((field): Difference => {
        const [theirs, yours] = [row[field] ?? NOTHING, input[field] ?? NOTHING];
        return { field, label: LETTERHEAD_LABELS[field], theirs, yours, theirValue: row[field] ?? "" };
      });
      throw new Conflict("Somebody else has just changed this letterhead. Compare both.", differences);
    }
    if (wanted.length === 0) return { siteId };
    await tx.site.update({
      where: { id: siteId },
      data: Object.fromEntries(wanted.map((field) => [field, input[field]])),
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "site.letterhead_saved", data: { fields: wanted.map((field) => LETTERHEAD_LABELS[field]) } },
    });
    return { siteId };
  });
}
