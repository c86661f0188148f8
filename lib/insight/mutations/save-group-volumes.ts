import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import { halfById, isHalfOver } from "../rules/fairness-choice";
import type { SaveGroupVolumesInput } from "../schema";
import { type Cell, holdSite, refuseConflicts } from "./set-denominators";

/**
 * Sets how many patients of each group a site had in a half of a year that is over. What is as it was stays untouched, so the same form sent
 * twice changes nothing. Returns how many changed.
 */
export async function saveGroupVolumes(ctx: UserCtx, input: SaveGroupVolumesInput): Promise<{ changed: number }> {
  const { siteId, split, half, groups } = input;
  return withTransaction(ctx, async (tx) => {
    const today = await holdSite(tx, ctx, siteId);
    if (!isHalfOver(half, today)) throw new Invalid({ half: `${halfById(half).label} is not over.` });
    const kept = await tx.groupVolume.findMany({
      where: { siteId, split, half, group: { in: groups.map(({ group }) => group) } },
      select: { group: true, value: true },
      orderBy: { group: "asc" },
      take: groups.length,
    });
    const now = new Map(kept.map(({ group, value }) => [group, value]));
    const changes = groups
      .map(
        ({ group, value, base }, index): Cell => ({
          ...{ field: `groups[${index}].value`, label: group, before: now.get(group) ?? null, after: value, base },
        }),
      )
      .filter(({ before, after, base }) => after !== before && after !== base);
    refuseConflicts(changes);
    if (changes.length === 0) return { changed: 0 };
    for (const { label: group, after } of changes) await write(tx, ctx, { group, after, siteId, split, half });
    const cells = changes.map(({ label: group, before, after }) => ({ group, before, after }));
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "denominators.groups_set", data: { split, half, cells } },
    });
    return { changed: changes.length };
  });
}

type Written = { group: string; after: number | null } & Pick<SaveGroupVolumesInput, "siteId" | "split" | "half">;

async function write(tx: Tx, ctx: UserCtx, { siteId, split, half, group, after }: Written): Promise<void> {
  const said = { value: after, setById: ctx.viewer.personId, setAt: ctx.now };
  await tx.groupVolume.upsert({
    where: { siteId_split_half_group: { siteId, split, half, group } },
    create: { siteId, split, half, group, ...said },
    update: said,
  });
}
