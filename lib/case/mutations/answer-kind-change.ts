import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { givenOf, groundsOf, packOf, settleKind } from "@/lib/regulation/rules";
import type { ConfirmKindInput, DeclineKindInput } from "@/lib/regulation/schema";
import { canAnswerKindChange } from "../policy";
import { casesVisibleTo } from "../scope";
import { type ClassifiedRow, classifying, inWords, writeKind } from "./classify-case";

/** The second person agrees: the case becomes less, and the grounds that spoke against it are set aside. */
export async function confirmKindChange(
  ctx: UserCtx,
  { changeId, answer }: ConfirmKindInput,
): Promise<{ reference: string }> {
  return answering(ctx, changeId, async (tx, { row, to }) => {
    await settle(tx, ctx, changeId, { outcome: "confirmed", answer });
    const pack = packOf(row);
    const given = givenOf(row, row.facts);
    const setAside = [...new Set([...row.setAsideRuleIds, ...groundsOf(pack, given)])];
    await writeKind(tx, ctx, row, { ...settleKind(pack, given, { kind: to, setAside }), setAside, changeId });
  });
}

/** The second person does not agree, and says why. The case stays what it is. */
export async function declineKindChange(
  ctx: UserCtx,
  { changeId, answer }: DeclineKindInput,
): Promise<{ reference: string }> {
  return answering(ctx, changeId, async (tx, { row, to }) => {
    await settle(tx, ctx, changeId, { outcome: "declined", answer });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.id },
      siteId: row.siteId,
      event: { type: "kind.declined", data: { changeId, ...inWords({ from: row.kind, to }) } },
    });
  });
}

type Found = { row: ClassifiedRow; to: ClassifiedRow["kind"] };

async function answering(ctx: UserCtx, changeId: string, verb: (tx: Tx, found: Found) => Promise<void>) {
  const change = await withTransaction(ctx, (tx) =>
    tx.kindChange.findFirst({
      where: { id: changeId, case: casesVisibleTo(ctx.viewer) },
      select: { caseId: true, to: true, proposedById: true },
    }),
  );
  if (!change) throw new NotFound("This proposal");
  return classifying(ctx, change.caseId, async (tx, row) => {
    if (!canAnswerKindChange(ctx.viewer, { ...row, escalation: null }, change.proposedById)) {
      throw new Forbidden("You proposed this yourself, so somebody else has to confirm or decline it.");
    }
    await verb(tx, { row, to: change.to });
  });
}

type Answered = { outcome: "confirmed" | "declined"; answer: string | null };

async function settle(tx: Tx, ctx: UserCtx, changeId: string, { outcome, answer }: Answered): Promise<void> {
  const written = await tx.kindChange.updateMany({
    where: { id: changeId, outcome: null },
    data: { outcome, answer, answeredById: ctx.viewer.personId, answeredAt: ctx.now },
  });
  if (written.count > 0) return;
  const theirs = await tx.kindChange.findUnique({
    where: { id: changeId },
    select: { outcome: true, answeredBy: { select: { name: true } } },
  });
  if (theirs?.outcome === "voided")
    throw new Conflict("This proposal was overtaken: something new was recorded on the case.");
  throw new Conflict(`${theirs?.answeredBy?.name ?? "Somebody else"} has ${theirs?.outcome} this already.`);
}
