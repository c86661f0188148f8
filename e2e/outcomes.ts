import { READERS, ROLES, WORKERS } from "./routes";
import type { Person, Place, Role, Rows } from "./rows";

/** `found` and `nothing`: a read that answers with something, or with an empty list. `harmless`: accepted, and nothing is changed. */
export type Outcome = "done" | "found" | "nothing" | "harmless" | "NOT_FOUND" | "FORBIDDEN" | "INVALID" | "CONFLICT";
export type Outcomes = Record<Role, Outcome>;

/** `staff` is an associate of `place`, where the record stands; `elsewhere` is a third site. */
export type Scene = { rows: Rows; place: Place; staff: Person; elsewhere: Place };

export type Action = {
  /** The exported name, and which use of it, where there are several. */
  name: string;
  use?: string;
  /** A page that offers it. */
  path: string;
  fields: (scene: Scene) => Promise<Record<string, string>>;
  /** On a record of the asker's own site. */
  own: Outcomes;
  /** On a record of another site; null where the action names none. */
  foreign: Outcomes | null;
};

export const all = (outcome: Outcome): Outcomes => only([], outcome, outcome);

export function only(roles: readonly Role[], outcome: Outcome, otherwise: Outcome): Outcomes {
  return Object.fromEntries(ROLES.map((role) => [role, roles.includes(role) ? outcome : otherwise])) as Outcomes;
}

/** Whoever does not see the case is told that there is none; whoever only reads it, that they may not. */
export const onCase = (workers: readonly Role[], outcome: Outcome = "done"): Outcomes => ({
  ...only(READERS, "FORBIDDEN", "NOT_FOUND"),
  ...Object.fromEntries(workers.map((role) => [role, outcome])),
});

export const WORK = onCase(WORKERS);
export const DECIDE = onCase(["supervisor", "manager"]);
/** The unit's own responders; whoever sees the case is told that they may not. */
export const REPLY = { ...only(READERS, "FORBIDDEN", "NOT_FOUND"), responder: "done" } satisfies Outcomes;
export const ADMINISTER = only(["administrator"], "done", "NOT_FOUND");
export const UNKNOWN = all("NOT_FOUND");
