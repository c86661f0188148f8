import "server-only";
import { createContact } from "@/lib/contact/mutations/log-contact";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { ATTEMPT_LABELS } from "../labels";
import { hasFailed, isSpoken, proposesLetter } from "../rules/attempts";
import type { RecordAttemptInput } from "../schema";
import { followUpsVisibleTo } from "../scope";
import { contactWith, findFollowUp, refuseSettled, settle } from "./settle-follow-up";

type Recorded = { reference: string; proposesLetter: boolean };

/**
 * Writes down one try to reach them. Reached: what was said is logged as a contact in the same step, and the follow-up is done. The
 * third that fails proposes a letter. The same key again records nothing.
 */
export async function recordAttempt(ctx: UserCtx, input: RecordAttemptInput): Promise<Recorded> {
  const already = await findRecorded(ctx, input);
  if (already) return already;
  try {
    return await withTransaction(ctx, async (tx) => {
      const { followUpId, outcome, note, minutes, idempotencyKey } = input;
      const row = await findFollowUp(tx, ctx, followUpId);
      refuseSettled(row);
      if (!isSpoken(row.channel)) {
        throw new Conflict("This is done in writing, so there is nobody to reach. Say what came of it instead.");
      }
      const contact =
        outcome === "reached"
          ? await createContact(tx, ctx, {
              ...(await contactWith(tx, ctx, row)),
              ...{ outcome: "reached", summary: note, minutes, idempotencyKey: newId() },
            })
          : null;
      const attemptId = newId();
      await tx.followUpAttempt.create({
        data: {
          ...{ id: attemptId, followUpId, siteId: row.siteId, at: ctx.now, byId: ctx.viewer.personId, outcome },
          // Reached, the words stand with the contact.
          ...{ note: contact ? null : note, contactId: contact?.contactId ?? null, idempotencyKey },
        },
      });
      const attempts = await tx.followUpAttempt.findMany({
        where: { followUpId },
        select: { outcome: true },
        orderBy: [{ at: "asc" }, { id: "asc" }],
        take: 100,
      });
      if (outcome === "reached") await settle(tx, ctx, row, { state: "done", result: null });
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: row.caseId },
        siteId: row.siteId,
        event: {
          type: "follow_up.attempted",
          data: { followUpId, attemptId, outcome: ATTEMPT_LABELS[outcome], failed: attempts.filter(hasFailed).length },
        },
      });
      const state = outcome === "reached" ? "done" : row.state;
      return {
        reference: row.case.reference,
        proposesLetter: proposesLetter({ channel: row.channel, state, attempts }),
      };
    });
  } catch (error) {
    if (!isDuplicate(error, "FollowUpAttempt_idempotencyKey_key")) throw error;
    const twin = await findRecorded(ctx, input);
    if (!twin) throw new Conflict("This attempt could not be told from another. Reload the page and record it again.");
    return twin;
  }
}

async function findRecorded(
  ctx: UserCtx,
  { idempotencyKey, followUpId, outcome }: RecordAttemptInput,
): Promise<Recorded | null> {
  return withTransaction(ctx, async (tx) => {
    const found = await tx.followUpAttempt.findFirst({
      where: {
        ...{ idempotencyKey, followUpId, byId: ctx.viewer.personId },
        followUp: followUpsVisibleTo(ctx.viewer),
      },
      select: {
        outcome: true,
        followUp: {
          select: {
            ...{ state: true, channel: true },
            attempts: { select: { outcome: true }, take: 100 },
            case: { select: { reference: true } },
          },
        },
      },
    });
    if (!found) return null;
    if (found.outcome !== outcome) {
      throw new Conflict("This attempt was already recorded as it was first sent. Reload the page to record another.");
    }
    return { reference: found.followUp.case.reference, proposesLetter: proposesLetter(found.followUp) };
  });
}
