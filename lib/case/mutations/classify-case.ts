import "server-only";
import { ESCALATION_ROLES } from "@/lib/access/policy";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { escalateByMatrix } from "@/lib/escalation/mutations/by-matrix";
import { recordEvent } from "@/lib/events/record";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { ANSWER_LABELS, FACT_LABELS } from "@/lib/regulation/labels";
import { givenOf, groundsOf, packOf, reclassify, settleKind, type Verdict } from "@/lib/regulation/rules";
import { FACTS, type OverrideKindInput, type RecordFactsInput, rankOf } from "@/lib/regulation/schema";
import { KIND_LABELS } from "../labels";
import { canWorkCase } from "../policy";
import type { CaseKind } from "../schema";
import { casesVisibleTo, lockCase } from "../scope";

const LOWERING = "This would make it less than it is. Say why; a second person reads it before anything is lowered.";
const WAITING = "A lower kind was proposed already and waits for a second person.";

/**
 * Records what is known of a case, and what it becomes by the rules of its pack. It rises at once; where it would fall, that is proposed
 * to a second person, with a reason. A fact that only one of two people changed is theirs; one that both changed is a conflict.
 */
export async function recordFacts(ctx: UserCtx, input: RecordFactsInput): Promise<{ reference: string }> {
  return classifying(ctx, input.caseId, async (tx, row) => {
    const known = givenOf(row, row.facts);
    const wanted = FACTS.filter((fact) => input[fact] !== input.base[fact] && input[fact] !== known[fact]);
    if (wanted.length === 0) return;
    const changes = wanted.map((fact) => ({
      fact,
      field: FACT_LABELS[fact],
      before: ANSWER_LABELS[known[fact]],
      after: ANSWER_LABELS[input[fact]],
    }));
    const contested = changes.filter(({ fact }) => known[fact] !== input.base[fact]);
    if (contested.length > 0) {
      throw new Conflict(
        "Somebody else recorded something else meanwhile. Nothing is lost: compare both.",
        contested.map(({ fact, field, before, after }) => {
          return { field: fact, label: field, theirs: before, yours: after, theirValue: known[fact] };
        }),
      );
    }
    const given = { ...known, ...Object.fromEntries(wanted.map((fact) => [fact, input[fact]])) };
    const pack = packOf(row);
    const verdict = reclassify(pack, given, standingOf(row));
    const hasNewGround = groundsOf(pack, given).some((id) => !groundsOf(pack, known).includes(id));
    const proposal = row.kindChanges[0] ?? null;
    const isToPropose = verdict.isLowering && (proposal === null || hasNewGround);
    if (isToPropose && input.reason === null) throw new Invalid({ reason: LOWERING });

    const facts = Object.fromEntries(FACTS.map((fact) => [fact, given[fact]]));
    await tx.caseFacts.upsert({
      where: { caseId: row.id },
      create: { caseId: row.id, siteId: row.siteId, ...facts },
      update: facts,
    });
    await tx.case.update({ where: { id: row.id }, data: { updatedAt: ctx.now, version: { increment: 1 } } });
    await tell(tx, ctx, row, {
      type: "case.facts_recorded",
      data: { changes: changes.map(({ field, before, after }) => ({ field, before, after })) },
    });
    if (hasNewGround) await voidProposal(tx, ctx, row);
    if (isToPropose) return propose(tx, ctx, row, { changeId: input.changeId, to: verdict.kind, reason: input.reason });
    if (!verdict.isLowering)
      await writeKind(tx, ctx, row, { ...verdict, setAside: row.setAsideRuleIds, changeId: null });
  });
}

/** A person's own choice of kind: upwards and sideways at once, downwards as a proposal that somebody else confirms. */
export async function overrideKind(ctx: UserCtx, input: OverrideKindInput): Promise<{ reference: string }> {
  return classifying(ctx, input.caseId, async (tx, row) => {
    if (await tx.kindChange.findFirst({ where: { id: input.changeId, caseId: row.id }, select: { id: true } })) return;
    if (row.kind === input.kind) return;
    if (row.kind !== input.expectedKind) throw staleKind(row, input.kind);
    const pack = packOf(row);
    if (!pack.kinds.some(({ kind }) => kind === input.kind)) {
      throw new Invalid({ kind: "This kind is not in use at the site." });
    }
    const { changeId, reason, kind: to } = input;
    if (rankOf(to) < rankOf(row.kind)) {
      if (row.kindChanges[0]) throw new Conflict(WAITING);
      if (reason === null) throw new Invalid({ reason: LOWERING });
      return propose(tx, ctx, row, { changeId, to, reason });
    }
    await voidProposal(tx, ctx, row);
    // Whoever makes it a complaint again hands it back to the rules, with every ground.
    const setAside = rankOf(to) < rankOf("complaint") ? row.setAsideRuleIds : [];
    const verdict = settleKind(pack, givenOf(row, row.facts), { kind: to, setAside });
    await tx.kindChange.create({
      data: {
        ...{ id: changeId, caseId: row.id, siteId: row.siteId, from: row.kind, to: verdict.kind, reason },
        ...{ proposedById: ctx.viewer.personId, proposedAt: ctx.now, outcome: "made" },
      },
    });
    await writeKind(tx, ctx, row, { ...verdict, setAside, changeId });
  });
}

const SELECT = {
  id: true,
  reference: true,
  siteId: true,
  state: true,
  ownerId: true,
  version: true,
  kind: true,
  channel: true,
  reporterKind: true,
  packId: true,
  packVersion: true,
  kindRuleId: true,
  setAsideRuleIds: true,
  facts: true,
  kindChanges: { where: { outcome: null }, select: { id: true, from: true, to: true }, take: 1 },
} satisfies Prisma.CaseSelect;

export type ClassifiedRow = Prisma.CaseGetPayload<{ select: typeof SELECT }>;

/** Runs a verb on the kind of a case that the person may work. Whoever comes at the same moment waits, and then sees the other's change. */
export async function classifying(
  ctx: UserCtx,
  caseId: string,
  verb: (tx: Tx, row: ClassifiedRow) => Promise<void>,
): Promise<{ reference: string }> {
  try {
    return await withTransaction(ctx, async (tx) => {
      await lockCase(tx, caseId);
      const row = await tx.case.findFirst({
        where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
        select: SELECT,
      });
      if (!row) throw new NotFound("This case");
      if (!canWorkCase(ctx.viewer, { ...row, escalation: null })) {
        throw new Forbidden(row.state === "closed" ? "This case is closed, so its kind stays as it is." : undefined);
      }
      await verb(tx, row);
      await recomputeClocks(tx, ctx, { caseId: row.id, because: "kind" });
      await escalateByMatrix(tx, ctx, row.id);
      return { reference: row.reference };
    });
  } catch (error) {
    if (isDuplicate(error, "KindChange_one_open")) throw new Conflict(WAITING);
    throw error;
  }
}

type Written = Verdict & { setAside: string[]; changeId: string | null };

/** Writes what a case has become, and why. Silent where neither its kind nor the rule behind it changed. */
export async function writeKind(tx: Tx, ctx: UserCtx, row: ClassifiedRow, written: Written): Promise<void> {
  const { kind, ruleId, setAside, changeId } = written;
  if (kind === row.kind && ruleId === row.kindRuleId) return;
  await tx.case.update({
    where: { id: row.id },
    data: {
      ...{ kind, kindRuleId: ruleId, setAsideRuleIds: setAside, updatedAt: ctx.now, version: { increment: 1 } },
      ...(kind === row.kind ? {} : { kindSince: ctx.now }),
    },
  });
  const { packId, packVersion } = row;
  const [from, to] = [KIND_LABELS[row.kind], KIND_LABELS[kind]];
  await tell(tx, ctx, row, { type: "case.reclassified", data: { from, to, ruleId, packId, packVersion, changeId } });
}

type Proposal = { changeId: string; to: CaseKind; reason: string | null };

async function propose(tx: Tx, ctx: UserCtx, row: ClassifiedRow, { changeId, to, reason }: Proposal): Promise<void> {
  await tx.kindChange.create({
    data: {
      ...{ id: changeId, caseId: row.id, siteId: row.siteId, from: row.kind, to, reason },
      ...{ proposedById: ctx.viewer.personId, proposedAt: ctx.now },
    },
  });
  await tx.case.update({ where: { id: row.id }, data: { updatedAt: ctx.now } });
  await tell(tx, ctx, row, { type: "kind.proposed", data: { changeId, ...inWords({ from: row.kind, to }) } });
  await notify(tx, ctx, {
    ...{ type: "kind_to_confirm", siteId: row.siteId, caseId: row.id, dedupeKey: `kind_to_confirm:${changeId}` },
    to: [row.ownerId, ...(await idsOfRoles(tx, row.siteId, ESCALATION_ROLES))],
  });
}

/** Ends a lower kind that nobody has confirmed, where the case closes as what it is. */
export async function dropProposal(tx: Tx, ctx: UserCtx, caseId: string): Promise<void> {
  await voidProposal(tx, ctx, await tx.case.findUniqueOrThrow({ where: { id: caseId }, select: SELECT }));
}

async function voidProposal(tx: Tx, ctx: UserCtx, row: ClassifiedRow): Promise<void> {
  const [open] = row.kindChanges;
  if (!open) return;
  await tx.kindChange.update({ where: { id: open.id }, data: { outcome: "voided", answeredAt: ctx.now } });
  await tell(tx, ctx, row, { type: "kind.voided", data: { changeId: open.id, ...inWords(open) } });
}

export function inWords({ from, to }: { from: CaseKind; to: CaseKind }): { from: string; to: string } {
  return { from: KIND_LABELS[from], to: KIND_LABELS[to] };
}

async function tell(
  tx: Tx,
  ctx: UserCtx,
  { id, siteId }: { id: string; siteId: string },
  event: Parameters<typeof recordEvent>[2]["event"],
): Promise<void> {
  await recordEvent(tx, ctx, { subject: { noun: "case", id }, siteId, event });
}

function standingOf(row: ClassifiedRow) {
  return { kind: row.kind, ruleId: row.kindRuleId, setAside: row.setAsideRuleIds };
}

function staleKind(row: ClassifiedRow, wanted: CaseKind): Conflict {
  const theirs = KIND_LABELS[row.kind];
  return new Conflict(`Somebody else changed the kind a moment ago; it is now ${theirs.toLowerCase()}.`, [
    { field: "kind", label: "Kind", theirs, yours: KIND_LABELS[wanted], theirValue: row.kind },
  ]);
}
