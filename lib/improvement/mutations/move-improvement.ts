import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, LostRace, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { canPlanImprovement, canUpdateImprovement, canVerifyImprovement } from "../policy";
import { tooEarlyToVerify } from "../rules/due";
import { judgedBy } from "../rules/plan-fields";
import { tellsWho } from "../rules/public-words";
import {
  type FinishImprovementInput,
  IMPROVEMENT_MEASURES,
  type ImprovementInput,
  type ImprovementReasonInput,
  tellImprovementJob,
  type VerifyImprovementInput,
} from "../schema";
import { improvementsVisibleTo } from "../scope";
import { canMove, type Move } from "../workflow";

const HAS_MOVED = "This action stands otherwise than when you looked at it. Look at it again.";
/** More cases than one action comes from. */
const MOST_NAMED = 1_000;
const NOT_YOURS = "Its owner tells how it goes, or whoever plans actions at the site.";

/** Work on the change begins. */
export async function startImprovement(ctx: UserCtx, { improvementId }: ImprovementInput): Promise<ImprovementInput> {
  return withTransaction(ctx, async (tx) => {
    const row = await findToUpdate(tx, ctx, improvementId);
    const startedOn = dayIn(ctx.now, row.site.timeZone);
    return write(tx, ctx, { row, move: "start", data: { state: "doing", startedOn } });
  });
}

/** The change is made, on a day that may be past. Whether it has an effect is for somebody else to verify. */
export async function finishImprovement(
  ctx: UserCtx,
  { improvementId, doneOn: said }: FinishImprovementInput,
): Promise<ImprovementInput> {
  return withTransaction(ctx, async (tx) => {
    const row = await findToUpdate(tx, ctx, improvementId);
    const today = dayIn(ctx.now, row.site.timeZone);
    const doneOn = new Date(said);
    if (doneOn > today) throw new Invalid({ doneOn: "This day has not come. Say on which day the change was made." });
    if (doneOn < new Date(today.getTime() - YEAR_MS)) throw new Invalid({ doneOn: "Choose a day of the last year." });
    // It may have been made before anybody said that work on it began.
    const startedOn = row.startedOn !== null && row.startedOn > doneOn ? doneOn : row.startedOn;
    return write(tx, ctx, { row, move: "finish", data: { state: "done", startedOn, doneOn } });
  });
}

const YEAR_MS = 366 * 86_400_000;

/** It will not be done, and why. */
export async function abandonImprovement(
  ctx: UserCtx,
  { improvementId, reason }: ImprovementReasonInput,
): Promise<ImprovementInput> {
  return withTransaction(ctx, async (tx) => {
    const row = await findImprovement(tx, ctx, improvementId);
    refuseUnlessPlans(ctx, row);
    return write(tx, ctx, { row, move: "abandon", data: { state: "abandoned", reason } });
  });
}

/** It is taken up again, and why. What was found of its effect is kept beside it; it is to be verified anew. */
export async function reopenImprovement(
  ctx: UserCtx,
  { improvementId, reason }: ImprovementReasonInput,
): Promise<ImprovementInput> {
  return withTransaction(ctx, async (tx) => {
    const row = await findImprovement(tx, ctx, improvementId);
    refuseUnlessPlans(ctx, row);
    const state = row.startedOn === null ? "planned" : "doing";
    const undone = { doneOn: null, verifiedAt: null, verifiedById: null, study: null, verifyToldAt: null };
    // What is not sent yet is told anew once it is verified again.
    const unsent = { improvementId, letter: { state: { not: "sent" as const } } };
    await tx.improvementCase.updateMany({ where: unsent, data: { letterId: null } });
    const before = await tx.improvement.findUniqueOrThrow({ where: { id: improvementId } });
    const done = await write(tx, ctx, { row, move: "reopen", data: { state, reason, ...undone } });
    await keepVerdict(tx, ctx, { before, reason });
    return done;
  });
}

type Before = Prisma.ImprovementGetPayload<object>;

/** Nothing where nobody had verified it. */
async function keepVerdict(
  tx: Tx,
  ctx: UserCtx,
  { before, reason }: { before: Before; reason: string },
): Promise<void> {
  const { id, siteId, state, study, youSaid, weDid, doneOn, verifiedById, verifiedAt } = before;
  if (study === null || doneOn === null || verifiedById === null || verifiedAt === null) return;
  await tx.improvementVerdict.create({
    data: {
      ...{ improvementId: id, siteId, isEffective: state === "verified_effective", study, youSaid, weDid, doneOn },
      ...{ verifiedById, verifiedAt, reason, reopenedById: ctx.viewer.personId, reopenedAt: ctx.now },
    },
  });
}

/** A manager who does not answer for it says, with the words of the study, whether it had its effect. */
export async function verifyImprovement(
  ctx: UserCtx,
  { improvementId, seen, study, verdict, youSaid, weDid }: VerifyImprovementInput,
): Promise<ImprovementInput> {
  return withTransaction(ctx, async (tx) => {
    // A case that is being linked meanwhile is in, or waits to be checked itself; and who owns it stays so.
    await tx.$queryRaw`SELECT 1 FROM "Improvement" WHERE "id" = ${improvementId}::uuid FOR UPDATE`;
    const row = await findImprovement(tx, ctx, improvementId);
    if (!canVerifyImprovement(ctx.viewer, row)) {
      throw new Forbidden(
        row.ownerId === ctx.viewer.personId
          ? "Nobody verifies their own action. Ask another manager of the site."
          : "A manager of the site verifies what an action did.",
      );
    }
    const isEffective = verdict === "effective";
    const state = isEffective ? "verified_effective" : "verified_not_effective";
    const outside = isEffective ? { youSaid, weDid } : { youSaid: null, weDid: null };
    const judged = await tx.improvement.findUniqueOrThrow({ where: { id: improvementId }, select: JUDGED });
    if (seen !== undefined && seen !== judgedBy({ ...judged, doneOn: isoDay(judged.doneOn) })) {
      throw new Conflict("By what this action is judged was changed since you opened it. Look at its figure again.");
    }
    if (isEffective) refuseTooEarly(ctx, { ...judged, site: row.site });
    const named = await findNames(tx, improvementId, outside);
    if (Object.keys(named).length > 0) throw new Invalid(named);
    const data = { state, study, ...outside, verifiedById: ctx.viewer.personId, verifiedAt: ctx.now } as const;
    const done = await write(tx, ctx, { row, move: "verify", data });
    if (isEffective) await enqueue(tx, tellImprovementJob, { improvementId }, { key: `tell-${improvementId}` });
    return done;
  });
}

type Verified = { measure: string; doneOn: Date | null; site: { timeZone: string } };

const JUDGED = { unitId: true, measure: true, direction: true, kinds: true, cause: true, doneOn: true } as const;

/** Before its figure can say so nobody may say that it was effective; that it was not may be said at any time. */
function refuseTooEarly({ now }: UserCtx, { measure, doneOn, site }: Verified): void {
  // Where it is not done, its state refuses it.
  const known = IMPROVEMENT_MEASURES.find((one) => one === measure);
  if (doneOn === null || !known) return;
  const verdict = tooEarlyToVerify(known, isoDay(doneOn), isoDay(dayIn(now, site.timeZone)));
  if (verdict) throw new Invalid({ verdict });
}

/**
 * What in words for outside tells whom the cases are about, who raised them or who sees to them: a sentence for each field that does.
 */
export async function findNames(
  tx: Tx,
  improvementId: string,
  words: { youSaid: string | null; weDid: string | null },
): Promise<Record<string, string>> {
  const linked = await tx.improvementCase.findMany({
    where: { improvementId },
    select: {
      case: {
        select: {
          reporterName: true,
          patient: { select: { name: true, preferredName: true } },
          owner: { select: { name: true } },
        },
      },
    },
    orderBy: { caseId: "asc" },
    take: MOST_NAMED,
  });
  const names = linked
    .flatMap(({ case: one }) => [one.reporterName, one.patient?.name, one.patient?.preferredName, one.owner?.name])
    .filter((name) => name != null);
  return Object.fromEntries(
    Object.entries(words).flatMap(([field, text]) => {
      const [first] = tellsWho(text ?? "", names);
      return first ? [[field, `This is read outside. Leave out "${first}", which tells who somebody is.`]] : [];
    }),
  );
}

type Row = Awaited<ReturnType<typeof findImprovement>>;

/** An action through its scope. */
async function findImprovement(tx: Tx, ctx: UserCtx, id: string) {
  const row = await tx.improvement.findFirst({
    where: { AND: [improvementsVisibleTo(ctx.viewer), { id }] },
    select: {
      ...{ id: true, siteId: true, ownerId: true, state: true, startedOn: true },
      site: { select: { timeZone: true } },
    },
  });
  if (!row) throw new NotFound("This action");
  return row;
}

/** As `findImprovement`, for whoever may tell how it goes. */
export async function findToUpdate(tx: Tx, ctx: UserCtx, id: string): Promise<Row> {
  const row = await findImprovement(tx, ctx, id);
  if (!canUpdateImprovement(ctx.viewer, row)) throw new Forbidden(NOT_YOURS);
  return row;
}

function refuseUnlessPlans(ctx: UserCtx, { siteId }: Row): void {
  if (!canPlanImprovement(ctx.viewer, siteId)) throw new Forbidden("A supervisor or a manager decides this.");
}

type Written = { row: Row; move: Move; data: Prisma.ImprovementUncheckedUpdateManyInput & { state: Row["state"] } };

async function write(tx: Tx, ctx: UserCtx, { row, move, data }: Written): Promise<ImprovementInput> {
  const { id, siteId, state: from } = row;
  if (!canMove(from, move)) throw new Conflict(HAS_MOVED);
  const written = await tx.improvement.updateMany({ where: { id, state: from }, data });
  if (written.count === 0) throw new LostRace();
  await recordEvent(tx, ctx, {
    subject: { noun: "site", id: siteId },
    siteId,
    event: { type: "improvement.moved", data: { improvementId: id, from, to: data.state } },
  });
  return { improvementId: id };
}
