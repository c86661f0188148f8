import "server-only";
import { canAnywhere } from "@/lib/access/policy";
import { countTabs } from "@/lib/case/queries/queue";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { countRequests, listOwnLate } from "@/lib/request/queries";
import { dayIn } from "@/lib/shared/dates";
import {
  type CappedCount,
  type Cursor,
  capCount,
  cursorInstant,
  decodeCursor,
  encodeCursor,
  formatCount,
  type Page,
} from "@/lib/shared/page";
import { type MailLine, type MailSection, type Written, writeBundle, writeDigest } from "./emails";
import { NOTIFICATION_LABELS } from "./labels";
import { choicesOf } from "./rules";
import {
  type MailKind,
  type MailState,
  type NotificationFilter,
  notificationType,
  type OutboxFilter,
  type OutboxTab,
} from "./schema";
import { deliveriesManagedBy, notificationsOf, toldTo } from "./scope";
import type { Choices, MailRow, NotificationRow } from "./types";

const PAGE_SIZE = 50;
const COUNT_CAP = 999;
const BELL_CAP = 99;
const DAY_MS = 86_400_000;

const ROW = {
  id: true,
  type: true,
  caseId: true,
  requestId: true,
  createdAt: true,
  readAt: true,
  isUrgent: true,
} satisfies Prisma.NotificationSelect;

type RowData = Prisma.NotificationGetPayload<{ select: typeof ROW }>;

/** One page of what the viewer was told, the newest first: what they have not read, or everything. */
export async function listNotifications(
  viewer: Viewer,
  { tab, page }: NotificationFilter,
): Promise<Page<NotificationRow>> {
  const where = { AND: [notificationsOf(viewer), tab === "unread" ? { readAt: null } : {}] };
  const db = dbFor(viewer);
  const turned = turn(page);
  const [found, total] = await Promise.all([
    db.notification.findMany({ where: { AND: [where, turned.beyond] }, select: ROW, ...turned.order }),
    db.notification.count({ where, take: COUNT_CAP + 1 }),
  ]);
  // Everything beyond the cursor was read meanwhile: better the beginning than an empty page.
  if (turned.cursor && found.length === 0) return listNotifications(viewer, { tab, page: undefined });
  const { rows, ...ways } = cut(found, turned);
  return { rows: await withCases(viewer, rows), ...ways, total: capCount(total, COUNT_CAP) };
}

/** How many of them the bell shows. */
export async function countUnread(viewer: Viewer): Promise<CappedCount> {
  const where = { AND: [notificationsOf(viewer), { readAt: null }] };
  return capCount(await dbFor(viewer).notification.count({ where, take: BELL_CAP + 1 }), BELL_CAP);
}

export async function getChoices(viewer: Viewer): Promise<Choices> {
  const chosen = await dbFor(viewer).notificationChoice.findMany({
    where: { personId: viewer.personId },
    select: { type: true, channel: true, isOn: true },
    orderBy: [{ type: "asc" }, { channel: "asc" }],
    take: 200,
  });
  return choicesOf(chosen);
}

const OUTBOX_STATES: Record<OutboxTab, MailState[]> = {
  dead: ["dead"],
  waiting: ["queued", "failed"],
  kept: ["kept"],
  sent: ["sent"],
};

/** One page of the e-mails to the people whom the viewer manages, the newest first. */
export async function listOutbox(viewer: Viewer, { tab, page }: OutboxFilter): Promise<Page<MailRow>> {
  const where = { AND: [deliveriesManagedBy(viewer), { state: { in: OUTBOX_STATES[tab] } }] };
  const db = dbFor(viewer);
  const turned = turn(page);
  const [found, total] = await Promise.all([
    db.mailDelivery.findMany({
      where: { AND: [where, turned.beyond] },
      select: {
        ...{ id: true, state: true, subject: true, text: true, attempts: true, lastError: true },
        ...{ nextAttemptAt: true, createdAt: true, settledAt: true },
        person: { select: { name: true, email: true } },
      },
      ...turned.order,
    }),
    db.mailDelivery.count({ where, take: COUNT_CAP + 1 }),
  ]);
  if (turned.cursor && found.length === 0) return listOutbox(viewer, { tab, page: undefined });
  const { rows, ...ways } = cut(found, turned);
  return { rows: rows.map(toMail), ...ways, total: capCount(total, COUNT_CAP) };
}

/** How many were given up, for the rail. */
export async function countDeadMail(viewer: Viewer): Promise<CappedCount> {
  const where = { AND: [deliveriesManagedBy(viewer), { state: "dead" as const }] };
  return capCount(await dbFor(viewer).mailDelivery.count({ where, take: BELL_CAP + 1 }), BELL_CAP);
}

type Planned = { id: string; kind: MailKind; createdAt: Date };

/** What an e-mail says by now to the person it is for, or null where there is nothing left to say. */
export async function composeMail(
  viewer: Viewer,
  { id, kind, createdAt }: Planned,
  now: Date,
): Promise<Written | null> {
  switch (kind) {
    case "bundle":
      return composeBundle(viewer, id);
    case "digest":
      return composeDigest(viewer, createdAt, now);
    default:
      return kind satisfies never;
  }
}

async function composeBundle(viewer: Viewer, deliveryId: string): Promise<Written | null> {
  const found = await dbFor(viewer).notification.findMany({
    where: { AND: [{ deliveryId }, toldTo(viewer), stillSo(viewer)] },
    select: ROW,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: PAGE_SIZE,
  });
  const rows = await withCases(viewer, found);
  const [first] = rows;
  if (!first) return null;
  const lines = [...new Set(rows.map(({ type }) => NOTIFICATION_LABELS[type]))];
  return writeBundle({ reference: first.reference, path: first.href, lines });
}

/** A case that was given on or taken back meanwhile is no news to whoever had it for a moment. */
function stillSo(viewer: Viewer): Prisma.NotificationWhereInput {
  return { OR: [{ type: { notIn: ["assigned", "handed_over"] } }, { case: { ownerId: viewer.personId } }] };
}

async function composeDigest(viewer: Viewer, plannedAt: Date, now: Date): Promise<Written | null> {
  const choices = await getChoices(viewer);
  const sections = [
    ...(choices.digest.includes("work") ? await listWork(viewer, now) : []),
    await listNews(viewer, plannedAt),
  ].filter(({ lines }) => lines.length > 0);
  return sections.length === 0 ? null : writeDigest(sections);
}

/** What waits for the viewer: what is late or due in their cases, then what their role decides, as counts. */
async function listWork(viewer: Viewer, now: Date): Promise<MailSection[]> {
  const [late, due, requests, tabs] = await Promise.all([
    listOwnLate(viewer, now),
    listWaitsOver(viewer, now),
    canAnywhere(viewer, "request.answer") ? countRequests(viewer, now) : null,
    canAnywhere(viewer, "case.assign") ? countTabs(viewer, ["unassigned", "escalated"]) : null,
  ]);
  const counted = (count: CappedCount | undefined, words: string, path: string): MailLine[] =>
    count && count.count > 0 ? [{ words: `${words}: ${formatCount(count)}`, path }] : [];
  return [
    { title: "Late requests in your cases", lines: toLines(late.map((request) => request.case?.reference ?? null)) },
    { title: "Cases to look at again", lines: toLines(due) },
    {
      title: "Waiting for you",
      lines: [
        ...counted(requests?.asked, "Requests to your unit", "/requests"),
        ...counted(requests?.askedLate, "Late among them", "/requests?tab=late"),
        ...counted(tabs?.escalated, "Escalated cases", "/triage"),
        ...counted(tabs?.unassigned, "Cases that nobody has", "/triage"),
      ],
    },
  ];
}

/** The viewer's own cases whose wait was to end by today. */
async function listWaitsOver(viewer: Viewer, now: Date): Promise<string[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: {
      AND: [
        casesVisibleTo(viewer),
        { ownerId: viewer.personId, state: "waiting" },
        { waits: { some: { endedAt: null, until: { lte: dayIn(now, viewer.zone) } } } },
      ],
    },
    select: { reference: true },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    take: PAGE_SIZE,
  });
  return rows.map(({ reference }) => reference);
}

/** What the viewer was told since their last digest, wants to find in it, and has not read. */
async function listNews(viewer: Viewer, plannedAt: Date): Promise<MailSection> {
  const last = await dbFor(viewer).mailDelivery.findFirst({
    where: { personId: viewer.personId, kind: "digest", createdAt: { lt: plannedAt } },
    select: { createdAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const since = last?.createdAt ?? new Date(plannedAt.getTime() - DAY_MS);
  const found = await dbFor(viewer).notification.findMany({
    where: { AND: [toldTo(viewer), stillSo(viewer), { isInDigest: true, readAt: null, createdAt: { gt: since } }] },
    select: ROW,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE_SIZE,
  });
  const lines = (await withCases(viewer, found)).map(({ type, reference, href }) => {
    return { words: [reference, NOTIFICATION_LABELS[type]].filter(Boolean).join(": "), path: href };
  });
  return { title: "New since yesterday", lines };
}

function toLines(references: (string | null)[]): MailLine[] {
  const known = [...new Set(references)].filter((reference) => reference !== null);
  return known.map((reference) => ({ words: reference, path: `/cases/${reference}` }));
}

/** Names the case of each where the viewer may open it; a responder is led to the request. */
async function withCases(viewer: Viewer, rows: RowData[]): Promise<NotificationRow[]> {
  const ids = rows.flatMap(({ caseId }) => caseId ?? []);
  const cases =
    ids.length === 0
      ? []
      : await dbFor(viewer).case.findMany({
          where: { AND: [{ id: { in: ids } }, casesVisibleTo(viewer)] },
          select: { id: true, reference: true, about: true },
          orderBy: { id: "asc" },
          take: PAGE_SIZE,
        });
  const caseOf = new Map(cases.map((one) => [one.id, one]));
  return rows.map(({ id, type, caseId, requestId, createdAt, readAt, isUrgent }) => {
    const about = caseId ? caseOf.get(caseId) : undefined;
    const request = requestId ? `/requests/${requestId}` : null;
    return {
      id,
      type: notificationType.parse(type),
      reference: about?.reference ?? null,
      about: about?.about ?? null,
      href: about ? `/cases/${about.reference}` : request,
      at: createdAt.toISOString(),
      isUrgent,
      isRead: readAt !== null,
    };
  });
}

type MailData = Omit<MailRow, "to" | "nextAttemptAt" | "createdAt" | "settledAt"> & {
  person: MailRow["to"];
  nextAttemptAt: Date;
  createdAt: Date;
  settledAt: Date | null;
};

function toMail({ person, nextAttemptAt, createdAt, settledAt, ...row }: MailData): MailRow {
  return {
    ...row,
    to: person,
    nextAttemptAt: settledAt ? null : nextAttemptAt.toISOString(),
    createdAt: createdAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  };
}

type Turned = ReturnType<typeof turn>;

/** Where a page begins in a list of the newest first. */
function turn(page: string | undefined) {
  const cursor = decodeCursor(page);
  const isBackward = cursor?.direction === "before";
  const order = isBackward ? ("asc" as const) : ("desc" as const);
  return {
    cursor,
    isBackward,
    beyond: cursor ? seek(cursor, isBackward) : {},
    order: { orderBy: [{ createdAt: order }, { id: order }], take: PAGE_SIZE + 1 },
  };
}

function seek(cursor: Cursor, isBackward: boolean) {
  const at = cursorInstant(cursor);
  if (!at) return {};
  const beyond = isBackward ? "gt" : "lt";
  return { OR: [{ createdAt: { [beyond]: at } }, { createdAt: at, id: { [beyond]: cursor.id } }] };
}

function cut<T extends { id: string; createdAt: Date }>(found: T[], { cursor, isBackward }: Turned) {
  const hasMore = found.length > PAGE_SIZE;
  const rows = found.slice(0, PAGE_SIZE);
  if (isBackward) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const at = ({ createdAt, id }: T, direction: Cursor["direction"]) =>
    encodeCursor({ direction, value: createdAt.toISOString(), id });
  return {
    rows,
    next: (isBackward || hasMore) && last ? at(last, "after") : null,
    previous: (isBackward ? hasMore : cursor !== null) && first ? at(first, "before") : null,
  };
}
