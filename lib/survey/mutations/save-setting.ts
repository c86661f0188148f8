import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Forbidden, NotFound } from "@/lib/platform/errors";
import { INSTRUMENT_LABELS } from "../labels";
import { canManageSurveys } from "../policy";
import type { SaveSettingInput } from "../schema";

/** Sets whether a site asks after a case is closed, with what, and when. It counts for cases closed from then on; those closed before are not asked about any more. */
export async function saveSurveySetting(ctx: UserCtx, input: SaveSettingInput): Promise<{ siteId: string }> {
  const { siteId, isOn, instrument, afterDays } = input;
  return withTransaction(ctx, async (tx) => {
    if (!ctx.viewer.sites.some(({ id }) => id === siteId)) throw new NotFound("This site");
    if (!canManageSurveys(ctx.viewer, siteId))
      throw new Forbidden("Whether a site sends surveys, its manager decides.");
    await tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`;
    const before = await tx.surveySetting.findUnique({ where: { siteId } });
    if (before && before.isOn === isOn && before.instrument === instrument && before.afterDays === afterDays) {
      return { siteId };
    }
    const data = { isOn, since: ctx.now, instrument, afterDays, changedById: ctx.viewer.personId, changedAt: ctx.now };
    await tx.surveySetting.upsert({ where: { siteId }, create: { siteId, ...data }, update: data });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: {
        type: "survey.setting_saved",
        data: { isOn, instrument: INSTRUMENT_LABELS[instrument], afterDays },
      },
    });
    return { siteId };
  });
}
