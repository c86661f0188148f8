import "server-only";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { describeDueOn } from "@/lib/follow-up/rules/standing";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { type Cursor, capCount, cursorInstant, decodeCursor, encodeCursor, type Page } from "@/lib/shared/page";
import { DUE_SOON_DAYS, effectSeenIfDoneBefore, measuresOf } from "../rules/due";
import type { ImprovementFilter, ImprovementTab } from "../schema";
import { improvementsVisibleTo } from "../scope";
import type { ImprovementRow } from "../types";
import { OPEN_STATES } from "../workflow";

const PAGE_SIZE = 50;
const COUNT_CAP = 999;
/** More than come of any one case. */
const MOST_OF_CASE = 50;
/** What a card of My day counts to, and one more. */
const A_DAY = 51;
const DAY_MS = 86_400_000;

const ROW = {
  ...{ id: true, title: true, state: true, dueOn: true, doneOn: true },
  site: { select: { name: true, timeZone: true } },
  unit: { select: { name: true } },
  owner: { select: { name: true } },
  _count: { select: { cases: true } },
} satisfies Prisma.ImprovementSelect;

type RowData = Prisma.ImprovementGetPayload<{ select: typeof ROW }>;

/** One page of actions by their day: of those that are open the first due first, of the others the last due first. */
export async function listImprovements(
  viewer: Viewer,
  filter: ImprovementFilter,
  now: Date,
): Promise<Page<ImprovementRow>> {
  const { tab, site, page } = filter;
  const cursor = decodeCursor(page);
  const isBackward = cursor?.direction === "before";
  const isDown = (tab === "done" || tab === "all") !== isBackward;
  const order = isDown ? "desc" : "asc";
  const where = { AND: [improvementsVisibleTo(viewer), tabWhere(viewer, tab, now), site ? { siteId: site } : {}] };
  const db = dbFor(viewer);
  const [found, total] = await Promise.all([
    db.improvement.findMany({
      where: { AND: [where, cursor ? seek(order, cursor) : {}] },
      select: ROW,
      orderBy: [{ dueOn: order }, { id: order }],
      take: PAGE_SIZE + 1,
    }),
    db.improvement.count({ where, take: COUNT_CAP + 1 }),
  ]);
  // Everything beyond the cursor has moved on meanwhile: better the beginning than an empty page.
  if (cursor && found.length === 0) return listImprovements(viewer, { ...filter, page: undefined }, now);
  const hasMore = found.length > PAGE_SIZE;
  const rows = found.slice(0, PAGE_SIZE);
  if (isBackward) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const at = ({ dueOn, id }: RowData, direction: Cursor["direction"]) =>
    encodeCursor({ direction, value: dueOn.toISOString(), id });
  return {
    rows: rows.map((row) => toRow(row, now)),
    next: (isBackward || hasMore) && last ? at(last, "after") : null,
    previous: (isBackward ? hasMore : cursor !== null) && first ? at(first, "before") : null,
    total: capCount(total, COUNT_CAP),
  };
}

/** The actions that came of a case, the last due first. */
export async function listImprovementsOfCase(viewer: Viewer, caseId: string, now: Date): Promise<ImprovementRow[]> {
  const rows = await dbFor(viewer).improvement.findMany({
    where: { AND: [improvementsVisibleTo(viewer), { cases: { some: { caseId, case: casesVisibleTo(viewer) } } }] },
    select: ROW,
    orderBy: [{ dueOn: "desc" }, { id: "desc" }],
    take: MOST_OF_CASE,
  });
  return rows.map((row) => toRow(row, now));
}

/** The viewer's own that are late or due within a week, the longest due first; at most 51. */
export async function listOwnActions(viewer: Viewer, now: Date): Promise<ImprovementRow[]> {
  const soon = viewer.sites.map(({ id, timeZone }) => ({
    siteId: id,
    dueOn: { lte: new Date(dayIn(now, timeZone).getTime() + DUE_SOON_DAYS * DAY_MS) },
  }));
  const rows = await dbFor(viewer).improvement.findMany({
    where: { AND: [improvementsVisibleTo(viewer), tabWhere(viewer, "mine", now), { OR: soon }] },
    ...{ select: ROW, orderBy: [{ dueOn: "asc" as const }, { id: "asc" as const }], take: A_DAY },
  });
  return rows.map((row) => toRow(row, now));
}

/** The rows of "To verify", for My day and the digest: what others have done that the viewer may verify, and whose effect can be seen by now, the longest done first; at most 51. */
export async function listToVerify(viewer: Viewer, now: Date): Promise<ImprovementRow[]> {
  if (!canAnywhere(viewer, "improvement.verify")) return [];
  const rows = await dbFor(viewer).improvement.findMany({
    where: { AND: [improvementsVisibleTo(viewer), tabWhere(viewer, "verify", now)] },
    ...{ select: ROW, orderBy: [{ doneOn: "asc" as const }, { id: "asc" as const }], take: A_DAY },
  });
  return rows.map((row) => toRow(row, now));
}

/** Done, and long enough ago that its figure can say what it did, by the calendar of its site. */
function isSeen(viewer: Viewer, now: Date): Prisma.ImprovementWhereInput {
  const seen = viewer.sites.flatMap(({ id, timeZone }) => {
    const today = isoDay(dayIn(now, timeZone));
    return (["week", "month"] as const).map((period) => ({
      siteId: id,
      measure: { in: measuresOf(period) },
      doneOn: { lt: new Date(effectSeenIfDoneBefore(period, today)) },
    }));
  });
  return { state: "done", OR: seen };
}

/** As the policy says of each: where the viewer verifies, and not their own. */
function mayVerify(viewer: Viewer): Prisma.ImprovementWhereInput {
  return { siteId: { in: sitesFor(viewer, "improvement.verify") }, ownerId: { not: viewer.personId } };
}

function tabWhere(viewer: Viewer, tab: ImprovementTab, now: Date): Prisma.ImprovementWhereInput {
  const open = { state: { in: [...OPEN_STATES] } };
  switch (tab) {
    case "mine":
      return { ...open, ownerId: viewer.personId };
    case "open":
      return open;
    case "overdue":
      return { ...open, dueOn: { lt: dayIn(now, viewer.zone) } };
    case "verify":
      return { AND: [isSeen(viewer, now), mayVerify(viewer)] };
    case "done":
      return { state: { in: ["done", "verified_effective", "verified_not_effective"] } };
    case "all":
      return {};
    default:
      return tab satisfies never;
  }
}

function toRow({ id, title, state, dueOn, doneOn, site, unit, owner, _count }: RowData, now: Date): ImprovementRow {
  return {
    ...{ id, title, state, site: site.name, unit: unit?.name ?? null, owner: owner.name, cases: _count.cases },
    doneOn: isoDay(doneOn),
    ...standingOf({ state, dueOn, zone: site.timeZone }, now),
  };
}

type Standing = Pick<ImprovementRow, "dueOn" | "due" | "isLate">;

export function standingOf(
  { state, dueOn, zone }: { state: ImprovementRow["state"]; dueOn: Date; zone: string },
  now: Date,
): Standing {
  const [day, today] = [isoDay(dueOn), isoDay(dayIn(now, zone))];
  const isOpen = OPEN_STATES.some((open) => open === state);
  return { dueOn: day, due: isOpen ? describeDueOn(day, today) : null, isLate: isOpen && day < today };
}

function seek(order: "asc" | "desc", cursor: Cursor): Prisma.ImprovementWhereInput {
  const value = cursorInstant(cursor);
  if (!value) return {};
  const beyond = order === "asc" ? "gt" : "lt";
  return { OR: [{ dueOn: { [beyond]: value } }, { dueOn: value, id: { [beyond]: cursor.id } }] };
}
