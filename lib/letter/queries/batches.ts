import "server-only";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { store } from "@/lib/platform/storage";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { type CappedCount, capCount, cursorInstant, decodeCursor, encodeCursor, type Page } from "@/lib/shared/page";
import { MOST_IN_BATCH } from "../schema";
import { batchesVisibleTo, lettersSentBy } from "../scope";
import type { BatchDetail, BatchRow, OutgoingLetter } from "../types";
import { languageOf } from "./letters";
import { ADDRESSED, addressLinesOf } from "./printable";

const PAGE_SIZE = 50;
const COUNT_CAP = 999;
const NAV_CAP = 99;
const MOST_BATCHES = 10;
const MOST_SENDINGS = 20;
const PERSON = { select: { id: true, name: true } } as const;

const OUTGOING = {
  ...{ id: true, kind: true, language: true, decidedAt: true, version: true },
  site: { select: { timeZone: true } },
  case: { select: { reference: true, about: true, owner: PERSON, ...ADDRESSED } },
  batchEntries: {
    where: { leftOut: null, batch: { printedAt: { not: null } } },
    select: { version: true, batchId: true, sendingId: true },
    orderBy: { id: "desc" },
    take: 1,
  },
  sendings: {
    where: { returnedAt: { not: null } },
    select: { id: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MOST_SENDINGS,
  },
} satisfies Prisma.LetterSelect;

/** Approved letters of a site that the viewer may send and that have not gone out, those approved first before the others. */
export async function listOutgoing(
  viewer: Viewer,
  { siteId, page }: { siteId: string; page?: string },
): Promise<Page<OutgoingLetter>> {
  const cursor = decodeCursor(page);
  const at = cursor && cursorInstant(cursor);
  const isBackward = cursor?.direction === "before";
  const order = isBackward ? "desc" : "asc";
  const where = { AND: [{ siteId }, lettersSentBy(viewer)] };
  const side = isBackward ? "lt" : "gt";
  const beyond =
    cursor && at ? { OR: [{ decidedAt: { [side]: at } }, { decidedAt: at, id: { [side]: cursor.id } }] } : {};
  const db = dbFor(viewer);
  const [found, total] = await Promise.all([
    db.letter.findMany({
      where: { AND: [where, beyond] },
      select: OUTGOING,
      orderBy: [{ decidedAt: order }, { id: order }],
      take: PAGE_SIZE + 1,
    }),
    db.letter.count({ where, take: COUNT_CAP + 1 }),
  ]);
  // Everything beyond the cursor went out meanwhile: better the beginning than an empty page.
  if (at && found.length === 0) return listOutgoing(viewer, { siteId });
  const rows = found.slice(0, PAGE_SIZE);
  if (isBackward) rows.reverse();
  const hasMore = found.length > PAGE_SIZE;
  const edge = (row: (typeof rows)[number] | undefined, direction: "after" | "before") =>
    row?.decidedAt ? encodeCursor({ direction, value: row.decidedAt.toISOString(), id: row.id }) : null;
  return {
    rows: rows.map(toOutgoing),
    next: isBackward || hasMore ? edge(rows.at(-1), "after") : null,
    previous: (isBackward ? hasMore : at !== null) ? edge(rows[0], "before") : null,
    total: capCount(total, COUNT_CAP),
  };
}

function toOutgoing(row: Prisma.LetterGetPayload<{ select: typeof OUTGOING }>): OutgoingLetter {
  const { id, kind, language, decidedAt, version, site, case: of, batchEntries, sendings } = row;
  const [addressee = ""] = addressLinesOf(of);
  // What was posted and came back is to be printed anew.
  const [entry] = batchEntries.filter(({ sendingId }) => sendings.every(({ id: back }) => back !== sendingId));
  return {
    ...{ id, kind, language: languageOf(language), approvedAt: decidedAt?.toISOString() ?? null, zone: site.timeZone },
    case: { reference: of.reference, about: of.about, owner: of.owner },
    ...{ addressee, hasAddress: addressLinesOf(of).length > 1 },
    printedIn: entry?.version === version ? entry.batchId : null,
  };
}

/** The ids of all of them, as many as one batch may hold. */
export async function listOutgoingIds(viewer: Viewer, siteId: string): Promise<string[]> {
  const rows = await dbFor(viewer).letter.findMany({
    where: { AND: [{ siteId }, lettersSentBy(viewer)] },
    select: { id: true },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
    take: MOST_IN_BATCH,
  });
  return rows.map(({ id }) => id);
}

export async function countOutgoing(viewer: Viewer): Promise<CappedCount> {
  return capCount(await dbFor(viewer).letter.count({ where: lettersSentBy(viewer), take: NAV_CAP + 1 }), NAV_CAP);
}

const BATCH = {
  ...{ id: true, madeAt: true, printedAt: true, failedAt: true, expiresAt: true, done: true },
  madeBy: PERSON,
  site: { select: { timeZone: true } },
  _count: { select: { entries: { where: { leftOut: null } } } },
} satisfies Prisma.LetterBatchSelect;

/** The last batches of a site that the viewer sees. */
export async function listBatches(viewer: Viewer, siteId: string, now: Date): Promise<BatchRow[]> {
  const rows = await dbFor(viewer).letterBatch.findMany({
    where: { AND: [{ siteId }, batchesVisibleTo(viewer)] },
    select: BATCH,
    orderBy: [{ madeAt: "desc" }, { id: "desc" }],
    take: MOST_BATCHES,
  });
  return rows.map((row) => toBatch(row, now));
}

function toBatch(row: Prisma.LetterBatchGetPayload<{ select: typeof BATCH }>, now: Date): BatchRow {
  const { id, madeAt, madeBy, printedAt, failedAt, expiresAt, done, site, _count } = row;
  const isKept = expiresAt !== null && expiresAt > now;
  return {
    ...{ id, madeBy, madeAt: madeAt.toISOString(), done, total: _count.entries, zone: site.timeZone },
    state: printedAt ? "printed" : failedAt ? "failed" : "waiting",
    keptUntil: isKept ? isoDay(dayIn(expiresAt, site.timeZone)) : null,
  };
}

/** A batch with its letters, or null where the viewer sees none of that id at the site. */
export async function findBatch(
  viewer: Viewer,
  { siteId, batchId }: { siteId: string; batchId: string },
  now: Date,
): Promise<BatchDetail | null> {
  const db = dbFor(viewer);
  const row = await db.letterBatch.findFirst({
    where: { AND: [{ id: batchId, siteId }, batchesVisibleTo(viewer)] },
    select: {
      ...BATCH,
      entries: {
        select: {
          ...{ id: true, version: true, leftOut: true, why: true, sendingId: true, addressLines: true },
          letter: {
            select: {
              ...{ id: true, kind: true, state: true, version: true },
              case: { select: { reference: true } },
            },
          },
        },
        orderBy: { position: "asc" },
        take: MOST_IN_BATCH,
      },
    },
  });
  if (!row) return null;
  const posted = await db.letterSending.findMany({
    where: { id: { in: row.entries.map(({ sendingId }) => sendingId) }, siteId },
    select: { id: true, proof: true, returnedAt: true },
    take: row.entries.length,
  });
  const sendings = new Map(posted.map((sending) => [sending.id, sending]));
  return {
    ...toBatch(row, now),
    letters: row.entries.map(({ id, version, leftOut, why, sendingId, addressLines, letter }) => {
      const sending = sendings.get(sendingId);
      const cameBack = sending !== undefined && sending.returnedAt !== null;
      return {
        ...{ entryId: id, letterId: letter.id, kind: letter.kind, reference: letter.case.reference },
        ...{ leftOut: leftOut && { leftOut, why: why ?? "" }, addressee: addressLines[0] ?? "" },
        ...{ isPosted: sending !== undefined && !cameBack, cameBack, proof: sending?.proof ?? null },
        hasChanged: !sending && (letter.state !== "approved" || letter.version !== version),
      };
    }),
  };
}

/** The file of a batch, for whoever sees the batch and until its day has come. */
export async function openBatch(viewer: Viewer, batchId: string, now: Date) {
  const row = idSchema.safeParse(batchId).success
    ? await dbFor(viewer).letterBatch.findFirst({
        where: { AND: [{ id: batchId, sweptAt: null, expiresAt: { gt: now } }, batchesVisibleTo(viewer)] },
        select: { key: true, bytes: true, madeAt: true, site: { select: { timeZone: true } } },
      })
    : null;
  if (!row?.key || row.bytes === null) throw new NotFound("This file");
  const { key, bytes, madeAt, site } = row;
  const name = `Letters ${isoDay(dayIn(madeAt, site.timeZone))}.pdf`;
  return { name, bytes, body: await store().open(key) };
}
