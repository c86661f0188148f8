import type { Numbers } from "@/components/chart/numbers-table";
import { type FairnessRow, type FairnessTable, FIGURE_NAMES, FIGURES } from "@/lib/insight/rules/fairness";
import type { TableRates, ToldRate } from "@/lib/insight/rules/fairness-rates";
import { verdictWords } from "@/lib/insight/rules/fairness-words";
import { define, METRICS } from "@/lib/insight/rules/metrics";

type Asked = {
  title: string;
  head: string;
  table: FairnessTable;
};

/** The table as a file has it: what is hidden there is hidden here. */
export function fairnessNumbers({ title, head, table: { rows, all, hidden, rates } }: Asked): Numbers {
  const figures = FIGURE_NAMES.flatMap((figure) => [
    FIGURES[figure].name,
    `${FIGURES[figure].name}: 95% interval and n`,
    `${FIGURES[figure].name}: beside all`,
  ]);
  const valuesOf = (row: FairnessRow) => [
    row.cases,
    ...(rates ? rateValues(rates.metric, row === all ? rates.all : rates.of.get(row.group)) : []),
    ...FIGURE_NAMES.flatMap((name) => {
      const figure = row.figures[name];
      if (!figure) return ["hidden", "", ""];
      return [
        figure.told,
        figure.basis,
        row === all || figure.n === 0 ? "" : verdictWords(name, figure.verdict, figure.chance),
      ];
    }),
  ];
  const columns = [head, "Cases", ...(rates ? rateColumns(rates.metric) : []), ...figures];
  const together = { name: "Hidden groups", values: [hidden, ...columns.slice(2).map(() => "")] };
  return {
    ...{ caption: title, columns, definition: defineAll(rates) },
    rows: [
      ...rows.map((row) => ({ name: row.group, values: valuesOf(row) })),
      ...(hidden > 0 ? [together] : []),
      ...(all ? [{ name: all.group, values: valuesOf(all) }] : []),
    ],
  };
}

/** Each figure by its name. */
function defineAll(rates: TableRates | null): string {
  const metrics = [
    METRICS.received,
    ...(rates ? [METRICS[rates.metric]] : []),
    ...FIGURE_NAMES.map((figure) => FIGURES[figure]),
  ];
  return metrics.map((metric) => `${metric.name}: ${define(metric)}`).join(" ");
}

function rateColumns(metric: TableRates["metric"]): string[] {
  const name = `Per 1,000 ${METRICS[metric].denominator}`;
  return [name, `${name}: 95% interval and n`, ...(isJudged(metric) ? [`${name}: beside all`] : [])];
}

function rateValues(metric: TableRates["metric"], rate: ToldRate | null | undefined): string[] {
  const verdict = rate?.judged ? verdictWords("rate", rate.judged.verdict, rate.judged.chance) : "";
  return [rate?.told ?? "", rate?.basis ?? "", ...(isJudged(metric) ? [verdict] : [])];
}

/** Those of units are judged by the funnel. */
function isJudged(metric: TableRates["metric"]): boolean {
  return metric === "reportsPerPatients";
}
