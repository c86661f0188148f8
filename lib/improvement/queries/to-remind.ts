import "server-only";
import { daysFrom } from "@/lib/insight/rules/dashboard";
import { Prisma, systemDb, type Tx } from "@/lib/platform/db";
import type { ReminderStage } from "@/lib/platform/generated/enums";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { DUE_SOON_DAYS, effectSeenIfDoneBefore, measuresOf } from "../rules/due";
import type { ImprovementState, Measure } from "../schema";

const BATCH = 200;

/** An action of which something may have to be told. */
export type ToRemind = {
  id: string;
  siteId: string;
  ownerId: string;
  state: ImprovementState;
  measure: Measure;
  dueOn: Date;
  doneOn: Date | null;
  madeAt: Date;
  remindedOf: ReminderStage | null;
  verifyToldAt: Date | null;
  zone: string;
};

const FIELDS = Prisma.sql`i."id", i."siteId", i."ownerId", i."state"::text AS "state", i."measure", i."dueOn", i."doneOn", i."madeAt",
  i."remindedOf"::text AS "remindedOf", i."verifyToldAt", s."timeZone" AS "zone"`;

/**
 * The next actions by their day that are open, were not told to be late, and are due soon on the latest day that it is anywhere: a stretch
 * of an index that holds nothing else. For the reminders alone.
 */
export async function listDueToRemind(now: Date, after: ToRemind | null): Promise<ToRemind[]> {
  const until = daysFrom(latestDay(now), DUE_SOON_DAYS);
  const beyond = after ? Prisma.sql`AND (i."dueOn", i."id") > (${after.dueOn}::date, ${after.id}::uuid)` : Prisma.empty;
  return systemDb().$queryRaw`
    SELECT ${FIELDS} FROM "Improvement" i JOIN "Site" s ON s."id" = i."siteId"
    WHERE i."state" IN ('planned', 'doing') AND i."remindedOf" IS DISTINCT FROM 'late' AND i."dueOn" <= ${until}::date ${beyond}
    ORDER BY i."dueOn", i."id" LIMIT ${BATCH}`;
}

/** The next that are done, long enough ago to see what they did, and of which nobody who may verify them was told; likewise. */
export async function listSeenToRemind(now: Date, after: ToRemind | null): Promise<ToRemind[]> {
  const day = latestDay(now);
  const [weeks, months] = [effectSeenIfDoneBefore("week", day), effectSeenIfDoneBefore("month", day)];
  const beyond = after?.doneOn
    ? Prisma.sql`AND (i."doneOn", i."id") > (${after.doneOn}::date, ${after.id}::uuid)`
    : Prisma.empty;
  return systemDb().$queryRaw`
    SELECT ${FIELDS} FROM "Improvement" i JOIN "Site" s ON s."id" = i."siteId"
    WHERE i."state" = 'done' AND i."verifyToldAt" IS NULL AND i."doneOn" < ${weeks}::date
      AND (i."measure" = ANY(${measuresOf("week")}) OR i."doneOn" < ${months}::date) ${beyond}
    ORDER BY i."doneOn", i."id" LIMIT ${BATCH}`;
}

/** One of them as it is by now, to whoever asks first; null where somebody is at it. */
export async function takeToRemind(tx: Tx, id: string): Promise<ToRemind | null> {
  const [row] = await tx.$queryRaw<ToRemind[]>`
    SELECT ${FIELDS} FROM "Improvement" i JOIN "Site" s ON s."id" = i."siteId"
    WHERE i."id" = ${id}::uuid FOR NO KEY UPDATE OF i SKIP LOCKED`;
  return row ?? null;
}

/** The day that it is, or soon will be, where a day begins first. */
function latestDay(now: Date): string {
  return daysFrom(isoDay(dayIn(now, "UTC")), 1);
}
