import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { type Batch, type Reject, readBatches } from "../queries/batches";
import { findCountedElsewhere, findKnown, Overtaken, type Run, type Stage } from "../queries/stage";
import { countedBy, whyCountedTwice } from "../rules/overlap";
import { type FileKind, MOST_REJECTED } from "../schema";

const CHANGED =
  "Here already with other answers, from an earlier file. If this one is right, take that import back first.";

/** Goes through a file and counts: what is new, what is here already, and what cannot be taken, line by line with its reason. */
export async function checkRows({ ctx, run, rules, file }: Stage): Promise<void> {
  const unknown = new Map<string, number>();
  await withTransaction(ctx, (tx) => begin(tx, run));
  let rejected = 0;
  for await (const batch of readBatches({ ...file, rules, unknown })) {
    rejected += await withTransaction(ctx, (tx) => keepBatch(tx, { run, kind: rules.mapping.kind }, batch));
    if (rejected <= MOST_REJECTED) continue;
    const most = MOST_REJECTED.toLocaleString("en");
    const note = `More than ${most} lines cannot be taken, so the check ended after ${batch.done.toLocaleString("en")}. Look at what the columns are.`;
    await withTransaction(ctx, (tx) => tx.surveyImport.updateMany({ where: mine(run), data: { note } }));
    break;
  }
  const unknownUnits = [...unknown].map(([name, rows]) => ({ name, rows })).toSorted((a, b) => b.rows - a.rows);
  await withTransaction(ctx, (tx) => end(tx, ctx, { run, unknownUnits }));
}

type Ended = { run: Run; unknownUnits: { name: string; rows: number }[] };

async function end(tx: Tx, ctx: Ctx, { run, unknownUnits }: Ended): Promise<void> {
  const data = { state: "checked", claimId: null, endedAt: ctx.now, unknownUnits } as const;
  const { count } = await tx.surveyImport.updateMany({ where: mine(run), data });
  if (count === 0) throw new Overtaken();
  const { id, siteId } = run;
  const select = { fresh: true, same: true, rejected: true } as const;
  const counts = await tx.surveyImport.findUniqueOrThrow({ where: { id }, select });
  const event = { type: "survey_import.checked", data: { importId: id, ...counts } } as const;
  await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
}

function mine({ id, claimId }: Run) {
  return { id, claimId, state: "checking" as const };
}

/** A worker before may have come halfway. */
async function begin(tx: Tx, run: Run): Promise<void> {
  const data = { done: 0, fresh: 0, same: 0, rejected: 0, note: null };
  const { count } = await tx.surveyImport.updateMany({ where: mine(run), data });
  if (count === 0) throw new Overtaken();
  await tx.surveyImportReject.deleteMany({ where: { importId: run.id } });
}

type Keeping = { run: Run; kind: FileKind };

async function keepBatch(tx: Tx, { run, kind }: Keeping, { rows, rejects, repeats, done }: Batch): Promise<number> {
  const known = await findKnown(tx, run, rows);
  const elsewhere = await findCountedElsewhere(tx, run, rows);
  const twice = rows.flatMap((row) => {
    const reason = known.has(row.key) ? null : whyCountedTwice(countedBy(kind, row), elsewhere);
    return reason ? [{ line: row.line, position: 0, column: "", value: row.day.slice(0, 7), reason }] : [];
  });
  const here = rows.filter(({ key }) => known.has(key));
  const changed = here.filter(({ key, digest }) => known.get(key)?.digest !== digest);
  const all: Reject[] = [
    ...rejects,
    ...changed.map(({ line, key }) => ({
      line,
      position: 0,
      column: "",
      value: key.replace(/^.*?[rpm]:/, ""),
      reason: CHANGED,
    })),
    ...twice,
  ];
  const lines = new Set(all.map(({ line }) => line)).size;
  const same = here.length - changed.length + repeats;
  const count = await tx.$executeRaw`
    UPDATE "SurveyImport" SET "beatAt" = now(), "done" = ${done}, "fresh" = "fresh" + ${rows.length - here.length - twice.length},
      "same" = "same" + ${same}, "rejected" = "rejected" + ${lines}
    WHERE "id" = ${run.id}::uuid AND "claimId" = ${run.claimId}::uuid AND "state" = 'checking'`;
  if (count === 0) throw new Overtaken();
  if (all.length > 0)
    await tx.surveyImportReject.createMany({ data: all.map((reject) => ({ ...reject, importId: run.id })) });
  return lines;
}
