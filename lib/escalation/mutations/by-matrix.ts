import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { matrixOf, openFactsOf } from "../queries";
import { MATRIX_ACTOR } from "../rules/actor";
import { type Decision, decideEscalation } from "../rules/decide";
import type { EscalationFacts } from "../rules/facts";
import type { ClockState } from "../rules/matrix";
import { pickTarget } from "../rules/target";
import { chooseTarget, writeEscalation } from "./raise";

/**
 * Looks a case up in the matrix of its site and raises what it says, in the transaction that gave the reason. Says whether anything was
 * raised.
 */
export async function escalateByMatrix(
  tx: Tx,
  ctx: Ctx,
  caseId: string,
  clock: EscalationFacts["clock"] = null,
): Promise<boolean> {
  const found = await openFactsOf(tx, caseId, clock);
  if (!found) return false;
  const { matrix } = await matrixOf(tx, found.siteId);
  for (const decision of decideEscalation(matrix, found.facts, ctx.now)) {
    if (await escalateBySystem(tx, ctx, caseId, decision)) return true;
  }
  return false;
}

type ClockMoved = {
  caseId: string;
  /** "acknowledge", "update", "resolve". */
  clock: string;
  state: ClockState;
  /** Which running of the clock, where it runs more than once; its due time, say. */
  key?: string;
};

/** For whoever keeps the clocks: one of them has just become due soon, or late. The same once more does nothing. */
export async function onClockState(tx: Tx, ctx: Ctx, { caseId, clock, state, key = "" }: ClockMoved): Promise<boolean> {
  return escalateByMatrix(tx, ctx, caseId, { clock, state, key });
}

/** As escalateByMatrix, for a worker, in a transaction of its own. Whoever has the case in hand at that moment is not waited for. */
export async function lookUpCase(ctx: Ctx, caseId: string): Promise<boolean> {
  return withTransaction(ctx, async (tx) => {
    const free = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "Case" WHERE "id" = ${caseId}::uuid FOR NO KEY UPDATE SKIP LOCKED`;
    return free.length > 0 && escalateByMatrix(tx, ctx, caseId);
  });
}

/**
 * Raises what the matrix decided, once for each occasion: a second worker waits for the row of the case and then finds it done. What is
 * open gives way to a higher level or to danger, and to nothing else.
 */
async function escalateBySystem(tx: Tx, ctx: Ctx, caseId: string, decision: Decision): Promise<boolean> {
  await lockCase(tx, caseId);
  const row = await tx.case.findFirst({
    where: { id: caseId, closedAt: null, mergedIntoId: null },
    select: {
      siteId: true,
      site: { select: { timeZone: true } },
      escalations: {
        select: {
          id: true,
          caseId: true,
          siteId: true,
          level: true,
          isUrgent: true,
          ruleId: true,
          occasion: true,
          answeredAt: true,
        },
        orderBy: { raisedAt: "desc" },
        take: 200,
      },
    },
  });
  if (!row || row.escalations.some((earlier) => wasFor(earlier, decision))) return false;
  const open = row.escalations.find(({ answeredAt }) => answeredAt === null);
  if (open && !outranks(decision, open)) return false;

  const { matrix, version } = await matrixOf(tx, row.siteId);
  const rule = matrix.rows.find(({ id }) => id === decision.rowId);
  if (!rule) return false;
  const asMatrix = { ...ctx, actor: MATRIX_ACTOR };
  if (open) await passOn(tx, asMatrix, open);
  const to = await chooseTarget(tx, ctx, row.siteId, (around) => pickTarget(rule, around));
  const level = decision.level;
  await writeEscalation(tx, asMatrix, {
    ...{ caseId, siteId: row.siteId, zone: row.site.timeZone, level, reason: decision.because, raisedById: null, to },
    ...{ ruleId: rule.id, matrixVersion: version, occasion: decision.occasion, isUrgent: decision.isUrgent },
    ...{ previousId: open?.id ?? null, deadline: rule },
  });
  return true;
}

type Earlier = { ruleId: string | null; occasion: string | null };

// That one of several facts is taken back is no news.
function wasFor({ ruleId, occasion }: Earlier, { rowId, occasion: wanted, group }: Decision): boolean {
  if (ruleId !== rowId || occasion === null) return false;
  if (group !== "standing") return occasion === wanted;
  const known = occasion.split(" ");
  return wanted.split(" ").every((part) => known.includes(part));
}

function outranks(decision: Decision, open: { level: number; isUrgent: boolean }): boolean {
  if (decision.isUrgent !== open.isUrgent) return decision.isUrgent;
  return decision.level > open.level;
}

/** Ends an open escalation because another stands in its place. */
export async function passOn(tx: Tx, ctx: Ctx, open: { id: string; caseId: string; siteId: string; level: number }) {
  await tx.escalation.update({
    where: { id: open.id },
    data: { answeredAt: ctx.now, endedAs: "passed_on", nextCheckAt: null },
  });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: open.caseId },
    siteId: open.siteId,
    event: { type: "escalation.passed_on", data: { escalationId: open.id, level: open.level } },
  });
}
