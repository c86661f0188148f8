import { RebaseDialog } from "@/components/chart-baseline/rebase-dialog";
import { DeedButton } from "@/components/form/deed-button";
import { endBaselineAction } from "@/lib/chart-baseline/actions";
import type { Figure } from "@/lib/chart-baseline/schema";
import type { Baseline, Series } from "@/lib/chart-baseline/types";
import { type Period, periodName } from "@/lib/insight/rules/chart-view";

type BaselineNotesProps = {
  series: Series;
  figure: Figure;
  /** Of issues the cause, of answers to the survey the item. */
  part?: string;
  period: Period;
  /** Where a run begins that would let limits begin anew; null where there is none, or where this is not the viewer's to say. */
  runSince: string | null;
  mayRebase: boolean;
  baselines: Baseline[];
};

/** Where a chart's limits begin anew and why, what takes that back, and what lets them begin anew. */
export function BaselineNotes({
  series,
  figure,
  part = "",
  period,
  runSince,
  mayRebase,
  baselines,
}: BaselineNotesProps) {
  if (baselines.length === 0 && runSince === null) return null;
  const since = (day: string) => `${period === "week" ? "the week of " : ""}${periodName(period, day)}`;
  return (
    <div className="mt-3 grid gap-2 border-t pt-3 text-sm">
      {baselines.map(({ id, startsOn, reason, by }) => (
        <div key={id} className="flex flex-wrap items-center gap-2">
          <p className="min-w-0 flex-1 basis-64 text-muted">
            Limits begin anew with {since(startsOn)}: {reason} ({by})
          </p>
          {mayRebase ? (
            <DeedButton
              size="s"
              variant="quiet"
              action={endBaselineAction}
              fields={{ baselineId: id }}
              done="Taken back: the limits go on as before."
            >
              Take back
            </DeedButton>
          ) : null}
        </div>
      ))}
      {runSince ? <RebaseDialog {...{ series, figure, part, runSince }} since={since(runSince)} /> : null}
    </div>
  );
}
