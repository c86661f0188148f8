import "server-only";
import { randomBytes } from "node:crypto";
import { refuseMerged } from "@/lib/case-join/queries";
import type { Ctx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { announce } from "@/lib/platform/live";
import { newId } from "@/lib/shared/ids";
import { CHAIN_START, hashLink, sealEvent } from "./chain";
import { chainOf, type EventType, eventSchema, type HeardEvent, type Subject } from "./schema";

// What happens to a merged case all the same: the merge, its undoing, a link taken off at its other side, an owner who leaves, a file that was scanned, the record of its patient, the answer to a survey that was out.
const AFTER_MERGE: readonly EventType[] = [
  ...(["case.merged", "case.unmerged", "case.linked", "case.unlinked", "case.assigned"] as const),
  ...(["file.scanned", "mention.seen", "record.merged", "record.unmerged", "case.printed"] as const),
  ...(["survey.answered", "survey.opted_out", "survey.concern_raised"] as const),
];

/** What is not a change of the case: that somebody printed it or saw a note of it, a scanner one of its files, or that its time goes by. */
const UNSEEN: readonly EventType[] = ["case.printed", "mention.seen", "file.scanned", "clock.due_soon", "clock.late"];

/**
 * Writes an event at the end of its subject's chain, and the values of people in it beside it, in the transaction of the change it describes. Throws when it cannot, so that the
 * change rolls back with it. Writers of one chain queue on a lock until the transaction ends. Every deed on a case passes here, so here
 * it is refused to one that was merged, and here the case is marked as changed.
 */
export async function recordEvent(
  tx: Tx,
  ctx: Ctx,
  { subject, siteId, event }: { subject: Subject; siteId: string | null; event: HeardEvent },
): Promise<void> {
  const known = eventSchema.parse(event);
  const { data, detail } = sealEvent(known, randomBytes(16).toString("hex"));
  const chain = chainOf(subject);
  // Before the chain, as every verb that locks its case: the other way round two would wait for each other.
  if (subject.noun === "case" && !UNSEEN.includes(known.type)) await touchCase(tx, ctx, subject.id);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${chain}, 0))`;
  if (subject.noun === "case" && !AFTER_MERGE.includes(known.type)) await refuseMerged(tx, subject.id);
  const last = await tx.event.findFirst({
    where: { chain },
    orderBy: { position: "desc" },
    select: { position: true, hash: true },
  });
  const prevHash = last?.hash ?? CHAIN_START;
  const link = {
    id: newId(),
    chain,
    position: (last?.position ?? 0) + 1,
    type: known.type,
    at: ctx.now,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    siteId,
    data,
  };
  await tx.event.create({ data: { ...link, prevHash, hash: hashLink(prevHash, link) } });
  await announce({ kind: "event", chain, type: known.type, siteId, actorId: ctx.actor.id }, tx);
  if (detail) await tx.eventDetail.create({ data: { eventId: link.id, siteId, ...detail } });
}

/** The queue tells when a case last changed: whatever was done to its issues, contacts, files, charges or requests counts. */
async function touchCase(tx: Tx, ctx: Ctx, caseId: string): Promise<void> {
  await tx.case.updateMany({ where: { id: caseId, updatedAt: { lt: ctx.now } }, data: { updatedAt: ctx.now } });
}
