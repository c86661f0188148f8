import "server-only";
import { tellUnitClosed } from "@/lib/access/labels";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { idsOfResponders, notify } from "@/lib/notification/mutations/notify";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { localTimeOf } from "@/lib/shared/local-time";
import { canAskUnit } from "../policy";
import { readDue } from "../rules";
import type { AskUnitInput } from "../schema";
import { requestsOfCasesOf } from "../scope";

/** Asks a unit something about a case, by a time of the site's clocks. The same key again returns the request made the first time. */
export async function askUnit(ctx: UserCtx, input: AskUnitInput): Promise<{ requestId: string; reference: string }> {
  const already = await findAsked(ctx, input);
  if (already) return already;
  try {
    return await withTransaction(ctx, (tx) => createRequest(tx, ctx, input));
  } catch (error) {
    if (!isDuplicate(error, "Request_idempotencyKey_key")) throw error;
    const twin = await findAsked(ctx, input);
    if (!twin) throw new Conflict("This request could not be told from another. Reload the page and ask again.");
    return twin;
  }
}

async function createRequest(tx: Tx, ctx: UserCtx, input: AskUnitInput) {
  const { caseId, unitId, question, due, idempotencyKey, sharesWords, sharesPatient, sharesIssues } = input;
  // Whoever closes the case meanwhile waits, or is seen to have closed it.
  await lockCase(tx, caseId);
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: { id: true, reference: true, siteId: true, closedAt: true, site: { select: { timeZone: true } } },
  });
  if (!row) throw new NotFound("This case");
  const isClosed = row.closedAt !== null;
  if (!canAskUnit(ctx.viewer, { siteId: row.siteId, isClosed })) {
    throw new Forbidden(isClosed ? "This case is closed, so nobody is asked about it any more." : undefined);
  }
  const unit = await tx.unit.findFirst({
    where: { id: unitId, siteId: row.siteId },
    select: { name: true, closedOn: true },
  });
  if (!unit) throw new Invalid({ unitId: "Choose a unit of this site." });
  const { name, closedOn } = unit;
  if (closedOn) throw new Invalid({ unitId: tellUnitClosed({ name, closedOn }) });
  const reading = readDue(due, row.site.timeZone, ctx.now);
  if (!reading.ok) throw new Invalid({ due: reading.problem });
  const requestId = newId();
  await tx.request.create({
    data: {
      id: requestId,
      caseId,
      siteId: row.siteId,
      unitId,
      question,
      dueAt: reading.dueAt,
      ...{ sharesWords, sharesPatient, sharesIssues },
      askedById: ctx.viewer.personId,
      askedAt: ctx.now,
      idempotencyKey,
    },
  });
  await tx.case.update({ where: { id: caseId }, data: { updatedAt: ctx.now }, select: { id: true } });
  await clearDraft(tx, { personId: ctx.viewer.personId, kind: "request", subject: caseId }, input);
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId: row.siteId,
    event: { type: "request.asked", data: { requestId, unit: unit.name } },
  });
  await notify(tx, ctx, {
    ...{ type: "request_asked", siteId: row.siteId, caseId, requestId, to: await idsOfResponders(tx, unitId) },
    dedupeKey: `request_asked:${requestId}`,
  });
  return { requestId, reference: row.reference };
}

/** What this form has asked already. Sent again with anything changed it is told so, and nothing of that is lost. */
async function findAsked(ctx: UserCtx, input: AskUnitInput) {
  const { idempotencyKey, caseId, question, unitId } = input;
  return withTransaction(ctx, async (tx) => {
    const mine = { idempotencyKey, caseId, askedById: ctx.viewer.personId };
    const row = await tx.request.findFirst({
      where: { AND: [mine, requestsOfCasesOf(ctx.viewer)] },
      select: {
        id: true,
        question: true,
        dueAt: true,
        ...{ sharesWords: true, sharesPatient: true, sharesIssues: true },
        site: { select: { timeZone: true } },
        unit: { select: { id: true, name: true } },
        case: { select: { reference: true } },
      },
    });
    if (!row) return null;
    const isSame =
      row.question === question &&
      row.unit.id === unitId &&
      localTimeOf(row.dueAt, row.site.timeZone) === input.due &&
      row.sharesWords === input.sharesWords &&
      row.sharesPatient === input.sharesPatient &&
      row.sharesIssues === input.sharesIssues;
    if (!isSame) {
      throw new Conflict(
        `This form has already asked ${row.unit.name}, as it was first sent. What you changed was not asked and is still here: close the dialog and open it again to ask it as another request.`,
      );
    }
    return { requestId: row.id, reference: row.case.reference };
  });
}
