import type { MovedDue } from "@/lib/calendar/types";

/** Which due times moved, in a sentence for the news of a saved calendar; empty where none did. */
export function tellMoved(moved: readonly MovedDue[]): string {
  if (moved.length === 0) return "";
  const first = moved.slice(0, 3).map(({ reference, what }) => `${reference} (${what})`);
  const rest = moved.length > 3 ? ` and ${moved.length - 3} more` : "";
  return `Moved: ${first.join(", ")}${rest}.`;
}
