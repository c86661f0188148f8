import "server-only";
import { answerCameBack } from "@/lib/case/mutations/move-case";
import { withdrawContact } from "@/lib/contact/mutations/void-contact";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { LETTER_KIND_LABELS, LETTER_WAY_LABELS } from "../labels";
import type { SendingCameBackInput } from "../schema";
import { nextState } from "../workflow";
import { findForDeed, refuseDeed, refuseToSend } from "./save-letter";

/**
 * Records that a letter which was sent came back. What was sent stays kept; the letter is approved as before, to be sent another way, and
 * the contact that stood for it no longer counts, so that the clocks run as if nobody had been told. What it promises stays promised.
 * Recorded twice it is recorded once.
 */
export async function sendingCameBack(ctx: UserCtx, input: SendingCameBackInput) {
  const { letterId, sendingId, returnedOn, reason } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    const done = { letterId, reference: row.case.reference };
    const sending = await tx.letterSending.findFirst({
      where: { id: sendingId, letterId },
      include: { site: { select: { timeZone: true } }, contact: { select: { at: true, voidedAt: true } } },
    });
    if (!sending) throw new NotFound("This sending");
    refuseToSend(ctx, row);
    if (sending.returnedOn) {
      if (isoDay(sending.returnedOn) === returnedOn && sending.returnedReason === reason) return done;
      throw new Conflict("Somebody wrote down already that this came back. Reload the page to see what they wrote.");
    }
    const state = nextState(row.state, "come_back");
    if (state === null) refuseDeed(ctx, row, "said to have come back");
    if (returnedOn > isoDay(dayIn(ctx.now, sending.site.timeZone))) {
      throw new Invalid({ returnedOn: "This day is in the future. Say when it came back." });
    }
    if (returnedOn < isoDay(sending.sentOn)) {
      throw new Invalid({ returnedOn: "It was sent later than on this day. Check it." });
    }
    await tx.letterSending.update({
      where: { id: sendingId, returnedAt: null },
      data: {
        ...{ returnedOn: new Date(returnedOn), returnedReason: reason },
        ...{ returnedById: ctx.viewer.personId, returnedAt: ctx.now },
      },
    });
    await tx.letter.update({ where: { id: letterId }, data: { state } });
    const { contactId } = sending;
    if (row.kind === "resolution") await answerCameBack(tx, ctx, { caseId: row.caseId, at: sending.contact.at });
    if (!sending.contact.voidedAt) {
      await withdrawContact(tx, ctx, { contactId, reason: "The letter came back." });
    }
    const { caseId, siteId } = row;
    const kind = LETTER_KIND_LABELS[row.kind];
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: caseId },
      siteId,
      event: { type: "letter.came_back", data: { letterId, sendingId, kind, way: LETTER_WAY_LABELS[sending.way] } },
    });
    await notify(tx, ctx, {
      ...{ type: "letter_came_back", siteId, caseId, to: [row.case.ownerId, sending.sentById] },
      dedupeKey: `letter_came_back:${sendingId}`,
    });
    return done;
  });
}
