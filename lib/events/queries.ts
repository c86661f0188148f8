import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { patientsVisibleTo } from "@/lib/patient/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { cursorInstant, decodeCursor, encodeCursor } from "@/lib/shared/page";
import { describeEvent } from "./labels";
import { type AuditRow, chainOf, eventSchema, type TimelineEntry } from "./schema";

const PAGE_SIZE = 100;

/** A case's timeline, newest first, at most 100 entries; `hasMore` says that older ones exist. */
export async function listCaseTimeline(
  viewer: Viewer,
  caseId: string,
): Promise<{ entries: TimelineEntry[]; hasMore: boolean }> {
  const db = dbFor(viewer);
  const visible = await db.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: { id: true },
  });
  if (!visible) return { entries: [], hasMore: false };
  const rows = await db.event.findMany({
    where: { chain: chainOf({ noun: "case", id: caseId }) },
    select: { id: true, type: true, at: true, actorId: true, actorName: true, data: true },
    orderBy: { position: "desc" },
    take: PAGE_SIZE + 1,
  });
  const [notes, escalations, kindChanges] = await Promise.all([
    db.note.findMany({
      where: { caseId },
      select: { id: true, body: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: PAGE_SIZE,
    }),
    db.escalation.findMany({
      where: { caseId },
      select: { id: true, reason: true, answer: true },
      orderBy: { raisedAt: "desc" },
      take: PAGE_SIZE,
    }),
    db.kindChange.findMany({
      where: { caseId },
      select: { id: true, reason: true, answer: true, outcome: true },
      orderBy: { proposedAt: "desc" },
      take: PAGE_SIZE,
    }),
  ]);
  const kindChangeOf = new Map(kindChanges.map((kindChange) => [kindChange.id, kindChange]));
  const noteOf = new Map(notes.map((note) => [note.id, note.body]));
  const escalationOf = new Map(escalations.map((escalation) => [escalation.id, escalation]));
  const entries = rows.slice(0, PAGE_SIZE).flatMap((row) => {
    const event = eventSchema.safeParse({ type: row.type, data: row.data });
    if (!event.success) return [];
    const { data } = event;
    const text = () => {
      if (data.type === "note.added") return noteOf.get(data.data.noteId) ?? null;
      if (data.type === "escalation.raised") return escalationOf.get(data.data.escalationId)?.reason ?? null;
      if (data.type === "escalation.answered") return escalationOf.get(data.data.escalationId)?.answer ?? null;
      if (data.type === "kind.proposed") return kindChangeOf.get(data.data.changeId)?.reason ?? null;
      if (data.type === "kind.declined") return kindChangeOf.get(data.data.changeId)?.answer ?? null;
      if (data.type === "case.reclassified") return wordsOf(kindChangeOf.get(data.data.changeId ?? ""));
      return null;
    };
    const entry = { id: row.id, type: data.type, at: row.at.toISOString(), actor: row.actorName };
    return [{ ...entry, sentence: describeEvent(data, row.actorId), text: text() }];
  });
  return { entries, hasMore: rows.length > PAGE_SIZE };
}

// Of a confirmed proposal the reason stands where it was made, and here what the second person said.
function wordsOf(change: { reason: string | null; answer: string | null; outcome: string | null } | undefined) {
  return (change?.outcome === "made" ? change.reason : change?.answer) ?? null;
}

/**
 * The audit trail of the viewer's sites and of the people and organisation they belong to, newest first. What cases and patients hold
 * is left to those who may see it: an administrator reads that something happened there, not to whom.
 */
export async function listAuditTrail(
  viewer: Viewer,
  page: string | undefined,
): Promise<{ rows: AuditRow[]; next: string | null }> {
  const siteIds = sitesFor(viewer, "audit.see");
  const cursor = decodeCursor(page);
  const at = cursor ? cursorInstant(cursor) : null;
  const seek: Prisma.EventWhereInput = cursor && at ? { OR: [{ at: { lt: at } }, { at, id: { lt: cursor.id } }] } : {};
  const db = dbFor(viewer);
  // What has no site concerns people: those of the viewer's organisation who hold a role where the viewer may look, or none yet.
  const people = await db.person.findMany({
    where: {
      organisationId: viewer.organisationId,
      OR: [{ roles: { some: { siteId: { in: siteIds } } } }, { roles: { none: {} } }],
    },
    select: { id: true, name: true },
    take: 2000,
  });
  const ownChains = [
    chainOf({ noun: "organisation", id: viewer.organisationId }),
    ...people.map(({ id }) => chainOf({ noun: "person", id })),
  ];
  const found =
    siteIds.length === 0
      ? []
      : await db.event.findMany({
          where: { AND: [{ OR: [{ siteId: { in: siteIds } }, { siteId: null, chain: { in: ownChains } }] }, seek] },
          select: {
            id: true,
            at: true,
            actorId: true,
            actorName: true,
            type: true,
            data: true,
            chain: true,
            siteId: true,
          },
          orderBy: [{ at: "desc" }, { id: "desc" }],
          take: PAGE_SIZE + 1,
        });
  const rows = found.slice(0, PAGE_SIZE);
  const last = rows.at(-1);
  const readable = sitesFor(viewer, "case.see");
  const subjects = await nameSubjects(
    viewer,
    rows.map(({ chain }) => chain),
  );
  return {
    rows: rows.map((row) => {
      const event = eventSchema.safeParse({ type: row.type, data: row.data });
      const noun = row.chain.split(":")[0] ?? "";
      const isPrivate = (noun === "case" || noun === "patient") && !(row.siteId && readable.includes(row.siteId));
      const sentence =
        event.success && !isPrivate
          ? describeEvent(event.data, row.actorId)
          : row.type.replace(".", " ").replaceAll("_", " ");
      const subject = subjects.get(row.chain) ?? { label: noun, href: null };
      return { id: row.id, at: row.at.toISOString(), actor: row.actorName, sentence, subject };
    }),
    next:
      found.length > PAGE_SIZE && last
        ? encodeCursor({ direction: "after", value: last.at.toISOString(), id: last.id })
        : null,
  };
}

type AuditSubject = AuditRow["subject"];

/** What each chain is about, by name where the viewer may know it, with the way there. */
async function nameSubjects(viewer: Viewer, chains: string[]): Promise<Map<string, AuditSubject>> {
  const idsOf = (noun: string) =>
    [...new Set(chains.filter((chain) => chain.startsWith(`${noun}:`)))].map((chain) => chain.slice(noun.length + 1));
  const db = dbFor(viewer);
  const take = PAGE_SIZE;
  const [cases, patients, people, sites] = await Promise.all([
    db.case.findMany({
      where: { AND: [{ id: { in: idsOf("case") } }, casesVisibleTo(viewer)] },
      select: { id: true, reference: true },
      take,
    }),
    db.patient.findMany({
      where: { AND: [{ id: { in: idsOf("patient") } }, patientsVisibleTo(viewer)] },
      select: { id: true, name: true },
      take,
    }),
    db.person.findMany({
      where: { id: { in: idsOf("person") }, organisationId: viewer.organisationId },
      select: { id: true, name: true },
      take,
    }),
    db.site.findMany({ where: { id: { in: idsOf("site") } }, select: { id: true, name: true }, take }),
  ]);
  return new Map<string, AuditSubject>([
    ...cases.map(({ id, reference }) => [`case:${id}`, { label: reference, href: `/cases/${reference}` }] as const),
    ...patients.map(({ id, name }) => [`patient:${id}`, { label: name, href: `/patients/${id}` }] as const),
    ...people.map(({ id, name }) => [`person:${id}`, { label: name, href: null }] as const),
    ...sites.map(({ id, name }) => [`site:${id}`, { label: name, href: null }] as const),
  ]);
}
