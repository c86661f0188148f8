import "server-only";
import { CLOCK_FACTS } from "@/lib/clock/queries/facts";
import { type Prisma, systemDb, type Tx } from "@/lib/platform/db";

const BATCH = 100;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** A clock that is to be looked at because its letter may have to be drafted. */
export type ToDraft = { clockId: string; at: Date };
export const FIRST_TO_DRAFT: ToDraft = { clockId: FIRST_ID, at: new Date(0) };

/** The next of the clocks to look at, a stretch of an index that holds nothing else. For the drafting alone. */
export async function listToDraft(now: Date, after: ToDraft): Promise<ToDraft[]> {
  return systemDb().$queryRaw`
    SELECT "id" AS "clockId", "draftAt" AS "at" FROM "Clock"
    WHERE "draftAt" <= ${now}::timestamptz AND ("draftAt", "id") > (${after.at}::timestamptz, ${after.clockId}::uuid)
    ORDER BY "draftAt", "id" LIMIT ${BATCH}`;
}

/** One of them with its case, both locked; null where it was seen to since, or somebody works on the case now. */
export async function takeToDraft(tx: Tx, now: Date, clockId: string): Promise<TakenClock | null> {
  const rows = await tx.$queryRaw<TakenClock[]>`
    SELECT k."id" AS "clockId", k."caseId", k."siteId", k."limitId", k."clock"::text AS "clock", k."startedAt", k."dueAt"
    FROM "Clock" k JOIN "Case" c ON c."id" = k."caseId"
    WHERE k."id" = ${clockId}::uuid AND k."draftAt" <= ${now}::timestamptz
    FOR NO KEY UPDATE OF c, k SKIP LOCKED`;
  return rows[0] ?? null;
}

export type TakenClock = {
  clockId: string;
  caseId: string;
  siteId: string;
  limitId: string;
  clock: string;
  startedAt: Date;
  dueAt: Date;
};

const CASE = {
  ...CLOCK_FACTS,
  ...{ reference: true, ownerId: true, loggedById: true },
  patient: { select: { language: true } },
} satisfies Prisma.CaseSelect;

export function findCaseToDraft(tx: Tx, id: string) {
  return tx.case.findUniqueOrThrow({ where: { id }, select: CASE });
}
export type CaseToDraft = Awaited<ReturnType<typeof findCaseToDraft>>;

const MOST = 50;

/** The update letters of a case that stand, the newest first, each with the last time that Heard drafted it. */
export async function listUpdateLetters(tx: Tx, caseId: string) {
  const rows = await tx.letter.findMany({
    where: { caseId, kind: "update", state: { not: "void" } },
    select: {
      ...{ id: true, state: true, version: true, text: true, language: true, submittedAt: true, savedById: true },
      sendings: { where: { returnedAt: null }, select: { at: true, sentOn: true }, take: 1 },
      draftings: {
        select: { limitId: true, dueAt: true, clock: true, version: true },
        orderBy: { at: "desc" },
        take: 1,
      },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map(({ draftings: [drafting], sendings: [sending], ...row }) => ({
    ...row,
    ...{ drafting: drafting ?? null, sending: sending ?? null },
  }));
}
export type UpdateLetter = Awaited<ReturnType<typeof listUpdateLetters>>[number];
