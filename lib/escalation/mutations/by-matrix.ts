import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { findOpenFacts } from "../queries/facts";
import { matrixOf, type StandingMatrix } from "../queries/matrix";
import { listOpenCasesOf } from "../queries/timely";
import { MATRIX_ACTOR } from "../rules/actor";
import { type Decision, decideEscalation } from "../rules/decide";
import { pickTarget } from "../rules/target";
import { escalateRepeatsJob } from "../schema";
import { chooseTarget, writeEscalation } from "./raise-escalation";

/**
 * Looks a case up in the matrix of its site and raises what is owed to it, in the transaction that gave the reason: once for each
 * occasion, whoever comes first. What is open gives way to a higher level or to danger, and to nothing else; what has to wait for its
 * answer is raised with it. Its clocks are counted before. Says whether anything was raised.
 */
export async function escalateByMatrix(tx: Tx, ctx: Ctx, caseId: string): Promise<boolean> {
  // A second worker waits for the row of the case and then finds it done.
  await lockCase(tx, caseId);
  const found = await findOpenFacts(tx, caseId, ctx.now);
  if (!found) return false;
  const standing = await matrixOf(tx, found.siteId);
  const decisions = decideEscalation(standing.matrix, found.facts, ctx.now);
  if (decisions.length === 0) return false;
  const earlier = await tx.escalation.findMany({
    where: { caseId },
    select: {
      ...{ id: true, caseId: true, siteId: true, level: true, isUrgent: true },
      ...{ ruleId: true, occasion: true, answeredAt: true },
    },
    orderBy: [{ raisedAt: "desc" }, { id: "desc" }],
    take: MOST_EARLIER,
  });
  const open = earlier.find(({ answeredAt }) => answeredAt === null) ?? null;
  const owed = decisions.find(
    (decision) => !earlier.some((one) => wasFor(one, decision)) && (open === null || outranks(decision, open)),
  );
  if (!owed) return false;
  const asMatrix = { ...ctx, actor: MATRIX_ACTOR };
  if (open) await passOn(tx, asMatrix, open);
  await raise(tx, asMatrix, { caseId, siteId: found.siteId, previousId: open?.id ?? null, decision: owed, standing });
  return true;
}

const MOST_EARLIER = 1_000;

type Owed = {
  caseId: string;
  siteId: string;
  previousId: string | null;
  decision: Decision;
  standing: StandingMatrix;
};

async function raise(tx: Tx, ctx: Ctx, { caseId, siteId, previousId, decision, standing }: Owed): Promise<void> {
  const rule = standing.matrix.rows.find(({ id }) => id === decision.rowId);
  if (!rule) throw new Error(`the matrix ${standing.version} of a site has no row ${decision.rowId}`);
  const { timeZone: zone } = await tx.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } });
  const to = await chooseTarget(tx, ctx, siteId, (around) => pickTarget(rule, around));
  const { level, occasion, isUrgent, because: reason } = decision;
  await writeEscalation(tx, ctx, {
    ...{ caseId, siteId, zone, level, reason, raisedById: null, to, ruleId: rule.id, occasion, isUrgent, previousId },
    ...{ matrixVersion: standing.version, deadline: rule, runId: null },
  });
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
 * As escalateByMatrix for cases that were joined or taken apart, which the caller has locked. The other cases of their patients count them
 * among the repeats, so a job looks those up.
 */
export async function escalateJoined(tx: Tx, ctx: Ctx, caseIds: readonly string[]): Promise<void> {
  for (const caseId of caseIds) await escalateByMatrix(tx, ctx, caseId);
  const patients = await tx.case.findMany({
    where: { id: { in: [...caseIds] } },
    distinct: "patientId",
    select: { patientId: true },
    take: caseIds.length,
  });
  for (const { patientId } of patients) {
    if (patientId) await enqueue(tx, escalateRepeatsJob, { patientId }, { key: `escalateRepeats:${patientId}` });
  }
}

/** Looks up every open case of a patient, each in a transaction of its own. */
export async function lookUpPatient(ctx: Ctx, patientId: string): Promise<void> {
  for (const caseId of await listOpenCasesOf(systemDb(), [patientId])) {
    await withTransaction(ctx, (tx) => escalateByMatrix(tx, ctx, caseId));
  }
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
