import "server-only";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Counts } from "@/lib/survey/rules/score";
import { surveySites } from "@/lib/survey/scope";
import { scoreImported } from "../rules/score-imported";
import { IMPORTED_INSTRUMENTS, type ImportedInstrument, type Mapping, mappingSchema } from "../schema";
import type { ImportedFigure } from "../types";

const MOST_SURVEYS = 20;
const MOST_CELLS = 5_000;
const MONTHS = 12;

type Cell = {
  instrument: ImportedInstrument;
  source: string;
  item: string;
  value: string;
  count: number;
  from: string;
  to: string;
};

/**
 * How imported surveys of the viewer's sites come out, each by itself and apart from our own: in the latest twelve months that it has, since
 * files come late. What is being taken back does not count.
 */
export async function listImportedFigures(viewer: Viewer, { site }: { site?: string }): Promise<ImportedFigure[]> {
  const siteIds = surveySites(viewer, site);
  if (siteIds.length === 0) return [];
  const sites = Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`));
  const cells = await reportsFor(viewer).$queryRaw<Cell[]>`
    WITH t AS (
      SELECT t.* FROM "ImportedTally" t JOIN "SurveyImport" i ON i."id" = t."importId"
      WHERE t."siteId" IN (${sites}) AND i."state" NOT IN ('undoing', 'undone')),
    last AS (SELECT "instrument", "source", max("month") AS "to" FROM t GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${MOST_SURVEYS})
    SELECT t."instrument", t."source", t."item", t."value", sum(t."count")::int AS "count",
      to_char(min(min(t."month")) OVER w, 'YYYY-MM') AS "from", to_char(max(max(t."month")) OVER w, 'YYYY-MM') AS "to"
    FROM t JOIN last USING ("instrument", "source")
    WHERE t."month" > last."to" - make_interval(months => ${MONTHS})
    GROUP BY 1, 2, 3, 4 WINDOW w AS (PARTITION BY t."instrument", t."source")
    ORDER BY 2, 1, 3, 4 LIMIT ${MOST_CELLS}`;
  const scales = await readScales(viewer, siteIds);
  const groups = Map.groupBy(cells, ({ instrument, source }) => JSON.stringify([instrument, source]));
  return [...groups].flatMap(([key, rows]) => {
    const [first] = rows;
    const instrument = IMPORTED_INSTRUMENTS.find((each) => each === first?.instrument);
    if (!first || !instrument) return [];
    const lines = scoreImported(instrument, {
      counts: countsOf(rows),
      scale: scales.get(first.source) ?? "one_to_five",
    });
    const { source, from, to } = first;
    return lines.length === 0 ? [] : [{ key, instrument, source, from, to, lines }];
  });
}

function countsOf(rows: Cell[]): Record<string, Counts> {
  const counts: Record<string, Counts> = {};
  for (const { item, value, count } of rows) counts[item] = { ...counts[item], [value]: count };
  return counts;
}

/** On what scale each source of ratings was answered. */
async function readScales(viewer: Viewer, siteIds: string[]): Promise<Map<string, Mapping["scale"]>> {
  const rows = await reportsFor(viewer).surveyImport.findMany({
    where: { siteId: { in: siteIds }, instrument: "ratings", added: { gt: 0 } },
    select: { source: true, mapping: true },
    distinct: ["source"],
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: 200,
  });
  return new Map(rows.map(({ source, mapping }) => [source ?? "", mappingSchema.parse(mapping).scale]));
}
