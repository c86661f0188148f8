import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { describeError, log } from "@/lib/platform/log";
import { withSpooled } from "@/lib/platform/spool";
import { store } from "@/lib/platform/storage";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { Unreadable } from "../queries/records";
import { Overtaken, type Run, type Stage } from "../queries/stage";
import { plainName, type RowRules } from "../rules/read-row";
import { columnsSchema, delimiterSchema, encodingSchema, mappingSchema, runImportJob } from "../schema";
import { checkRows } from "./check-rows";
import { takeBackRows } from "./take-back-rows";
import { writeRows } from "./write-rows";

const LOST_MINUTES = 2;
const MOST_ATTEMPTS = 3;
const MOST_UNITS = 2_000;
const GIVEN_UP =
  "It was begun three times and broke off each time. Try again; if it happens again, tell your administrator.";

/** Does what is asked of a file: checks its lines, imports them, or takes them back. Whoever works says so with each batch. */
export async function runImport(ctx: Ctx, importId: string): Promise<void> {
  const run = await withTransaction(ctx, (tx) => claim(tx, ctx, importId));
  if (!run) return;
  try {
    if (run.state === "undoing") await takeBackRows(ctx, run);
    else await withFile(ctx, run, async (stage) => (run.state === "checking" ? checkRows(stage) : writeRows(stage)));
  } catch (error) {
    if (error instanceof Overtaken) return;
    if (error instanceof Unreadable) return giveUp(ctx, run, error.message);
    log.error("a file of survey answers was interrupted", { importId, error: describeError(error) });
    await withTransaction(
      ctx,
      (tx) =>
        tx.$executeRaw`UPDATE "SurveyImport" SET "claimId" = NULL WHERE "id" = ${importId}::uuid AND "claimId" = ${run.claimId}::uuid`,
    );
    throw error;
  }
}

/** Goes on with what a killed worker left. */
export async function runLostImports(ctx: Ctx): Promise<number> {
  const rows = await systemDb().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "SurveyImport" WHERE "state" IN ('checking', 'importing', 'undoing')
      AND coalesce("beatAt", "receivedAt") < now() - make_interval(mins => ${LOST_MINUTES}) AND "claimId" IS NOT NULL
    ORDER BY "receivedAt", "id" LIMIT 5`;
  await withTransaction(ctx, async (tx) => {
    for (const { id } of rows) await enqueue(tx, runImportJob, { importId: id }, { key: `survey-import:${id}` });
  });
  return rows.length;
}

/** Null: nothing is to be done for it now, or not any more. */
async function claim(tx: Tx, ctx: Ctx, importId: string): Promise<Run | null> {
  const claimId = newId();
  const [row] = await tx.$queryRaw<{ attempts: number }[]>`
    UPDATE "SurveyImport" SET "claimId" = ${claimId}::uuid, "beatAt" = now(), "attempts" = "attempts" + 1
    WHERE "id" = ${importId}::uuid AND "state" IN ('checking', 'importing', 'undoing')
      AND ("claimId" IS NULL OR "beatAt" < now() - make_interval(mins => ${LOST_MINUTES}))
    RETURNING "attempts"`;
  if (!row) return null;
  const run: Run = { ...(await tx.surveyImport.findUniqueOrThrow({ where: { id: importId } })), claimId };
  if (row.attempts <= MOST_ATTEMPTS) return run;
  await fail(tx, ctx, run, GIVEN_UP);
  return null;
}

async function withFile(ctx: Ctx, run: Run, work: (stage: Stage) => Promise<void>): Promise<void> {
  const { key } = run;
  if (!key) throw new Unreadable("The file is not kept any more. Choose it again.");
  const rules = await rulesOf(ctx, run);
  const bytes = await store().open(key);
  // Copied first: a store far away would not wait for as long as the database takes.
  await withSpooled(bytes, { limitBytes: Number.MAX_SAFE_INTEGER, declaredBytes: run.bytes }, async (arrival) => {
    if (arrival.outcome !== "arrived") throw new Error("The file could not be read from the store.");
    const written = { encoding: encodingSchema.parse(run.encoding), delimiter: delimiterSchema.parse(run.delimiter) };
    await work({ ctx, run, rules, file: { place: arrival.file.path, written } });
  });
}

async function rulesOf({ now }: Ctx, run: Run): Promise<RowRules> {
  const site = await systemDb().site.findUniqueOrThrow({
    where: { id: run.siteId },
    select: { timeZone: true, units: { select: { id: true, name: true }, orderBy: { id: "asc" }, take: MOST_UNITS } },
  });
  const mapping = mappingSchema.parse(run.mapping);
  const columns = columnsSchema.parse(run.columns);
  return {
    ...{ mapping, source: run.source ?? "", width: columns.length, today: isoDay(dayIn(now, site.timeZone)) },
    units: new Map(site.units.map(({ id, name }) => [plainName(name), id])),
    places: mapping.columns.map(({ name, role }) => ({
      name,
      role,
      at: columns.findIndex((each) => each.name === name),
    })),
  };
}

async function giveUp(ctx: Ctx, run: Run, why: string): Promise<void> {
  await withTransaction(ctx, (tx) => fail(tx, ctx, run, why));
}

async function fail(tx: Tx, ctx: Ctx, { id, siteId, claimId }: Run, why: string): Promise<void> {
  const data = { state: "failed", note: why, claimId: null, endedAt: ctx.now } as const;
  const { count } = await tx.surveyImport.updateMany({ where: { id, claimId }, data });
  if (count === 0) return;
  const event = { type: "survey_import.failed", data: { importId: id, why } } as const;
  await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
}
