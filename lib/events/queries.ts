import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { tellChanges } from "@/lib/billing/rules/changes";
import { casesVisibleTo } from "@/lib/case/scope";
import { patientsEverVisibleTo, patientsVisibleTo } from "@/lib/patient/scope";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { nextDay, startOfDay } from "@/lib/shared/dates";
import { cursorInstant, decodeCursor, encodeCursor } from "@/lib/shared/page";
import { describeEvent, describePrivately } from "./labels";
import {
  type AuditFilter,
  type AuditRow,
  chainOf,
  type EventType,
  type HeardEvent,
  type PatientTimeline,
  readEvent,
  type Timeline,
  type TimelineEntry,
  type TimelineShow,
} from "./schema";

const PAGE_SIZE = 100;
const TIMELINE_PAGE = 50;

const TOLD = {
  id: true,
  type: true,
  at: true,
  actorId: true,
  actorName: true,
  data: true,
  detail: { select: { salt: true, values: true, redactedAt: true } },
} satisfies Prisma.EventSelect;

/**
 * One page of a case's timeline, newest first: at most 50 entries that stand before the chain position `before`, or the newest. `older`
 * is what to ask for next, or null at the beginning.
 */
export async function listCaseTimeline(
  viewer: Viewer,
  caseId: string,
  { before = null, show = "all" }: { before?: number | null; show?: TimelineShow } = {},
): Promise<Timeline> {
  const db = dbFor(viewer);
  const visible = await db.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: { id: true },
  });
  if (!visible) return { entries: [], older: null };
  const rows = await db.event.findMany({
    where: {
      chain: chainOf({ noun: "case", id: caseId }),
      position: before === null ? undefined : { lt: before },
      type: TYPES_SHOWN[show],
    },
    select: { ...TOLD, position: true },
    orderBy: { position: "desc" },
    take: TIMELINE_PAGE + 1,
  });
  const shown = rows.slice(0, TIMELINE_PAGE);
  const entries = await tell(viewer, [caseId], shown);
  return { entries, older: rows.length > shown.length ? (shown.at(-1)?.position ?? null) : null };
}

/**
 * One page of everything that happened to one person: to their record, to those merged into it, and in each of their cases that the
 * viewer may see. Newest first, at most 50 entries after `page`.
 */
export async function listPatientTimeline(
  viewer: Viewer,
  patientId: string,
  page: string | undefined,
): Promise<PatientTimeline> {
  const db = dbFor(viewer);
  const [patient, merged, cases] = await Promise.all([
    db.patient.findFirst({ where: { AND: [{ id: patientId }, patientsVisibleTo(viewer)] }, select: { id: true } }),
    db.patient.findMany({
      where: { AND: [{ mergedIntoId: patientId }, patientsEverVisibleTo(viewer)] },
      select: { id: true },
      take: 50,
    }),
    db.case.findMany({
      where: { AND: [{ patientId }, casesVisibleTo(viewer)] },
      select: { id: true, reference: true, about: true },
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      take: 500,
    }),
  ]);
  if (!patient) return { entries: [], older: null };
  const caseOf = new Map(cases.map(({ id, ...named }) => [chainOf({ noun: "case", id }), named]));
  const [ownChain, ...others] = [patientId, ...merged.map(({ id }) => id)].map((id) =>
    chainOf({ noun: "patient", id }),
  );
  const chains = [ownChain, ...others, ...caseOf.keys()];
  const cursor = decodeCursor(page);
  const at = cursor && cursorInstant(cursor);
  const seek = cursor && at ? Prisma.sql`("at", "id") < (${at}::timestamptz, ${cursor.id}::uuid)` : Prisma.sql`true`;
  // A merge is told in both chains; one is enough here. The chains first: by time alone the whole trail would be searched for the few that belong to one person.
  const found = await db.$queryRaw<{ id: string }[]>`
    WITH own AS MATERIALIZED (
      SELECT "id", "at" FROM "Event"
      WHERE "chain" = ANY(${chains}::text[])
        AND ("chain" = ${ownChain} OR "type" NOT IN ('patient.merged', 'patient.unmerged')))
    SELECT "id" FROM own WHERE ${seek} ORDER BY "at" DESC, "id" DESC LIMIT ${TIMELINE_PAGE + 1}`;
  const rows = await db.event.findMany({
    where: { id: { in: found.slice(0, TIMELINE_PAGE).map(({ id }) => id) } },
    select: { ...TOLD, chain: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: TIMELINE_PAGE,
  });
  const told = await tell(
    viewer,
    cases.map(({ id }) => id),
    rows,
  );
  const chainById = new Map(rows.map(({ id, chain }) => [id, chain]));
  const last = rows.at(-1);
  return {
    entries: told.map((entry) => ({ ...entry, inCase: caseOf.get(chainById.get(entry.id) ?? "") })),
    older:
      found.length > TIMELINE_PAGE && last
        ? encodeCursor({ direction: "after", value: last.at.toISOString(), id: last.id })
        : null,
  };
}

type Told = Prisma.EventGetPayload<{ select: typeof TOLD }>;

/** These events as entries, with what people wrote in them; those of cases that are not among these stay without. */
async function tell(viewer: Viewer, caseIds: string[], rows: Told[]): Promise<TimelineEntry[]> {
  const read = rows.flatMap((row) => {
    const event = readEvent(row);
    return event ? [{ ...row, event }] : [];
  });
  const told = read.map(({ event }) => event);
  const textOf = await loadTexts(dbFor(viewer), caseIds, told);
  return read.map(({ id, at, actorId, actorName, event }) => ({
    ...{ id, type: event.type, at: at.toISOString(), actor: actorName },
    ...{ sentence: describeEvent(event, actorId), text: textOf(event), rowId: textId(event) },
  }));
}

type Db = ReturnType<typeof dbFor>;
type Written = { id: string; text: string | null };
type TextSource = {
  key: string;
  load: (db: Db, where: { caseId: { in: string[] }; id: { in: string[] } }) => Promise<Written[]>;
};

const CONTACTS: EventType[] = ["contact.logged", "contact.voided"];
const NOTES: EventType[] = ["note.added"];
const TYPES_SHOWN: Record<TimelineShow, Prisma.StringFilter<"Event"> | undefined> = {
  all: undefined,
  contacts: { in: CONTACTS },
  notes: { in: NOTES },
  changes: { notIn: [...CONTACTS, ...NOTES] },
};

const FILE_NAMES: TextSource = {
  key: "attachmentId",
  load: async (db, where) =>
    (await db.attachment.findMany({ where, select: { id: true, name: true }, take: TIMELINE_PAGE })).map(
      textAs("name"),
    ),
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
  // One handover tells of many cases; its reason belongs to each.
  "case.handed_over": {
    key: "handoverId",
    load: async (db, { id }) =>
      (await db.handover.findMany({ where: { id }, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  "case.merged": { key: "mergeId", load: loadOfMerge("reason") },
  "case.unmerged": { key: "mergeId", load: loadOfMerge("undoneReason") },
  "case.linked": { key: "linkId", load: loadOfLink("note") },
  "case.unlinked": { key: "linkId", load: loadOfLink("voidReason") },
  // An issue and a request may go over to another case, and the words go on belonging to what was told here.
  "issue.voided": {
    key: "issueId",
    load: async (db, { id }) =>
      (await db.issue.findMany({ where: { id }, select: { id: true, voidReason: true }, take: TIMELINE_PAGE })).map(
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
  "contact.logged": {
    key: "contactId",
    load: async (db, where) =>
      (await db.contact.findMany({ where, select: { id: true, summary: true }, take: TIMELINE_PAGE })).map(
        textAs("summary"),
      ),
  },
  "contact.voided": {
    key: "contactId",
    load: async (db, where) =>
      (await db.contact.findMany({ where, select: { id: true, voidReason: true }, take: TIMELINE_PAGE })).map(
        textAs("voidReason"),
      ),
  },
  "kind.proposed": {
    key: "changeId",
    load: async (db, where) =>
      (await db.kindChange.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  "kind.declined": {
    key: "changeId",
    load: async (db, where) =>
      (await db.kindChange.findMany({ where, select: { id: true, answer: true }, take: TIMELINE_PAGE })).map(
        textAs("answer"),
      ),
  },
  // Of a confirmed proposal the reason stands where it was made, and here what the second person said.
  "case.reclassified": {
    key: "changeId",
    load: async (db, where) =>
      (
        await db.kindChange.findMany({
          where,
          select: { id: true, reason: true, answer: true, outcome: true },
          take: TIMELINE_PAGE,
        })
      ).map(({ id, reason, answer, outcome }) => ({ id, text: outcome === "made" ? reason : answer })),
  },
  ...Object.fromEntries(
    (["file.attached", "file.described", "file.scanned"] as const).map((type) => [type, FILE_NAMES]),
  ),
  "file.voided": {
    key: "attachmentId",
    load: async (db, where) =>
      (
        await db.attachment.findMany({ where, select: { id: true, name: true, voidReason: true }, take: TIMELINE_PAGE })
      ).map(({ id, name, voidReason }) => ({ id, text: `${name}\n${voidReason ?? ""}` })),
  },
  "escalation.raised": {
    key: "escalationId",
    load: async (db, where) =>
      (await db.escalation.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  // What follows is told in a patient's own chain, where it belongs to no case.
  "alert.added": {
    key: "alertId",
    load: async (db, { id }) =>
      (await db.patientAlert.findMany({ where: { id }, select: { id: true, body: true }, take: TIMELINE_PAGE })).map(
        textAs("body"),
      ),
  },
  "alert.ended": {
    key: "alertId",
    load: async (db, { id }) =>
      (
        await db.patientAlert.findMany({ where: { id }, select: { id: true, endedReason: true }, take: TIMELINE_PAGE })
      ).map(textAs("endedReason")),
  },
  "representative.added": { key: "representativeId", load: nameRepresentatives },
  "representative.changed": { key: "representativeId", load: nameRepresentatives },
  "representative.ended": {
    key: "representativeId",
    load: async (db, { id }) =>
      (
        await db.representative.findMany({
          where: { id },
          select: { id: true, endedReason: true },
          take: TIMELINE_PAGE,
        })
      ).map(textAs("endedReason")),
  },
  "patient.unmerged": {
    key: "mergeId",
    load: async (db, { id }) =>
      (
        await db.patientMerge.findMany({ where: { id }, select: { id: true, undoneReason: true }, take: TIMELINE_PAGE })
      ).map(textAs("undoneReason")),
  },
  "escalation.answered": {
    key: "escalationId",
    load: async (db, where) =>
      (await db.escalation.findMany({ where, select: { id: true, answer: true }, take: TIMELINE_PAGE })).map(
        textAs("answer"),
      ),
  },
  "escalation.sent_back": {
    key: "escalationId",
    load: async (db, where) =>
      (await db.escalation.findMany({ where, select: { id: true, answer: true }, take: TIMELINE_PAGE })).map(
        textAs("answer"),
      ),
  },
  "request.asked": { key: "requestId", load: loadOfRequest("question") },
  "request.answered": { key: "requestId", load: loadOfRequest("answer") },
  "request.returned": { key: "requestId", load: loadOfRequest("reason") },
  "request.withdrawn": { key: "requestId", load: loadOfRequest("reason") },
  "billing.line_changed": {
    key: "changeId",
    load: async (db, { id, caseId }) => {
      const where = { id, line: { dispute: { caseId } } };
      const select = { id: true, changes: true };
      const rows = await db.chargeLineChange.findMany({ where, select, take: TIMELINE_PAGE });
      return rows.map((row) => ({ id: row.id, text: tellChanges(row.changes) }));
    },
  },
  "billing.line_decided": {
    key: "decisionId",
    load: async (db, { id, caseId }) => {
      const where = { id, line: { dispute: { caseId } } };
      return (await db.chargeDecision.findMany({ where, select: { id: true, note: true }, take: TIMELINE_PAGE })).map(
        textAs("note"),
      );
    },
  },
  "billing.hold_placed": { key: "holdId", load: loadOfHold("reason") },
  "billing.hold_lifted": { key: "holdId", load: loadOfHold("liftReason") },
  "billing.plan_voided": {
    key: "planId",
    load: async (db, { id, caseId }) => {
      const where = { id, dispute: { caseId } };
      const select = { id: true, voidReason: true };
      return (await db.paymentPlan.findMany({ where, select, take: TIMELINE_PAGE })).map(textAs("voidReason"));
    },
  },
};

function loadOfHold(column: "reason" | "liftReason"): TextSource["load"] {
  const select = { id: true, reason: true, liftReason: true };
  return async (db, { id, caseId }) =>
    (await db.collectionHold.findMany({ where: { id, dispute: { caseId } }, select, take: TIMELINE_PAGE })).map(
      textAs(column),
    );
}

function loadOfRequest(column: "question" | "answer" | "reason"): TextSource["load"] {
  const select = { id: true, question: true, answer: true, reason: true };
  return async (db, { id }) =>
    (await db.request.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs(column));
}

function loadOfMerge(column: "reason" | "undoneReason"): TextSource["load"] {
  const select = { id: true, reason: true, undoneReason: true };
  return async (db, { id }) =>
    (await db.caseMerge.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs(column));
}

function loadOfLink(column: "note" | "voidReason"): TextSource["load"] {
  const select = { id: true, note: true, voidReason: true };
  return async (db, { id }) =>
    (await db.caseLink.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs(column));
}

async function nameRepresentatives(db: Db, { id }: { id: { in: string[] } }): Promise<Written[]> {
  const select = { id: true, name: true } as const;
  return (await db.representative.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs("name"));
}

function textAs<K extends string>(column: K): (row: { id: string } & Record<K, string | null>) => Written {
  return (row) => ({ id: row.id, text: row[column] });
}

/** What people wrote in these events, in one read for each type among them. */
async function loadTexts(
  db: Db,
  caseIds: string[],
  events: HeardEvent[],
): Promise<(event: HeardEvent) => string | null> {
  const idsByType = new Map<EventType, string[]>();
  for (const event of events) {
    const id = textId(event);
    if (id) idsByType.set(event.type, [...(idsByType.get(event.type) ?? []), id]);
  }
  const texts = new Map<string, string | null>();
  await Promise.all(
    [...idsByType].map(async ([type, ids]) => {
      const found = (await TEXTS[type]?.load(db, { caseId: { in: caseIds }, id: { in: ids } })) ?? [];
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
