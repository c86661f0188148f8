import "server-only";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { METRICS } from "../rules/metrics";
import { spansOf } from "../rules/spans";
import { MEASURES, type Measure, type RatesAsked, type Which } from "../schema";
import { denominatorsVisibleTo } from "../scope";
import type { RatePoint } from "../types";
import { caseRowsOf, rowsOf, seenSites } from "./rollup";
import { earliestDay } from "./series";

/**
 * A rate month by month. Cases of sites that have said no volume for a month are left out of that month, which then says so, and a site's
 * months up to that of its first case, in which it may have begun anywhere. A month for which nobody has said, before any was recorded, or
 * that is not over, is a gap with its reason, and never nought.
 */
export async function readRates(viewer: Viewer, asked: RatesAsked, now: Date): Promise<RatePoint[]> {
  const seen = seenSites(viewer, asked, now);
  const spans = spansOf(asked, "month");
  const [first, last] = [spans[0], spans.at(-1)];
  if (!seen || !first || !last) return [];
  const { volume, kinds } = METRICS[asked.metric];
  const told = rowsOf({ ...asked, kinds, metric: asked.of ?? "received" }, seen, { from: first.start, to: last.end });
  // Each site's first day is looked up in the index's own order, in which unit and kind, here the same throughout, stand before the day.
  const [cases, volumes, begun] = await Promise.all([
    reportsFor(viewer).$queryRaw<{ start: string; siteId: string; cases: number }[]>`
      SELECT to_char(d."day", 'YYYY-MM-DD') AS "start", d."siteId"::text AS "siteId", ${told.numerator}::int AS "cases"
      ${told.from}
      GROUP BY 1, 2`,
    reportsFor(viewer).denominator.findMany({
      where: {
        AND: [denominatorsVisibleTo(viewer), asked.siteId ? { siteId: asked.siteId } : {}],
        ...{ measure: volume.measure, unitId: asked.unitId ?? null, value: { not: null } },
        month: { gte: new Date(first.start), lte: new Date(last.start) },
      },
      select: { siteId: true, month: true, value: true },
      take: 100_000,
    }),
    reportsFor(viewer).$queryRaw<{ siteId: string; month: string }[]>`
      SELECT o."id"::text AS "siteId", to_char(date_trunc('month', f."day"::timestamp), 'YYYY-MM-DD') AS "month"
      FROM "Site" o CROSS JOIN LATERAL (
        SELECT d."day" ${caseRowsOf({ siteId: asked.siteId, unitId: asked.unitId }, seen, null)}
          AND d."siteId" = o."id" AND d."received" > 0
        ORDER BY d."unitId", d."kind", d."day" LIMIT 1
      ) f
      WHERE o."id" IN (${Prisma.join(seen.named.map(({ id }) => Prisma.sql`${id}::uuid`))})`,
  ]);
  const begunOf = new Map(begun.map(({ siteId, month }) => [siteId, month]));
  const caseOf = new Map(cases.map((row) => [`${row.siteId} ${row.start}`, row.cases]));
  const volumeOf = new Map(
    volumes.map(({ siteId, month, value }) => [`${siteId} ${month.toISOString().slice(0, 10)}`, value]),
  );
  const today = earliestDay(viewer, asked, now);
  return spans.map(({ start, end, label }): RatePoint => {
    const base = { start, end, label, isOver: end < today };
    const recorded = seen.named.filter(({ id }) => start > (begunOf.get(id) ?? end));
    const counted = recorded.filter(({ id }) => volumeOf.has(`${id} ${start}`));
    const sum = (values: Map<string, number | null>) =>
      counted.reduce((total, { id }) => total + (values.get(`${id} ${start}`) ?? 0), 0);
    const what = METRICS[asked.metric].denominator;
    const gap = gapOf({
      ...{ isOver: base.isOver, isRecorded: recorded.length > 0, isCounted: counted.length > 0 },
      what,
    });
    if (gap) return { ...base, numerator: countAll(seen.named, caseOf, start), denominator: null, gap, note: null };
    const note = asked.unitId ? null : noteOf({ all: seen.named, recorded, counted, what });
    const sites = counted.length < seen.named.length ? { sites: counted.map(({ id }) => id) } : {};
    return { ...base, ...sites, numerator: sum(caseOf), denominator: sum(volumeOf), gap: null, note };
  });
}

/** What the viewer's sites keep count of, so that a rate can be told: of a unit, or of whole sites; in the order of the list of measures. */
export async function listMeasuresKept(viewer: Viewer, { siteId, unitId }: Which): Promise<Measure[]> {
  const rows = await reportsFor(viewer).denominator.groupBy({
    by: ["measure"],
    where: {
      AND: [denominatorsVisibleTo(viewer), siteId ? { siteId } : {}, { unitId: unitId ?? null, value: { not: null } }],
    },
    orderBy: { measure: "asc" },
  });
  return MEASURES.filter((measure) => rows.some((row) => row.measure === measure));
}

function gapOf(given: { isOver: boolean; isRecorded: boolean; isCounted: boolean; what: string }): string | null {
  if (!given.isOver) return "not over";
  if (!given.isRecorded) return "not yet recorded here";
  return given.isCounted ? null : `nobody has said how many ${given.what} there were`;
}

type Site = { id: string; name: string };

type Sites = Record<"all" | "recorded" | "counted", Site[]>;

/** The sites that a month leaves out, and why. */
function noteOf({ all, recorded, counted, what }: Sites & { what: string }): string | null {
  const tell = (sites: Site[], why: string) =>
    sites.length > 0 ? [`Without ${sites.map(({ name }) => name).join(", ")}: ${why}.`] : [];
  const notes = [
    ...tell(
      recorded.filter((site) => !counted.includes(site)),
      `nobody has said how many ${what} there were`,
    ),
    ...tell(
      all.filter((site) => !recorded.includes(site)),
      "nothing was recorded there yet",
    ),
  ];
  return notes.length > 0 ? notes.join(" ") : null;
}

function countAll(sites: Site[], cases: Map<string, number>, start: string): number {
  return sites.reduce((total, { id }) => total + (cases.get(`${id} ${start}`) ?? 0), 0);
}
