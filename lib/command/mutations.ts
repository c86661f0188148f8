import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { ownKeys } from "./rules";
import type { ChooseKeysInput } from "./schema";

type Chosen = Record<string, never>;

/** Keeps which keys the viewer presses for what, and whether single letters are heard at all; wherever they sign in. */
export async function chooseKeys(ctx: UserCtx, { lettersOn, keys }: ChooseKeysInput): Promise<Chosen> {
  const { personId } = ctx.viewer;
  const own = JSON.stringify(ownKeys(keys));
  return withTransaction(ctx, async (tx) => {
    const changed = await tx.$executeRaw`
      INSERT INTO "KeyChoice" ("personId", "lettersOff", "own", "changedAt")
      VALUES (${personId}::uuid, ${!lettersOn}, ${own}::jsonb, ${ctx.now}::timestamptz)
      ON CONFLICT ("personId") DO UPDATE
        SET "lettersOff" = EXCLUDED."lettersOff", "own" = EXCLUDED."own", "changedAt" = EXCLUDED."changedAt"
        WHERE ("KeyChoice"."lettersOff", "KeyChoice"."own") IS DISTINCT FROM (EXCLUDED."lettersOff", EXCLUDED."own")`;
    if (changed > 0) await recordChoice(tx, ctx);
    return {};
  });
}

/** Takes the viewer's keys back to how they are given out. */
export async function resetKeys(ctx: UserCtx): Promise<Chosen> {
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.keyChoice.deleteMany({ where: { personId: ctx.viewer.personId } });
    if (count > 0) await recordChoice(tx, ctx);
    return {};
  });
}

function recordChoice(tx: Tx, ctx: UserCtx): Promise<unknown> {
  return recordEvent(tx, ctx, {
    subject: { noun: "person", id: ctx.viewer.personId },
    siteId: null,
    event: { type: "person.keys_chosen", data: {} },
  });
}
