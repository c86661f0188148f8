import "server-only";
import { unitLabel } from "@/lib/access/labels";
import type { QueueCounted } from "@/lib/case/schema";
import type { Viewer } from "@/lib/platform/viewer";
import { hrefWith } from "@/lib/shared/search-params";
import { casesHref, type Dashboard, dueHrefs, EVER } from "../rules/dashboard";
import { tellRate, tellRatio } from "../rules/figures";
import { rate, roundDown, roundUp } from "../rules/interval";
import { define, METRICS, tellShare } from "../rules/metrics";
import { sitesOf } from "../rules/shown-charts";
import { type RareChart, showGrave, showReferrals } from "../rules/shown-times";
import type { CaseMetric, Days, IssueMetric } from "../schema";
import type { RatePoint, ToldFigure, UnitFigures, UnitTotal } from "../types";
import { readUnits } from "./breakdowns";
import { readGraveDays } from "./rare";
import { readRates } from "./rates";
import { readReferrals } from "./referrals";
import { named, type Scope } from "./speed";
import { readTotal } from "./totals";

export type Outcomes = {
  figures: ToldFigure[];
  /** What is rare: what weighs most, and what went outside. */
  rare: RareChart[];
  praise: ToldFigure[];
  units: UnitFigures[];
};

const CLOSED = (days: Days) => ({ closedFrom: days.from, closedTo: days.to });
const RECEIVED = (days: Days) => ({ from: days.from, to: days.to });

type Share = {
  metric: (CaseMetric | IssueMetric) & keyof typeof METRICS;
  behind: typeof CLOSED | typeof RECEIVED;
  /** How the queue names the cases that it counts, and those that it looks at. */
  counted: QueueCounted;
  of?: QueueCounted;
};

/** What is told as a share, each with the cases that it counts and those that it is a share of. */
const SHARES: Share[] = [
  { metric: "upheldCases", behind: CLOSED, counted: "upheld", of: "found" },
  { metric: "upheldIssues", behind: CLOSED, counted: "issue_upheld", of: "issue_found" },
  { metric: "reopened", behind: CLOSED, counted: "reopened" },
  { metric: "escalated", behind: RECEIVED, counted: "escalated" },
  { metric: "settledOnTheSpot", behind: RECEIVED, counted: "settled", of: "spoken" },
];

/** What is told of each unit. */
const UNIT_SHARES = ["answeredInTime", "escalated", "upheldCases"] as const satisfies CaseMetric[];

/** The cases that a share counts, and those that it is a share of. */
function shareHrefs(
  metric: Share["metric"] | "answeredInTime",
  of: Parameters<typeof casesHref>[0],
  days: Days,
): { href: string; ofHref: string } {
  const share = SHARES.find((one) => one.metric === metric);
  if (!share) return dueHrefs(of, "resolve", days);
  const all: Record<string, string> = share.of ? { counted: share.of } : {};
  return {
    href: casesHref(of, { ...share.behind(days), counted: share.counted }),
    ofHref: casesHref(of, { ...share.behind(days), ...all }),
  };
}

/** What came of the cases of the time shown: found, reopened, escalated, settled; the days between what weighs most; and unit by unit. */
export async function readOutcomes(viewer: Viewer, scope: Scope, now: Date): Promise<Outcomes> {
  const { chosen, where, which, days, today, rebasesOf, rated } = scope;
  const { site: siteId, unit: unitId } = chosen;
  const [totals, compliments, namedPraise, grave, referrals, units] = await Promise.all([
    Promise.all(SHARES.map(({ metric }) => readTotal(viewer, { metric, ...which, ...days }, now))),
    readTotal(viewer, { metric: "compliments", ...which, ...days }, now),
    readRates(viewer, { metric: rated, of: "namedPraise", siteId, unitId, ...days }, now),
    readGraveDays(viewer, { ...which, from: EVER, to: today }, now),
    readReferrals(viewer, { ...which, ...days, ever: { from: EVER, to: today } }, now),
    readUnitFigures(viewer, scope, now),
  ]);
  const praise = tellRatio(METRICS.compliments, compliments.numerator, compliments.denominator);
  return {
    figures: [
      ...SHARES.map(({ metric }, at): ToldFigure => {
        const { numerator, denominator } = totals[at] ?? { numerator: 0, denominator: 0 };
        const { figure, basis } = tellShare(numerator, denominator, METRICS[metric].nothing);
        return { ...named(METRICS[metric]), value: figure, basis, ...shareHrefs(metric, chosen, days) };
      }),
      tellReferred(referrals.count, totals[ESCALATED_AT]?.denominator ?? 0, scope),
    ],
    rare: [
      ...showGrave(grave, { chosen, where, rebasesOf }),
      ...showReferrals(referrals.days, { chosen, where, rebasesOf }),
    ],
    praise: [
      {
        ...named(METRICS.compliments),
        ...{ value: praise.figure, basis: praise.basis },
        href: casesHref({ ...chosen, kind: [...METRICS.compliments.kinds] }, RECEIVED(days)),
      },
      tellNamedPraise(namedPraise, scope),
    ],
    units,
  };
}

/** Of the whole months of the time shown that have a volume; what is left out is said. */
function tellNamedPraise(points: RatePoint[], { chosen, days, rated }: Scope): ToldFigure {
  const whole = points.filter(({ start, isOver }) => start >= days.from && isOver);
  const counted = whole.filter(({ denominator }) => denominator !== null);
  const sum = (of: (point: RatePoint) => number | null) => counted.reduce((all, point) => all + (of(point) ?? 0), 0);
  const { denominator, nothing } = METRICS[rated];
  const volume = counted.length > 0 ? sum((point) => point.denominator) : null;
  const told = tellRate(
    { ...METRICS.namedPraiseRate, denominator, nothing },
    sum(({ numerator }) => numerator),
    volume,
  );
  const [none, part] = [whole.length - counted.length, counted.filter(({ note }) => note !== null).length];
  const leftOut = [
    ...(none > 0 && counted.length > 0 ? [`left out: ${monthsOf(none)} without a volume`] : []),
    ...(part > 0 ? [`in ${monthsOf(part)} not of every site`] : []),
  ];
  const span = { from: counted[0]?.start ?? days.from, to: counted.at(-1)?.end ?? days.to };
  return {
    ...named(METRICS.namedPraiseRate, ` ${denominator}`),
    ...{ value: told.figure, basis: [told.basis, ...leftOut].join("; ") },
    href: casesHref(
      { ...chosen, site: sitesOf(counted) ?? chosen.site, kind: ["compliment"] },
      { ...span, counted: "names_staff" },
    ),
  };
}

const monthsOf = (count: number) => (count === 1 ? "1 month" : `${count} months`);

/** "in the time shown; 3.8 for each 100 cases that came in, 95% interval 2.5 to 5.5". */
function tellReferrals(count: number, received: number): string {
  if (count === 0) return METRICS.referred.nothing;
  const per = rate(count, received, 100);
  if (!per) return "in the time shown";
  const [lower, upper] = [roundDown(per.lower, 1), roundUp(per.upper, 1)];
  return `in the time shown; ${per.value.toFixed(1)} for each 100 cases that came in, 95% interval ${lower.toFixed(1)} to ${upper.toFixed(1)}`;
}

/** What is a share of all that came in. */
const ESCALATED_AT = SHARES.findIndex(({ metric }) => metric === "escalated");

function tellReferred(count: number, received: number, { chosen, days }: Scope): ToldFigure {
  return {
    ...named(METRICS.referred),
    ...{ value: count.toLocaleString("en"), basis: tellReferrals(count, received) },
    href: casesHref(chosen, { referredFrom: days.from, referredTo: days.to }),
  };
}

/** Unit by unit, the most cases first: by how much comes in, and never by how well it is done. */
async function readUnitFigures(viewer: Viewer, { chosen, which, days }: Scope, now: Date): Promise<UnitFigures[]> {
  const read = (metric: CaseMetric) => readUnits(viewer, { metric, ...which, ...days }, now);
  const [received, ...shares] = await Promise.all([read("received"), ...UNIT_SHARES.map((metric) => read(metric))]);
  const totals = shares.map((rows) => new Map(rows.map((row) => [keyOf(row), row])));
  return received.map((row) => ({
    ...{
      key: keyOf(row),
      unitId: row.unitId,
      unit: row.unit === null ? "No unit named" : unitLabel({ name: row.unit, closedOn: row.closedOn }),
      site: row.site,
    },
    received: row.numerator,
    shares: UNIT_SHARES.map((metric, at) => {
      const { numerator = 0, denominator } = totals[at]?.get(keyOf(row)) ?? {};
      const { name, nothing } = METRICS[metric];
      const definition = define(METRICS[metric]);
      const of = { site: row.siteId, unit: row.unitId ?? "none", kind: chosen.kind };
      return {
        ...{ name, definition, nothing },
        total: { numerator, denominator: denominator ?? 0 },
        ...shareHrefs(metric, of, days),
      };
    }),
    ...linksOf(chosen, row, days),
  }));
}

function linksOf(
  chosen: Dashboard,
  { unitId, siteId }: UnitTotal,
  days: Days,
): Pick<UnitFigures, "casesHref" | "chartsHref"> {
  const { period, kind } = chosen;
  return {
    casesHref: casesHref({ site: siteId, unit: unitId ?? "none", kind }, RECEIVED(days)),
    chartsHref: unitId ? hrefWith("/insights", { period, unit: unitId, kind: kind.join(",") || "all" }) : null,
  };
}

function keyOf({ siteId, unitId }: UnitTotal): string {
  return `${siteId} ${unitId ?? "none"}`;
}
