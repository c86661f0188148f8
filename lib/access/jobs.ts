import "server-only";
import type { Task } from "graphile-worker";

/** Every hour: forgets sign-ins that ran out over 90 days ago, failures older than a day, and drafts nobody touched for 180 days. */
export const sweepStale: Task = async (_payload, { query }) => {
  await query(`DELETE FROM "Session" WHERE "expiresAt" < now() - interval '90 days'`);
  await query(`DELETE FROM "Draft" WHERE "savedAt" < now() - interval '180 days'`);
  await query(`DELETE FROM "Throttle" WHERE "firstAt" < now() - interval '1 day'`);
  await query(`DELETE FROM "SignInThrottle" WHERE "firstAt" < now() - interval '1 day'`);
};
