import Link from "next/link";
import { ControlChart } from "@/components/insight/control-chart";
import { VerdictMark } from "@/components/insight/control-marks";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { ShownChart } from "@/lib/insight/rules/chart-view";
import type { UnitWarning } from "@/lib/insight/rules/unit-warnings";

type TrendCardProps = {
  trend: { received: ShownChart; rate: { title: string; chart: ShownChart } | null; warnings: UnitWarning[] };
};

/** More would be read on the page that this leads to. */
const MOST_TOLD = 3;

/** The trend, small, and beside it what changed and where, in words. */
export function TrendCard({ trend: { received, rate, warnings } }: TrendCardProps) {
  const { title, chart } = rate ?? { title: "Concerns, complaints and grievances per week", chart: received };
  const read = rate ? [rate.chart, received] : [received];
  return (
    <Card aria-labelledby="what-changed">
      <CardHeader id="what-changed" title="What changed, and where">
        <Link
          prefetch={false}
          href="/insights"
          className="inline-flex min-h-6 items-center rounded text-primary-text hover:underline"
        >
          All insights
        </Link>
      </CardHeader>
      <CardBody className="grid gap-3.5 lg:grid-cols-2">
        <div className="order-2 min-w-0 lg:order-1">
          {chart.points.length > 1 ? (
            <>
              <h3 className="mb-1.5 text-sm text-muted">{title}</h3>
              <ControlChart label={title} chart={chart} height={180} />
            </>
          ) : null}
        </div>
        <ul className="order-1 grid content-start gap-2 lg:order-2">
          {read.map((one) => (
            <li key={one.reading} className="flex gap-2">
              <span className="mt-1">
                <VerdictMark verdict={one.points.at(-1)?.verdict ?? "common_cause"} />
              </span>
              <span>
                {one.reading} {one.assurance}{" "}
                {one.signals[0] ? (
                  <Link prefetch={false} href={one.signals[0].href} className="text-primary-text underline">
                    See the cases<span className="sr-only"> of {one.signals[0].says}</span>
                  </Link>
                ) : null}
              </span>
            </li>
          ))}
          {warnings.slice(0, MOST_TOLD).map(({ key, unit, site, cause, usualWords, chartHref }) => (
            <li key={key} className="flex gap-2">
              <span aria-hidden className="text-soon">
                ▲
              </span>
              <span>
                <Link prefetch={false} href={chartHref} className="font-medium text-primary-text underline">
                  {unit} · {cause}
                </Link>
                , {site}: {usualWords}. A prompt to look, never a verdict.
              </span>
            </li>
          ))}
          {warnings.length > MOST_TOLD ? (
            <li className="text-muted">{warnings.length - MOST_TOLD} more units</li>
          ) : null}
        </ul>
      </CardBody>
    </Card>
  );
}
