import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { patientsVisibleTo } from "@/lib/patient/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { nextDay, startOfDay } from "@/lib/shared/dates";
import { cursorInstant, decodeCursor, encodeCursor } from "@/lib/shared/page";
import { describeEvent, describePrivately } from "../labels";
import { type AuditFilter, type AuditRow, chainOf, readEvent } from "../schema";
import { TOLD } from "./timeline";

const PAGE_SIZE = 100;

/**
 * The audit trail of the viewer's sites and of the people and organisation they belong to, newest first. What cases and patients hold
 * is left to those who may see it: an administrator reads that something happened there, not to whom.
 */
export async function listAuditTrail(
  viewer: Viewer,
  page: string | undefined,
  filter: Omit<AuditFilter, "page"> = {},
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
          where: {
            AND: [
              { OR: [{ siteId: { in: siteIds } }, { siteId: null, chain: { in: ownChains } }] },
              auditWhere(viewer, filter),
              seek,
            ],
          },
          select: { ...TOLD, chain: true, siteId: true },
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
      const event = readEvent(row);
      const noun = row.chain.split(":")[0] ?? "";
      const isPrivate = (noun === "case" || noun === "patient") && !(row.siteId && readable.includes(row.siteId));
      const sentence = event && !isPrivate ? describeEvent(event, row.actorId) : describePrivately(row.type, noun);
      const subject = isPrivate ? null : (subjects.get(row.chain) ?? null);
      const { id, at: when, actorId, actorName } = row;
      return { id, at: when.toISOString(), actorId, actor: actorName, sentence, subject };
    }),
    next:
      found.length > PAGE_SIZE && last
        ? encodeCursor({ direction: "after", value: last.at.toISOString(), id: last.id })
        : null,
  };
}

// Who began a form and let it be is asked for now and then, and would bury the rest.
const DRAFT_TYPES = ["draft.started", "draft.discarded"];

function auditWhere(viewer: Viewer, { about, who, on }: Omit<AuditFilter, "page">): Prisma.EventWhereInput {
  const isDraft = about === "draft";
  return {
    type: isDraft ? { in: DRAFT_TYPES } : { notIn: DRAFT_TYPES },
    chain: about && !isDraft ? { startsWith: `${about}:` } : undefined,
    actorId: who,
    at: on ? { gte: startOfDay(on, viewer.zone), lt: startOfDay(nextDay(on), viewer.zone) } : undefined,
  };
}

type AuditSubject = NonNullable<AuditRow["subject"]>;

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
