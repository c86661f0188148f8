import { NumbersTable } from "@/components/chart/numbers-table";
import { WhatThisCounts } from "@/components/insight/what-this-counts";
import { scoreCells } from "@/components/survey/figures-card";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { define, METRICS } from "@/lib/insight/rules/metrics";
import { monthTitle } from "@/lib/insight/rules/months";
import { IMPORTED_LABELS } from "@/lib/survey-import/labels";
import type { ImportedFigure } from "@/lib/survey-import/types";

const COUNTED = define(METRICS.importedScores);

/** How surveys that others asked come out, apart from our own and never mixed with them. */
export function ImportedFiguresCard({ figures }: { figures: ImportedFigure[] }) {
  if (figures.length === 0) return null;
  return (
    <Card aria-labelledby="imported">
      <CardHeader id="imported" title="Imported from others" />
      <CardBody className="grid gap-4">
        {figures.map(({ key, instrument, source, from, to, lines }) => (
          <section key={key} aria-label={`${IMPORTED_LABELS[instrument]}, ${source}`} className="grid gap-1.5">
            <h3 className="text-sm font-medium">
              {IMPORTED_LABELS[instrument]}
              <span className="font-normal text-muted">
                , <bdi>{source}</bdi>, {from === to ? monthTitle(to) : `${monthTitle(from)} to ${monthTitle(to)}`}
              </span>
            </h3>
            <NumbersTable
              numbers={{
                caption: `${IMPORTED_LABELS[instrument]}, ${source}`,
                columns: ["Item", "Score", "95% interval", "n"],
                rows: lines.map((line) => ({ name: line.label, values: scoreCells(line) })),
              }}
            />
          </section>
        ))}
        <WhatThisCounts of="Imported from others" definition={COUNTED} />
      </CardBody>
    </Card>
  );
}
