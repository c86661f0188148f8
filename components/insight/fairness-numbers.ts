import type { Numbers } from "@/components/chart/numbers-table";
import { type FairnessRow, type FairnessTable, FIGURE_NAMES, FIGURES } from "@/lib/insight/rules/fairness";
import { verdictWords } from "@/lib/insight/rules/fairness-words";

type Asked = {
  title: string;
  head: string;
  table: FairnessTable;
  rates: Record<string, { told: string; basis: string }> | null;
  /** Heads the rates. */
  per: string;
};

/** The table as a file has it: what is hidden there is hidden here. */
export function fairnessNumbers({ title, head, table: { rows, all, hidden }, rates, per }: Asked): Numbers {
  const figures = FIGURE_NAMES.flatMap((figure) => [
    FIGURES[figure].name,
    `${FIGURES[figure].name}: 95% interval and n`,
    `${FIGURES[figure].name}: beside all`,
  ]);
  const valuesOf = (row: FairnessRow) => [
    row.cases,
    ...(rates ? [rates[row.group]?.told ?? "", rates[row.group]?.basis ?? ""] : []),
    ...FIGURE_NAMES.flatMap((name) => {
      const figure = row.figures[name];
      if (!figure) return ["hidden", "", ""];
      return [figure.told, figure.basis, row === all || figure.n === 0 ? "" : verdictWords(name, figure.verdict)];
    }),
  ];
  const columns = [head, "Cases", ...(rates ? [per, "Its 95% interval"] : []), ...figures];
  const together = { name: "Smaller groups, hidden", values: [hidden, ...columns.slice(2).map(() => "")] };
  return {
    ...{ caption: title, columns },
    rows: [
      ...rows.map((row) => ({ name: row.group, values: valuesOf(row) })),
      ...(hidden > 0 ? [together] : []),
      ...(all ? [{ name: all.group, values: valuesOf(all) }] : []),
    ],
  };
}
