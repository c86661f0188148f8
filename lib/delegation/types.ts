import type { Person } from "@/lib/shared/person";

/** A delegation as it stands. Days are "YYYY-MM-DD", instants ISO strings. */
export type DelegationRow = {
  id: string;
  number: number;
  committee: string;
  signedBy: string;
  adoptedOn: string;
  expiresOn: string | null;
  recordedBy: Person;
  recordedAt: string;
  document: { name: string; by: Person | null } | null;
};

/** Whether a delegation holds, and since or until when. */
export type Standing =
  | { state: "missing" }
  | { state: "undocumented" }
  | { state: "expired"; on: string }
  | { state: "expiring"; on: string; days: number }
  | { state: "holds"; on: string | null };

/** What the rules of a site demand, and where that is written. */
export type Demand = { what: string; basis: string };

export type DelegationView = {
  siteId: string;
  zone: string;
  /** Null where the policy pack of the site asks for none. */
  demand: Demand | null;
  standing: Standing;
  /** Newest first. */
  versions: DelegationRow[];
};

/** A site that lacks what its rules demand, or soon will. */
export type DelegationWarning = { siteId: string; site: string; basis: string; standing: Standing };
