import "server-only";
import type { Prisma, Tx } from "@/lib/platform/db";
import { type Cursor, cursorInstant } from "@/lib/shared/page";
import { CaseKind, CaseState, type QueueSort, SEVERITIES } from "../schema";

/** What the queue is ordered by. Each has an index of site, whether it is open, column and id. */
const COLUMN = {
  reference: "reference",
  patient: "patientKey",
  kind: "kind",
  unit: "unitKey",
  owner: "ownerKey",
  severity: "severity",
  state: "state",
  due: "nextDueAt",
  heard: "unheardSince",
  received: "receivedAt",
  updated: "updatedAt",
} as const satisfies Record<QueueSort, keyof Prisma.CaseSelect>;

export type Reads = Pick<Tx, "case">;
type Order = "asc" | "desc";
type Value = string | number | Date;

/** What is read by itself: of a site what is open or closed, unless the view says that already; or cases that are known to belong to the view. */
export type Stretch = { siteId: string; isOpen?: boolean };

/** Where a row stands in an order. */
export type Place = { id: string; value: Value };

const KEYS = {
  id: true,
  reference: true,
  patientKey: true,
  kind: true,
  unitKey: true,
  ownerKey: true,
  severity: true,
  state: true,
  nextDueAt: true,
  unheardSince: true,
  receivedAt: true,
  updatedAt: true,
} as const satisfies Prisma.CaseSelect;

/** The values of what has few of them, in the order in which the database holds them. */
const FEW: Partial<Record<QueueSort, readonly Value[]>> = {
  kind: Object.values(CaseKind),
  severity: SEVERITIES,
  state: Object.values(CaseState),
};

/** A name is nobody's business in an address: where it orders the list, a cursor holds no more than the id of the row. */
const UNSAID: ReadonlySet<QueueSort> = new Set(["patient", "unit", "owner"]);

type Asked = {
  where: Prisma.CaseWhereInput;
  stretches: Stretch[];
  sort: QueueSort;
  order: Order;
  from: Place | null;
  take: number;
};

/**
 * The first places of an order, or those beyond a place, at most `take`. Each stretch is read by itself, up to a page of it, and they
 * are then merged: one read over several would have to order all that they hold.
 */
export async function readPlaces(db: Reads, { stretches, ...asked }: Asked): Promise<Place[]> {
  const found = await Promise.all(stretches.map((stretch) => readStretch(db, stretch, asked)));
  return inOrder(found.flat(), asked);
}

/** All places of a stretch in no order, at most `take`. */
export async function readUnordered(
  db: Reads,
  { stretch, where, sort, take }: Pick<Asked, "where" | "sort" | "take"> & { stretch: Stretch },
): Promise<Place[]> {
  const rows: PlaceRow[] = await db.case.findMany({ where: { AND: [stretch, where] }, select: keysOf(sort), take });
  return rows.map((row) => placeOf(sort, row));
}

type Cut = Pick<Asked, "sort" | "order" | "from" | "take">;

/** These in order, without what stands before `from` or beyond `take`. */
export function inOrder(places: Place[], { sort, order, from, take }: Cut): Place[] {
  const way = order === "asc" ? 1 : -1;
  return places
    .filter((place) => !from || compare(sort, place, from) * way > 0)
    .sort((one, other) => compare(sort, one, other) * way)
    .slice(0, take);
}

// Equal values first and then those beyond them, each a range of the index: together they would read every row of the equal ones.
async function readStretch(db: Reads, stretch: Stretch, asked: Omit<Asked, "stretches">): Promise<Place[]> {
  const places: Place[] = [];
  for (const { within, by } of ranges(asked)) {
    if (places.length >= asked.take) break;
    const rows: PlaceRow[] = await db.case.findMany({
      where: { AND: [stretch, within, asked.where] },
      select: keysOf(asked.sort),
      orderBy: by,
      take: asked.take - places.length,
    });
    places.push(...rows.map((row) => placeOf(asked.sort, row)));
  }
  return places;
}

type Keys = Prisma.CaseGetPayload<{ select: typeof KEYS }>;

type PlaceRow = { id: string } & Partial<Keys>;

/** What tells a place in an order, and no more: a page reads fifty, and what is read is made into objects. */
function keysOf(sort: QueueSort): Pick<typeof KEYS, "id"> {
  return { id: true, [COLUMN[sort]]: true };
}

function placeOf(sort: QueueSort, row: PlaceRow): Place {
  return { id: row.id, value: row[COLUMN[sort]] ?? NEVER };
}

const NEVER = new Date("9999-12-31T00:00:00.000Z");

type Range = { within: Prisma.CaseWhereInput; by: Prisma.CaseOrderByWithRelationInput[] };

function ranges({ sort, order, from }: Pick<Asked, "sort" | "order" | "from">): Range[] {
  const column = COLUMN[sort];
  const byId: Range["by"] = [{ [column]: order }, { id: order }];
  if (!from) return [{ within: {}, by: byId }];
  const beyond = order === "asc" ? "gt" : "lt";
  const rest: Range = { within: { [column]: { [beyond]: from.value } }, by: byId };
  // No two cases have one reference.
  if (sort === "reference") return [rest];
  const equal: Range = { within: { [column]: from.value, id: { [beyond]: from.id } }, by: byId };
  const few = FEW[sort];
  if (!few) return [equal, rest];
  const inOrder = order === "asc" ? few : few.toReversed();
  const later = inOrder.slice(inOrder.indexOf(from.value) + 1);
  return [equal, ...later.map((value) => ({ within: { [column]: value }, by: byId }))];
}

function compare(sort: QueueSort, one: Place, other: Place): number {
  const few = FEW[sort];
  const [a, b] = few ? [few.indexOf(one.value), few.indexOf(other.value)] : [one.value, other.value];
  return compareValues(a, b) || compareValues(one.id, other.id);
}

function compareValues(a: Value, b: Value): number {
  // As the database compares: by code point, not by UTF-16 unit.
  if (typeof a === "string" && typeof b === "string") return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return Number(a) - Number(b);
}

export function cursorAt(sort: QueueSort, { id, value }: Place, direction: Cursor["direction"]): Cursor {
  if (UNSAID.has(sort)) return { direction, value: "", id };
  return { direction, value: value instanceof Date ? value.toISOString() : value, id };
}

/** Where a cursor points, or null where it is none of ours, or of another order: the list then starts at its beginning. */
export async function findPlace(
  db: Reads,
  { cursor, sort, visible }: { cursor: Cursor | null; sort: QueueSort; visible: Prisma.CaseWhereInput },
): Promise<Place | null> {
  if (!cursor) return null;
  if (UNSAID.has(sort)) {
    const row = await db.case.findFirst({ where: { AND: [{ id: cursor.id }, visible] }, select: KEYS });
    const value = row?.[COLUMN[sort]];
    return value ? { id: cursor.id, value } : null;
  }
  const value = readValue(sort, cursor);
  return value === null ? null : { id: cursor.id, value };
}

const REFERENCE = /^[\w:-]{1,60}$/;

function readValue(sort: QueueSort, cursor: Cursor): Value | null {
  const few = FEW[sort];
  if (few) return few.find((value) => value === cursor.value) ?? null;
  if (sort !== "reference") return cursorInstant(cursor);
  return typeof cursor.value === "string" && REFERENCE.test(cursor.value) ? cursor.value : null;
}
