import Link from "next/link";
import { Card, CardHeader, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { tellFalseAlarms, type UnitWarning } from "@/lib/insight/rules/unit-warnings";

type WarningsCardProps = { warnings: UnitWarning[]; watched: number; className?: string };

/** Units in which more of one thing is raised than is usual: where to look, and nothing about what is found there. */
export function WarningsCard({ warnings, watched, className }: WarningsCardProps) {
  return (
    <Card aria-labelledby="needs-a-look" className={className}>
      <CardHeader id="needs-a-look" title="Units that need a look" level={3} count={warnings.length}>
        A prompt, never a verdict
      </CardHeader>
      {warnings.length === 0 ? (
        <EmptyState title="No unit is prompted now" />
      ) : (
        <CardList>
          {warnings.map(({ key, unit, site, cause, says, usualWords, href, chartHref, planHref }) => (
            <li key={key} className="grid gap-0.5 px-3.5 py-2.5">
              <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <Chip tone="soon">▲ Early warning</Chip>
                <span className="font-medium">
                  {unit} · {cause}
                </span>
                <span className="ms-auto text-sm text-muted tabular-nums">{usualWords}</span>
              </span>
              <span className="text-sm text-muted">
                {site}. {says}{" "}
                <Link
                  prefetch={false}
                  href={href}
                  className="whitespace-nowrap text-primary-text underline print:hidden"
                >
                  See the cases
                  <span className="sr-only">
                    {" "}
                    of {unit}, {cause}
                  </span>
                </Link>{" "}
                <Link
                  prefetch={false}
                  href={chartHref}
                  className="whitespace-nowrap text-primary-text underline print:hidden"
                >
                  See the chart
                  <span className="sr-only">
                    {" "}
                    of {unit}, {cause}
                  </span>
                </Link>
                {planHref ? (
                  <>
                    {" "}
                    <Link
                      prefetch={false}
                      href={planHref}
                      className="whitespace-nowrap text-primary-text underline print:hidden"
                    >
                      Plan an action
                      <span className="sr-only">
                        {" "}
                        for {unit}, {cause}
                      </span>
                    </Link>
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </CardList>
      )}
      <p className="border-t px-3.5 py-2.5 text-sm text-muted">{tellFalseAlarms(watched)}</p>
    </Card>
  );
}
