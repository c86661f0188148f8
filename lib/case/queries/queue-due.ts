import "server-only";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Asked, Fact } from "./queue-facts";
import { type Instants, inDays } from "./queue-times";

type Due = { clock: "acknowledge" | "resolve"; from?: string; to?: string; isInTime: boolean };

/** What is asked of when something fell due, by the calendar of its site, and of whether it was done by then. */
function duesOf({ acknowledgeFrom, acknowledgeTo, answerFrom, answerTo, counted }: Asked): Due[] {
  const dues: Due[] = [
    { clock: "acknowledge", from: acknowledgeFrom, to: acknowledgeTo, isInTime: counted === "acknowledged_in_time" },
    { clock: "resolve", from: answerFrom, to: answerTo, isInTime: counted === "answered_in_time" },
  ];
  return dues.filter(({ from, to, isInTime }) => from !== undefined || to !== undefined || isInTime);
}

/**
 * As the shares of what was in time count it: what stands still is due on no day, and what was given up before its day never was; a case
 * closed without it after its day was.
 */
export function dueWhere(viewer: Viewer, filter: Asked): Prisma.CaseWhereInput[] {
  const { dueAt } = dbFor(viewer).clock.fields;
  return duesOf(filter).map(({ clock, isInTime, ...days }) => ({
    OR: viewer.sites.map((place) => ({
      siteId: place.id,
      clocks: {
        some: {
          ...{ clock, droppedAt: null, dueAt: inDays(place, days) },
          OR: isInTime
            ? [{ metAt: { lte: dueAt } }]
            : [{ metAt: { not: null } }, { endedAt: { gte: dueAt } }, { isOpen: true, isPaused: false }],
        },
      },
    })),
  }));
}

/** The same in SQL. */
export function dueFacts(filter: Asked): Fact[] {
  return duesOf(filter).map(({ clock, isInTime, ...days }) => ({
    sql: ({
      site,
    }) => Prisma.sql`EXISTS (SELECT FROM "Clock" k WHERE k."caseId" = c."id" AND k."siteId" = ${site.id}::uuid
      AND k."clock" = ${clock}::"ClockKind" AND k."droppedAt" IS NULL ${isInTime ? IN_TIME : DUE} ${between(inDays(site, days))})`,
  }));
}

const IN_TIME = Prisma.sql`AND k."metAt" <= k."dueAt"`;
const DUE = Prisma.sql`AND (k."metAt" IS NOT NULL OR k."endedAt" >= k."dueAt" OR (k."isOpen" AND NOT k."isPaused"))`;

function between({ gte, lt }: Instants): Prisma.Sql {
  return Prisma.sql`${gte ? Prisma.sql`AND k."dueAt" >= ${gte}::timestamptz` : Prisma.empty}
    ${lt ? Prisma.sql`AND k."dueAt" < ${lt}::timestamptz` : Prisma.empty}`;
}
