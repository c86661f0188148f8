import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { Overtaken, type Run } from "../queries/stage";

const BATCH = 2_000;

/** Takes away what an import added: the figures at once, then its lines. */
export async function takeBackRows(ctx: Ctx, { id, siteId, claimId, source }: Run): Promise<void> {
  for (;;) {
    const gone = await withTransaction(ctx, async (tx) => {
      const count = await tx.$executeRaw`
        UPDATE "SurveyImport" SET "beatAt" = now()
        WHERE "id" = ${id}::uuid AND "claimId" = ${claimId}::uuid AND "state" = 'undoing'`;
      if (count === 0) throw new Overtaken();
      await tx.importedTally.deleteMany({ where: { importId: id } });
      const rows = await tx.$executeRaw`
        DELETE FROM "ImportedResponse" WHERE "id" IN (
          SELECT "id" FROM "ImportedResponse" WHERE "importId" = ${id}::uuid ORDER BY "line" LIMIT ${BATCH})`;
      await tx.$executeRaw`UPDATE "SurveyImport" SET "done" = "done" + ${rows} WHERE "id" = ${id}::uuid`;
      return rows;
    });
    if (gone === 0) break;
  }
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.surveyImport.updateMany({
      where: { id, claimId, state: "undoing" },
      data: { state: "undone", claimId: null, undoneAt: ctx.now, added: 0 },
    });
    if (count === 0) throw new Overtaken();
    const event = { type: "survey_import.undone", data: { importId: id, source: source ?? "" } } as const;
    await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
  });
}
