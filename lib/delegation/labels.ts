import { formatDay } from "@/lib/shared/dates";
import type { Standing } from "./types";

/** What is wrong, as the title of a warning about a site. */
export function tellStanding(standing: Standing): string {
  switch (standing.state) {
    case "missing":
      return "There is no written delegation to a grievance committee";
    case "undocumented":
      return "The signed delegation to the grievance committee is not attached";
    case "expired":
      return `The delegation to the grievance committee ended on ${formatDay(new Date(standing.on))}`;
    case "expiring":
      return `The delegation to the grievance committee ends on ${formatDay(new Date(standing.on))}, ${tellDays(standing.days)}`;
    case "holds":
      return standing.on === null
        ? "The delegation holds, without an end"
        : `The delegation holds until ${formatDay(new Date(standing.on))}`;
  }
}

function tellDays(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "in a day" : `in ${days} days`;
}

export const STANDING_LABELS: Record<Standing["state"], string> = {
  missing: "Missing",
  undocumented: "Not attached",
  expired: "Ended",
  expiring: "Ends soon",
  holds: "Holds",
};

export const STANDING_TONES: Record<Standing["state"], "late" | "soon" | "met"> = {
  missing: "late",
  undocumented: "late",
  expired: "late",
  expiring: "soon",
  holds: "met",
};
