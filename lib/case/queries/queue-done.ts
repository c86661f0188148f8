import "server-only";
import { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { QueueCounted, QueueSaid } from "../schema";
import type { Asked, Fact } from "./queue-facts";
import { type Instants, inDays } from "./queue-times";

type Span = { from?: string; to?: string };

/** On which days a case was acknowledged, answered or closed, or what was said of it, by the calendar of its site: as figures count it. */
function spansOf(filter: Asked): Record<"acknowledged" | "answered" | "closed" | "said", Span> {
  return {
    acknowledged: { from: filter.acknowledgedFrom, to: filter.acknowledgedTo },
    answered: { from: filter.answeredFrom, to: filter.answeredTo },
    closed: { from: filter.closedFrom, to: filter.closedTo },
    said: { from: filter.saidFrom, to: filter.saidTo },
  };
}

const isAsked = ({ from, to }: Span) => from !== undefined || to !== undefined;
const SPOKEN = ["phone", "in_person"] as const;
const UPHELD = ["upheld", "partly_upheld"] as const;
const MARKS = ["1", "2", "3", "4", "5"];

/** Which item of the survey was answered, and with which marks. */
function marksOf(said: QueueSaid): { item: string; marks: string[] } {
  const [item = "", well] = said.split(":");
  return { item, marks: well ? MARKS.slice(3) : MARKS };
}

export function doneWhere(viewer: Viewer, filter: Asked): Prisma.CaseWhereInput[] {
  const { acknowledged, answered, closed, said } = spansOf(filter);
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
    ...at(closed, (closedAt) => ({
      closings: { some: { closedAt, ...closingOf(filter) } },
    })),
    ...at(said, (answeredAt) => ({ surveyAnswer: { is: { answeredAt, ...OF_RECOVERY } } })),
    ...saidWhere(filter),
    ...countedWhere(filter),
  ];
}

const OF_RECOVERY = { version: { instrument: "service_recovery" } } satisfies Prisma.SurveyAnswerWhereInput;

/** That they answered the survey on how it was handled, or one of its items. */
function saidWhere({ said }: Asked): Prisma.CaseWhereInput[] {
  if (said === undefined) return [];
  const { item, marks } = marksOf(said);
  return [
    { surveyAnswer: { is: { ...OF_RECOVERY, OR: marks.map((equals) => ({ items: { path: [item], equals } })) } } },
  ];
}

/** What was found counts for the closing that stands; that it was reopened, for the one before. */
function closingOf({ counted }: Asked): Prisma.ClosingWhereInput {
  switch (counted) {
    case "found":
    case "upheld":
    case "issue_found":
    case "issue_upheld":
      return { reopenedAt: null };
    case "reopened":
      return { isReopenedSoon: true };
    default:
      return {};
  }
}

/** As a figure counts it of the cases that it looks at (decision 0045). */
function countedWhere({ counted }: Asked): Prisma.CaseWhereInput[] {
  const spoken: Prisma.CaseWhereInput = { channel: { in: [...SPOKEN] }, kind: { not: "compliment" } };
  switch (counted) {
    case "found":
      return [
        { closings: { some: closingOf({ counted }) }, issues: { some: { voidedAt: null, finding: { not: null } } } },
      ];
    case "upheld":
      return [
        {
          closings: { some: closingOf({ counted }) },
          issues: { some: { voidedAt: null, finding: { in: [...UPHELD] } } },
        },
      ];
    case "escalated":
      return [{ escalations: { some: {} } }];
    case "spoken":
      return [spoken];
    case "settled":
      return [{ ...spoken, facts: { settledOnTheSpot: "yes" } }];
    case "names_staff":
      return [{ kind: "compliment", namesStaff: true }];
    case "reopened":
    case "issue_found":
    case "issue_upheld":
      return [{ closings: { some: closingOf({ counted }) } }];
    default:
      return [];
  }
}

/** The same in SQL. */
export function doneFacts(filter: Asked): (Fact | false)[] {
  const { acknowledged, answered, closed, said } = spansOf(filter);
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
        AND ${between("closedAt", inDays(site, closed))} ${closingSql(filter)})`,
    },
    (isAsked(said) || filter.said !== undefined) && {
      sql: ({
        site,
      }) => Prisma.sql`EXISTS (SELECT FROM "SurveyAnswer" k JOIN "SurveyVersion" v ON v."id" = k."versionId" AND v."instrument" = 'service_recovery'
        WHERE k."caseId" = c."id" AND k."siteId" = ${site.id}::uuid ${saidSql(filter.said)}
        ${isAsked(said) ? Prisma.sql`AND ${between("answeredAt", inDays(site, said))}` : Prisma.empty})`,
    },
    countedFact(filter),
  ];
}

function countedFact({ counted }: Asked): Fact | false {
  const sql = counted && COUNTED[counted];
  return sql !== undefined && { sql: () => sql };
}

function saidSql(said: QueueSaid | undefined): Prisma.Sql {
  if (said === undefined) return Prisma.empty;
  const { item, marks } = marksOf(said);
  return Prisma.sql`AND k."items"->>${item} = ANY (${marks}::text[])`;
}

function closingSql({ counted }: Asked): Prisma.Sql {
  const { reopenedAt, isReopenedSoon } = closingOf({ counted });
  if (isReopenedSoon) return Prisma.sql`AND k."isReopenedSoon"`;
  return reopenedAt === null ? Prisma.sql`AND k."reopenedAt" IS NULL` : Prisma.empty;
}

const closing = (counted: QueueCounted) =>
  Prisma.sql`EXISTS (SELECT FROM "Closing" k WHERE k."caseId" = c."id" ${closingSql({ counted })})`;
const issue = (also: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT FROM "Issue" i WHERE i."caseId" = c."id" AND i."voidedAt" IS NULL AND ${also})`;
const WAS_SPOKEN = Prisma.sql`c."channel" IN ('phone', 'in_person') AND c."kind" <> 'compliment'`;
const COUNTED: Partial<Record<QueueCounted, Prisma.Sql>> = {
  found: Prisma.sql`${closing("found")} AND ${issue(Prisma.sql`i."finding" IS NOT NULL`)}`,
  upheld: Prisma.sql`${closing("upheld")} AND ${issue(Prisma.sql`i."finding" IN ('upheld', 'partly_upheld')`)}`,
  escalated: Prisma.sql`EXISTS (SELECT FROM "Escalation" e WHERE e."caseId" = c."id")`,
  spoken: WAS_SPOKEN,
  settled: Prisma.sql`${WAS_SPOKEN}
    AND EXISTS (SELECT FROM "CaseFacts" f WHERE f."caseId" = c."id" AND f."settledOnTheSpot" = 'yes')`,
  names_staff: Prisma.sql`c."kind" = 'compliment' AND c."namesStaff"`,
  reopened: closing("reopened"),
  issue_found: closing("issue_found"),
  issue_upheld: closing("issue_upheld"),
};

function between(column: "metAt" | "closedAt" | "answeredAt", { gte, lt }: Instants): Prisma.Sql {
  const of = Prisma.raw(`k."${column}"`);
  return Prisma.join(
    [
      ...(gte ? [Prisma.sql`${of} >= ${gte}::timestamptz`] : []),
      ...(lt ? [Prisma.sql`${of} < ${lt}::timestamptz`] : []),
    ],
    " AND ",
  );
}
