import { NumbersTable } from "@/components/chart/numbers-table";
import { WhatThisCounts } from "@/components/insight/what-this-counts";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { type Estimate, percentDown, percentUp } from "@/lib/insight/rules/interval";
import { define, METRICS, tellShare } from "@/lib/insight/rules/metrics";
import { isReady } from "@/lib/survey/labels";
import { LEAST_FOR_COMMENTS } from "@/lib/survey/rules/score";
import type { ScoreLine } from "@/lib/survey/rules/scores";
import type { SurveyFigures } from "@/lib/survey/types";

/** What each ready survey is scored by. */
const COUNTED: Partial<Record<string, string>> = {
  service_recovery: define(METRICS.handlingSatisfaction),
  csat: define(METRICS.csat),
  fft: define(METRICS.fftPositive),
  nps: `${define(METRICS.npsPromoters)} ${define(METRICS.npsDetractors)} The score is the one less the other.`,
};

const OWN = define(METRICS.ownSurvey);

type FiguresCardProps = { figures: SurveyFigures; days: number };

/** How many answered, and how each survey comes out: every share with what it was counted from and its 95 % interval. */
export function FiguresCard({ figures, days }: FiguresCardProps) {
  const { sent, response, instruments, issues } = figures;
  return (
    <Card aria-labelledby="figures">
      <CardHeader id="figures" title={`Sent in the last ${days} days`} count={sent} />
      {response === null ? (
        <EmptyState title="No survey was sent in this time" />
      ) : (
        <CardBody className="grid gap-4">
          <p className="max-w-prose">
            <span className="text-2xl font-semibold tracking-tight tabular-nums">{tell(response).figure}</span> have
            answered: {tell(response).basis}. Whoever may still answer counts as not having done so.
          </p>
          {issues ? (
            <p className="max-w-prose">
              <span className="font-semibold tabular-nums">{tell(issues).figure}</span> of issues were answered, they
              say: {tell(issues).basis}.
            </p>
          ) : null}
          <WhatThisCounts
            of="Surveys answered"
            definition={[define(METRICS.surveysAnswered), ...(issues ? [define(METRICS.issuesAnswered)] : [])].join(
              " ",
            )}
          />
          {instruments.map(({ key, name, instrument, answers, score }) => (
            <section key={key} aria-label={name} className="grid gap-1.5">
              <h3 className="text-sm font-medium">
                {name}
                <span className="font-normal text-muted">
                  {instrument === "service_recovery" || !isReady(instrument) ? ", not HCAHPS" : ""},{" "}
                  {answers === 1 ? "1 answer" : `${answers} answers`}
                </span>
              </h3>
              {score ? (
                <>
                  <NumbersTable
                    numbers={{
                      caption: name,
                      columns: ["Item", "Score", "95% interval", "n"],
                      rows: score.lines.map((line) => ({ name: line.label, values: scoreCells(line) })),
                    }}
                  />
                  <WhatThisCounts of={name} definition={COUNTED[instrument] ?? OWN} />
                </>
              ) : null}
              {instrument === "fft" ? (
                <p className="text-sm text-muted">
                  The answers are listed below once {LEAST_FOR_COMMENTS} of a site have answered in this time.
                </p>
              ) : null}
            </section>
          ))}
        </CardBody>
      )}
    </Card>
  );
}

function tell({ value, n }: Estimate) {
  return tellShare(Math.round(value * n), n);
}

/** The figure, its interval and its number, as the columns of a table. */
export function scoreCells({ value, unit, estimate }: ScoreLine): string[] {
  const { lower, upper, n } = estimate;
  if (unit === "points") return [String(Math.round(value)), `${Math.floor(lower)} to ${Math.ceil(upper)}`, String(n)];
  return [tell(estimate).figure, `${percentDown(lower)} to ${percentUp(upper)}%`, String(n)];
}
