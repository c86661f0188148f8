import "server-only";
import { recordEvent } from "@/lib/events/record";
import type { HeardEvent } from "@/lib/events/schema";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { newId } from "@/lib/shared/ids";
import { ROLE_LABELS } from "../labels";
import { instrumentOf, whyNotMapped } from "../rules/mapping";
import { plainName } from "../rules/read-row";
import { type CheckImportInput, columnsSchema, type Mapping, type OneImportInput, runImportJob } from "../schema";
import { importsVisibleTo } from "../scope";

const GONE = "The file is not kept any more. Choose it again; what of it is in is not added twice.";

/** Says what the columns of a file are, keeps that under a name for the next file, and has every line checked. Nothing is imported by it. */
export async function checkImport(ctx: UserCtx, input: CheckImportInput): Promise<{ importId: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await holdImport(tx, ctx, input.importId);
    if (row.state === "checking") return { importId: row.id };
    const isOpen = row.added === 0 && ["mapping", "checked", "failed"].includes(row.state);
    if (!isOpen) throw new Conflict("This file is imported, or being imported. Take that back before you map it anew.");
    if (!row.key) throw new Conflict(GONE);
    const mapping = mappingOf(
      input,
      columnsSchema.parse(row.columns).map(({ name }) => name),
    );
    const problems = whyNotMapped(mapping, ROLE_LABELS);
    if (Object.keys(problems).length > 0) throw new Invalid(problems);
    const { source } = input;
    await keepProfile(tx, ctx, { siteId: row.siteId, source, mapping });
    const instrument = instrumentOf(mapping.kind);
    await tx.surveyImportReject.deleteMany({ where: { importId: row.id } });
    await go(tx, ctx, row, {
      data: { state: "checking", source, mapping, instrument, fresh: 0, same: 0, rejected: 0, unknownUnits: [] },
      event: { type: "survey_import.mapped", data: { importId: row.id, source, instrument } },
    });
    return { importId: row.id };
  });
}

/** Has the lines that were found sound imported. What is in by then is not added again. */
export async function beginImport(ctx: UserCtx, { importId }: OneImportInput): Promise<{ importId: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await holdImport(tx, ctx, importId);
    if (row.state === "importing" || row.state === "imported") return { importId };
    const isReady = row.state === "checked" || row.state === "stopped" || (row.state === "failed" && row.added > 0);
    if (!isReady || !row.source) throw new Conflict("Check the file first, and look at what would be imported.");
    if (!row.key) throw new Conflict(GONE);
    if (row.state === "checked" && row.note) throw new Conflict(row.note);
    if (row.fresh === 0) throw new Conflict("Nothing of this file is new.");
    await go(tx, ctx, row, {
      data: { state: "importing", endedAt: null },
      event: { type: "survey_import.begun", data: { importId, source: row.source, rows: row.fresh } },
    });
    return { importId };
  });
}

/** Ends a check or an import between two of its batches: what is in stays, and can be gone on with or taken back. */
export async function stopImport(ctx: UserCtx, { importId }: OneImportInput): Promise<{ importId: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await holdImport(tx, ctx, importId);
    if (row.state !== "checking" && row.state !== "importing") return { importId };
    const state = row.state === "checking" ? "mapping" : "stopped";
    await tx.surveyImport.update({ where: { id: importId }, data: { state, claimId: null, endedAt: ctx.now } });
    await tell(tx, ctx, row, { type: "survey_import.stopped", data: { importId, added: row.added } });
    return { importId };
  });
}

/** Takes a whole import back, while nothing was made of it and no later one leans on it. */
export async function undoImport(ctx: UserCtx, { importId }: OneImportInput): Promise<{ importId: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await holdImport(tx, ctx, importId);
    if (row.state === "undoing" || row.state === "undone") return { importId };
    if (!["imported", "stopped", "failed"].includes(row.state) || row.added === 0 || !row.source) {
      throw new Conflict("Nothing of this file is imported, or it is still under way. Stop it first.");
    }
    const made = await tx.importedResponse.count({ where: { importId, concernId: { not: null } } });
    if (made > 0) {
      const what = made === 1 ? "1 concern was" : `${made} concerns were`;
      throw new Conflict(`${what} made of these answers, so they stay. Close what should not stand.`);
    }
    const leaning = await findLeaning(tx, importId);
    if (leaning)
      throw new Conflict(
        `The same people answer in “${leaning}”, which counts them through this file. Take that back first.`,
      );
    await go(tx, ctx, row, {
      data: { state: "undoing" },
      event: { type: "survey_import.undo_begun", data: { importId, source: row.source, rows: row.added } },
    });
    return { importId };
  });
}

/** A later file with lines of respondents whose one counted line is of this import. */
async function findLeaning(tx: Tx, importId: string): Promise<string | null> {
  const [found] = await tx.$queryRaw<{ name: string }[]>`
    SELECT i."name" FROM "ImportedResponse" r
    JOIN "ImportedResponse" l ON l."siteId" = r."siteId" AND l."instrument" = r."instrument" AND l."respondent" = r."respondent"
      AND l."importId" <> r."importId" AND NOT l."isCounted" AND l."items" <> '{}'::jsonb
    JOIN "SurveyImport" i ON i."id" = l."importId"
    WHERE r."importId" = ${importId}::uuid AND r."isCounted" AND r."respondent" IS NOT NULL LIMIT 1`;
  return found?.name ?? null;
}

const HELD = {
  ...{
    id: true,
    siteId: true,
    state: true,
    key: true,
    columns: true,
    source: true,
    fresh: true,
    added: true,
    note: true,
  },
} satisfies Prisma.SurveyImportSelect;
type Held = Prisma.SurveyImportGetPayload<{ select: typeof HELD }>;

async function holdImport(tx: Tx, { viewer }: UserCtx, id: string): Promise<Held> {
  await tx.$executeRaw`SELECT "id" FROM "SurveyImport" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await tx.surveyImport.findFirst({ where: { AND: [{ id }, importsVisibleTo(viewer)] }, select: HELD });
  if (!row) throw new NotFound("This file");
  return row;
}

type Next = { data: Prisma.SurveyImportUncheckedUpdateInput; event: HeardEvent };

async function go(tx: Tx, ctx: UserCtx, row: Held, { data, event }: Next): Promise<void> {
  const anew = { done: 0, note: null, claimId: null, beatAt: null, attempts: 0 };
  await tx.surveyImport.update({ where: { id: row.id }, data: { ...anew, ...data } });
  await tell(tx, ctx, row, event);
  await enqueue(tx, runImportJob, { importId: row.id });
}

function tell(tx: Tx, ctx: UserCtx, { siteId }: Held, event: HeardEvent) {
  return recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
}

function mappingOf(input: CheckImportInput, names: string[]): Mapping {
  const { kind, raises, raiseDays } = input;
  return {
    ...{ kind, raises, raiseDays, dayFormat: input.dayFormat ?? null },
    ...{ scale: input.scale ?? "one_to_five", unknownUnit: input.unknownUnit ?? "reject" },
    columns: names.flatMap((name, at) => {
      const role = input.columns[at]?.role;
      return role ? [{ name, role }] : [];
    }),
  };
}

type Kept = { siteId: string; source: string; mapping: Mapping };

async function keepProfile(tx: Tx, ctx: UserCtx, { siteId, source, mapping }: Kept): Promise<void> {
  const key = plainName(source);
  const said = { name: source, mapping, changedById: ctx.viewer.personId, changedAt: ctx.now };
  await tx.surveyImportProfile.upsert({
    where: { siteId_key: { siteId, key } },
    create: { id: newId(), siteId, key, ...said },
    update: said,
  });
}
