import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { idSchema } from "@/lib/shared/ids";
import { type Cursor, capCount, cursorInstant, decodeCursor, encodeCursor, type Page } from "@/lib/shared/page";
import { canPursue, canReply } from "./policy";
import { isLate, nextReminderAt } from "./rules";
import { MOST_NEWS, type RequestFilter, type RequestTab } from "./schema";
import { requestsAskedOf, requestsOfCasesOf, requestsVisibleTo } from "./scope";
import type {
  CaseRequest,
  ListedRequest,
  RequestCase,
  RequestCounts,
  RequestDetail,
  RequestRow,
  Shared,
  UnitToAsk,
} from "./types";

const PAGE_SIZE = 50;
const COUNT_CAP = 999;
const NAV_CAP = 99;
const FEW = 10;
const NEWS_DAYS = 7;

// Nothing of the case, so that no list of requests can tell of it. What is shared is read apart, by the row's own word.
const ROW = {
  id: true,
  state: true,
  question: true,
  dueAt: true,
  askedAt: true,
  remindedAt: true,
  remindCount: true,
  answer: true,
  reason: true,
  settledAt: true,
  sharesWords: true,
  sharesPatient: true,
  sharesIssues: true,
  site: { select: { id: true, name: true, timeZone: true } },
  unit: { select: { id: true, name: true } },
  askedBy: { select: { id: true, name: true } },
  settledBy: { select: { id: true, name: true } },
} satisfies Prisma.RequestSelect;

type RowData = Prisma.RequestGetPayload<{ select: typeof ROW }>;

function tabWhere(tab: RequestTab, now: Date): Prisma.RequestWhereInput {
  switch (tab) {
    case "open":
      return { state: "open" };
    case "late":
      return { state: "open", dueAt: { lt: now } };
    case "settled":
      return { settledAt: { not: null } };
    default:
      return tab satisfies never;
  }
}

/** One page of requests: those that wait by their due time, the late first; those that have ended by their end, the newest first. */
export async function listRequests(
  viewer: Viewer,
  { tab, page }: RequestFilter,
  now: Date,
): Promise<Page<ListedRequest>> {
  const cursor = decodeCursor(page);
  const isBackward = cursor?.direction === "before";
  const forward = tab === "settled" ? "desc" : "asc";
  const order = isBackward ? flip(forward) : forward;
  const column = tab === "settled" ? "settledAt" : "dueAt";
  const where = { AND: [requestsVisibleTo(viewer), tabWhere(tab, now)] };
  const db = dbFor(viewer);
  const [found, total] = await Promise.all([
    db.request.findMany({
      where: { AND: [where, cursor ? seek(column, order, cursor) : {}] },
      select: ROW,
      orderBy: [{ [column]: order }, { id: order }],
      take: PAGE_SIZE + 1,
    }),
    db.request.count({ where, take: COUNT_CAP + 1 }),
  ]);
  // Everything beyond the cursor was settled meanwhile: better the beginning than an empty page.
  if (cursor && found.length === 0) return listRequests(viewer, { tab, page: undefined }, now);
  const hasMore = found.length > PAGE_SIZE;
  const rows = found.slice(0, PAGE_SIZE);
  if (isBackward) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const at = (row: RowData, direction: Cursor["direction"]) =>
    encodeCursor({ direction, value: (row[column] ?? row.dueAt).toISOString(), id: row.id });
  return {
    rows: await withCases(viewer, rows, now),
    next: (isBackward || hasMore) && last ? at(last, "after") : null,
    previous: (isBackward ? hasMore : cursor !== null) && first ? at(first, "before") : null,
    total: capCount(total, COUNT_CAP),
  };
}

/** What the viewer's own units are asked and have not answered, the late first. */
export async function listAskedOfMyUnits(viewer: Viewer, now: Date): Promise<ListedRequest[]> {
  const rows = await dbFor(viewer).request.findMany({
    where: { AND: [requestsAskedOf(viewer), { state: "open" }] },
    select: ROW,
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: PAGE_SIZE,
  });
  return withCases(viewer, rows, now);
}

/** These of what the viewer's own units are or were asked, in the order given. */
export async function listAskedById(viewer: Viewer, ids: string[], now: Date): Promise<ListedRequest[]> {
  if (ids.length === 0) return [];
  const rows = await dbFor(viewer).request.findMany({
    where: { AND: [{ id: { in: ids } }, requestsAskedOf(viewer)] },
    select: ROW,
    take: PAGE_SIZE,
  });
  const byId = new Map((await withCases(viewer, rows, now)).map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** What the viewer's own units answered or sent back in the last seven days, the newest first. */
export async function listSettledByMyUnits(viewer: Viewer, now: Date): Promise<ListedRequest[]> {
  const rows = await dbFor(viewer).request.findMany({
    where: { AND: [requestsAskedOf(viewer), { state: { not: "open" }, settledAt: { gte: newsSince(now) } }] },
    select: ROW,
    orderBy: [{ settledAt: "desc" }, { id: "desc" }],
    take: FEW,
  });
  return withCases(viewer, rows, now);
}

/** Replies of the last seven days on open cases that the viewer owns or asked about, the newest first. */
export async function listRepliesIn(viewer: Viewer, now: Date): Promise<ListedRequest[]> {
  const rows = await dbFor(viewer).request.findMany({
    where: {
      AND: [
        requestsOfCasesOf(viewer),
        { state: { in: ["answered", "returned"] }, settledAt: { gte: newsSince(now) }, case: { closedAt: null } },
        { OR: [{ case: { ownerId: viewer.personId } }, { askedById: viewer.personId }] },
      ],
    },
    select: ROW,
    orderBy: [{ settledAt: "desc" }, { id: "desc" }],
    take: MOST_NEWS + 1,
  });
  return withCases(viewer, rows, now);
}

/** Late requests of the cases that the viewer owns or asked about, the latest first. */
export function listOwnLate(viewer: Viewer, now: Date): Promise<ListedRequest[]> {
  return listLate(viewer, { OR: [{ case: { ownerId: viewer.personId } }, { askedById: viewer.personId }] }, now);
}

/** Late requests at the sites where the viewer decides whose cases are whose, the latest first. */
export function listTeamLate(viewer: Viewer, now: Date): Promise<ListedRequest[]> {
  return listLate(viewer, { siteId: { in: sitesFor(viewer, "case.assign") } }, now);
}

async function listLate(viewer: Viewer, whose: Prisma.RequestWhereInput, now: Date): Promise<ListedRequest[]> {
  const rows = await dbFor(viewer).request.findMany({
    where: { AND: [requestsOfCasesOf(viewer), tabWhere("late", now), whose] },
    select: ROW,
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: MOST_NEWS + 1,
  });
  return withCases(viewer, rows, now);
}

/** Capped counts for the rail: of what the viewer's units are asked, and of what is late in the cases they see. */
export async function countRequests(viewer: Viewer, now: Date): Promise<RequestCounts> {
  const count = (where: Prisma.RequestWhereInput) => dbFor(viewer).request.count({ where, take: NAV_CAP + 1 });
  const [asked, askedLate, late] = await Promise.all([
    count({ AND: [requestsAskedOf(viewer), tabWhere("open", now)] }),
    count({ AND: [requestsAskedOf(viewer), tabWhere("late", now)] }),
    count({ AND: [requestsOfCasesOf(viewer), tabWhere("late", now)] }),
  ]);
  return { asked: capCount(asked, NAV_CAP), askedLate: capCount(askedLate, NAV_CAP), late: capCount(late, NAV_CAP) };
}

/** The open units of a site by name, each with whoever answers for it. */
export async function listUnitsToAsk(viewer: Viewer, siteId: string): Promise<UnitToAsk[]> {
  if (!sitesFor(viewer, "case.work").includes(siteId)) return [];
  const units = await dbFor(viewer).unit.findMany({
    where: { siteId, closedOn: null },
    select: { id: true, name: true, roles: RESPONDERS },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
  });
  return units.map(({ id, name, roles }) => ({ id, name, responders: namesOf(roles) }));
}

const RESPONDERS = {
  where: { role: "responder", person: { deactivatedAt: null } },
  select: { person: { select: { name: true } } },
  orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  take: 20,
} satisfies Prisma.Unit$rolesArgs;

function namesOf(roles: { person: { name: string } }[]): string[] {
  return [...new Set(roles.map(({ person }) => person.name))];
}

/** The requests of a case, those that wait first by their due time, then the newest. */
export async function listRequestsOfCase(viewer: Viewer, caseId: string, now: Date): Promise<CaseRequest[]> {
  const rows = await dbFor(viewer).request.findMany({
    where: { AND: [{ caseId }, requestsOfCasesOf(viewer)] },
    select: { ...ROW, unit: { select: { ...ROW.unit.select, roles: RESPONDERS } } },
    orderBy: [{ state: "asc" }, { settledAt: "desc" }, { dueAt: "asc" }, { id: "asc" }],
    take: 100,
  });
  return rows.map((row) => ({
    ...toRow(row, now),
    hasResponder: row.unit.roles.length > 0,
    nextReminderAt: nextReminderAt(row.remindedAt, now)?.toISOString() ?? null,
    mayPursue: canPursue(viewer, factsOf(row), "withdraw"),
  }));
}

export async function getRequest(viewer: Viewer, id: string, now: Date): Promise<RequestDetail> {
  const row = idSchema.safeParse(id).success
    ? await dbFor(viewer).request.findFirst({ where: { AND: [{ id }, requestsVisibleTo(viewer)] }, select: ROW })
    : null;
  if (!row) throw new NotFound("This request");
  const [[listed], shared] = await Promise.all([withCases(viewer, [row], now), loadShared(viewer, id)]);
  if (!listed) throw new NotFound("This request");
  const facts = factsOf(row);
  return { ...listed, shared, may: { reply: canReply(viewer, facts), pursue: canPursue(viewer, facts, "withdraw") } };
}

/** What the row itself says may be seen. Withdrawing a request takes back what it shared. */
async function loadShared(viewer: Viewer, id: string): Promise<Shared> {
  const db = dbFor(viewer);
  const ifShared = (shares: Prisma.RequestWhereInput) => ({
    AND: [{ id, state: { not: "withdrawn" as const } }, requestsVisibleTo(viewer), shares],
  });
  const [ofWords, ofPatient, ofIssues] = await Promise.all([
    db.request.findFirst({ where: ifShared({ sharesWords: true }), select: { case: { select: { words: true } } } }),
    db.request.findFirst({
      where: ifShared({ sharesPatient: true }),
      select: { case: { select: { patient: { select: { name: true, recordNumber: true } } } } },
    }),
    db.request.findFirst({
      where: ifShared({ sharesIssues: true }),
      select: {
        case: {
          select: {
            issues: { where: { voidedAt: null }, select: { summary: true }, orderBy: { position: "asc" }, take: 100 },
          },
        },
      },
    }),
  ]);
  return {
    words: ofWords?.case.words ?? null,
    patient: ofPatient?.case.patient ?? null,
    issues: ofIssues?.case.issues.map(({ summary }) => summary) ?? null,
  };
}

/** Names the case of each request that the viewer may open; a responder's list stays without. */
async function withCases(viewer: Viewer, rows: RowData[], now: Date): Promise<ListedRequest[]> {
  const ids = rows.map(({ id }) => id);
  const cases =
    ids.length === 0 || sitesFor(viewer, "case.see").length === 0
      ? []
      : await dbFor(viewer).case.findMany({
          where: { AND: [{ requests: { some: { id: { in: ids } } } }, casesVisibleTo(viewer)] },
          select: { reference: true, about: true, requests: { where: { id: { in: ids } }, select: { id: true } } },
          orderBy: { id: "asc" },
          take: PAGE_SIZE,
        });
  const caseOf = new Map<string, RequestCase>(
    cases.flatMap(({ requests, ...named }) => requests.map(({ id }) => [id, named] as const)),
  );
  return rows.map((row) => ({ ...toRow(row, now), case: caseOf.get(row.id) ?? null }));
}

function toRow(row: RowData, now: Date): RequestRow {
  return {
    id: row.id,
    unit: { id: row.unit.id, name: row.unit.name },
    site: { id: row.site.id, name: row.site.name, zone: row.site.timeZone },
    state: row.state,
    question: row.question,
    dueAt: row.dueAt.toISOString(),
    isLate: isLate(row, now),
    askedBy: row.askedBy,
    askedAt: row.askedAt.toISOString(),
    remindedAt: row.remindedAt?.toISOString() ?? null,
    remindCount: row.remindCount,
    answer: row.answer,
    reason: row.reason,
    settledBy: row.settledBy,
    settledAt: row.settledAt?.toISOString() ?? null,
    shares: { words: row.sharesWords, patient: row.sharesPatient, issues: row.sharesIssues },
  };
}

function factsOf({ site, unit, state }: RowData) {
  return { siteId: site.id, unitId: unit.id, state };
}

// A cursor that nobody was given starts the list at its beginning.
function seek(column: "dueAt" | "settledAt", order: "asc" | "desc", cursor: Cursor): Prisma.RequestWhereInput {
  const value = cursorInstant(cursor);
  if (!value) return {};
  const beyond = order === "asc" ? "gt" : "lt";
  return { OR: [{ [column]: { [beyond]: value } }, { [column]: value, id: { [beyond]: cursor.id } }] };
}

function flip(order: "asc" | "desc"): "asc" | "desc" {
  return order === "asc" ? "desc" : "asc";
}

function newsSince(now: Date): Date {
  return new Date(now.getTime() - NEWS_DAYS * 86_400_000);
}
