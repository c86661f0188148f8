import "server-only";
import { getCalendar } from "@/lib/calendar/queries";
import type { BusinessCalendar } from "@/lib/calendar/types";
import { contactsHeard } from "@/lib/contact/scope";
import type { Prisma, Tx } from "@/lib/platform/db";
import { packOf } from "@/lib/regulation/rules";
import type { CaseFactRows, KnownCase } from "../rules/facts";
import { clocksOf } from "../rules/facts";
import { PAUSING_WAITS } from "../rules/story";
import { endOfWait } from "../rules/waits";

const MOST = 500;

export const CLOCK_FACTS = {
  id: true,
  siteId: true,
  packId: true,
  packVersion: true,
  kind: true,
  severity: true,
  channel: true,
  reporterKind: true,
  kindRuleId: true,
  kindSince: true,
  receivedAt: true,
  answeredAt: true,
  toldAt: true,
  closedAt: true,
  nextDueAt: true,
  clocksAt: true,
  facts: true,
  site: { select: { timeZone: true } },
  contacts: {
    where: contactsHeard(),
    select: { at: true, channel: true, isAcknowledgement: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MOST,
  },
  waits: {
    where: { for: { in: PAUSING_WAITS } },
    select: { for: true, since: true, endedAt: true, until: true },
    orderBy: [{ since: "asc" }, { id: "asc" }],
    take: MOST,
  },
  closings: {
    select: { closedAt: true, answeredAt: true, reopenedAt: true },
    orderBy: [{ closedAt: "asc" }, { id: "asc" }],
    take: MOST,
  },
  pastAnswers: {
    select: { answeredAt: true, lookedAgainAt: true },
    orderBy: [{ answeredAt: "asc" }, { id: "asc" }],
    take: MOST,
  },
  clockPauses: {
    select: { from: true, until: true, reasonId: true },
    orderBy: [{ from: "asc" }, { id: "asc" }],
    take: MOST,
  },
  clockExtensions: {
    select: { limitId: true, at: true, amount: true, reason: true, toldAt: true },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: MOST,
  },
  linksFrom: { where: { type: "split" }, select: { toId: true, createdAt: true }, orderBy: { id: "asc" }, take: 1 },
  mergesSurvived: {
    where: { undoneAt: null },
    select: { mergedId: true, mergedAt: true },
    orderBy: [{ mergedAt: "asc" }, { id: "asc" }],
    take: MOST,
  },
  mergesAway: { where: { undoneAt: null }, select: { mergedAt: true }, take: 1 },
} satisfies Prisma.CaseSelect;

type FactRow = Prisma.CaseGetPayload<{ select: typeof CLOCK_FACTS }>;

/** The clocks of a case as its rows say at this moment, and those of the cases it was split from or that were merged into it. */
export async function readKnownCase(db: Tx, row: FactRow, now: Date): Promise<KnownCase> {
  return clocksOf(packOf(row), await gatherRows({ db, now }, row, [row.id]));
}

type Reading = { db: Tx; now: Date };

/** `path`: the cases on the way here, of which none is gathered again, since a case may be merged back into what it was split from. */
async function gatherRows({ db, now }: Reading, row: FactRow, path: string[]): Promise<CaseFactRows> {
  const gather = async (id: string) => {
    if (path.includes(id)) return null;
    const found = await db.case.findUnique({ where: { id }, select: CLOCK_FACTS });
    return found && gatherRows({ db, now }, found, [...path, id]);
  };
  const [link] = row.linksFrom;
  const merged: CaseFactRows["merged"][number][] = [];
  for (const { mergedId, mergedAt } of row.mergesSurvived) {
    const rows = await gather(mergedId);
    if (rows) merged.push({ at: mergedAt, rows });
  }
  const splitFrom = link ? { at: link.createdAt, rows: await gather(link.toId) } : null;
  const heard = row.contacts.length < MOST ? row.contacts : [...(await firstHeard(db, row.id)), ...row.contacts];
  const { contacts: _contacts, clockPauses: pauses, clockExtensions: extensions, mergesAway, ...rest } = row;
  const waits = await endWaits({ db, now }, row);
  return { ...rest, heard, waits, pauses, extensions, mergedAt: mergesAway[0]?.mergedAt ?? null, splitFrom, merged };
}

/** Of more contacts than are read, of which the newest count, those that acknowledged the case. */
async function firstHeard(db: Tx, caseId: string): Promise<CaseFactRows["heard"][number][]> {
  const first = (where: Prisma.ContactWhereInput) =>
    db.contact.findMany({ ...CLOCK_FACTS.contacts, where, orderBy: [{ at: "asc" }, { id: "asc" }], take: 1 });
  const standing = { AND: [{ caseId }, contactsHeard()] };
  return [...(await first(standing)), ...(await first({ ...standing, isAcknowledgement: true }))];
}

async function endWaits({ db, now }: Reading, { id: caseId, waits, site }: FactRow): Promise<CaseFactRows["waits"]> {
  const [first] = waits;
  if (!first) return [];
  const arrivals = await listArrivals(db, { caseId, after: first.since });
  return waits.map((wait) => ({ ...wait, endedAt: endOfWait(wait, { arrivals, zone: site.timeZone, now }) }));
}

/** What came for a case after a moment, by when it was written down: the first first. In one go, since a case page waits for it. */
async function listArrivals(db: Tx, { caseId, after }: { caseId: string; after: Date }): Promise<Date[]> {
  const arrivals = await db.$queryRaw<{ at: Date }[]>`
    SELECT "createdAt" AS "at" FROM "Contact"
    WHERE "caseId" = ${caseId}::uuid AND direction = 'incoming' AND "voidedAt" IS NULL AND "createdAt" > ${after}
    UNION
    SELECT "settledAt" FROM "Request"
    WHERE "caseId" = ${caseId}::uuid AND state IN ('answered', 'returned') AND "settledAt" > ${after}
    UNION
    SELECT "uploadedAt" FROM "Attachment"
    WHERE "caseId" = ${caseId}::uuid AND "voidedAt" IS NULL AND "uploadedAt" > ${after}
    ORDER BY "at" LIMIT ${MOST}`;
  return arrivals.map(({ at }) => at);
}

/** The calendar of a site, and the number by which it can be told later which one was counted with. */
export type CountedBy = { calendar: BusinessCalendar; version: number };

export async function calendarOf(tx: Tx, siteId: string): Promise<CountedBy> {
  const kept = await tx.siteCalendar.findUnique({ where: { siteId }, select: { version: true } });
  return { calendar: await getCalendar(tx, siteId), version: kept?.version ?? 0 };
}
