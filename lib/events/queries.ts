import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { patientsVisibleTo } from "@/lib/patient/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { nextDay, startOfDay } from "@/lib/shared/dates";
import { cursorInstant, decodeCursor, encodeCursor } from "@/lib/shared/page";
import { describeEvent, describePrivately } from "./labels";
import {
  type AuditFilter,
  type AuditRow,
  chainOf,
  type EventType,
  eventSchema,
  type HeardEvent,
  type Timeline,
} from "./schema";

const PAGE_SIZE = 100;
const TIMELINE_PAGE = 50;

/**
 * One page of a case's timeline, newest first: at most 50 entries that stand before the chain position `before`, or the newest. `older`
 * is what to ask for next, or null at the beginning.
 */
export async function listCaseTimeline(
  viewer: Viewer,
  caseId: string,
  before: number | null = null,
): Promise<Timeline> {
  const db = dbFor(viewer);
  const visible = await db.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: { id: true },
  });
  if (!visible) return { entries: [], older: null };
  const rows = await db.event.findMany({
    where: { chain: chainOf({ noun: "case", id: caseId }), position: before === null ? undefined : { lt: before } },
    select: { id: true, type: true, at: true, actorId: true, actorName: true, data: true, position: true },
    orderBy: { position: "desc" },
    take: TIMELINE_PAGE,
  });
  const read = rows.flatMap((row) => {
    const event = eventSchema.safeParse({ type: row.type, data: row.data });
    return event.success ? [{ ...row, event: event.data }] : [];
  });
  const textOf = await loadTexts(
    db,
    caseId,
    read.map(({ event }) => event),
  );
  const entries = read.map(({ id, at, actorId, actorName, event }) => ({
    ...{ id, type: event.type, at: at.toISOString(), actor: actorName },
    ...{ sentence: describeEvent(event, actorId), text: textOf(event) },
  }));
  // Positions have no gaps, so whatever does not stand first has something older.
  const last = rows.at(-1)?.position ?? 1;
  return { entries, older: last > 1 ? last : null };
}

type Db = ReturnType<typeof dbFor>;
type Written = { id: string; text: string | null };
type TextSource = {
  key: string;
  load: (db: Db, where: { caseId: string; id: { in: string[] } }) => Promise<Written[]>;
};

/** Where the words of an event stand: the key in its data that holds their row's id, and how those rows are read. One entry a type. */
const TEXTS: Partial<Record<EventType, TextSource>> = {
  "note.added": {
    key: "noteId",
    load: async (db, where) =>
      (await db.note.findMany({ where, select: { id: true, body: true }, take: TIMELINE_PAGE })).map(textAs("body")),
  },
  "case.moved": {
    key: "waitId",
    load: async (db, where) =>
      (await db.caseWait.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  "case.closed": {
    key: "closingId",
    load: async (db, where) =>
      (await db.closing.findMany({ where, select: { id: true, summary: true }, take: TIMELINE_PAGE })).map(
        textAs("summary"),
      ),
  },
  "case.reopened": {
    key: "closingId",
    load: async (db, where) =>
      (await db.closing.findMany({ where, select: { id: true, reopenReason: true }, take: TIMELINE_PAGE })).map(
        textAs("reopenReason"),
      ),
  },
  "issue.voided": {
    key: "issueId",
    load: async (db, where) =>
      (await db.issue.findMany({ where, select: { id: true, voidReason: true }, take: TIMELINE_PAGE })).map(
        textAs("voidReason"),
      ),
  },
  "issue.agreed": {
    key: "agreementId",
    load: async (db, where) =>
      (await db.issueAgreement.findMany({ where, select: { id: true, remark: true }, take: TIMELINE_PAGE })).map(
        textAs("remark"),
      ),
  },
  "escalation.raised": {
    key: "escalationId",
    load: async (db, where) =>
      (await db.escalation.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  "escalation.answered": {
    key: "escalationId",
    load: async (db, where) =>
      (await db.escalation.findMany({ where, select: { id: true, answer: true }, take: TIMELINE_PAGE })).map(
        textAs("answer"),
      ),
  },
};

function textAs<K extends string>(column: K): (row: { id: string } & Record<K, string | null>) => Written {
  return (row) => ({ id: row.id, text: row[column] });
}

/** What people wrote in these events, in one read for each type among them. */
async function loadTexts(db: Db, caseId: string, events: HeardEvent[]): Promise<(event: HeardEvent) => string | null> {
  const idsByType = new Map<EventType, string[]>();
  for (const event of events) {
    const id = textId(event);
    if (id) idsByType.set(event.type, [...(idsByType.get(event.type) ?? []), id]);
  }
  const texts = new Map<string, string | null>();
  await Promise.all(
    [...idsByType].map(async ([type, ids]) => {
      const found = (await TEXTS[type]?.load(db, { caseId, id: { in: ids } })) ?? [];
      for (const { id, text } of found) texts.set(`${type}:${id}`, text);
    }),
  );
  return (event) => texts.get(`${event.type}:${textId(event)}`) ?? null;
}

function textId({ type, data }: HeardEvent): string | null {
  const key = TEXTS[type]?.key;
  const id = key && Object.entries(data).find(([name]) => name === key)?.[1];
  return typeof id === "string" ? id : null;
}

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
        event.success && !isPrivate ? describeEvent(event.data, row.actorId) : describePrivately(row.type, noun);
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
