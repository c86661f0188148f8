import "server-only";
import { lockCase } from "@/lib/case/scope";
import { contactsVisibleTo } from "@/lib/contact/scope";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Forbidden, NotFound } from "@/lib/platform/errors";
import { canFollowUp } from "../policy";
import type { SetAsideInput } from "../schema";

/** What sounded like a promise in a contact is none: it is not offered again. Saying so once more changes nothing. */
export async function setAsideOffer(ctx: UserCtx, { contactId }: SetAsideInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const contact = await tx.contact.findFirst({
      where: { AND: [{ id: contactId }, contactsVisibleTo(ctx.viewer)] },
      select: { caseId: true, siteId: true, case: { select: { reference: true } } },
    });
    if (!contact) throw new NotFound("This contact");
    if (!canFollowUp(ctx.viewer, contact)) throw new Forbidden();
    const { caseId, siteId } = contact;
    const { reference } = contact.case;
    await lockCase(tx, caseId);
    if (await tx.promiseSetAside.findUnique({ where: { contactId }, select: { contactId: true } }))
      return { reference };
    await tx.promiseSetAside.create({ data: { contactId, siteId, byId: ctx.viewer.personId, at: ctx.now } });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: caseId },
      siteId,
      event: { type: "promise.set_aside", data: { contactId } },
    });
    return { reference };
  });
}
