import "server-only";
import type { Task } from "graphile-worker";
import { z } from "zod";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { lookUpCase, lookUpPatient } from "./mutations/by-matrix";
import { escalateFurther } from "./mutations/go-further";
import { FIRST_CASE, listTimedRows, listTimelyCases } from "./queries/timely";
import { MATRIX_ACTOR } from "./rules/actor";
import { escalateRepeatsJob } from "./schema";

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const BATCH = 100;
const MOST_BATCHES = 20;

/**
 * Every minute: tells of escalations whose quiet hours are over, and does what follows those that nobody answered in time, the longest
 * due first. Each in a transaction of its own, so that several workers share them and one that dies leaves nothing half done.
 */
export const escalateDue: Task = async (_payload, { query, logger }) => {
  const ctx = systemCtx(MATRIX_ACTOR.name);
  let after = { at: new Date(0), id: FIRST_ID };
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const { rows } = await query(
      `SELECT "id", "nextCheckAt" AS at FROM "Escalation"
       WHERE "answeredAt" IS NULL AND "nextCheckAt" <= $1 AND ("nextCheckAt", "id") > ($2, $3)
       ORDER BY "nextCheckAt", "id" LIMIT ${BATCH}`,
      [ctx.now, after.at, after.id],
    );
    const due = z.array(z.object({ id: z.uuid(), at: z.date() })).parse(rows);
    for (const { id } of due) {
      await escalateFurther(ctx, id).catch((error) =>
        logger.error(`The escalation ${id} could not go on: ${tellOf(error)}`),
      );
    }
    const last = due.at(-1);
    if (!last || due.length < BATCH) return;
    after = last;
  }
};

/**
 * Every five minutes: looks up the open cases that have become old, or silent, enough for a row of their site's matrix, all of them and
 * the oldest first. Rows take turns, so that one with many cases keeps no other waiting.
 */
export const escalateTimely: Task = async (_payload, { logger }) => {
  const ctx = systemCtx(MATRIX_ACTOR.name);
  let lists = (await listTimedRows()).map((timed) => ({ timed, after: FIRST_CASE }));
  while (lists.length > 0) {
    const going: typeof lists = [];
    for (const { timed, after } of lists) {
      const found = await listTimelyCases(timed, ctx.now, after);
      for (const { id } of found) {
        await lookUpCase(ctx, id).catch((error) =>
          logger.error(`The case ${id} could not be looked up: ${tellOf(error)}`),
        );
      }
      const last = found.at(-1);
      if (last) going.push({ timed, after: last });
    }
    lists = going;
  }
};

/** Looks up the open cases of a patient once more, of whom cases were joined or taken apart. */
export const escalateRepeats = taskOf(escalateRepeatsJob, async ({ patientId }) => {
  await lookUpPatient(systemCtx(MATRIX_ACTOR.name), patientId);
});

function tellOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
