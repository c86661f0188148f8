import { readEvent } from "@/lib/events/schema";
import { Prisma, systemDb } from "@/lib/platform/db";
import { DomainError } from "@/lib/platform/errors";

/** The events of one subject in the order in which they were recorded, with the values that stand beside them; without those of clocks. */
export async function eventsOf(noun: string, id: string) {
  return (await everyEventOf(noun, id)).filter(({ type }) => !type.startsWith("clock."));
}

/** What its clocks told of a case, which follows most of what is done to it. */
export async function clockEventsOf(caseId: string) {
  return (await everyEventOf("case", caseId)).filter(({ type }) => type.startsWith("clock."));
}

async function everyEventOf(noun: string, id: string) {
  const rows = await systemDb().event.findMany({
    where: { chain: `${noun}:${id}` },
    select: { type: true, data: true, at: true, actorId: true, actorName: true, siteId: true, detail: true },
    orderBy: { position: "asc" },
  });
  return rows.map(({ detail, ...row }) => ({ ...row, data: readEvent({ ...row, detail })?.data }));
}

export async function eventTypesOf(noun: string, id: string): Promise<string[]> {
  return (await eventsOf(noun, id)).map(({ type }) => type);
}

/** From now on the database refuses every event of this person, so that what they do cannot be recorded. */
export async function refuseEventsBy(personId: string): Promise<void> {
  const name = `refuse_${personId.replaceAll("-", "")}`;
  await systemDb().$executeRawUnsafe(
    `ALTER TABLE "Event" ADD CONSTRAINT ${name} CHECK ("actorId" IS DISTINCT FROM '${personId}'::uuid) NOT VALID`,
  );
}

/** How a verb ends: "done", the code with which it refused, or that the database stopped it. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    if (error instanceof Prisma.PrismaClientKnownRequestError) return "stopped by the database";
    throw error;
  }
}

/** How a verb ends, and the tables whose rows it left other than they were. */
export async function attempt(verb: () => Promise<unknown>): Promise<{ outcome: string; changed: string[] }> {
  const before = await everythingWritten();
  const outcome = await outcomeOf(verb());
  const after = await everythingWritten();
  const tables = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return { outcome, changed: tables.filter((name) => (before.get(name) ?? EMPTY) !== (after.get(name) ?? EMPTY)) };
}

/** How several that ran at once ended. */
export async function outcomesOf(works: Promise<unknown>[]): Promise<string[]> {
  return (await Promise.all(works.map(outcomeOf))).toSorted();
}

/** The refusal that a verb ends with. */
export async function refusalOf(work: Promise<unknown>): Promise<DomainError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error("this was not refused");
}

const EMPTY = "0";

// Most tables have never held a row, and so take no room: to plan a question about each of them took most of its time.
async function everythingWritten(): Promise<Map<string, string>> {
  const tables = await systemDb().$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0 ORDER BY 1`;
  const each = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS sum FROM "${name}" t`,
  );
  if (each.length === 0) return new Map();
  const sums = await systemDb().$queryRawUnsafe<{ name: string; sum: string }[]>(each.join(" UNION ALL "));
  return new Map(sums.map(({ name, sum }) => [name, sum]));
}
