import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { worriesSchema } from "@/lib/survey/schema";
import type { SurveyOrigin } from "@/lib/survey/types";
import { describeImportedWorry, IMPORTED_LABELS } from "../labels";
import { instrumentOf } from "../rules/mapping";
import { itemsSchema, mappingSchema } from "../schema";

/** Of concerns that came from an imported answer: which survey that was, and why they were made. By the id of the concern. */
export async function listImportedOrigins(viewer: Viewer, caseIds: string[]): Promise<Record<string, SurveyOrigin>> {
  if (caseIds.length === 0) return {};
  const rows = await dbFor(viewer).importedResponse.findMany({
    where: { concernId: { in: caseIds }, siteId: { in: sitesFor(viewer, "case.see") } },
    select: { concernId: true, worries: true, items: true, import: { select: { mapping: true, source: true } } },
    take: caseIds.length,
  });
  return Object.fromEntries(
    rows.map(({ concernId, worries, items, import: { mapping: kept, source } }) => {
      const mapping = mappingSchema.parse(kept);
      const why = worriesSchema.parse(worries);
      const survey = `${IMPORTED_LABELS[instrumentOf(mapping.kind)]}, ${source}`;
      const told = why.map((worry) => describeImportedWorry(mapping, itemsSchema.parse(items), worry));
      return [concernId ?? "", { reference: null, survey, worries: told }];
    }),
  );
}
