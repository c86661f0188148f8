import Link from "next/link";
import { TableDownload } from "@/components/insight/chart-downloads";
import { WhatThisCounts } from "@/components/insight/what-this-counts";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { wilson } from "@/lib/insight/rules/interval";
import { define, METRICS, tellShare } from "@/lib/insight/rules/metrics";
import type { Total, UnitFigures, UnitShare } from "@/lib/insight/types";
import { cn } from "@/lib/shared/cn";

type UnitsTableProps = { units: UnitFigures[]; title: string; hasSites: boolean };

const SCROLLS = "relative max-h-120 overflow-auto print:max-h-none print:overflow-visible";
/** All of its columns fit there, in lines that break. */
const ON_PAPER = "print:text-xs print:wrap-normal print:[&_td]:px-1.5 print:[&_th]:min-w-0 print:[&_th]:px-1.5";

function shareCells({ numerator, denominator }: Total): (number | string)[] {
  const estimate = wilson(numerator, denominator);
  const ends = estimate
    ? [estimate.value, estimate.lower, estimate.upper].map((end) => Number(end.toPrecision(6)))
    : [];
  return [numerator, denominator, ...(estimate ? ends : ["", "", ""])];
}

/** Unit by unit, the most cases first. Units differ in how many patients they have and in what befalls them, so none is ranked by how it does. */
export function UnitsTable({ units, title, hasSites }: UnitsTableProps) {
  const nameOf = ({ unit, site }: UnitFigures) => (hasSites ? `${unit}, ${site}` : unit);
  const shares = units[0]?.shares ?? [];
  const definition = [
    `${METRICS.received.name}: ${define(METRICS.received)}`,
    ...shares.map((share) => `${share.name}: ${share.definition}`),
  ].join(" ");
  const numbers = {
    ...{ caption: title, definition },
    columns: [
      ...["Unit", "Cases received"],
      ...shares.flatMap(({ name }) => [name, `${name}: of`, `${name}: share`, `${name}: 95% interval from`, "to"]),
    ],
    rows: units.map((row) => ({
      name: nameOf(row),
      values: [row.received, ...row.shares.flatMap(({ total }) => shareCells(total))],
    })),
  };
  return (
    <Card aria-labelledby="units">
      <CardHeader id="units" title={title} level={3} count={units.length}>
        {units.length > 0 ? <TableDownload title={title} numbers={numbers} /> : null}
      </CardHeader>
      {units.length === 0 ? (
        <EmptyState title="No case in this time" />
      ) : (
        // biome-ignore lint/a11y: what scrolls must be reachable by keyboard; a group, as the card around is the landmark.
        <div role="group" aria-label={title} tabIndex={0} className={SCROLLS}>
          <table className={cn("w-full border-collapse text-sm tabular-nums", ON_PAPER)}>
            <caption className="sr-only">{title}, the most cases first</caption>
            <thead>
              <tr>
                {["Unit", "Cases received", ...shares.map(({ name }) => name)].map((column) => (
                  <th
                    key={column}
                    scope="col"
                    className="sticky top-0 h-9 bg-surface px-3.5 text-end text-xs font-medium whitespace-nowrap text-muted first:text-start"
                  >
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {units.map((row) => (
                <tr key={row.key} className="border-t">
                  <th scope="row" className="h-9 min-w-40 px-3.5 text-start font-normal">
                    {row.chartsHref ? (
                      <Link prefetch={false} href={row.chartsHref} className="text-primary-text hover:underline">
                        {row.unit}
                      </Link>
                    ) : (
                      row.unit
                    )}
                    {hasSites ? <span className="text-muted">, {row.site}</span> : null}
                  </th>
                  <td className="px-3.5 text-end">
                    <Link prefetch={false} href={row.casesHref} className="text-primary-text hover:underline">
                      {row.received.toLocaleString("en")}
                      <span className="sr-only"> cases of {nameOf(row)}</span>
                    </Link>
                  </td>
                  {row.shares.map((share) => (
                    <Share key={share.name} {...share} of={nameOf(row)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="border-t px-3.5 py-2.5 text-sm text-muted">
        By how much comes in, never by how well it is done: of few cases chance makes any share. The interval stands
        beside each share.
      </p>
      {shares.length > 0 ? (
        <div className="px-3.5 pb-2.5">
          <WhatThisCounts of={title} definition={definition} />
        </div>
      ) : null}
    </Card>
  );
}

function Share({ name, total: { numerator, denominator }, nothing, href, ofHref, of }: UnitShare & { of: string }) {
  const { figure, basis } = tellShare(numerator, denominator, nothing);
  if (denominator === 0) return <td className="px-3.5 text-end text-muted">none</td>;
  const [counted, interval] = basis.split(", 95% interval ");
  return (
    <td className="px-3.5 text-end whitespace-nowrap print:whitespace-normal">
      <Link prefetch={false} href={href} className="text-primary-text hover:underline">
        {figure}
        <span className="sr-only">
          {" "}
          {name}, cases of {of}
        </span>
      </Link>{" "}
      <span className="text-muted">
        <Link prefetch={false} href={ofHref} className="hover:text-text hover:underline">
          {counted}
        </Link>
        , <span className="sr-only">95% interval </span>
        {interval}
      </span>
    </td>
  );
}
