import "server-only";
import { DEEDS, sitesFor } from "@/lib/access/policy";
import { Role } from "@/lib/access/schema";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { HEARD_OUTCOMES } from "./rules/heard";

const SEEING = Object.values(Role).filter((role) => DEEDS[role].includes("case.see"));

/** The people who may be named in a note at a site: those who see its cases. */
export function colleaguesAt(siteId: string): Prisma.PersonWhereInput {
  return { deactivatedAt: null, roles: { some: { siteId, role: { in: SEEING } } } };
}

/** The contacts of the cases that the viewer sees. */
export function contactsVisibleTo(viewer: Viewer): Prisma.ContactWhereInput {
  return { case: casesVisibleTo(viewer) };
}

/** The privileged notes of the sites where the viewer is one of the few, on cases that they see. */
export function privilegedVisibleTo(viewer: Viewer): Prisma.PrivilegedNoteWhereInput {
  return { siteId: { in: sitesFor(viewer, "privileged.see") }, case: casesVisibleTo(viewer) };
}

/** What waits for the viewer because somebody named them, on cases that they still see. */
export function mentionsOf(viewer: Viewer): Prisma.NoteMentionWhereInput {
  return { personId: viewer.personId, case: casesVisibleTo(viewer) };
}

/** The contacts by which a patient heard from us: hasHeardFromUs as a question to the database. */
export function contactsHeard(): Prisma.ContactWhereInput {
  return {
    voidedAt: null,
    direction: "outgoing",
    outcome: { in: [...HEARD_OUTCOMES] },
    OR: [{ party: "patient" }, { mayBeTold: "yes" }],
  };
}
