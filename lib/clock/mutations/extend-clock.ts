import "server-only";
import { CHANNEL_PHRASES } from "@/lib/case/labels";
import { toldAt as toldOnDay } from "@/lib/case/rules";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { describeAmount } from "../labels";
import { findForClocks } from "../queries/for-change";
import { whyNotExtended } from "../rules/verbs";
import type { ExtendClockInput } from "../schema";
import { recomputeClocks } from "./recompute";

/** Gives a clock more time within what the pack allows, with the reason, and how the patient was told of it. */
export async function extendClock(ctx: UserCtx, input: ExtendClockInput): Promise<{ reference: string }> {
  const { extensionId, caseId, limitId, amount, reason, toldVia } = input;
  try {
    return await withTransaction(ctx, async (tx) => {
      const { row, known, countedBy } = await findForClocks(tx, ctx, caseId);
      const { reference, siteId } = row;
      const mine = { id: extensionId, caseId, byId: ctx.viewer.personId };
      if (await tx.clockExtension.findFirst({ where: mine, select: { id: true } })) return { reference };
      const clock = known.clocks.find(({ limit }) => limit.id === limitId);
      if (!clock) throw new NotFound("This clock");
      const toldAt = readTold(input, { receivedAt: row.receivedAt, zone: row.site.timeZone, now: ctx.now });
      const given = { at: ctx.now.toISOString(), amount, reason, toldAt: toldAt?.toISOString() ?? null };
      const wrong = whyNotExtended(clock, given, countedBy.calendar);
      if (wrong) throw new Invalid(wrong);
      await tx.clockExtension.create({
        data: { ...mine, siteId, limitId, amount, reason, toldAt, toldVia, at: ctx.now },
      });
      const kept = await tx.clock.findUnique({
        where: { caseId_limitId: { caseId, limitId } },
        select: { id: true },
      });
      const by = describeAmount({ amount, unit: clock.limit.extension?.unit ?? clock.limit.unit });
      const told = toldVia ? `, told ${CHANNEL_PHRASES[toldVia].toLowerCase()}` : "";
      const data = { clockId: kept?.id ?? extensionId, clock: clock.limit.clock, extensionId, by: `${by}${told}` };
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId,
        event: { type: "clock.extended", data },
      });
      await recomputeClocks(tx, ctx, { caseId, because: "extended", countedBy });
      return { reference };
    });
  } catch (error) {
    if (!isDuplicate(error, "ClockExtension_pkey")) throw error;
    throw new Conflict("This extension could not be told from another. Reload the page and give it again.");
  }
}

type Place = { receivedAt: Date; zone: string; now: Date };

function readTold({ toldOn, toldVia }: ExtendClockInput, place: Place): Date | null {
  if (toldOn === null && toldVia === null) return null;
  if (toldOn === null) throw new Invalid({ toldOn: "Say on which day they were told." });
  if (toldVia === null) throw new Invalid({ toldVia: "Say how they were told." });
  const at = toldOnDay({ answeredOn: toldOn, ...place });
  if (typeof at === "string") throw new Invalid({ toldOn: at });
  return at;
}
