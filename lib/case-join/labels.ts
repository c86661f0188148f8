import type { CaseLinkType, Relation } from "./schema";

export const RELATION_LABELS: Record<Relation, string> = {
  same_event: "Same event",
  same_person: "Same person",
  follow_up: "This one follows it up",
  followed_up_by: "It follows this one up",
  related: "Related",
};

type Side = "from" | "to";

const SEEN: Record<CaseLinkType, Record<Side, string>> = {
  same_event: { from: "Same event as", to: "Same event as" },
  same_person: { from: "Same person as", to: "Same person as" },
  follow_up: { from: "Follow-up of", to: "Followed up by" },
  related: { from: "Related to", to: "Related to" },
  split: { from: "Split from", to: "Split off" },
};

/** A link as it reads from one of its sides: "Follow-up of" here is "Followed up by" there. */
export function linkLabel(type: CaseLinkType, side: Side): string {
  return SEEN[type][side];
}
