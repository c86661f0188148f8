import "server-only";
import { OWNER_ROLES, sitesFor } from "@/lib/access/policy";
import { weightOf } from "@/lib/access/rules";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn } from "@/lib/shared/dates";
import { canHandOver } from "../policy";
import { MOST_HANDED_OVER } from "../schema";
import { casesVisibleTo } from "../scope";
import type { Caseload, CaseloadRow, HandoverNews } from "../types";
import { ROW, STANDS, toRow } from "./rows";

/** One person's open cases at a site, for whoever may hand them over; at the first such site where there are any unless one is named. */
export async function getCaseload(
  viewer: Viewer,
  { personId, siteId }: { personId: string; siteId?: string },
  now: Date,
): Promise<Caseload> {
  const places = viewer.sites.filter(({ id }) => canHandOver(viewer, { siteId: id, fromId: personId }));
  const siteIds = places.map(({ id }) => id);
  const db = dbFor(viewer);
  const owned = { AND: [casesVisibleTo(viewer), STANDS, { ownerId: personId, closedAt: null }] };
  const works = { siteId: { in: siteIds }, role: { in: [...OWNER_ROLES] } };
  const [person, counts] = await Promise.all([
    db.person.findFirst({
      where: { id: personId, OR: [{ roles: { some: works } }, { ownedCases: { some: { siteId: { in: siteIds } } } }] },
      select: { id: true, name: true, deactivatedAt: true },
    }),
    db.case.groupBy({ by: ["siteId"], where: { AND: [owned, { siteId: { in: siteIds } }] }, _count: { _all: true } }),
  ]);
  const countAt = new Map(counts.map((row) => [row.siteId, row._count._all]));
  const site = places.find(({ id }) => id === siteId) ?? places.find(({ id }) => countAt.has(id)) ?? places[0];
  if (!person || !site) throw new NotFound("This person");
  const rows = await db.case.findMany({
    where: { AND: [owned, { siteId: site.id }] },
    select: CASELOAD_ROW,
    orderBy: [{ severity: "desc" }, { receivedAt: "asc" }, { id: "asc" }],
    take: MOST_HANDED_OVER,
  });
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
  return {
    person: { ...named(person), isActive: person.deactivatedAt === null },
    site: named(site),
    others: places.filter(({ id }) => id !== site.id && countAt.has(id)).map(named),
    cases: rows.map((row) => toCaseloadRow(row, now)),
    total: countAt.get(site.id) ?? 0,
  };
}

const CASELOAD_ROW = {
  ...ROW,
  facts: { select: { allegesHarm: true, allegesAbuse: true, allegesNeglect: true } },
  requests: {
    where: { state: "open" },
    select: { dueAt: true, unit: { select: { name: true } } },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: 1,
  },
  waits: { where: { endedAt: null }, select: { until: true }, orderBy: { since: "desc" }, take: 1 },
} satisfies Prisma.CaseSelect;

type CaseloadData = Prisma.CaseGetPayload<{ select: typeof CASELOAD_ROW }>;

function toCaseloadRow(row: CaseloadData, now: Date): CaseloadRow {
  const { facts } = row;
  const allegesHarm = [facts?.allegesHarm, facts?.allegesAbuse, facts?.allegesNeglect].includes("yes");
  const { id, reference, about, severity, isEscalated, daysUnheard: unheard } = toRow(row, now);
  return {
    ...{ id, reference, about, severity, isEscalated, daysUnheard: unheard, nextDue: nextDueOf(row, now) },
    weight: weightOf({ severity, kind: row.kind, isEscalated, allegesHarm }),
  };
}

/** The earlier of the next answer that a unit owes and the end of what the case waits for. */
function nextDueOf({ requests: [request], waits: [wait], site }: CaseloadData, now: Date): CaseloadRow["nextDue"] {
  const today = dayIn(now, site.timeZone);
  const dues = [
    request && {
      day: dayIn(request.dueAt, site.timeZone),
      isLate: request.dueAt < now,
      what: `${request.unit.name} answers`,
    },
    wait?.until && { day: wait.until, isLate: wait.until < today, what: "To be looked at again" },
  ].filter((due) => due !== null && due !== undefined);
  const first = dues.toSorted((a, b) => a.day.getTime() - b.day.getTime())[0];
  return first ? { on: first.day.toISOString().slice(0, 10), isLate: first.isLate, what: first.what } : null;
}

/** What others handed over to the viewer and they have not acknowledged, the oldest first. */
export async function listHandoverNews(viewer: Viewer): Promise<HandoverNews[]> {
  const db = dbFor(viewer);
  const parts = await db.handoverPart.findMany({
    where: {
      toId: viewer.personId,
      seenAt: null,
      siteId: { in: sitesFor(viewer, "case.see") },
      handover: { undoneAt: null, byId: { not: viewer.personId } },
    },
    select: {
      id: true,
      caseIds: true,
      handover: {
        select: {
          ...{ reason: true, note: true, createdAt: true },
          by: { select: { name: true } },
          from: { select: { name: true } },
          site: { select: { timeZone: true } },
        },
      },
    },
    orderBy: { id: "asc" },
    take: 20,
  });
  const cases = await db.case.findMany({
    where: { AND: [{ id: { in: parts.flatMap(({ caseIds }) => caseIds) } }, casesVisibleTo(viewer)] },
    select: { id: true, reference: true, about: true },
    orderBy: [{ severity: "desc" }, { receivedAt: "asc" }, { id: "asc" }],
    take: 20 * MOST_HANDED_OVER,
  });
  return parts.map(({ id, caseIds, handover: { by, from, site, createdAt, reason, note } }) => ({
    ...{ partId: id, by: by.name, from: from.name, reason, note, at: createdAt.toISOString(), zone: site.timeZone },
    count: caseIds.length,
    cases: cases.filter((each) => caseIds.includes(each.id)).map(({ reference, about }) => ({ reference, about })),
  }));
}
