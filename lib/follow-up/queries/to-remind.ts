import "server-only";
import { Prisma, systemDb } from "@/lib/platform/db";
import type { ReminderStage } from "@/lib/platform/generated/enums";
import { dayIn } from "@/lib/shared/dates";
import type { Reminded } from "../rules/reminders";

const BATCH = 200;
const DAY_MS = 86_400_000;

/** A promise or a follow-up of whose day something may have to be told. */
export type ToRemind = {
  what: Reminded;
  id: string;
  caseId: string;
  siteId: string;
  ownerId: string;
  dueOn: Date;
  remindedOf: ReminderStage | null;
  /** When it was promised or planned. */
  at: Date;
  zone: string;
};

/**
 * The next of what is open, was not told to be late, and is due by the day after tomorrow in UTC, which is tomorrow at the latest anywhere:
 * a stretch of an index that holds nothing else. For the reminders alone.
 */
export async function listToRemind(
  what: Reminded,
  now: Date,
  after: Pick<ToRemind, "dueOn" | "id"> | null,
): Promise<ToRemind[]> {
  const until = new Date(dayIn(now, "UTC").getTime() + 2 * DAY_MS);
  const beyond = (alias: string) =>
    after
      ? Prisma.sql`AND (${Prisma.raw(alias)}."dueOn", ${Prisma.raw(alias)}."id") > (${after.dueOn}::date, ${after.id}::uuid)`
      : Prisma.empty;
  return what === "promise"
    ? systemDb().$queryRaw`
        SELECT 'promise' AS "what", p."id", p."caseId", p."siteId", p."ownerId", p."dueOn", p."remindedOf"::text,
               p."madeAt" AS "at", s."timeZone" AS "zone"
        FROM "PatientPromise" p JOIN "Site" s ON s."id" = p."siteId"
        WHERE p."state" = 'open' AND p."approval" IS DISTINCT FROM 'pending' AND p."remindedOf" IS DISTINCT FROM 'late'
          AND p."dueOn" <= ${until}::date ${beyond("p")}
        ORDER BY p."dueOn", p."id" LIMIT ${BATCH}`
    : systemDb().$queryRaw`
        SELECT 'followUp' AS "what", f."id", f."caseId", f."siteId", f."ownerId", f."dueOn", f."remindedOf"::text,
               f."plannedAt" AS "at", s."timeZone" AS "zone"
        FROM "FollowUp" f JOIN "Site" s ON s."id" = f."siteId"
        WHERE f."state" = 'open' AND f."remindedOf" IS DISTINCT FROM 'late'
          AND f."dueOn" <= ${until}::date ${beyond("f")}
        ORDER BY f."dueOn", f."id" LIMIT ${BATCH}`;
}
