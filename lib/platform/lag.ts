import "server-only";
import { systemDb } from "./db";

/** How far the work in the background is behind, in seconds and numbers; each null where nobody can say. */
export type Lag = {
  /** How long the oldest job that is due has waited for a worker. */
  workerLagSeconds: number | null;
  /** How long the oldest time limit of which people are to be told has waited for the sweep, */
  clockLagSeconds: number | null;
  /** the oldest escalation whose next step is due, */
  escalationLagSeconds: number | null;
  /** the oldest e-mail that is due, */
  mailLagSeconds: number | null;
  /** the oldest promise or follow-up whose day has passed and of which nobody was told, */
  reminderLagSeconds: number | null;
  /** the oldest time limit for which a letter is to be drafted, */
  draftLagSeconds: number | null;
  /** the sweep that mends what cannot be found, since it last ran, */
  searchLagSeconds: number | null;
  /** and since when the oldest counting anew that has not ended was asked for. */
  recountLagSeconds: number | null;
  /** Countings anew that have not ended. */
  unfinishedRecounts: number | null;
  /** Jobs that failed three times or more, whether they are tried again or were given up. */
  failingJobs: number | null;
  /** E-mails that were given up, for somebody to look at. */
  deadLetters: number | null;
  /** Files whose words could not be read five times or more: they are tried again once a day. */
  unreadFiles: number | null;
};

export const UNKNOWN_LAG: Lag = {
  workerLagSeconds: null,
  clockLagSeconds: null,
  escalationLagSeconds: null,
  mailLagSeconds: null,
  reminderLagSeconds: null,
  draftLagSeconds: null,
  searchLagSeconds: null,
  recountLagSeconds: null,
  unfinishedRecounts: null,
  failingJobs: null,
  deadLetters: null,
  unreadFiles: null,
};

/**
 * What is more than this keeps somebody from being told in time. The sweeps run every minute or five, so ten minutes are several of them
 * missed; a counting anew of a large site takes minutes. Dead letters and unread files are for somebody to look at and keep nobody from
 * being told.
 */
const MOST: Partial<Record<keyof Lag, number>> = {
  workerLagSeconds: 300,
  clockLagSeconds: 600,
  escalationLagSeconds: 600,
  mailLagSeconds: 900,
  reminderLagSeconds: 3_600,
  draftLagSeconds: 3_600,
  searchLagSeconds: 3_600,
  recountLagSeconds: 1_800,
  failingJobs: 0,
};

export function isLate(lag: Lag): boolean {
  return Object.entries(MOST).some(([name, most]) => (lag[name as keyof Lag] ?? 0) > most);
}

const CAP = 1_000;
/** Seven in the morning after a day, in the last zone to have it: by then its reminders are told everywhere. */
const DAY_IS_TOLD_MS = 43 * 3_600_000;

type Oldest = {
  job: Date | null;
  clock: Date | null;
  draft: Date | null;
  escalation: Date | null;
  mail: Date | null;
  recount: Date | null;
  search: Date | null;
};

/** Each the first entry of an index, and the jobs from the queue's own view. What cannot be read, before the migrations have run, is not known. */
export async function readLag(now: Date): Promise<Lag> {
  try {
    const db = systemDb();
    const [[oldest], [day], [counts]] = await Promise.all([
      db.$queryRaw<Oldest[]>`
        SELECT
          (SELECT min("run_at") FROM graphile_worker.jobs
           WHERE "locked_at" IS NULL AND "attempts" < "max_attempts" AND "run_at" <= ${now}::timestamptz) AS "job",
          (SELECT min("sweepAt") FROM "Clock" WHERE "sweepAt" IS NOT NULL) AS "clock",
          (SELECT min("draftAt") FROM "Clock" WHERE "draftAt" IS NOT NULL) AS "draft",
          (SELECT min("nextCheckAt") FROM "Escalation" WHERE "answeredAt" IS NULL AND "nextCheckAt" IS NOT NULL) AS "escalation",
          (SELECT min("nextAttemptAt") FROM "MailDelivery" WHERE "state" IN ('queued', 'failed')) AS "mail",
          (SELECT min("askedAt") FROM "ClockRecount" WHERE "finishedAt" IS NULL) AS "recount",
          (SELECT "sweptAt" FROM "SearchSweep" WHERE "id" = 1) AS "search"`,
      db.$queryRaw<{ dueOn: Date | null }[]>`
        SELECT least(
          (SELECT min("dueOn") FROM "FollowUp" WHERE "state" = 'open' AND "remindedOf" IS DISTINCT FROM 'late'),
          (SELECT min("dueOn") FROM "PatientPromise"
           WHERE "state" = 'open' AND "approval" IS DISTINCT FROM 'pending' AND "remindedOf" IS DISTINCT FROM 'late')
        ) AS "dueOn"`,
      db.$queryRaw<{ recounts: number; failing: number; dead: number; unread: number }[]>`
        SELECT
          (SELECT count(*)::int FROM (SELECT FROM "ClockRecount" WHERE "finishedAt" IS NULL LIMIT ${CAP}) a) AS "recounts",
          (SELECT count(*)::int FROM
             (SELECT FROM graphile_worker.jobs WHERE "last_error" IS NOT NULL AND "attempts" >= 3 LIMIT ${CAP}) b) AS "failing",
          (SELECT count(*)::int FROM (SELECT FROM "MailDelivery" WHERE "state" = 'dead' LIMIT ${CAP}) c) AS "dead",
          (SELECT count(*)::int FROM (SELECT FROM "FileText" WHERE "state" = 'unread' AND "tries" >= 5 LIMIT ${CAP}) d) AS "unread"`,
    ]);
    if (!oldest || !counts) return UNKNOWN_LAG;
    const since = (at: Date | null | undefined) =>
      at ? Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000)) : 0;
    return {
      workerLagSeconds: since(oldest.job),
      clockLagSeconds: since(oldest.clock),
      escalationLagSeconds: since(oldest.escalation),
      mailLagSeconds: since(oldest.mail),
      reminderLagSeconds: since(day?.dueOn && new Date(day.dueOn.getTime() + DAY_IS_TOLD_MS)),
      draftLagSeconds: since(oldest.draft),
      searchLagSeconds: since(oldest.search),
      recountLagSeconds: since(oldest.recount),
      unfinishedRecounts: counts.recounts,
      failingJobs: counts.failing,
      deadLetters: counts.dead,
      unreadFiles: counts.unread,
    };
  } catch {
    return UNKNOWN_LAG;
  }
}
