import "server-only";
import { Prisma, type Tx } from "@/lib/platform/db";
import { CaseKind, CaseState, type QueueSort, SEVERITIES } from "../schema";
import { casesIn, columnOf, type Fact, type Reach, type Stretch } from "./queue-facts";

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

export type Reads = Pick<Tx, "$queryRaw">;
type Order = "asc" | "desc";
export type Value = string | number | Date;

/** Where a row stands in an order; in one by name, `bearer` is the id of who or what bears that name. */
export type Place = { id: string; value: Value; bearer?: string | null };

/** The values of what has few of them, in the order in which the database holds them. */
export const FEW: Partial<Record<QueueSort, readonly Value[]>> = {
  kind: Object.values(CaseKind),
  severity: SEVERITIES,
  state: Object.values(CaseState),
};

/** As what the database knows a value of an order; of what has few, it is told in words. */
const TYPE: Partial<Record<QueueSort, string>> = {
  kind: '"CaseKind"',
  severity: "smallint",
  state: '"CaseState"',
  due: "timestamptz",
  heard: "timestamptz",
  received: "timestamptz",
  updated: "timestamptz",
};

type Bearer = {
  key: "patientKey" | "unitKey" | "ownerKey";
  id: "patientId" | "unitId" | "ownerId";
  table: "Patient" | "Unit" | "Person";
};

/** Who or what bears the name that an order goes by. */
export const BEARERS: Partial<Record<QueueSort, Bearer>> = {
  patient: { key: "patientKey", id: "patientId", table: "Patient" },
  unit: { key: "unitKey", id: "unitId", table: "Unit" },
  owner: { key: "ownerKey", id: "ownerId", table: "Person" },
};

/** So many rows of an order are looked at for a page of those that fit; and so many where very many fit that bunch together elsewhere. */
export const WINDOW = 2_000;
const WIDE = 12_000;

type Cut = { sort: QueueSort; order: Order; from: Place | null; take: number };

/**
 * How the first of a stretch are found: by walking in their order past those that do not fit; the same, but past no more than a window
 * of them, or a wide one; or by finding all that fit and putting those in order.
 */
export type Way = "walk" | "window" | "wide" | "sort";

/**
 * The first places of an order, or those beyond a place, at most `take` of each stretch. Each is read by itself: one read over several
 * would have to order all that they hold.
 */
export async function readPlaces(
  db: Reads,
  { stretches, facts }: Reach,
  { ways, ...cut }: Cut & { ways: (at: number) => Way },
): Promise<Place[][]> {
  if (stretches.length === 0) return [];
  const { sort } = cut;
  const parts = stretches.map((stretch, at) => {
    const found = sqlOf(stretch, facts, cut, ways(at));
    return Prisma.sql`(SELECT ${at}::int AS "at", f."id", f."value" FROM (${found}) f)`;
  });
  const value = Prisma.raw(sort in FEW && sort !== "severity" ? `"value"::text` : `"value"`);
  const bearer = BEARERS[sort];
  // As it is at the same moment; of the few rows that are found, so that an index still tells which.
  const named = bearer
    ? Prisma.sql`, (SELECT ${columnOf(bearer.id)} FROM "Case" c WHERE c."id" = places."id") AS "bearer"`
    : Prisma.empty;
  const rows = await db.$queryRaw<(Place & { at: number })[]>`
    SELECT "at", "id", ${value} AS "value"${named} FROM (${Prisma.join(parts, " UNION ALL ")}) places`;
  const places = stretches.map((): Place[] => []);
  for (const { at, ...place } of rows) places[at]?.push(place);
  return places;
}

/** Which facts are read from an index that keeps the order, and which are looked for in each row that it names. */
export function splitFacts(facts: Fact[], sort: QueueSort): { held: Fact[]; sought: Fact[] } {
  const first = sort === "received" ? facts.find(({ isLed }) => isLed) : undefined;
  const isHeld = (fact: Fact) => fact === first || (fact.column === COLUMN[sort] && fact.isLed !== false);
  return { held: facts.filter(isHeld), sought: facts.filter((fact) => !isHeld(fact)) };
}

function sqlOf(stretch: Stretch, facts: Fact[], cut: Cut, way: Way): Prisma.Sql {
  const { sort, take } = cut;
  const [column, id] = [columnOf(COLUMN[sort]), columnOf("id")];
  const cases = (some: Fact[]) => casesIn(stretch, some, { isByArrival: sort === "received" });
  if (way === "sort") {
    // Not to be read in order after all: the planner would, where it takes those that fit for more than they are.
    const found = Prisma.sql`SELECT ${id}, ${column} AS "value" ${cases(facts)} OFFSET 0`;
    const [value, own] = [Prisma.raw(`f."value"`), Prisma.raw(`f."id"`)];
    return Prisma.sql`SELECT f."id", f."value" FROM (${found}) f WHERE true
      ${beyond(cut, value, own)} ${inOrderOf(cut, value, own)} LIMIT ${take}`;
  }
  const { held, sought } = splitFacts(facts, sort);
  const inOrder = inOrderOf(cut, column, id);
  if (way === "walk" || sought.length === 0) {
    return Prisma.sql`SELECT ${id}, ${column} AS "value" ${cases(facts)} ${beyond(cut, column, id)} ${inOrder} LIMIT ${take}`;
  }
  const seen = Prisma.sql`SELECT c.* ${cases(held)} ${beyond(cut, column, id)} ${inOrder} LIMIT ${way === "wide" ? WIDE : WINDOW}`;
  const fits = Prisma.join(
    sought.map((fact) => fact.sql(stretch)),
    " AND ",
  );
  return Prisma.sql`SELECT ${id}, ${column} AS "value" FROM (${seen}) c WHERE ${fits} ${inOrder} LIMIT ${take}`;
}

/** Of each of these stretches whether its order goes on beyond the window. */
export async function goOnBeyond(db: Reads, { stretches, facts }: Reach, cut: Cut): Promise<boolean[]> {
  const { held } = splitFacts(facts, cut.sort);
  const [column, id] = [columnOf(COLUMN[cut.sort]), columnOf("id")];
  const parts = stretches.map(
    (stretch) => Prisma.sql`EXISTS (
      SELECT ${casesIn(stretch, held, { isByArrival: cut.sort === "received" })} ${beyond(cut, column, id)}
      ${inOrderOf(cut, column, id)} OFFSET ${WINDOW}
    )`,
  );
  const [row] = await db.$queryRaw<{ each: boolean[] }[]>`SELECT ARRAY[${Prisma.join(parts)}] AS "each"`;
  return row?.each ?? [];
}

function beyond({ sort, order, from }: Cut, column: Prisma.Sql, id: Prisma.Sql): Prisma.Sql {
  if (!from) return Prisma.empty;
  const than = Prisma.raw(order === "asc" ? ">" : "<");
  const value = Prisma.sql`${from.value}::${Prisma.raw(TYPE[sort] ?? "text")}`;
  return Prisma.sql`AND (${column}, ${id}) ${than} (${value}, ${from.id}::uuid)`;
}

function inOrderOf({ order }: Cut, column: Prisma.Sql, id: Prisma.Sql): Prisma.Sql {
  const way = Prisma.raw(order === "asc" ? "ASC" : "DESC");
  return Prisma.sql`ORDER BY ${column} ${way}, ${id} ${way}`;
}

/** These of several stretches in one order, at most `take`. */
export function merged(places: Place[][], { sort, order, take }: Omit<Cut, "from">): Place[] {
  const way = order === "asc" ? 1 : -1;
  return places
    .flat()
    .sort((one, other) => compare(sort, one, other) * way)
    .slice(0, take);
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
