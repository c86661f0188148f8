import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The letters of the cases that the viewer sees. */
export function lettersVisibleTo(viewer: Viewer): Prisma.LetterWhereInput {
  return { siteId: { in: sitesFor(viewer, "case.see") }, case: casesVisibleTo(viewer) };
}

/** Batches of the sites where the viewer decides what is sent, and those that they had printed. */
export function batchesVisibleTo(viewer: Viewer): Prisma.LetterBatchWhereInput {
  return {
    OR: [
      { siteId: { in: sitesFor(viewer, "case.assign") } },
      { madeById: viewer.personId, siteId: { in: sitesFor(viewer, "case.work") } },
    ],
  };
}

/** Approved letters that the viewer may send: all of a site where they decide, elsewhere those of their own cases. */
export function lettersSentBy(viewer: Viewer): Prisma.LetterWhereInput {
  return {
    AND: [
      lettersVisibleTo(viewer),
      { state: "approved", case: { mergedIntoId: null } },
      {
        OR: [
          { siteId: { in: sitesFor(viewer, "case.assign") } },
          { siteId: { in: sitesFor(viewer, "case.work") }, case: { ownerId: viewer.personId } },
        ],
      },
    ],
  };
}

/** The templates of the sites where the viewer keeps them. */
export function templatesKeptBy(viewer: Viewer): Prisma.LetterTemplateWhereInput {
  return { siteId: { in: sitesFor(viewer, "letter.templates") } };
}

/** The word lists of the sites where the viewer keeps them: who keeps templates keeps these. */
export function wordsKeptBy(viewer: Viewer): Prisma.LetterWordWhereInput {
  return { siteId: { in: sitesFor(viewer, "letter.templates") } };
}

/** Whether the sites where the viewer keeps templates name staff in letters. */
export function namingKeptBy(viewer: Viewer): Prisma.LetterNamingWhereInput {
  return { siteId: { in: sitesFor(viewer, "letter.templates") } };
}

/** Who can answer for a template of a site: whoever works there and is not only asked. */
export function keepersAt(siteId: string): Prisma.PersonWhereInput {
  const role = { in: [...KEEPER_ROLES] };
  return { deactivatedAt: null, roles: { some: { siteId, role } } };
}

const KEEPER_ROLES = ["associate", "supervisor", "manager", "administrator"] as const;
