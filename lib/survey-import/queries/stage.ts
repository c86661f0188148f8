import "server-only";
import type { Ctx } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
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
