import "server-only";
import { guessReferences, readReference } from "@/lib/case/rules";
import { casesVisibleTo } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { workersAt } from "@/lib/follow-up/scope";
import { notify } from "@/lib/notification/mutations/notify";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { canPlanImprovement } from "../policy";
import {
  type ImprovementInput,
  type LinkCaseToImprovementInput,
  type PlanImprovementInput,
  tellImprovementJob,
} from "../schema";
import { findNames, findToUpdate } from "./move-improvement";

/** Plans an action, with the case it came from where one is named. The same id again plans nothing. */
export async function planImprovement(ctx: UserCtx, input: PlanImprovementInput): Promise<ImprovementInput> {
  const { improvementId: id, where, reference, ownerId, dueOn, ...rest } = input;
  try {
    return await withTransaction(ctx, async (tx) => {
      await readPlace(tx, ctx, where, dueOn);
      const owner = await tx.person.count({ where: { AND: [{ id: ownerId }, workersAt(where.siteId)] } });
      if (owner === 0) throw new Invalid({ ownerId: "Choose somebody who works cases at this site." });
      const made = { madeById: ctx.viewer.personId, madeAt: ctx.now };
      await tx.improvement.create({ data: { id, ...where, ...rest, ownerId, dueOn: new Date(dueOn), ...made } });
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: where.siteId },
        siteId: where.siteId,
        event: { type: "improvement.planned", data: { improvementId: id } },
      });
      await tellGiven(tx, ctx, { id, siteId: where.siteId, ownerId });
      if (reference) await link(tx, ctx, { improvementId: id, siteId: where.siteId, reference });
      return { improvementId: id };
    });
  } catch (error) {
    if (!isDuplicate(error, "Improvement_pkey")) throw error;
    return withTransaction(ctx, async (tx) => {
      const mine = await tx.improvement.count({ where: { id, madeById: ctx.viewer.personId } });
      if (mine === 0)
        throw new Conflict("This action could not be told from another. Reload the page and plan it again.");
      return { improvementId: id };
    });
  }
}

/** Another case out of which the action came. One that is linked already stays so. */
export async function linkCaseToImprovement(
  ctx: UserCtx,
  { improvementId, reference }: LinkCaseToImprovementInput,
): Promise<ImprovementInput> {
  return withTransaction(ctx, async (tx) => {
    const { siteId } = await findToUpdate(tx, ctx, improvementId);
    await link(tx, ctx, { improvementId, siteId, reference });
    await tellToo(tx, improvementId);
    return { improvementId };
  });
}

/** A case that is linked once the effect is verified is told of as well, and is named in none of the words that hang outside by then. */
async function tellToo(tx: Tx, improvementId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Improvement" WHERE "id" = ${improvementId}::uuid FOR UPDATE`;
  const row = await tx.improvement.findUniqueOrThrow({
    where: { id: improvementId },
    select: { state: true, youSaid: true, weDid: true },
  });
  if (row.state !== "verified_effective") return;
  const named = await findNames(tx, improvementId, { youSaid: row.youSaid, weDid: row.weDid });
  if (Object.keys(named).length > 0) {
    throw new Invalid({
      reference: "What is told outside of this action names somebody of this case. Take the action up again first.",
    });
  }
  await enqueue(tx, tellImprovementJob, { improvementId }, { key: `tell-${improvementId}` });
}

/** Whoever sees to an action from now on is told, unless it is their own doing. */
export async function tellGiven(tx: Tx, ctx: UserCtx, given: { id: string; siteId: string; ownerId: string }) {
  const { id, siteId, ownerId } = given;
  const dedupeKey = `improvement_given:${id}:${ctx.now.toISOString()}`;
  await notify(tx, ctx, { type: "improvement_given", siteId, improvementId: id, to: [ownerId], dedupeKey });
}

async function readPlace(
  tx: Tx,
  ctx: UserCtx,
  { siteId, unitId }: PlanImprovementInput["where"],
  dueOn: string,
): Promise<void> {
  const isOwn = ctx.viewer.sites.some(({ id }) => id === siteId);
  const site = isOwn ? await tx.site.findUnique({ where: { id: siteId }, select: { timeZone: true } }) : null;
  if (!site) throw new NotFound("This site");
  if (!canPlanImprovement(ctx.viewer, siteId)) throw new Forbidden("A supervisor or a manager plans actions.");
  if (unitId !== null && (await tx.unit.count({ where: { id: unitId, siteId } })) === 0) {
    throw new NotFound("This unit");
  }
  const today = isoDay(dayIn(ctx.now, site.timeZone));
  refuseDue(dueOn, today);
}

export function refuseDue(dueOn: string, today: string): void {
  if (dueOn < today) throw new Invalid({ dueOn: "Choose today or a later day." });
  const latest = `${Number(today.slice(0, 4)) + MOST_YEARS}${today.slice(4)}`;
  if (dueOn > latest) throw new Invalid({ dueOn: `Choose a day of the next ${MOST_YEARS} years.` });
}

/** What takes longer is no one change. */
const MOST_YEARS = 5;

const NO_CASE = "No case of this site has this reference. Check it and try again.";

type Linked = { improvementId: string; siteId: string; reference: string };

async function link(tx: Tx, ctx: UserCtx, { improvementId, siteId, reference }: Linked): Promise<void> {
  const read = readReference(reference);
  const meant = read.kind === "reference" ? [read.reference] : guessReferences(reference, ctx.now);
  const [found, ...more] = await tx.case.findMany({
    where: { AND: [{ reference: { in: meant }, siteId }, casesVisibleTo(ctx.viewer)] },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 2,
  });
  if (!found) throw new Invalid({ reference: NO_CASE });
  if (more.length > 0) throw new Invalid({ reference: "Several cases may be meant. Write the whole reference." });
  const key = { improvementId, caseId: found.id };
  const made = await tx.improvementCase.createMany({
    data: [{ ...key, siteId, byId: ctx.viewer.personId, at: ctx.now }],
    skipDuplicates: true,
  });
  if (made.count === 0) return;
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: found.id },
    siteId,
    event: { type: "improvement.case_linked", data: { improvementId } },
  });
}
