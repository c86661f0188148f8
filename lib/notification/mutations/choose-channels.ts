import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { rowsOfChoices } from "../rules";
import type { ChooseChannelsInput } from "../schema";

/** Keeps which news reach the viewer by which channel. What is on its way already is not called back. */
export async function chooseChannels(ctx: UserCtx, input: ChooseChannelsInput): Promise<Record<string, never>> {
  const { personId } = ctx.viewer;
  const rows = JSON.stringify(rowsOfChoices(input));
  return withTransaction(ctx, async (tx) => {
    const changed = await tx.$executeRaw`
      INSERT INTO "NotificationChoice" ("personId", "type", "channel", "isOn", "changedAt")
      SELECT ${personId}::uuid, "type", "channel", "isOn", ${ctx.now}::timestamptz
      FROM jsonb_to_recordset(${rows}::jsonb) AS chosen("type" text, "channel" "NotificationChannel", "isOn" boolean)
      ORDER BY "type", "channel"
      ON CONFLICT ("personId", "type", "channel") DO UPDATE
        SET "isOn" = EXCLUDED."isOn", "changedAt" = EXCLUDED."changedAt"
        WHERE "NotificationChoice"."isOn" <> EXCLUDED."isOn"`;
    if (changed === 0) return {};
    await recordEvent(tx, ctx, {
      subject: { noun: "person", id: personId },
      siteId: null,
      event: { type: "person.channels_chosen", data: {} },
    });
    return {};
  });
}
