import type { Role } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";

export type Deed =
  | "case.see"
  | "case.export"
  | "case.work"
  | "case.assign"
  | "case.unmerge"
  | "escalation.answer"
  | "privileged.see"
  | "request.answer"
  | "patient.see"
  | "patient.work"
  | "patient.merge"
  | "patient.unmerge"
  | "audit.see"
  | "people.manage"
  | "calendar.manage"
  | "letter.templates"
  | "delegation.keep"
  | "article.see"
  | "article.keep"
  | "insight.see"
  | "insight.rebase"
  | "denominator.keep"
  | "improvement.see"
  | "improvement.keep"
  | "improvement.verify"
  | "report.schedule"
  | "survey.see"
  | "survey.manage";

/** Who may do what, at the sites where they hold the role. A deed not in a role's list is refused. */
export const DEEDS: Record<Role, readonly Deed[]> = {
  associate: ["case.see", "case.export", "case.work", "patient.see", "patient.work", "article.see", "improvement.see"],
  supervisor: [
    "case.see",
    "case.export",
    "case.work",
    "case.assign",
    "case.unmerge",
    "escalation.answer",
    "patient.see",
    "patient.work",
    "patient.merge",
    "article.see",
    "insight.see",
    "improvement.see",
    "improvement.keep",
    "report.schedule",
    "survey.see",
  ],
  manager: [
    "case.see",
    "case.export",
    "case.work",
    "case.assign",
    "case.unmerge",
    "escalation.answer",
    // Peer review: the privilege holds as long as few see it.
    "privileged.see",
    "patient.see",
    "patient.work",
    "patient.merge",
    "patient.unmerge",
    "letter.templates",
    "delegation.keep",
    "article.see",
    "article.keep",
    "insight.see",
    "insight.rebase",
    "denominator.keep",
    "improvement.see",
    "improvement.keep",
    "improvement.verify",
    "report.schedule",
    "survey.see",
    "survey.manage",
  ],
  // Runs the system; sees no patient (minimum necessary, 45 CFR 164.502(b)).
  administrator: [
    ...(["people.manage", "calendar.manage", "letter.templates", "delegation.keep", "audit.see"] as const),
    ...(["article.see", "article.keep"] as const),
  ],
  // Sees what the unit is asked, and nothing until it is asked. Counts for the unit of the grant, not for its site.
  responder: ["request.answer", "article.see"],
  // A survey asks for lists of cases as files.
  auditor: [
    "case.see",
    "case.export",
    "patient.see",
    "audit.see",
    "article.see",
    "insight.see",
    "improvement.see",
    "survey.see",
  ],
};

/** Roles that may own a case. */
export const OWNER_ROLES = ["associate", "supervisor", "manager"] as const satisfies readonly Role[];

/** Roles that answer escalations. */
export const ESCALATION_ROLES = ["supervisor", "manager"] as const satisfies readonly Role[];

type Holder = Pick<Viewer, "grants">;

/** The ids of the sites at which the viewer may do this. */
export function sitesFor(viewer: Holder, deed: Deed): string[] {
  const sites = viewer.grants.filter(({ role }) => DEEDS[role].includes(deed)).map(({ siteId }) => siteId);
  return [...new Set(sites)];
}

/** The ids of the units for which the viewer may do this: for what a role allows in its own unit alone. */
export function unitsFor(viewer: Holder, deed: Deed): string[] {
  const units = viewer.grants.filter(({ role }) => DEEDS[role].includes(deed)).map(({ unitId }) => unitId);
  return [...new Set(units)].filter((unitId) => unitId !== null);
}

export function can(viewer: Holder, deed: Deed, siteId: string): boolean {
  return viewer.grants.some((grant) => grant.siteId === siteId && DEEDS[grant.role].includes(deed));
}

export function canAnywhere(viewer: Holder, deed: Deed): boolean {
  return viewer.grants.some(({ role }) => DEEDS[role].includes(deed));
}

const HOME_ORDER = ["manager", "supervisor", "associate", "responder", "auditor", "administrator"] as const;

/** The role whose My day a person sees: the one with the most to do of those they hold; null without any role. */
export function homeRole(viewer: Holder): Role | null {
  return HOME_ORDER.find((role) => viewer.grants.some((grant) => grant.role === role)) ?? null;
}

/** Whoever works cases says when they are away; who assigns cases says it for the people of the site. */
export function canSetAbsence(
  viewer: Holder & { personId: string },
  { personId, siteIds }: { personId: string; siteIds: string[] },
): boolean {
  if (personId === viewer.personId) return canAnywhere(viewer, "case.work");
  return siteIds.some((siteId) => can(viewer, "case.assign", siteId));
}
