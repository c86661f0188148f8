import "server-only";
import type { Ctx } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { type CountedElsewhere, countedBy } from "../rules/overlap";
import type { RowRules } from "../rules/read-row";
import type { BatchRow } from "./batches";
import type { Written } from "./records";

/** An import as its worker took it up. */
export type Run = Omit<Prisma.SurveyImportGetPayload<object>, "claimId"> & { claimId: string };

/** Another worker has it by now, or a person stopped it. */
export class Overtaken extends Error {}

export type Stage = { ctx: Ctx; run: Run; rules: RowRules; file: { place: string; written: Written } };

type Known = { key: string; digest: string; importId: string };

/** What of a batch is here already, by its key. */
export async function findKnown(
  tx: Tx,
  { siteId, instrument }: Run,
  rows: readonly BatchRow[],
): Promise<Map<string, Known>> {
  if (rows.length === 0) return new Map();
  const found = await tx.$queryRaw<Known[]>`
    SELECT "key", "digest", "importId" FROM "ImportedResponse"
    WHERE "siteId" = ${siteId}::uuid AND "instrument" = ${instrument} AND "key" = ANY(${rows.map(({ key }) => key)}::text[])`;
  return new Map(found.map((row) => [row.key, row]));
}

/** What other files of the same survey count in the months of a batch: only Friends and Family comes both as answers and as totals. */
export async function findCountedElsewhere(
  tx: Tx,
  { id, siteId, instrument, source }: Run,
  rows: readonly BatchRow[],
): Promise<CountedElsewhere[]> {
  if (instrument !== "fft" || rows.length === 0) return [];
  const months = [...new Set(rows.map(({ day }) => `${day.slice(0, 7)}-01`))];
  const [totals, answers] = [
    await tx.$queryRaw<{ day: string; key: string; unitId: string | null; file: string }[]>`
      SELECT to_char(r."answeredOn", 'YYYY-MM-DD') AS "day", r."key", r."unitId"::text AS "unitId", i."name" AS "file"
      FROM "SurveyImport" i JOIN "ImportedResponse" r ON r."importId" = i."id"
      WHERE i."siteId" = ${siteId}::uuid AND i."instrument" = 'fft' AND i."source" = ${source} AND i."id" <> ${id}::uuid
        AND i."mapping"->>'kind' = 'fft_totals' AND r."answeredOn" = ANY (${months}::date[])
      ORDER BY i."receivedAt", i."id"`,
    await tx.$queryRaw<{ day: string; unitId: string | null; file: string }[]>`
      SELECT DISTINCT ON (t."month", t."unitId") to_char(t."month", 'YYYY-MM-DD') AS "day", t."unitId"::text AS "unitId", i."name" AS "file"
      FROM "ImportedTally" t JOIN "SurveyImport" i ON i."id" = t."importId"
      WHERE t."siteId" = ${siteId}::uuid AND t."instrument" = 'fft' AND t."source" = ${source} AND t."month" = ANY (${months}::date[])
        AND i."id" <> ${id}::uuid AND i."mapping"->>'kind' <> 'fft_totals'
      ORDER BY t."month", t."unitId", i."receivedAt", i."id"`,
  ];
  return [
    // Its key holds the unit as the file names it, so that a total of a unit nobody knows is not taken for the site's.
    ...totals.map(({ key, file, ...row }) => ({ ...countedBy("fft_totals", { ...row, unit: key.slice(10) }), file })),
    ...answers.map(({ file, ...row }) => ({ ...countedBy("fft", { ...row, unit: "" }), file })),
  ];
}
