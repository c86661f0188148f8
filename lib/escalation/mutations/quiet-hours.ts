import "server-only";
import { sitesManagedBy } from "@/lib/access/scope";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { describeQuiet } from "../labels";
import { quietHoursOf } from "../queries/matrix";
import type { SetQuietHoursInput } from "../schema";

/** Sets when a site sleeps, or that it never does. */
export async function setQuietHours(ctx: UserCtx, input: SetQuietHoursInput): Promise<{ siteId: string }> {
  const { siteId, from, until, seenFrom, seenUntil } = input;
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`;
    const where = { AND: [{ id: siteId }, sitesManagedBy(ctx.viewer)] };
    if (!(await tx.site.findFirst({ where, select: { id: true } }))) throw new NotFound("This site");
    const before = await quietHoursOf(tx, siteId);
    const standing = { from: before?.from ?? null, until: before?.until ?? null };
    if (standing.from === from && standing.until === until) return { siteId };
    const differences = [
      { field: "from", label: "From", theirs: standing.from, yours: from, seen: seenFrom },
      { field: "until", label: "Until", theirs: standing.until, yours: until, seen: seenUntil },
    ].filter(({ theirs, seen }) => theirs !== seen);
    if (differences.length > 0) {
      throw new Conflict(
        "Somebody else set the quiet hours meanwhile. Nothing is lost: compare both.",
        differences.map(({ field, label, theirs, yours }) => ({
          ...{ field, label, theirs: theirs ?? "none", yours: yours ?? "none", theirValue: theirs ?? "" },
        })),
      );
    }
    const data = { from, until, changedById: ctx.viewer.personId, changedAt: ctx.now };
    await tx.quietHours.upsert({ where: { siteId }, create: { siteId, ...data }, update: data });
    const after = from && until ? { from, until } : null;
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "quiet_hours.set", data: { before: describeQuiet(before), after: describeQuiet(after) } },
    });
    return { siteId };
  });
}
