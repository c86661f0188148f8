import type { CaseKind } from "@/lib/platform/generated/enums";
import type { Person } from "@/lib/shared/person";
import type { Classification, Standing } from "./rules";
import type { Given } from "./schema";

/** A lower kind that waits for a second person. */
export type ProposedKind = {
  id: string;
  from: CaseKind;
  to: CaseKind;
  reason: string;
  proposedBy: Person;
  proposedAt: string;
  mayAnswer: boolean;
};

/** A lower kind that waits, where it is listed among others. */
export type ProposedKindRow = ProposedKind & { case: { reference: string; about: string; zone: string } };

/** A person's decision that made a case what it is. */
export type DecidedKind = { by: Person; reason: string | null; confirmedBy: Person | null };

/** What kind a case is, why, and what it is judged by. Plain data, so that a form can judge while it is filled. */
export type CaseClassification = {
  caseId: string;
  packId: string;
  packVersion: string;
  given: Given;
  standing: Standing;
  /** The rule by which it is so; null where a person decided. */
  reason: Classification | null;
  decision: DecidedKind | null;
  loggedBy: Person;
  proposal: ProposedKind | null;
  mayWork: boolean;
};
