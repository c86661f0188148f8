import { formatDay } from "@/lib/shared/dates";
import type { LetterheadField, Role } from "./schema";
import type { Away, UnitChoice } from "./types";

export const ROLE_LABELS: Record<Role, string> = {
  associate: "Associate",
  supervisor: "Supervisor",
  manager: "Manager",
  administrator: "Administrator",
  responder: "Responder",
  auditor: "Auditor",
};

/** What each role does, for the person who grants it. */
export const ROLE_HINTS: Record<Role, string> = {
  associate: "Logs and works cases of the site.",
  supervisor: "Triages, assigns, answers escalations.",
  manager: "As a supervisor, and sees how the site does.",
  administrator: "Adds sites, units and people; sees no patient.",
  responder: "Answers what their unit is asked.",
  auditor: "Reads everything, changes nothing.",
};

/** What stands above and below the letters of a site. */
export const LETTERHEAD_LABELS: Record<LetterheadField, string> = {
  address: "Address",
  phone: "Phone",
  email: "E-mail address",
  web: "Web address",
};

/** How the load is counted; see weightOf. */
export const LOAD_HINT =
  "Load counts open cases by severity (low 1, medium 2, high 3), and more for alleged harm (2), a grievance (1) or an escalation (1).";

/** Whom suggestOwner names. */
export const SUGGESTION_HINT = "Suggested: the least loaded associate who is here.";

/** "Away until 3 Dec 2026, covered by Ana Cole". */
export function describeAway({ untilOn, actor }: Away): string {
  return `Away until ${formatDay(new Date(untilOn))}, ${actor ? `covered by ${actor.name}` : "nobody covers"}`;
}

/** "1 Dec 2026", or "1 Dec 2026 until 3 Dec 2026". */
export function describeDays({ fromOn, untilOn }: { fromOn: string; untilOn: string }): string {
  const first = formatDay(new Date(fromOn));
  return fromOn === untilOn ? first : `${first} until ${formatDay(new Date(untilOn))}`;
}

/** A unit as lists offer it: "Ward 4", or "Ward 4 (closed 12 Mar 2026)". */
export function unitLabel({ name, closedOn }: Pick<UnitChoice, "name" | "closedOn">): string {
  return closedOn === null ? name : `${name} (closed ${formatDay(new Date(closedOn))})`;
}

/** Why nobody of a closed unit is given anything new. */
export function tellUnitClosed({ name, closedOn }: { name: string; closedOn: Date }): string {
  return `${name} was open last on ${formatDay(closedOn)}. Choose another unit.`;
}
