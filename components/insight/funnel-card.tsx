import { ChartFrame } from "@/components/chart/chart-frame";
import { ChartDownloads } from "@/components/insight/chart-downloads";
import { FunnelChart } from "@/components/insight/funnel-chart";
import { WhatThisCounts } from "@/components/insight/what-this-counts";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PLACE_WORDS, tellFunnel } from "@/lib/insight/rules/fairness-words";
import type { Funnel } from "@/lib/insight/rules/funnel";

const DEFINITION =
  "Each unit by its encounters and its cases per 1,000 of them, in the months for which somebody said how many encounters it had. Limits are what chance gives around the rate of all units, 95% and 99.8% (Poisson), and are not widened for what units differ in besides. They tell where to ask, and are no verdict.";

/** Units by how much there is to report and how much is reported, with the limits that chance gives. */
export function FunnelCard({
  title,
  funnel,
  hrefs,
}: {
  title: string;
  funnel: Funnel | null;
  hrefs: Record<string, string>;
}) {
  if (!funnel) {
    return (
      <Card aria-labelledby="funnel">
        <CardHeader id="funnel" title={title} />
        <CardBody>
          <EmptyState title="No funnel to draw">
            It needs three units at least for which somebody has said how many encounters there were, under
            Denominators.
          </EmptyState>
        </CardBody>
      </Card>
    );
  }
  const reading = tellFunnel(funnel);
  const numbers = {
    ...{ caption: title, definition: DEFINITION },
    columns: ["Unit", "Cases", "Encounters", "Per 1,000", "Beside all units"],
    rows: funnel.points
      .toSorted((a, b) => b.volume - a.volume)
      .map(({ unit, cases, volume, rate, place }) => ({
        ...{ name: unit, href: hrefs[unit] },
        values: [cases, volume, { value: rate, told: rate.toFixed(2) }, PLACE_WORDS[place]],
      })),
  };
  return (
    <ChartFrame
      title={title}
      reading={reading}
      numbers={numbers}
      action={<ChartDownloads title={title} reading={reading} numbers={numbers} />}
      foot={<WhatThisCounts of={title} definition={DEFINITION} />}
    >
      <FunnelChart label={title} funnel={funnel} />
    </ChartFrame>
  );
}
