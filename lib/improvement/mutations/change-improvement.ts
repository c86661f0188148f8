import "server-only";
import { KIND_LABELS } from "@/lib/case/labels";
import { recordEvent } from "@/lib/events/record";
import { workersAt } from "@/lib/follow-up/scope";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, formatDay, isoDay } from "@/lib/shared/dates";
import { DIRECTION_LABELS, MEASURE_LABELS, PLAN_FIELD_LABELS } from "../labels";
import { canUpdateImprovement } from "../policy";
import { asTexts, canChangePlan, needReason, PLAN_FIELDS, type Plan, type PlanField } from "../rules/plan-fields";
import { type ChangeImprovementInput, type ImprovementInput, NO_CAUSE } from "../schema";
import { improvementsVisibleTo } from "../scope";
import { refuseDue, tellGiven } from "./plan-improvement";

/**
 * Changes what was planned. A field that somebody else changed meanwhile stays theirs unless the person changed it too: then both are shown
 * and nothing is written. How it is judged changes only with a reason once the change is made.
 */
export async function changeImprovement(ctx: UserCtx, input: ChangeImprovementInput): Promise<ImprovementInput> {
  const { improvementId: id, base, reason, ...typed } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await lockForChange(tx, ctx, id);
    const [now, seen, wanted] = [asTexts(planOf(row)), asTexts(base), asTexts(typed)];
    const fields = PLAN_FIELDS.filter((field) => wanted[field] !== seen[field] && wanted[field] !== now[field]);
    if (fields.length === 0) return { improvementId: id };
    if (!canChangePlan(row.state)) {
      throw new Conflict("This action was verified or given up. Take it up again first, then change it.");
    }
    await refuseOwner(tx, ctx, { row, fields, ownerId: typed.ownerId });
    const names = await namesOf(tx, { siteId: row.siteId, plans: [planOf(row), typed] });
    if (typed.unitId !== null && fields.includes("unitId") && !names.units.has(typed.unitId)) {
      throw new Invalid({ unitId: "Choose a unit of this site." });
    }
    const changes = fields.map((field) => ({
      field,
      before: inWords(field, planOf(row), names),
      after: inWords(field, typed, names),
    }));
    const contested = changes.filter(({ field }) => now[field] !== seen[field]);
    if (contested.length > 0) throw contest(contested, now);
    if (needReason(row.state, fields).length > 0 && reason === null) {
      throw new Invalid({
        reason: "The change is made, so this decides how it is judged. Say why it is to be changed now.",
      });
    }
    if (fields.includes("dueOn")) {
      const since = row.state === "done" ? row.madeAt : ctx.now;
      refuseDue(typed.dueOn, isoDay(dayIn(since, row.site.timeZone)));
    }
    const picked = Object.fromEntries(fields.map((field) => [field, typed[field]])) as Partial<typeof typed>;
    // What another has changed meanwhile may not go with it.
    if ((picked.measure ?? row.measure) !== "issues" && (fields.includes("cause") ? typed.cause : row.cause) !== null) {
      throw new Invalid({ cause: NO_CAUSE });
    }
    const { dueOn, ...rest } = picked;
    // Of another day it is told anew, and to another owner too: but that it is late stands on record once, and who is given it sees its day.
    const isToldAnew = dueOn !== undefined || (rest.ownerId !== undefined && row.remindedOf !== "late");
    const told = {
      ...(dueOn ? { dueOn: new Date(dueOn) } : {}),
      ...(isToldAnew ? { remindedOf: null } : {}),
      verifyToldAt: null,
    };
    await tx.improvement.update({ where: { id }, data: { ...rest, ...told }, select: { id: true } });
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: row.siteId },
      siteId: row.siteId,
      event: { type: "improvement.changed", data: { improvementId: id, changes, reason } },
    });
    if (rest.ownerId) await tellGiven(tx, ctx, { id, siteId: row.siteId, ownerId: rest.ownerId });
    return { improvementId: id };
  });
}

/** An action through its scope, held until the transaction ends: who saves at the same moment waits, and then sees the other's change. */
async function lockForChange(tx: Tx, ctx: UserCtx, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "Improvement" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.improvement.findFirst({
    where: { AND: [improvementsVisibleTo(ctx.viewer), { id }] },
    include: { site: { select: { timeZone: true } } },
  });
  if (!row) throw new NotFound("This action");
  if (!canUpdateImprovement(ctx.viewer, row)) {
    throw new Forbidden("Its owner changes what was planned, or whoever plans actions at the site.");
  }
  return row;
}

type Row = Awaited<ReturnType<typeof lockForChange>>;

const planOf = (row: Row): Plan => ({ ...row, dueOn: isoDay(row.dueOn) });

type Wanted = { row: Row; fields: PlanField[]; ownerId: string };

async function refuseOwner(tx: Tx, ctx: UserCtx, { row, fields, ownerId }: Wanted): Promise<void> {
  if (!fields.includes("ownerId")) return;
  if ((await tx.person.count({ where: { AND: [{ id: ownerId }, workersAt(row.siteId)] } })) === 0) {
    throw new Invalid({ ownerId: "Choose somebody who works cases at this site." });
  }
  // Else who made the change could give it away to verify it themselves.
  if (row.state === "done" && row.ownerId === ctx.viewer.personId) {
    throw new Invalid({ ownerId: "You made this change. Ask another who plans actions to name a new owner." });
  }
}

type Names = { units: Map<string, string>; people: Map<string, string> };

async function namesOf(tx: Tx, { siteId, plans }: { siteId: string; plans: Plan[] }): Promise<Names> {
  const named = { select: { id: true, name: true }, orderBy: { id: "asc" as const }, take: plans.length };
  const [units, people] = [
    await tx.unit.findMany({ where: { siteId, id: { in: plans.flatMap(({ unitId }) => unitId ?? []) } }, ...named }),
    await tx.person.findMany({ where: { id: { in: plans.map(({ ownerId }) => ownerId) } }, ...named }),
  ];
  const byId = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
  return { units: byId(units), people: byId(people) };
}

function inWords(field: PlanField, plan: Plan, { units, people }: Names): string | null {
  switch (field) {
    case "ownerId":
      return people.get(plan.ownerId) ?? null;
    case "unitId":
      return plan.unitId === null ? null : (units.get(plan.unitId) ?? null);
    case "dueOn":
      return formatDay(new Date(plan.dueOn));
    case "measure":
      return (MEASURE_LABELS as Record<string, string>)[plan.measure] ?? plan.measure;
    case "direction":
      return (DIRECTION_LABELS as Record<string, string>)[plan.direction] ?? plan.direction;
    case "kinds":
      return plan.kinds.map((kind) => KIND_LABELS[kind]).join(", ") || null;
    case "cause":
      return plan.cause && CATEGORY_LABELS[plan.cause];
    case "title":
    case "change":
      return plan[field];
    default:
      return field satisfies never;
  }
}

type Change = { field: PlanField; before: string | null; after: string | null };

function contest(changes: Change[], now: Record<PlanField, string>): Conflict {
  return new Conflict(
    "Somebody else changed this too while you were at it. Nothing is lost: compare both.",
    changes.map(({ field, before, after }) => ({
      field,
      label: PLAN_FIELD_LABELS[field],
      theirs: before ?? "none",
      yours: after ?? "none",
      theirValue: now[field],
    })),
  );
}
