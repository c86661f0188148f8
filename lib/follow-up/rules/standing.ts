import type { PromiseApproval, PromiseState } from "@/lib/platform/generated/enums";

const DAY_MS = 86_400_000;

type Facts = {
  state: PromiseState;
  approval: PromiseApproval | null;
  /** "yyyy-mm-dd". */
  dueOn: string;
  keptOn: string | null;
  /** The day on which it was replaced or withdrawn. */
  settledOn: string | null;
};

export type PromiseStanding = {
  kind: "needs_approval" | "open" | "due" | "broken" | "kept" | "kept_late" | "replaced" | "withdrawn" | "declined";
  label: string;
  tone: "neutral" | "soon" | "late" | "met" | "paused";
};

/**
 * How a promise stands on a day of its site. One whose day has passed is broken until it is kept, and whatever comes later says that it
 * had been; nothing has to be swept for that. Its last day counts.
 */
export function standingOf({ state, approval, dueOn, keptOn, settledOn }: Facts, today: string): PromiseStanding {
  if (approval === "declined") return { kind: "declined", label: "Declined", tone: "paused" };
  switch (state) {
    case "kept": {
      const late = daysAfter(dueOn, keptOn ?? dueOn);
      return late > 0
        ? { kind: "kept_late", label: `Kept ${days(late)} late`, tone: "soon" }
        : { kind: "kept", label: "Kept", tone: "met" };
    }
    case "replaced":
      return ended("replaced", daysAfter(dueOn, settledOn ?? dueOn));
    case "withdrawn":
      return ended("withdrawn", approval === "pending" ? 0 : daysAfter(dueOn, settledOn ?? dueOn));
    case "open":
      return openStanding(approval, daysAfter(dueOn, today));
    default:
      return state satisfies never;
  }
}

function openStanding(approval: PromiseApproval | null, late: number): PromiseStanding {
  if (approval === "pending")
    return { kind: "needs_approval", label: "Needs approval", tone: late > 0 ? "late" : "soon" };
  if (late > 0) return { kind: "broken", label: `Broken: ${days(late)} late`, tone: "late" };
  if (late === 0) return { kind: "due", label: "Due today", tone: "soon" };
  return { kind: "open", label: late === -1 ? "Due tomorrow" : `Due in ${days(-late)}`, tone: "neutral" };
}

function ended(kind: "replaced" | "withdrawn", late: number): PromiseStanding {
  return late > 0
    ? { kind, label: `Broken by ${days(late)}, then ${kind}`, tone: "late" }
    : { kind, label: kind === "replaced" ? "Replaced" : "Withdrawn", tone: "paused" };
}

/** Whole days from one day to another, both "yyyy-mm-dd"; negative where the other is earlier. */
export function daysAfter(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** "3 days late", "Due today", "Due in 2 days". */
export function describeDueOn(dueOn: string, today: string): string {
  const late = daysAfter(dueOn, today);
  if (late > 0) return `${days(late)} late`;
  if (late === 0) return "Due today";
  return late === -1 ? "Due tomorrow" : `Due in ${days(-late)}`;
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
