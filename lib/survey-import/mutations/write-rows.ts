import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { newId } from "@/lib/shared/ids";
import { type BatchRow, readBatches } from "../queries/batches";
import { findCountedElsewhere, findKnown, Overtaken, type Run, type Stage } from "../queries/stage";
import { countedBy, whyCountedTwice } from "../rules/overlap";
import { whyImportedWorries } from "../rules/worries";
import { type Mapping, raiseImportedJob } from "../schema";

/** Adds what of a file is not here yet, a thousand lines at a time, each batch with its figures or not at all. */
export async function writeRows({ ctx, run, rules, file }: Stage): Promise<void> {
  for await (const { rows, done } of readBatches({ ...file, rules, unknown: new Map() })) {
    await withTransaction(ctx, (tx) => addBatch(tx, { run, mapping: rules.mapping, rows, done }));
  }
  await withTransaction(ctx, (tx) => end(tx, ctx, { run, raises: rules.mapping.raises }));
}

async function end(tx: Tx, ctx: Ctx, { run, raises }: { run: Run; raises: boolean }): Promise<void> {
  const { id, siteId, claimId } = run;
  const { count } = await tx.surveyImport.updateMany({
    where: { id, claimId, state: "importing" },
    data: { state: "imported", claimId: null, endedAt: ctx.now },
  });
  if (count === 0) throw new Overtaken();
  const { added } = await tx.surveyImport.findUniqueOrThrow({ where: { id }, select: { added: true } });
  const event = { type: "survey_import.ended", data: { importId: id, source: run.source ?? "", added } } as const;
  await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
  if (raises) await enqueue(tx, raiseImportedJob, { importId: id });
}

type Adding = { run: Run; mapping: Mapping; rows: BatchRow[]; done: number };

async function addBatch(tx: Tx, { run, mapping, rows, done }: Adding): Promise<void> {
  // One file of a site at a time, so that what two files hold is added by one of them.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`survey-import:${run.siteId}`}, 0))`;
  const known = await findKnown(tx, run, rows);
  // What another file has brought since the check counts once all the same.
  const elsewhere = await findCountedElsewhere(tx, run, rows);
  const isFresh = (row: BatchRow) => !known.has(row.key) && !whyCountedTwice(countedBy(mapping.kind, row), elsewhere);
  const fresh = rows.filter(isFresh);
  const counted = await findCounted(tx, run, fresh);
  const made = fresh.map((row) => ({ ...row, id: newId(), isCounted: countsOnce(row, counted) }));
  await insertRows(tx, { run, mapping }, made);
  await addTallies(
    tx,
    run,
    made.filter(({ isCounted }) => isCounted).flatMap((row) => cellsOf(mapping, row)),
  );
  const count = await tx.$executeRaw`
    UPDATE "SurveyImport" SET "beatAt" = now(), "done" = ${done}, "added" = "added" + ${made.length}
    WHERE "id" = ${run.id}::uuid AND "claimId" = ${run.claimId}::uuid AND "state" = 'importing'`;
  if (count === 0) throw new Overtaken();
}

/** The respondents of a batch one of whose lines counts already. */
async function findCounted(tx: Tx, { siteId, instrument }: Run, rows: BatchRow[]): Promise<Set<string>> {
  const named = rows.flatMap(({ respondent }) => respondent ?? []);
  if (named.length === 0) return new Set();
  const found = await tx.$queryRaw<{ respondent: string }[]>`
    SELECT "respondent" FROM "ImportedResponse" WHERE "siteId" = ${siteId}::uuid AND "instrument" = ${instrument}
      AND "isCounted" AND "respondent" IS NOT NULL AND "respondent" = ANY(${named}::text[])`;
  return new Set(found.map(({ respondent }) => respondent));
}

function countsOnce({ respondent, items }: BatchRow, counted: Set<string>): boolean {
  if (Object.keys(items).length === 0) return false;
  if (respondent === null) return true;
  if (counted.has(respondent)) return false;
  counted.add(respondent);
  return true;
}

type Made = BatchRow & { id: string; isCounted: boolean };

async function insertRows(tx: Tx, { run, mapping }: Pick<Adding, "run" | "mapping">, rows: Made[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.importedResponse.createMany({
    data: rows.map(({ id, line, key, digest, day, unitId, items, comment, language, respondent, isCounted }) => ({
      ...{ id, importId: run.id, siteId: run.siteId, instrument: run.instrument ?? "", line, key, digest, unitId },
      ...{ items, comment, language, respondent, isCounted, answeredOn: new Date(day) },
      worries: whyImportedWorries(mapping, { items, comment }),
    })),
  });
}

type Cell = { unitId: string | null; month: string; item: string; value: string; count: number };

function cellsOf({ kind }: Mapping, { unitId, day, items }: Made): Cell[] {
  const month = `${day.slice(0, 7)}-01`;
  return Object.entries(items).map(([item, value]) => {
    if (kind === "fft_totals") return { unitId, month, item: "experience", value: item, count: Number(value) };
    return { unitId, month, item, value, count: 1 };
  });
}

async function addTallies(tx: Tx, run: Run, cells: Cell[]): Promise<void> {
  const sums = new Map<string, Cell & { id: string }>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.unitId, cell.month, cell.item, cell.value]);
    const sum = sums.get(key);
    if (sum) sum.count += cell.count;
    else sums.set(key, { ...cell, id: newId() });
  }
  if (sums.size === 0) return;
  const { siteId, instrument, source } = run;
  await tx.$executeRaw`
    INSERT INTO "ImportedTally" ("id", "importId", "siteId", "unitId", "instrument", "source", "month", "item", "value", "count")
    SELECT c."id", ${run.id}::uuid, ${siteId}::uuid, c."unitId", ${instrument}, ${source}, c."month", c."item", c."value", c."count"
    FROM jsonb_to_recordset(${JSON.stringify([...sums.values()])}::jsonb)
      c("id" uuid, "unitId" uuid, "month" date, "item" text, "value" text, "count" integer)
    ON CONFLICT ("importId", "unitId", "month", "item", "value") DO UPDATE SET "count" = "ImportedTally"."count" + excluded."count"`;
}
