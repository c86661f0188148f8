import Link from "next/link";
import { TableDownload } from "@/components/insight/chart-downloads";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Judged } from "@/lib/insight/rules/chance";
import {
  type FairnessRow,
  type FairnessTable,
  FIGURE_NAMES,
  FIGURES,
  type FigureName,
} from "@/lib/insight/rules/fairness";
import type { TableRates, ToldRate } from "@/lib/insight/rules/fairness-rates";
import { isOpen, tellComparisons, tellFairness, verdictWords } from "@/lib/insight/rules/fairness-words";
import { METRICS } from "@/lib/insight/rules/metrics";
import { LEAST_SHOWN } from "@/lib/insight/rules/suppress";
import { cn } from "@/lib/shared/cn";
import { fairnessNumbers } from "./fairness-numbers";

type FairnessCardProps = {
  title: string;
  /** Heads the groups: "Language". */
  head: string;
  table: FairnessTable;
  isUnits: boolean;
  /** By the name of a unit: its cases in the queue. */
  hrefs: Record<string, string>;
};

const SCROLLS = "overflow-auto rounded border print:overflow-visible";
/** All of its columns fit there, in lines that break. */
const ON_PAPER =
  "print:text-xs print:wrap-normal print:[&_td]:px-1.5 print:[&_td]:whitespace-normal print:[&_th]:min-w-0 print:[&_th]:px-1.5 print:[&_th]:whitespace-normal";

/** Groups beside each other, each figure with what it was counted from, how far chance may move it, and whether chance gives the difference. */
export function FairnessCard({ title, head, table, isUnits, hrefs }: FairnessCardProps) {
  const { rows, all, hidden, rates } = table;
  return (
    <Card aria-labelledby="groups" className="break-inside-avoid">
      <CardHeader id="groups" title={title}>
        {rows.length > 0 ? <TableDownload title={title} numbers={fairnessNumbers({ title, head, table })} /> : null}
      </CardHeader>
      <CardBody>
        <p className="mb-3 max-w-prose">{tellFairness(table, isUnits ? "unit" : "group")}</p>
        {rows.length === 0 ? (
          <EmptyState title="No group to show">Choose another half-year, or all sites.</EmptyState>
        ) : (
          // biome-ignore lint/a11y: what scrolls must be reachable by keyboard; a group, as the card around is the landmark.
          <div role="group" aria-label={title} tabIndex={0} className={SCROLLS}>
            <table className={cn("w-full border-collapse text-sm tabular-nums", ON_PAPER)}>
              <caption className="sr-only">{title}</caption>
              <thead>
                <tr className="text-xs text-muted">
                  <Head>{head}</Head>
                  <Head>Cases</Head>
                  {rates ? <Head>{`Per 1,000 ${METRICS[rates.metric].denominator}`}</Head> : null}
                  {FIGURE_NAMES.map((figure) => (
                    <Head key={figure}>{HEADS[figure]}</Head>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.group} row={row} href={hrefs[row.group]} rates={rates} />
                ))}
                {hidden > 0 ? (
                  <tr className="border-t text-muted">
                    <th scope="row" className="px-2.5 py-2 text-start font-normal">
                      Hidden groups
                    </th>
                    <td className="px-2.5 py-2">{hidden.toLocaleString("en")}</td>
                    <td colSpan={FIGURE_NAMES.length + (rates ? 1 : 0)} className="px-2.5 py-2">
                      Counted in all together
                    </td>
                  </tr>
                ) : null}
                {all ? <Row row={all} isTotal rates={rates} /> : null}
              </tbody>
            </table>
          </div>
        )}
        <Notes
          isUnits={isUnits}
          rates={rates}
          comparisons={tellComparisons(table)}
          hasOpen={judgedIn(table).some(isOpen)}
        />
      </CardBody>
    </Card>
  );
}

function judgedIn({ rows, rates }: FairnessTable): Judged[] {
  const figures = rows.flatMap((row) => FIGURE_NAMES.flatMap((name) => row.figures[name] ?? []));
  return [...figures, ...[...(rates?.of.values() ?? [])].flatMap(({ judged }) => judged ?? [])];
}

const HEADS: Record<FigureName, string> = {
  inTime: "Answered in time",
  time: "Time to answer",
  upheld: "Upheld",
  satisfied: "Satisfied",
};

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="h-9 px-2.5 text-start font-medium whitespace-nowrap">
      {children}
    </th>
  );
}

type RowProps = { row: FairnessRow; href?: string; rates: TableRates | null; isTotal?: true };

function Row({ row, href, rates, isTotal }: RowProps) {
  return (
    <tr className={cn("border-t align-top", isTotal && "font-medium")}>
      <th scope="row" className={cn("min-w-32 px-2.5 py-2 text-start", !isTotal && "font-normal")}>
        {href ? (
          <Link prefetch={false} href={href} className="text-primary-text hover:underline">
            {row.group}
          </Link>
        ) : (
          row.group
        )}
      </th>
      <td className="px-2.5 py-2">{row.cases.toLocaleString("en")}</td>
      {rates ? <RateCell rate={isTotal ? rates.all : (rates.of.get(row.group) ?? noRate(rates.metric))} /> : null}
      {FIGURE_NAMES.map((figure) => (
        <FigureCell key={figure} name={figure} figure={row.figures[figure]} isTotal={isTotal} />
      ))}
    </tr>
  );
}

function noRate(metric: TableRates["metric"]): ToldRate {
  return { told: "no rate", basis: `nobody has said how many ${METRICS[metric].denominator}`, judged: null };
}

function RateCell({ rate }: { rate: ToldRate | null }) {
  return (
    <td className="px-2.5 py-2 whitespace-nowrap">
      {rate?.told}
      <span className="block text-xs font-normal text-muted">{rate?.basis}</span>
      {rate?.judged ? <VerdictLine name="rate" judged={rate.judged} /> : null}
    </td>
  );
}

type FigureCellProps = { name: FigureName; figure: FairnessRow["figures"][FigureName]; isTotal?: true };

function FigureCell({ name, figure, isTotal }: FigureCellProps) {
  if (!figure) return <td className="px-2.5 py-2 font-normal text-muted">hidden</td>;
  return (
    <td className="px-2.5 py-2 whitespace-nowrap">
      {figure.told}
      <span className="block text-xs font-normal text-muted">{figure.basis}</span>
      {isTotal || figure.n === 0 ? null : <VerdictLine name={name} judged={figure} />}
    </td>
  );
}

function VerdictLine({ name, judged: { verdict, chance } }: { name: FigureName | "rate"; judged: Judged }) {
  return (
    <span className={cn("block text-xs", verdict === "within" ? "text-muted" : "font-medium text-soon")}>
      {verdictWords(name, verdict, chance)}
    </span>
  );
}

type NotesProps = { isUnits: boolean; rates: TableRates | null; comparisons: string | null; hasOpen: boolean };

function Notes({ isUnits, rates, comparisons, hasOpen }: NotesProps) {
  return (
    <div className="mt-3 grid max-w-prose gap-2 text-sm text-muted">
      {comparisons ? <p>{comparisons}</p> : null}
      {hasOpen ? (
        <p>
          “May be chance” stands where chance alone would give the difference less than once in 20 times: too little to
          tell among so many figures. More cases decide: look at the next half-year too.
        </p>
      ) : null}
      {isUnits ? (
        <p>
          Of fewer than {LEAST_SHOWN} no share or time is shown, as it would tell of single people, nor of more where
          one that is hidden could be worked out from the rest.
        </p>
      ) : (
        <p>
          Groups of fewer than {LEAST_SHOWN} are hidden, and larger ones where a hidden one could be worked out from the
          rest.
          {rates
            ? " A group that seldom speaks up may be among them, however many patients it has."
            : " There is no rate: of one site, it needs how many patients of each group there were."}
        </p>
      )}
      <details className="print:hidden">
        <summary className="w-fit cursor-pointer rounded text-primary-text">What this counts</summary>
        <p className="mt-1">
          Under each figure stands its 95% interval and n, what it was counted from; of a time that of the median and of
          the 90th centile. A difference is told where chance would give it less than twice in a thousand (99.8% limits
          around all together, exact binomial) and where it holds up beside the other comparisons of the table
          (Benjamini-Hochberg, false discoveries at most 5%); of times, where more or fewer took longer than the median
          of all; of cases per 1,000 patients, beside all groups together whose patients somebody counted.
        </p>
        <ul className="mt-1 grid gap-1">
          {rates ? (
            <li>
              {METRICS[rates.metric].name}: {METRICS[rates.metric].says} {METRICS[rates.metric].source}
            </li>
          ) : null}
          {FIGURE_NAMES.map((figure) => (
            <li key={figure}>
              {HEADS[figure]}: {FIGURES[figure].says} {FIGURES[figure].source}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
