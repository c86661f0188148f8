import { TargetDialog } from "@/components/chart-target/target-dialog";
import { DeedButton } from "@/components/form/deed-button";
import { dropTargetAction } from "@/lib/chart-target/actions";
import { tellTarget } from "@/lib/chart-target/rules";
import type { TargetFigure } from "@/lib/chart-target/schema";
import type { Target } from "@/lib/chart-target/types";
import { METRICS } from "@/lib/insight/rules/metrics";

type TargetNoteProps = {
  siteId: string;
  figure: TargetFigure;
  target: Target | null;
  /** Whether it is the viewer's to say. */
  maySet: boolean;
};

/** What a figure of this site should come to, why and who said so, and what changes it. */
export function TargetNote({ siteId, figure, target, maySet }: TargetNoteProps) {
  if (target === null && !maySet) return null;
  const metric = METRICS[figure];
  const shared = { siteId, figure, standing: target };
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2 border-t pt-3 text-sm print:border-0 print:pt-0">
      {target ? (
        <p className="min-w-0 flex-1 basis-64 text-muted">
          Target of this site: {metric.better === "increase" ? "at least" : "at most"}{" "}
          {tellTarget(target.value, metric)}. {target.reason} ({target.by})
        </p>
      ) : null}
      {maySet ? (
        <span className="flex flex-wrap gap-2 print:hidden">
          <TargetDialog {...shared} />
          {target ? (
            <DeedButton
              size="s"
              variant="quiet"
              action={dropTargetAction}
              fields={{ targetId: target.id }}
              done="The target is taken away."
            >
              Take away
            </DeedButton>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}
