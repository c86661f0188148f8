import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { idSchema } from "@/lib/shared/ids";
import { type Cursor, cursorInstant } from "@/lib/shared/page";
import type { QueueSort } from "../schema";
import { columnOf } from "./queue-facts";
import { BEARERS, FEW, type Place, type Reads, type Value } from "./queue-order";

/** As the database orders what has no name. */
const NAMELESS = "2";

type InOrder = { sort: QueueSort; order: "asc" | "desc" };

/** The way to what stands beside a place. A name is nobody's business in an address: it holds the id of who or what bears it. */
export function cursorAt({ sort, order }: InOrder, place: Place, direction: Cursor["direction"]): Cursor {
  const { id, value } = place;
  const of = `${sort} ${order}`;
  if (BEARERS[sort]) return { direction, value: bearerOf(place), id, of };
  return { direction, value: value instanceof Date ? value.toISOString() : value, id, of };
}

/** "case" where a name stands on the case alone, as that of a visitor. */
function bearerOf({ value, bearer }: Place): string {
  return value === NAMELESS ? "none" : (bearer ?? "case");
}

type Pointing = InOrder & { cursor: Cursor | null };

/** Where a cursor points, or null where it is none of ours, or of another order: the list then starts at its beginning. */
export async function findPlace(db: Reads, viewer: Viewer, { cursor, sort, order }: Pointing): Promise<Place | null> {
  if (cursor?.of !== `${sort} ${order}`) return null;
  const value = BEARERS[sort] ? await findName(db, viewer, { sort, cursor }) : readValue(sort, cursor);
  return value === null ? null : { id: cursor.id, value };
}

type Named = { sort: QueueSort; cursor: Cursor };

/**
 * The name by which a row stood in its place: so that a page goes on from there and not from where the row went. The row tells it while the
 * name has the same bearer, for after a renaming it may not have moved yet; else the bearer does.
 */
async function findName(db: Reads, viewer: Viewer, { sort, cursor: { id, value } }: Named): Promise<string | null> {
  const bearer = BEARERS[sort];
  if (!bearer) return null;
  if (value === "none") return NAMELESS;
  const bearerId = idSchema.safeParse(value).data ?? null;
  if (!bearerId && (value !== "case" || sort !== "patient")) return null;
  const sites = Prisma.sql`"siteId" = ANY(${sitesFor(viewer, "case.see")}::uuid[])`;
  const isSeen = bearer.table === "Person" ? Prisma.sql`"organisationId" = ${viewer.organisationId}::uuid` : sites;
  const [row] = await db.$queryRaw<{ name: string | null }[]>`
    SELECT coalesce(
      (SELECT ${columnOf(bearer.key)} FROM "Case" c
        WHERE c."id" = ${id}::uuid AND ${columnOf(bearer.id)} IS NOT DISTINCT FROM ${bearerId}::uuid AND ${sites}),
      (SELECT heard_queue_key("name") FROM ${Prisma.raw(`"${bearer.table}"`)} WHERE "id" = ${bearerId}::uuid AND ${isSeen})
    ) AS "name"`;
  return row?.name ?? null;
}

const REFERENCE = /^[\w:-]{1,60}$/;

function readValue(sort: QueueSort, cursor: Cursor): Value | null {
  const few = FEW[sort];
  if (few) return few.find((value) => value === cursor.value) ?? null;
  if (sort !== "reference") return cursorInstant(cursor);
  return typeof cursor.value === "string" && REFERENCE.test(cursor.value) ? cursor.value : null;
}
