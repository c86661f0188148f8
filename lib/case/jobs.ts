import "server-only";
import type { JobHelpers, Task } from "graphile-worker";
import { z } from "zod";

const AT_ONCE = 200;

/** As the database puts it in the queue when a name changes: who has it is a unit or an owner of cases. */
const payloadSchema = z.union([z.object({ unitId: z.uuid() }), z.object({ personId: z.uuid() })]);
const stoppedSchema = z.tuple([z.object({ lastAt: z.string().nullable(), lastId: z.string().nullable() })]);

/**
 * Once a unit or a colleague has another name: puts their cases where it belongs in the order of the queue, some at a time, each
 * time in a transaction of its own. It writes what holds then, and only where it is not written, so it may stop anywhere and begin again.
 */
export const renameInQueue: Task = async (payload, helpers) => {
  const named = payloadSchema.parse(payload);
  if ("unitId" in named) return write(helpers, { unitId: named.unitId, ownerId: null, isOpen: null });
  // What is closed meanwhile is among the closed, which come after.
  for (const isOpen of [true, false]) await write(helpers, { unitId: null, ownerId: named.personId, isOpen });
};

type Whose = { unitId: string | null; ownerId: string | null; isOpen: boolean | null };

async function write({ query }: JobHelpers, { unitId, ownerId, isOpen }: Whose): Promise<void> {
  let place: { at: string; id: string } | null = { at: "-infinity", id: "00000000-0000-0000-0000-000000000000" };
  while (place) {
    const { rows } = await query(
      `SELECT "lastAt"::text, "lastId" FROM heard_queue_keys_of($1::uuid, $2::uuid, $3::boolean, $4::timestamptz, $5::uuid, $6)`,
      [unitId, ownerId, isOpen, place.at, place.id, AT_ONCE],
    );
    const [{ lastAt, lastId }] = stoppedSchema.parse(rows);
    place = lastAt !== null && lastId !== null ? { at: lastAt, id: lastId } : null;
  }
}
