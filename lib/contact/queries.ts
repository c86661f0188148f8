import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Person } from "@/lib/shared/person";
import { firstLine } from "@/lib/shared/text";
import { canVoidContact } from "./policy";
import { colleaguesAt, contactsVisibleTo, mentionsOf, privilegedVisibleTo } from "./scope";
import type { ContactView, MentionRow, PrivilegedNoteRow } from "./types";

const MOST = 100;

/** These contacts of a case, without what was said: the timeline has that. */
export async function listContacts(viewer: Viewer, caseId: string, ids: string[]): Promise<ContactView[]> {
  const rows = await dbFor(viewer).contact.findMany({
    where: { AND: [{ caseId, id: { in: ids } }, contactsVisibleTo(viewer)] },
    select: {
      id: true,
      siteId: true,
      authorId: true,
      direction: true,
      channel: true,
      outcome: true,
      at: true,
      minutes: true,
      party: true,
      otherName: true,
      otherRelation: true,
      mayBeTold: true,
      checkedHow: true,
      interpreterLanguage: true,
      interpreterMode: true,
      interpreterNumber: true,
      interpreterStartedAt: true,
      interpreterEndedAt: true,
      voidedAt: true,
      voidReason: true,
      voidedBy: { select: { name: true } },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map(({ siteId, authorId, voidedAt, voidReason, voidedBy, at, ...row }) => {
    const {
      interpreterLanguage,
      interpreterMode,
      interpreterNumber,
      interpreterStartedAt,
      interpreterEndedAt,
      ...rest
    } = row;
    return {
      ...rest,
      at: at.toISOString(),
      interpreter:
        interpreterLanguage && interpreterMode
          ? {
              language: interpreterLanguage,
              mode: interpreterMode,
              number: interpreterNumber,
              startedAt: interpreterStartedAt?.toISOString() ?? null,
              endedAt: interpreterEndedAt?.toISOString() ?? null,
            }
          : null,
      voided: voidedAt && { at: voidedAt.toISOString(), by: voidedBy?.name ?? "", reason: voidReason ?? "" },
      mayVoid: voidedAt === null && canVoidContact(viewer, { siteId, authorId }),
    };
  });
}

/** Whom the viewer may name in a note at a site, by name. */
export async function listColleagues(viewer: Viewer, siteId: string): Promise<Person[]> {
  if (!sitesFor(viewer, "case.work").includes(siteId)) return [];
  return dbFor(viewer).person.findMany({
    where: { AND: [colleaguesAt(siteId), { id: { not: viewer.personId } }] },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
  });
}

/** The notes that name the viewer and that they have not said they saw, oldest first, at most 100. */
export async function listMentions(viewer: Viewer): Promise<MentionRow[]> {
  const rows = await dbFor(viewer).noteMention.findMany({
    where: { AND: [mentionsOf(viewer), { seenAt: null }] },
    select: {
      id: true,
      createdAt: true,
      note: { select: { body: true, author: { select: { name: true } } } },
      case: { select: { reference: true, about: true, site: { select: { timeZone: true } } } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map(({ id, createdAt, note, case: { reference, about, site } }) => ({
    id,
    at: createdAt.toISOString(),
    by: note.author.name,
    text: firstLine(note.body),
    case: { reference, about, zone: site.timeZone },
  }));
}

/** The privileged notes of a case, newest first. Empty for all but the few, so that nobody else learns that there are any. */
export async function listPrivilegedNotes(viewer: Viewer, caseId: string): Promise<PrivilegedNoteRow[]> {
  const rows = await dbFor(viewer).privilegedNote.findMany({
    where: { AND: [{ caseId }, privilegedVisibleTo(viewer)] },
    select: { id: true, createdAt: true, body: true, author: { select: { name: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map(({ id, createdAt, body, author }) => ({ id, at: createdAt.toISOString(), by: author.name, body }));
}
