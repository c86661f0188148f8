import "server-only";
import { recordEvent } from "@/lib/events/record";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import type { ReminderStage } from "@/lib/platform/generated/enums";
import { describeError, log } from "@/lib/platform/log";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { listToRemind, type ToRemind } from "../queries/to-remind";
import { DAYS_AHEAD, reminderDay, reminderOf } from "../rules/reminders";
import { workersAt } from "../scope";

const MOST_BATCHES = 100;

/**
 * Tells of promises that are due by tomorrow or broken, and of follow-ups that are due or late, once for each day and stage however many
 * do this and however often. Each in a transaction of its own, so that one that fails keeps no other waiting; it is tried again the next
 * time. Returns how many it told of.
 */
export async function remindOfDue(ctx: Ctx): Promise<number> {
  let told = 0;
  for (const what of ["promise", "followUp"] as const) {
    let after: ToRemind | null = null;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const rows: ToRemind[] = await listToRemind(what, ctx.now, after);
      for (const row of rows) if (await remind(ctx, row)) told += 1;
      after = rows.at(-1) ?? null;
      if (after === null) break;
    }
  }
  return told;
}

async function remind(ctx: Ctx, row: ToRemind): Promise<boolean> {
  if (stageOf(ctx, row) === null) return false;
  try {
    return await withTransaction(ctx, (tx) => remindOne(tx, ctx, row));
  } catch (error) {
    log.error("a reminder failed", { what: row.what, id: row.id, error: describeError(error) });
    return false;
  }
}

/** One promise or follow-up, read anew; left for the next time where somebody works on its case. */
async function remindOne(tx: Tx, ctx: Ctx, { what, id }: Pick<ToRemind, "what" | "id">): Promise<boolean> {
  const row = await takeOne(tx, what, id);
  const stage = row && stageOf(ctx, row);
  if (!row || !stage) return false;
  const change = { where: { id }, data: { remindedOf: stage }, select: { id: true } };
  if (what === "promise") await tx.patientPromise.update(change);
  else await tx.followUp.update(change);
  await tell(tx, ctx, row, stage);
  return true;
}

function stageOf({ now }: Ctx, { what, dueOn, at, zone, remindedOf }: ToRemind): ReminderStage | null {
  const since = isoDay(dayIn(at, zone));
  return reminderOf({ daysAhead: DAYS_AHEAD[what], dueOn: isoDay(dueOn), since, remindedOf }, reminderDay(now, zone));
}

// The case too, as by whoever settles it: what another has just changed is read anew or left out.
async function takeOne(tx: Tx, what: ToRemind["what"], id: string): Promise<ToRemind | null> {
  const rows =
    what === "promise"
      ? await tx.$queryRaw<ToRemind[]>`
          SELECT 'promise' AS "what", p."id", p."caseId", p."siteId", p."ownerId", p."dueOn", p."remindedOf"::text,
                 p."madeAt" AS "at", s."timeZone" AS "zone"
          FROM "PatientPromise" p JOIN "Case" c ON c."id" = p."caseId" JOIN "Site" s ON s."id" = p."siteId"
          WHERE p."id" = ${id}::uuid AND p."state" = 'open' AND p."approval" IS DISTINCT FROM 'pending'
          FOR NO KEY UPDATE OF c, p SKIP LOCKED`
      : await tx.$queryRaw<ToRemind[]>`
          SELECT 'followUp' AS "what", f."id", f."caseId", f."siteId", f."ownerId", f."dueOn", f."remindedOf"::text,
                 f."plannedAt" AS "at", s."timeZone" AS "zone"
          FROM "FollowUp" f JOIN "Case" c ON c."id" = f."caseId" JOIN "Site" s ON s."id" = f."siteId"
          WHERE f."id" = ${id}::uuid AND f."state" = 'open'
          FOR NO KEY UPDATE OF c, f SKIP LOCKED`;
  return rows[0] ?? null;
}

const TYPES = {
  promise: { due: "promise_due", late: "promise_broken" },
  followUp: { due: "follow_up_due", late: "follow_up_late" },
} as const;

async function tell(tx: Tx, ctx: Ctx, row: ToRemind, stage: ReminderStage): Promise<void> {
  const { what, id, caseId, siteId, ownerId } = row;
  const dueOn = isoDay(row.dueOn);
  const isBroken = what === "promise" && stage === "late";
  if (isBroken) {
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: caseId },
      siteId,
      event: { type: "promise.broken", data: { promiseId: id, dueOn } },
    });
  }
  // What nobody who works here answers for is for whoever decides whose it becomes.
  const isStranded = (await tx.person.count({ where: { AND: [{ id: ownerId }, workersAt(siteId)] } })) === 0;
  const deciders = isBroken || isStranded ? await idsOfRoles(tx, siteId, ["supervisor"]) : [];
  const type = TYPES[what][stage];
  const dedupeKey = `${type}:${id}:${dueOn}`;
  await notify(tx, ctx, { type, siteId, caseId, to: [ownerId, ...deciders], dedupeKey });
}
