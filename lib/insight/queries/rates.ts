import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { METRICS } from "../rules/metrics";
import { spansOf } from "../rules/spans";
import type { RatesAsked } from "../schema";
import { denominatorsVisibleTo } from "../scope";
import type { RatePoint } from "../types";
import { caseRowsOf, seenSites } from "./rollup";
import { earliestDay } from "./series";

/**
 * A rate month by month. Cases of sites that have said no volume for a month are left out of that month, which then says so; a month
 * for which nobody has, or that is not over, is a gap with its reason, and never nought.
 */
export async function readRates(viewer: Viewer, asked: RatesAsked, now: Date): Promise<RatePoint[]> {
  const seen = seenSites(viewer, asked, now);
  const spans = spansOf(asked, "month");
  const [first, last] = [spans[0], spans.at(-1)];
  if (!seen || !first || !last) return [];
  const { volume, kinds } = METRICS[asked.metric];
  const [cases, volumes] = await Promise.all([
    reportsFor(viewer).$queryRaw<{ start: string; siteId: string; cases: number }[]>`
      SELECT to_char(date_trunc('month', d."day"::timestamp), 'YYYY-MM-DD') AS "start", d."siteId"::text AS "siteId", sum(d."received")::int AS "cases"
      ${caseRowsOf({ ...asked, kinds }, seen, { from: first.start, to: last.end })}
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
  ]);
  const caseOf = new Map(cases.map((row) => [`${row.siteId} ${row.start}`, row.cases]));
  const volumeOf = new Map(
    volumes.map(({ siteId, month, value }) => [`${siteId} ${month.toISOString().slice(0, 10)}`, value]),
  );
  const today = earliestDay(viewer, asked, now);
  return spans.map(({ start, end, label }) => {
    const base = { start, end, label, isOver: end < today };
    const counted = seen.named.filter(({ id }) => volumeOf.has(`${id} ${start}`));
    const sum = (values: Map<string, number | null>) =>
      counted.reduce((total, { id }) => total + (values.get(`${id} ${start}`) ?? 0), 0);
    const gap = gapOf({
      isOver: base.isOver,
      isCounted: counted.length > 0,
      what: METRICS[asked.metric].denominator,
      label,
    });
    if (gap) return { ...base, numerator: countAll(seen.named, caseOf, start), denominator: null, gap, note: null };
    const without = seen.named.filter((site) => !counted.includes(site)).map(({ name }) => name);
    const note = without.length > 0 && !asked.unitId ? `Without ${without.join(", ")}, where nobody has said.` : null;
    return { ...base, numerator: sum(caseOf), denominator: sum(volumeOf), gap: null, note };
  });
}

function gapOf({
  isOver,
  isCounted,
  what,
  label,
}: {
  isOver: boolean;
  isCounted: boolean;
  what: string;
  label: string;
}) {
  if (!isOver) return `${label} is not over.`;
  return isCounted ? null : `Nobody has said how many ${what} there were in ${label}.`;
}

function countAll(sites: { id: string }[], cases: Map<string, number>, start: string): number {
  return sites.reduce((total, { id }) => total + (cases.get(`${id} ${start}`) ?? 0), 0);
}
