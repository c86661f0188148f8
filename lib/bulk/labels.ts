import { countCases, EVENT_LABELS, WAITING_PHRASES } from "@/lib/case/labels";
import { WAY_LABELS } from "@/lib/contact/labels";
import { formatDay } from "@/lib/shared/dates";
import type { BulkDeedInput, RunShow } from "./schema";
import type { RunProgress } from "./types";

const RUN_SHOW_LABELS: Record<RunShow, string> = { left: "Left out", done: "Done", all: "All" };

type Shown = { label: string; count: string | undefined };

/** What a part of a run is called and how many it holds. While it is under way only its progress counts: two counts would differ. */
export function describeShow({ state, total, done, left, undone, undoLeft }: RunProgress, show: RunShow): Shown {
  const isUndone = state === "undone";
  const isEnded = isUndone || state === "ended" || state === "failed";
  const count = { left: left + undoLeft, done: isUndone ? undone : done, all: total ?? 0 }[show];
  return {
    label: isUndone && show === "done" ? "Taken back" : RUN_SHOW_LABELS[show],
    count: isEnded ? count.toLocaleString("en") : undefined,
  };
}

/** A deed in words: "Assign to Dana Moreau". */
export function describeDeed(deed: BulkDeedInput, ownerName: string | null): string {
  switch (deed.deed) {
    case "assign":
      return `Assign to ${ownerName ?? "somebody"}`;
    case "take":
      return "Take for oneself";
    case "move":
      return EVENT_LABELS[deed.event];
    case "wait":
      return `Wait for ${WAITING_PHRASES[deed.waitingFor]}`;
    case "tag":
      return `Tag: ${deed.label}`;
    case "untag":
      return `Take a tag off: ${deed.label}`;
    case "escalate":
      return "Escalate";
    case "follow_up":
      return `Follow up: ${WAY_LABELS[deed.channel].toLowerCase()} on ${formatDay(new Date(deed.dueOn))}`;
    default:
      return deed satisfies never;
  }
}

/** How a run stands, in a sentence. */
export function describeProgress(run: RunProgress): string {
  const { state, total, done, left, undone, undoLeft } = run;
  const leftOut = left > 0 ? `, ${left.toLocaleString("en")} left out` : "";
  const takenBack = undone > 0 ? `, taken back for ${undone.toLocaleString("en")}` : "";
  switch (state) {
    case "waiting":
    case "running":
      if (total === null) return "Collecting the cases…";
      return `${(done + left).toLocaleString("en")} of ${countCases(total)} so far${leftOut}.`;
    case "ended":
      if (total === null) return "Stopped before any case was looked for.";
      return `Done for ${countCases(done)}${leftOut}.`;
    case "failed":
      return `Stopped before its end: done for ${countCases(done)}${leftOut}${takenBack}. Tell your administrator.`;
    case "undoing":
      return `${(undone + undoLeft).toLocaleString("en")} of ${countCases(done)} looked at so far.`;
    case "undone":
      return `Taken back for ${countCases(undone)}${undoLeft > 0 ? `; left as it was for ${countCases(undoLeft)}` : ""}.`;
    default:
      return state satisfies never;
  }
}
