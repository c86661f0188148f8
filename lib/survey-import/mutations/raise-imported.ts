import "server-only";
import { logCase } from "@/lib/case/mutations/log-case";
import { logCaseSchema } from "@/lib/case/schema";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, type UserCtx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { describeError, log } from "@/lib/platform/log";
import { viewerToRecord } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { severityOf } from "@/lib/survey/rules/worry";
import { worriesSchema } from "@/lib/survey/schema";
import { tellImported } from "../labels";
import { isRecent } from "../rules/worries";
import { itemsSchema, type Mapping, MOST_CONCERNS, mappingSchema } from "../schema";

/**
 * Makes concerns of the answers of an import that ask for a person and are recent, each once and at most so many in all: what was written in
 * words first, then the newest. They are written down in the name of whoever imported them.
 */
export async function raiseImported(ctx: Ctx, importId: string): Promise<number> {
  const row = await systemDb().surveyImport.findUnique({ where: { id: importId } });
  if (row?.state !== "imported") return 0;
  const mapping = mappingSchema.parse(row.mapping);
  if (!mapping.raises) return 0;
  const viewer = await viewerToRecord(row.byId, row.siteId);
  let made = 0;
  for (const id of await findWorrying(ctx, importId, mapping)) {
    try {
      if (await withTransaction(ctx, (tx) => raiseOne({ ...ctx, viewer, within: tx }, tx, { id, importId, mapping })))
        made += 1;
    } catch (error) {
      log.error("an imported answer could not be made a concern", { answer: id, error: describeError(error) });
    }
  }
  return made;
}

async function findWorrying({ now }: Ctx, importId: string, mapping: Mapping): Promise<string[]> {
  const raised = await systemDb().importedResponse.count({ where: { importId, concernId: { not: null } } });
  if (raised >= MOST_CONCERNS) return [];
  const since = new Date(now.getTime() - (mapping.raiseDays + 1) * 86_400_000);
  const rows = await systemDb().$queryRaw<{ id: string; answeredOn: Date }[]>`
    SELECT "id", "answeredOn" FROM "ImportedResponse"
    WHERE "importId" = ${importId}::uuid AND "worries" <> '[]'::jsonb AND "concernId" IS NULL AND "answeredOn" >= ${since}::date
    ORDER BY ("worries" @> '[{"what": "word"}]'::jsonb) DESC, "answeredOn" DESC, "id" LIMIT ${MOST_CONCERNS - raised}`;
  return rows.filter(({ answeredOn }) => isRecent(mapping, { answeredOn, today: now })).map(({ id }) => id);
}

type One = { id: string; importId: string; mapping: Mapping };

async function raiseOne(ctx: UserCtx, tx: Tx, { id, importId, mapping }: One): Promise<boolean> {
  // Who takes the import back waits for this, and then finds the concern.
  await tx.$executeRaw`SELECT "id" FROM "SurveyImport" WHERE "id" = ${importId}::uuid FOR SHARE`;
  await tx.$executeRaw`SELECT "id" FROM "ImportedResponse" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await tx.importedResponse.findFirst({
    where: { id, concernId: null, import: { state: "imported" } },
    select: {
      ...{ siteId: true, unitId: true, line: true, items: true, comment: true, worries: true, language: true },
      import: { select: { source: true } },
    },
  });
  if (!row) return false;
  const { siteId, line } = row;
  const logged = await logCase(
    ctx,
    logCaseSchema.parse({
      ...{ idempotencyKey: newId(), siteId, kind: "concern", channel: "survey", reporterKind: "anonymous" },
      ...{ patientId: "", unitId: row.unitId ?? "", severity: String(severityOf(worriesSchema.parse(row.worries))) },
      words: row.comment ?? tellImported(mapping, itemsSchema.parse(row.items)),
    }),
  );
  const { caseId, reference } = logged;
  await tx.importedResponse.update({ where: { id }, data: { concernId: caseId } });
  const event = { type: "survey_import.concern_raised", data: { importId, line, caseId, reference } } as const;
  await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
  return true;
}
