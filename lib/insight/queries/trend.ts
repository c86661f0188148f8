import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { listBaselines } from "@/lib/chart-baseline/queries";
import { listTargets } from "@/lib/chart-target/queries";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { figuresAmong, lookingAtFigures } from "../policy";
import type { ShownChart } from "../rules/chart-view";
import { dashboardSchema, nameSites, shownDays } from "../rules/dashboard";
import { METRICS } from "../rules/metrics";
import { type ParetoBar, pareto } from "../rules/pareto";
import { showRate, showReceived } from "../rules/shown-charts";
import { tellItems } from "../rules/shown-satisfaction";
import { type UnitWarning, warnUnits } from "../rules/unit-warnings";
import { type Days, RATE_OF } from "../schema";
import type { SatisfactionItem } from "../types";
import { readPareto } from "./breakdowns";
import { readCounted, rebasesAmong } from "./charts";
import { by, DEFINITIONS, defineRate, hrefsOf, linksOf } from "./dashboard";
import { listMeasuresKept, readRates } from "./rates";
import { readSatisfaction } from "./satisfaction";
import { findBegun } from "./series";
import { targetOf } from "./speed";
import { readWatched } from "./warnings";

export type Trend = {
  received: ShownChart;
  /** What the chart of what came in counts, and how its limits are drawn. */
  receivedDefinition: string;
  /** Null where nobody has said how many patients there were. */
  rate: { title: string; chart: ShownChart; definition: string } | null;
  warnings: UnitWarning[];
  satisfaction: SatisfactionItem[];
  causes: ParetoBar[];
  causeHrefs: Record<string, string>;
  /** What all of it is of: the names of the sites, and the days that causes are counted of. */
  of: string;
  days: Days;
};

/** What changed and where, for the manager's day, in half a year: what people are unhappy about, how they found the handling, and the units that need a look. */
export async function readTrend(asker: Viewer, now: Date): Promise<Trend> {
  const viewer = lookingAtFigures(asker);
  const chosen = { ...dashboardSchema.parse({ period: "26" }), among: figuresAmong(asker) };
  const seen = sitesFor(viewer, "insight.see");
  const [siteId, ...others] = seen;
  const only = siteId !== undefined && others.length === 0 ? siteId : null;
  const today = isoDay(dayIn(now, viewer.zone));
  const kinds = chosen.kind;
  const [begun, [measure = "encounters"], baselines] = await Promise.all([
    findBegun(viewer, {}, now),
    listMeasuresKept(viewer, {}),
    only ? listBaselines(viewer, { siteId: only, unitId: null, kinds }) : [],
  ]);
  const rebasesOf = rebasesAmong(baselines);
  const rated = RATE_OF[measure];
  const [long, days] = [{ from: begun ?? today, to: today }, shownDays(chosen.period, today)];
  const [weeks, watched, targets, rates, said, totals] = await Promise.all([
    readCounted(viewer, { metric: "received", step: "week", kinds, rebases: rebasesOf("received"), begun }, now),
    readWatched(viewer, { kinds }, now),
    only ? listTargets(viewer, only) : [],
    readRates(viewer, { metric: rated, ...long }, now),
    readSatisfaction(viewer, { ...long, kinds }, now),
    readPareto(viewer, { ...days, kinds }, now),
  ]);
  const all = { chosen, where: "" };
  const rate = showRate(rates, { ...all, rated, rebases: rebasesOf(rated), target: targetOf(targets, rated) });
  return {
    receivedDefinition: DEFINITIONS.received,
    received: showReceived(weeks, { ...all, rebases: rebasesOf("received") }),
    rate: rate && { title: `${METRICS[rated].name}, by month`, chart: rate, definition: defineRate(rated) },
    warnings: warnUnits(watched, linksOf(viewer, chosen)),
    satisfaction: tellItems(said, chosen),
    causes: pareto(totals.map(by("issues"))),
    causeHrefs: hrefsOf(totals, chosen, days),
    of: nameSites(viewer.sites.filter(({ id }) => seen.includes(id))),
    days,
  };
}
