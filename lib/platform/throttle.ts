import "server-only";
import { headers } from "next/headers";
import { systemDb } from "./db";
import { keyedHashOf } from "./secret-link";

/** Where a request comes from, as the proxy in front says; see docs/operations.md. */
export async function requestAddress(): Promise<string> {
  return (await headers()).get("x-forwarded-for")?.split(",")[0]?.trim() || "unknown";
}

/**
 * Counts one try of something and returns how many there were in the window, this one among them; a window that has passed starts afresh. What is
 * counted is kept under a keyed hash. In one statement and outside of any transaction, so that a deed that is undone counts too.
 */
export async function countTry(what: string, value: string, { now, minutes }: { now: Date; minutes: number }) {
  const since = new Date(now.getTime() - minutes * 60_000);
  const rows = await systemDb().$queryRaw<{ tries: number }[]>`
    INSERT INTO "Throttle" AS t ("key", "tries", "firstAt") VALUES (${keyedHashOf(`throttle ${what}`, value)}, 1, ${now}::timestamptz)
    ON CONFLICT ("key") DO UPDATE SET
      "tries" = CASE WHEN t."firstAt" > ${since}::timestamptz THEN t."tries" + 1 ELSE 1 END,
      "firstAt" = CASE WHEN t."firstAt" > ${since}::timestamptz THEN t."firstAt" ELSE EXCLUDED."firstAt" END
    RETURNING "tries"`;
  return rows[0]?.tries ?? 1;
}
