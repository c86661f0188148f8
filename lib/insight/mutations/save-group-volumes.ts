import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Invalid } from "@/lib/platform/errors";
import { halfById, isHalfOver } from "../rules/fairness-choice";
import { MOST_GROUPS, type SaveGroupVolumesInput } from "../schema";
import { holdSite } from "./set-denominators";

type Change = { field: string; group: string; before: number | null; after: number | null; base: number | null };

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
      where: { siteId, split, half },
      select: { group: true, value: true },
      orderBy: { group: "asc" },
      take: MOST_GROUPS,
    });
    const now = new Map(kept.map(({ group, value }) => [group, value]));
    const changes: Change[] = groups
      .map(({ group, value, base }, index) => ({
        ...{ field: `groups[${index}].value`, group, before: now.get(group) ?? null, after: value, base },
      }))
      .filter(({ before, after, base }) => after !== before && after !== base);
    refuseConflicts(changes);
    if (changes.length === 0) return { changed: 0 };
    for (const change of changes) await write(tx, ctx, { ...change, siteId, split, half });
    const cells = changes.map(({ group, before, after }) => ({ group, before, after }));
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "denominators.groups_set", data: { split, half, cells } },
    });
    return { changed: changes.length };
  });
}

type Written = Pick<Change, "group" | "after"> & Pick<SaveGroupVolumesInput, "siteId" | "split" | "half">;

async function write(tx: Tx, ctx: UserCtx, { siteId, split, half, group, after }: Written): Promise<void> {
  const said = { value: after, setById: ctx.viewer.personId, setAt: ctx.now };
  await tx.groupVolume.upsert({
    where: { siteId_split_half_group: { siteId, split, half, group } },
    create: { siteId, split, half, group, ...said },
    update: said,
  });
}

function refuseConflicts(changes: Change[]): void {
  const told = (value: number | null) => (value === null ? "Nothing" : value.toLocaleString("en"));
  const differences = changes
    .filter(({ before, base }) => before !== base)
    .map(({ field, group, before, after }) => ({
      ...{ field, label: group, theirs: told(before), yours: told(after) },
      theirValue: before === null ? "" : String(before),
    }));
  if (differences.length === 0) return;
  const groups = differences.map(({ label, theirs }) => `${label} is ${theirs.toLowerCase()} now`).join(", ");
  throw new Conflict(
    `Somebody else changed this while you had it open: ${groups}. Nothing of yours is saved yet; reload the page.`,
    differences,
  );
}
