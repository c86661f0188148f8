import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { INSTRUMENT_LABELS, isReady, MOMENT_LABELS } from "../labels";
import { canManageSurveys } from "../policy";
import type { SaveSettingInput } from "../schema";
import { findNewest, lockSite } from "./make-instrument";

/** Sets whether a site asks after a case is closed, with what, and when. It counts for cases closed from then on; those closed before are not asked about any more. */
export async function saveSurveySetting(ctx: UserCtx, input: SaveSettingInput): Promise<{ siteId: string }> {
  const { siteId, isOn, instrument, moment, afterDays, quietDays } = input;
  return withTransaction(ctx, async (tx) => {
    if (!ctx.viewer.sites.some(({ id }) => id === siteId)) throw new NotFound("This site");
    if (!canManageSurveys(ctx.viewer, siteId))
      throw new Forbidden("Whether a site sends surveys, its manager decides.");
    await lockSite(tx, siteId);
    const name = await nameOf(tx, siteId, instrument);
    const before = await tx.surveySetting.findUnique({ where: { siteId } });
    const wanted = { isOn, instrument, moment, afterDays, quietDays };
    if (before && isSame(before, wanted)) return { siteId };
    const data = { ...wanted, since: ctx.now, changedById: ctx.viewer.personId, changedAt: ctx.now };
    await tx.surveySetting.upsert({ where: { siteId }, create: { siteId, ...data }, update: data });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: {
        type: "survey.setting_saved",
        data: { isOn, instrument: name, afterDays, moment: MOMENT_LABELS[moment], quietDays },
      },
    });
    return { siteId };
  });
}

type Setting = Omit<SaveSettingInput, "siteId">;

function isSame(before: Setting, wanted: Setting): boolean {
  return (Object.keys(wanted) as (keyof Setting)[]).every((key) => before[key] === wanted[key]);
}

/** What the chosen survey is called: a ready one, or one of the site's own that is published and not retired. */
async function nameOf(tx: Tx, siteId: string, instrument: string): Promise<string> {
  if (isReady(instrument)) return INSTRUMENT_LABELS[instrument];
  const own = await tx.surveyInstrument.findFirst({
    where: { id: instrument, siteId, retiredAt: null },
    select: { name: true },
  });
  if (own && (await findNewest(tx, instrument))) return own.name;
  throw new Invalid({ instrument: "Choose a ready survey, or one of this site's own that is published and in use." });
}
