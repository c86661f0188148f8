import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import type { SeeMentionInput } from "../schema";
import { mentionsOf } from "../scope";

/** Takes a mention off the viewer's day because they say that they saw it. Saying so again changes nothing. */
export async function seeMention(ctx: UserCtx, { mentionId }: SeeMentionInput): Promise<Record<string, never>> {
  const { personId } = ctx.viewer;
  return withTransaction(ctx, async (tx) => {
    const where = { AND: [{ id: mentionId }, mentionsOf(ctx.viewer)] };
    const row = await tx.noteMention.findFirst({ where, select: { id: true } });
    if (!row) throw new NotFound("This mention");
    const seen = await tx.noteMention.updateMany({ where: { id: mentionId, seenAt: null }, data: { seenAt: ctx.now } });
    if (seen.count === 0) return {};
    await recordEvent(tx, ctx, {
      subject: { noun: "person", id: personId },
      siteId: null,
      event: { type: "mention.seen", data: { mentionId } },
    });
    return {};
  });
}
