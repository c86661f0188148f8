import "server-only";
import { casesVisibleTo, changedBy } from "@/lib/case/scope";
import { improvementsVisibleTo } from "@/lib/improvement/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { reportsVisibleTo } from "@/lib/report/scope";
import {
  type CappedCount,
  type Cursor,
  capCount,
  cursorInstant,
  decodeCursor,
  encodeCursor,
  type Page,
} from "@/lib/shared/page";
import { choicesOf, pageOf, placeOf, queueOf } from "./rules";
import { type MailState, type NotificationFilter, notificationType, type OutboxFilter, type OutboxTab } from "./schema";
import { deliveriesManagedBy, notificationsOf } from "./scope";
import type { Choices, MailRow, NotificationRow } from "./types";

const PAGE_SIZE = 50;
const COUNT_CAP = 999;
const BELL_CAP = 99;

export const ROW = {
  id: true,
  type: true,
  caseId: true,
  requestId: true,
  reportId: true,
  improvementId: true,
  runId: true,
  run: { select: { by: { select: { name: true } } } },
  coveredId: true,
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
        ...{
          id: true,
          kind: true,
          state: true,
          subject: true,
          text: true,
          attempts: true,
          lastError: true,
        },
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

/** Names the case, report or action of each where the viewer may open it; a responder is led to the request, and of many cases to the queue of them. */
export async function withCases(viewer: Viewer, rows: RowData[]): Promise<NotificationRow[]> {
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
  const [titles, counts] = await Promise.all([
    listTitles(viewer, rows),
    Promise.all(rows.map((row) => countOfRun(viewer, row))),
  ]);
  return rows.map((row, at) => {
    const { id, type: stored, caseId, requestId, runId, run, coveredId, createdAt, readAt, isUrgent } = row;
    const about = caseId ? caseOf.get(caseId) : undefined;
    const type = notificationType.parse(stored);
    const titled = titles.get(row.reportId ?? row.improvementId ?? "");
    const elsewhere = requestId ? `/requests/${requestId}` : (titled?.href ?? pageOf(type));
    return {
      id,
      type,
      reference: about?.reference ?? null,
      about: about?.about ?? titled?.title ?? null,
      many: run && { count: counts[at] ?? 0, by: run.by.name },
      href: about ? `/cases/${about.reference}${placeOf(type)}` : (queueOf({ type, runId, coveredId }) ?? elsewhere),
      at: createdAt.toISOString(),
      isCover: coveredId !== null,
      isUrgent,
      isRead: readAt !== null,
    };
  });
}

/** The reports and actions that these lead to and the viewer sees, by their ids. */
async function listTitles(viewer: Viewer, rows: RowData[]): Promise<Map<string, { title: string; href: string }>> {
  const reportIds = rows.flatMap(({ reportId }) => reportId ?? []);
  const actionIds = rows.flatMap(({ improvementId }) => improvementId ?? []);
  const db = dbFor(viewer);
  const shown = { select: { id: true, title: true }, orderBy: { id: "asc" as const }, take: PAGE_SIZE };
  const [reports, actions] = await Promise.all([
    reportIds.length > 0
      ? db.report.findMany({ where: { AND: [{ id: { in: reportIds } }, reportsVisibleTo(viewer)] }, ...shown })
      : [],
    actionIds.length > 0
      ? db.improvement.findMany({
          where: { AND: [{ id: { in: actionIds } }, improvementsVisibleTo(viewer)] },
          ...shown,
        })
      : [],
  ]);
  return new Map<string, { title: string; href: string }>([
    ...reports.map(({ id, title }) => [id, { title, href: `/reports/${id}` }] as const),
    ...actions.map(({ id, title }) => [id, { title, href: `/improvement/${id}` }] as const),
  ]);
}

/** How many cases the news of a change of many is about by now: what was taken back is none of them. */
async function countOfRun(viewer: Viewer, { runId, type, coveredId }: RowData): Promise<number> {
  if (runId === null) return 0;
  // What is to be followed up came to whoever has each case.
  const owned = type === "follow_up_given" ? { ownerId: coveredId ?? viewer.personId } : {};
  return dbFor(viewer).case.count({ where: { AND: [casesVisibleTo(viewer), changedBy(runId), owned] } });
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
