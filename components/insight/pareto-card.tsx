import { ChartFrame } from "@/components/chart/chart-frame";
import { ChartDownloads } from "@/components/insight/chart-downloads";
import { ParetoChart } from "@/components/insight/pareto-chart";
import { WhatThisCounts } from "@/components/insight/what-this-counts";
import { EmptyState } from "@/components/ui/empty-state";
import { tellPareto } from "@/lib/insight/rules/causes";
import { roundDown, roundUp, wilson } from "@/lib/insight/rules/interval";
import type { ParetoBar } from "@/lib/insight/rules/pareto";

type ParetoCardProps = {
  title: string;
  bars: ParetoBar[];
  /** What is counted: "issues". */
  unit: string;
  definition: string;
  /** The cases behind a cause, by its name. */
  hrefs: Record<string, string>;
  className?: string;
  level?: 2 | 3;
};

const percent = (part: number) => `${(100 * part).toFixed(1)}%`;

function tellInterval(count: number, total: number): string {
  const estimate = wilson(count, total);
  return estimate
    ? `${roundDown(100 * estimate.lower, 1).toFixed(1)} to ${roundUp(100 * estimate.upper, 1).toFixed(1)}%`
    : "";
}

export function ParetoCard({ title, bars, unit, definition, hrefs, className, level = 3 }: ParetoCardProps) {
  const reading = tellPareto(bars, unit);
  // Chance makes no interval of what is weighed.
  const isCounted = unit === "issues";
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const numbers = {
    ...{ caption: title, definition },
    columns: ["Cause", unit, "Share", ...(isCounted ? ["95% interval"] : []), "With those above"],
    rows: bars.map(({ cause, count, share, cumulative }) => ({
      name: cause,
      href: hrefs[cause],
      values: [...[count, percent(share)], ...(isCounted ? [tellInterval(count, total)] : []), percent(cumulative)],
    })),
  };
  return (
    <ChartFrame
      title={title}
      level={level}
      className={className}
      reading={reading}
      numbers={numbers}
      action={bars.length > 0 ? <ChartDownloads title={title} reading={reading} numbers={numbers} /> : null}
      foot={<WhatThisCounts of={title} definition={definition} />}
    >
      {bars.length === 0 ? (
        <EmptyState title="No issues in this time" />
      ) : (
        <ParetoChart {...{ unit, bars, hrefs }} label={title} />
      )}
    </ChartFrame>
  );
}
