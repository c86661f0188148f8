import type { ControlChart, Phase } from "./control-chart";
import type { ChartKind } from "./limits";

/** Where not even two cases would reach the upper limit, the next one case is a signal whatever happens. */
const LEAST_CASES = 2;

/**
 * A chart without what is drawn from too little: limits that a second case would be above, or that lie on their mean because nothing moved.
 * Such a phase has no limits, and nothing in it is special. `isThin`: the newest phase is one.
 */
export function withoutThin(kind: ChartKind, chart: ControlChart): { chart: ControlChart; isThin: boolean } {
  const thin = chart.phases.map((phase) => isTooThin(kind, chart, phase));
  return {
    isThin: thin.at(-1) ?? false,
    chart: {
      points: chart.points.map((point) =>
        thin[point.phase] ? { ...point, limits: null, causes: [], verdict: null } : point,
      ),
      phases: chart.phases.map((phase, at) => (thin[at] ? { ...phase, limits: null, assurance: null } : phase)),
    },
  };
}

function isTooThin(kind: ChartKind, { points }: ControlChart, { from, to }: Phase): boolean {
  const limited = points.slice(from, to).flatMap(({ limits, n }) => {
    if (limits === null || limits.lower === null || limits.upper === null) return [];
    return [{ upper: limits.upper, isFlat: limits.upper - limits.lower < 1e-9, volume: kind === "u" ? (n ?? 0) : 1 }];
  });
  if (limited.length === 0) return false;
  if (limited.every(({ isFlat }) => isFlat)) return true;
  return COUNTS.includes(kind) && limited.every(({ upper, volume }) => upper * volume < LEAST_CASES);
}

/** Charts of cases: `u` per volume. A share has no case more than all. */
const COUNTS: readonly ChartKind[] = ["xmr", "i", "c", "u"];
