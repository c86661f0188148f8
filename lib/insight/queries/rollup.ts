import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { daysFrom } from "../rules/dashboard";
import { METRICS } from "../rules/metrics";
import { inMonths } from "../rules/spans";
import type { CaseMetric, Days, IssueMetric, MetricAsked, Which, WhichIssues } from "../schema";

/** How a metric is summed up from the rows `d` of a rollup, and which days of a site it leaves out. */
type Source = {
  /** What it reads of each row. */
  columns: string[];
  numerator: Prisma.Sql;
  denominator: Prisma.Sql | null;
  /** What falls due today may still be done in time: today is not counted yet. */
  isDue?: boolean;
  /** It is about these kinds, whichever are asked for. */
  kinds?: Which["kinds"];
};

const sumOf = (...columns: string[]): Prisma.Sql =>
  Prisma.raw(`sum(${columns.map((column) => `d."${column}"`).join(" + ")})`);
const count = (column: string): Source => ({ columns: [column], numerator: sumOf(column), denominator: null });
const share = (part: string, ...all: string[]): Source => ({
  columns: [...new Set([part, ...all])],
  numerator: sumOf(part),
  denominator: sumOf(...all),
});

const OF_CASES: Record<CaseMetric, Source> = {
  received: count("received"),
  closed: count("closed"),
  acknowledgedInTime: {
    ...share("acknowledgeInTime", "acknowledgeInTime", "acknowledgeLate", "acknowledgeOpen"),
    isDue: true,
  },
  answeredInTime: { ...share("resolveInTime", "resolveInTime", "resolveLate", "resolveOpen"), isDue: true },
  reopened: share("reopened", "closed"),
  escalated: share("escalated", "received"),
  upheldCases: share("upheld", "found"),
  settledOnTheSpot: share("spokenSettled", "spoken"),
  namedPraise: { ...count("namedPraise"), kinds: METRICS.namedPraise.kinds },
  compliments: {
    columns: ["received"],
    numerator: Prisma.sql`coalesce(sum(d."received") FILTER (WHERE d."kind" = 'compliment'), 0)`,
    denominator: Prisma.sql`coalesce(sum(d."received") FILTER (WHERE d."kind" <> 'compliment'), 0)`,
    kinds: METRICS.compliments.kinds,
  },
};

const OF_ISSUES: Record<IssueMetric, Source> = {
  issues: count("issues"),
  severityOfIssues: {
    columns: ["issues", "medium", "high"],
    numerator: Prisma.sql`sum(d."issues" + d."medium" + 2 * d."high")`,
    denominator: null,
  },
  upheldIssues: share("upheld", "found"),
};

const CASE_TABLES = { byDay: Prisma.sql`"RollupDay"`, byMonth: Prisma.sql`"RollupMonth"` };
const ISSUE_TABLES = { byDay: Prisma.sql`"RollupIssue"`, byMonth: Prisma.sql`"RollupIssueMonth"` };

/** The days of the sites that a viewer sees: from which sites, what day it is at each, and at the one farthest west. */
export type Seen = { sites: Prisma.Sql; named: { id: string; name: string }[]; earliest: string; latest: string };

/** Null: the viewer sees no cases at any of them. */
export function seenSites(viewer: Viewer, { siteId }: Which, now: Date): Seen | null {
  const ids = sitesFor(viewer, "case.see");
  const sites = viewer.sites.filter(({ id }) => ids.includes(id) && (siteId === undefined || id === siteId));
  const today = new Map(sites.map(({ id, timeZone }) => [id, isoDay(dayIn(now, timeZone))]));
  const ordered = [...today.values()].sort();
  const [earliest, latest] = [ordered[0], ordered.at(-1)];
  if (earliest === undefined || latest === undefined) return null;
  const rows = [...today].map(([id, day]) => Prisma.sql`(${id}::uuid, ${day}::date)`);
  return { sites: Prisma.sql`(VALUES ${Prisma.join(rows)}) s("siteId", "today")`, named: sites, earliest, latest };
}

/**
 * "FROM …" of the rows `d` that a metric is read from, with what is summed up of them. Whole months are one row each, at their first day, unless the rows are told apart by day.
 */
export function rowsOf(asked: MetricAsked, seen: Seen, days: Days, each: Each = {}) {
  const source = isOfIssues(asked) ? OF_ISSUES[asked.metric] : OF_CASES[asked.metric];
  const which = source.kinds ? { ...asked, kinds: source.kinds } : asked;
  const { byDay, byMonth, columns, cause } = isOfIssues(asked)
    ? { ...ISSUE_TABLES, columns: [...source.columns, "category"], cause: causeOf(asked, each) }
    : { ...CASE_TABLES, columns: source.columns, cause: Prisma.empty };
  const read = Prisma.raw(["siteId", "unitId", "kind", ...columns].map((column) => `d."${column}"`).join(", "));
  const wanted = Prisma.sql`${unitOf(which, each)} AND ${kindOf(which)} ${cause}`;
  const { months, rest } = each.day
    ? { months: null, rest: [days] }
    : inMonths(days, source.isDue ? daysFrom(seen.earliest, -1) : days.to);
  const parts = rest.map(
    ({ from, to }) => Prisma.sql`
      SELECT d."day", ${read} FROM ${seen.sites} JOIN ${byDay} d ON d."siteId" = s."siteId"
      WHERE ${wanted} AND d."day" BETWEEN ${from}::date AND ${to}::date
        ${source.isDue ? Prisma.sql`AND d."day" < s."today"` : Prisma.empty}`,
  );
  if (months)
    parts.push(Prisma.sql`
      SELECT d."month" AS "day", ${read} FROM ${seen.sites} JOIN ${byMonth} d ON d."siteId" = s."siteId"
      WHERE ${wanted} AND d."month" BETWEEN ${months.from}::date AND ${months.to}::date`);
  return {
    numerator: source.numerator,
    denominator: source.denominator ?? Prisma.sql`NULL`,
    hasDenominator: source.denominator !== null,
    from: Prisma.sql`FROM (${Prisma.join(parts, " UNION ALL ")}) d`,
  };
}

/** "FROM … WHERE …" of the rows `d` of cases, for what is no sum. */
export function caseRowsOf(which: Which, seen: Seen, days: Days | null): Prisma.Sql {
  return Prisma.sql`
    FROM ${seen.sites} JOIN "RollupDay" d ON d."siteId" = s."siteId"
    WHERE ${unitOf(which, {})} AND ${kindOf(which)}
      ${days ? Prisma.sql`AND d."day" BETWEEN ${days.from}::date AND ${days.to}::date` : Prisma.empty}`;
}

/** The first day with a case, or with an issue of a cause, at each site of `s`. */
export function firstDayOf(which: WhichIssues): Prisma.Sql {
  const [table, of, order] = which.cause
    ? [ISSUE_TABLES.byDay, Prisma.sql`${causeOf(which, {})} AND d."issues" > 0`, Prisma.sql`d."category", d."day"`]
    : [CASE_TABLES.byDay, Prisma.sql`AND d."received" > 0`, Prisma.sql`d."day"`];
  return Prisma.sql`
    SELECT d."day" FROM ${table} d WHERE d."siteId" = s."siteId" AND ${unitOf(which, {})} AND ${kindOf({})} ${of}
    ORDER BY d."unitId", d."kind", ${order} LIMIT 1`;
}

/** The same by whole months; days are the first and the last of months. */
export function monthRowsOf(which: Which, seen: Seen, { from, to }: Days): Prisma.Sql {
  return Prisma.sql`
    FROM ${seen.sites} JOIN "RollupTimeMonth" d ON d."siteId" = s."siteId"
    WHERE ${unitOf(which, {})} AND ${kindOf(which)} AND d."month" BETWEEN ${from}::date AND ${to}::date`;
}

/** The same of answers to the service recovery survey. */
export function answerRowsOf(which: Which, seen: Seen, { from, to }: Days): Prisma.Sql {
  return Prisma.sql`
    FROM ${seen.sites} JOIN "RollupAnswerMonth" d ON d."siteId" = s."siteId"
    WHERE ${unitOf(which, {})} AND ${kindOf(which)} AND d."month" BETWEEN ${from}::date AND ${to}::date`;
}

/** The same of cases that went to a body outside, by day. */
export function referralRowsOf(which: Which, seen: Seen, { from, to }: Days): Prisma.Sql {
  return Prisma.sql`
    FROM ${seen.sites} JOIN "RollupReferral" d ON d."siteId" = s."siteId"
    WHERE ${unitOf(which, {})} AND ${kindOf(which)} AND d."day" BETWEEN ${from}::date AND ${to}::date`;
}

/** What the rows are told apart by, where it is not filtered by. */
type Each = { unit?: true; cause?: true; day?: true };

export function isOfIssues(asked: MetricAsked): asked is Extract<MetricAsked, { metric: IssueMetric }> {
  return asked.metric in OF_ISSUES;
}

// "Of all" is a row of its own, whose columns are null too: each filter is a stretch of the index.
function unitOf({ unitId }: Which, { unit }: Each): Prisma.Sql {
  if (unitId === undefined) return unit ? Prisma.sql`d."byUnit"` : Prisma.sql`NOT d."byUnit" AND d."unitId" IS NULL`;
  if (unitId === "none") return Prisma.sql`d."byUnit" AND d."unitId" IS NULL`;
  return Prisma.sql`d."byUnit" AND d."unitId" = ${unitId}::uuid`;
}

function kindOf({ kinds }: Which): Prisma.Sql {
  if (!kinds || kinds.length === 0) return Prisma.sql`NOT d."byKind" AND d."kind" IS NULL`;
  return Prisma.sql`d."byKind" AND d."kind" = ANY (${[...kinds]}::"CaseKind"[])`;
}

function causeOf({ cause }: WhichIssues, each: Each): Prisma.Sql {
  if (cause === "none") return Prisma.sql`AND d."byCategory" AND d."category" IS NULL`;
  if (cause) return Prisma.sql`AND d."byCategory" AND d."category" = ${cause}::"HcatCategory"`;
  return each.cause ? Prisma.sql`AND d."byCategory"` : Prisma.sql`AND NOT d."byCategory" AND d."category" IS NULL`;
}
