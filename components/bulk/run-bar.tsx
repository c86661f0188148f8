import { Progress } from "@/components/ui/progress";
import type { RunProgress } from "@/lib/bulk/types";

export function isUnderWay({ state }: RunProgress): boolean {
  return state === "waiting" || state === "running" || state === "undoing";
}

export function canStop({ state }: RunProgress): boolean {
  return state === "waiting" || state === "running";
}

/** How far a run is, while it is under way. */
export function RunBar({ run, className }: { run: RunProgress; className?: string }) {
  if (!isUnderWay(run)) return null;
  const isUndo = run.state === "undoing";
  return (
    <Progress
      aria-label={isUndo ? "Cases taken back" : "Cases done"}
      max={(isUndo ? run.done : run.total) || undefined}
      value={run.total === null ? undefined : isUndo ? run.undone + run.undoLeft : run.done + run.left}
      className={className}
    />
  );
}
