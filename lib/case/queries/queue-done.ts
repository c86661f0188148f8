import "server-only";
import { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { Asked, Fact } from "./queue-facts";
import { type Instants, inDays } from "./queue-times";

type Span = { from?: string; to?: string };

/** On which days a case was acknowledged, answered or closed, by the calendar of its site: as times taken are counted. */
function spansOf(filter: Asked): Record<"acknowledged" | "answered" | "closed", Span> {
  return {
    acknowledged: { from: filter.acknowledgedFrom, to: filter.acknowledgedTo },
    answered: { from: filter.answeredFrom, to: filter.answeredTo },
    closed: { from: filter.closedFrom, to: filter.closedTo },
  };
}

const isAsked = ({ from, to }: Span) => from !== undefined || to !== undefined;

export function doneWhere(viewer: Viewer, filter: Asked): Prisma.CaseWhereInput[] {
  const { acknowledged, answered, closed } = spansOf(filter);
  const at = (days: Span, of: (instants: Instants) => Prisma.CaseWhereInput) =>
    isAsked(days) ? [{ OR: viewer.sites.map((place) => ({ siteId: place.id, ...of(inDays(place, days)) })) }] : [];
  const met = (clock: "acknowledge" | "resolve") => (metAt: Instants) => ({
    clocks: { some: { clock, droppedAt: null, metAt } },
  });
  const { referredFrom, referredTo } = filter;
  const referredOn = {
    ...(referredFrom ? { gte: new Date(referredFrom) } : {}),
    ...(referredTo ? { lte: new Date(referredTo) } : {}),
  };
  return [
    ...(referredFrom || referredTo ? [{ referrals: { some: { voidedAt: null, referredOn } } }] : []),
    ...at(acknowledged, met("acknowledge")),
    ...at(answered, met("resolve")),
    ...at(closed, (closedAt) => ({ closings: { some: { closedAt } } })),
  ];
}

/** The same in SQL. */
export function doneFacts(filter: Asked): (Fact | false)[] {
  const { acknowledged, answered, closed } = spansOf(filter);
  const met = (clock: "acknowledge" | "resolve", days: Span): Fact | false =>
    isAsked(days) && {
      sql: ({
        site,
      }) => Prisma.sql`EXISTS (SELECT FROM "Clock" k WHERE k."caseId" = c."id" AND k."siteId" = ${site.id}::uuid
        AND k."clock" = ${clock}::"ClockKind" AND k."droppedAt" IS NULL AND ${between("metAt", inDays(site, days))})`,
    };
  const { referredFrom, referredTo } = filter;
  return [
    (referredFrom !== undefined || referredTo !== undefined) && {
      sql: ({
        site,
      }) => Prisma.sql`EXISTS (SELECT FROM "Referral" k WHERE k."caseId" = c."id" AND k."siteId" = ${site.id}::uuid AND k."voidedAt" IS NULL
        AND k."referredOn" BETWEEN ${referredFrom ?? "0001-01-01"}::date AND ${referredTo ?? "9999-12-31"}::date)`,
    },
    met("acknowledge", acknowledged),
    met("resolve", answered),
    isAsked(closed) && {
      sql: ({
        site,
      }) => Prisma.sql`EXISTS (SELECT FROM "Closing" k WHERE k."caseId" = c."id" AND k."siteId" = ${site.id}::uuid
        AND ${between("closedAt", inDays(site, closed))})`,
    },
  ];
}

function between(column: "metAt" | "closedAt", { gte, lt }: Instants): Prisma.Sql {
  const of = Prisma.raw(`k."${column}"`);
  return Prisma.join(
    [
      ...(gte ? [Prisma.sql`${of} >= ${gte}::timestamptz`] : []),
      ...(lt ? [Prisma.sql`${of} < ${lt}::timestamptz`] : []),
    ],
    " AND ",
  );
}
