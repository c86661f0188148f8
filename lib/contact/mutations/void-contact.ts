import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { WAY_LABELS } from "../labels";
import { canVoidContact } from "../policy";
import type { VoidContactInput } from "../schema";
import { contactsVisibleTo } from "../scope";
import { recountHeard } from "./log-contact";

/** Takes back a contact that was logged wrongly. It stays readable as voided, and no longer counts as having been in touch. */
export async function voidContact(
  ctx: UserCtx,
  { contactId, reason }: VoidContactInput,
): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.contact.findFirst({
      where: { AND: [{ id: contactId }, contactsVisibleTo(ctx.viewer)] },
      select: {
        caseId: true,
        siteId: true,
        authorId: true,
        case: { select: { reference: true } },
        letterSending: { select: { returnedAt: true } },
      },
    });
    if (!row) throw new NotFound("This contact");
    if (!canVoidContact(ctx.viewer, row)) {
      throw new Forbidden("Only whoever logged it, or a supervisor of the site, voids a contact.");
    }
    if (row.letterSending && row.letterSending.returnedAt === null) {
      throw new Conflict(
        "This stands for a letter that was sent. Open the letter and write down there that it came back.",
      );
    }
    await withdrawContact(tx, ctx, { contactId, reason });
    return { reference: row.case.reference };
  });
}

/** Takes a contact back within somebody else's transaction, who has asked whether they may. */
export async function withdrawContact(tx: Tx, ctx: UserCtx, { contactId, reason }: VoidContactInput): Promise<void> {
  const { caseId, siteId, direction, channel } = await tx.contact.findUniqueOrThrow({
    where: { id: contactId },
    select: { caseId: true, siteId: true, direction: true, channel: true },
  });
  await lockCase(tx, caseId);
  const voided = await tx.contact.updateMany({
    where: { id: contactId, voidedAt: null },
    data: { voidedAt: ctx.now, voidReason: reason, voidedById: ctx.viewer.personId },
  });
  if (voided.count === 0) throw new Conflict("This contact is voided already. Reload the page to see why.");
  await recountHeard(tx, caseId);
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: "contact.voided", data: { contactId, direction, channel: WAY_LABELS[channel] } },
  });
  await recomputeClocks(tx, ctx, { caseId, because: "contact" });
}
