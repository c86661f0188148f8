import "server-only";
import type { Prisma, Tx } from "@/lib/platform/db";
import { type EscalationFacts, standingOf, unheardSinceOf } from "../rules/facts";
import { MATRIX_FACTS } from "../rules/matrix";

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;

export const FACTS = {
  reference: true,
  kind: true,
  severity: true,
  reporterKind: true,
  receivedAt: true,
  lastHeardAt: true,
  patientId: true,
  site: { select: { timeZone: true } },
  facts: {
    select: Object.fromEntries(MATRIX_FACTS.map((fact) => [fact, true])) as Record<(typeof MATRIX_FACTS)[number], true>,
  },
  issues: {
    where: { voidedAt: null, allegedHarm: { not: null } },
    select: { allegedHarm: true },
    orderBy: { allegedHarm: "desc" },
    take: 1,
  },
} satisfies Prisma.CaseSelect;

type FactsRow = Prisma.CaseGetPayload<{ select: typeof FACTS }>;

export function toFacts(row: FactsRow, repeats: number, clocks: EscalationFacts["clocks"]): EscalationFacts {
  const { kind, severity, receivedAt, facts } = row;
  return {
    ...{ kind, severity, receivedAt, repeats, clocks, zone: row.site.timeZone },
    alleged: MATRIX_FACTS.filter((fact) => facts?.[fact] === "yes"),
    harm: row.issues[0]?.allegedHarm ?? null,
    unheardSince: unheardSinceOf(row),
  };
}

const clocksBy = (now: Date) =>
  ({
    where: { isOpen: true, isPaused: false, droppedAt: null, dueSoonAt: { lt: now } },
    select: {
      clock: true,
      dueAt: true,
      notices: { select: { stage: true, dueAt: true }, orderBy: { at: "desc" }, take: 50 },
    },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: 100,
  }) satisfies Prisma.Case$clocksArgs;

/** What the matrix looks at of an open case; null where it is closed or merged. */
export async function findOpenFacts(
  db: Tx,
  caseId: string,
  now: Date,
): Promise<{ siteId: string; facts: EscalationFacts } | null> {
  const row = await db.case.findFirst({
    where: { id: caseId, closedAt: null, mergedIntoId: null },
    select: { ...FACTS, siteId: true, clocks: clocksBy(now) },
  });
  if (!row) return null;
  const repeats = row.patientId === null ? 1 : await countRepeats(db, row.patientId, row.receivedAt);
  return {
    siteId: row.siteId,
    facts: toFacts(
      row,
      repeats,
      row.clocks.flatMap((clock) => standingOf(clock) ?? []),
    ),
  };
}

async function countRepeats(db: Tx, patientId: string, receivedAt: Date): Promise<number> {
  const gte = new Date(receivedAt.getTime() - YEAR_DAYS * DAY_MS);
  return db.case.count({ where: { patientId, mergedIntoId: null, receivedAt: { gte, lte: receivedAt } } });
}
