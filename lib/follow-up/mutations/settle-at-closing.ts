import "server-only";
import { recordEvent } from "@/lib/events/record";
import type { UserCtx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { DomainError, Invalid } from "@/lib/platform/errors";
import type { PromiseFate } from "../schema";
import { givePromise } from "./hand-on";
import { findWorker } from "./plan-follow-up";
import { findPromise, type PromiseToSettle, refuseSettled, writeKept, writeWithdrawn } from "./settle-promise";

/**
 * What becomes of the open promises of a case that is being closed: kept, withdrawn, or answered for by somebody named once it is
 * closed. For the closing: call it inside that transaction, with the case found and locked. Refuses beside the fields of its dialog.
 */
export async function settleAtClosing(
  tx: Tx,
  ctx: UserCtx,
  { caseId, promises }: { caseId: string; promises: PromiseFate[] },
): Promise<void> {
  for (const [index, given] of promises.entries()) {
    const row = await findPromise(tx, ctx, given.promiseId);
    const field = (name: string) => `promises[${index}].${name}`;
    if (row.caseId !== caseId)
      throw new Invalid({ [field("fate")]: "This promise is of another case. Reload the page." });
    refuseSettled(row);
    await carryOut(tx, ctx, { row, given, field });
  }
}

type One = { row: PromiseToSettle; given: PromiseFate; field: (name: string) => string };

async function carryOut(tx: Tx, ctx: UserCtx, { row, given, field }: One): Promise<void> {
  const { fate, words, ownerId } = given;
  if (fate === "handed_on") {
    if (ownerId === null) throw new Invalid({ [field("ownerId")]: "Say who goes on answering for it." });
    const owner = await findWorker(tx, { siteId: row.siteId, personId: ownerId, field: field("ownerId") });
    await tx.patientPromise.update({ where: { id: row.id }, data: { outlivesCase: true } });
    if (owner.id !== row.ownerId) await givePromise(tx, ctx, row, owner);
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.caseId },
      siteId: row.siteId,
      event: { type: "promise.outlived", data: { promiseId: row.id, ownerId: owner.id, ownerName: owner.name } },
    });
    return;
  }
  if (words === null) {
    throw new Invalid({ [field("words")]: fate === "kept" ? "Say how it was kept." : "Say why it is withdrawn." });
  }
  try {
    if (fate === "kept") await writeKept(tx, ctx, row, { keptOn: row.today, keptHow: words });
    else await writeWithdrawn(tx, ctx, row, { reason: words, toldVia: null, toldById: null });
  } catch (error) {
    if (error instanceof DomainError && error.code === "CONFLICT")
      throw new Invalid({ [field("fate")]: error.message });
    throw error;
  }
}
