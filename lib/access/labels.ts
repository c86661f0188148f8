import type { Role } from "./schema";

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
