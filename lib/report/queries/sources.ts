import "server-only";
import { readActionFigures } from "@/lib/improvement/queries/figures";
import { lookingAtFigures } from "@/lib/insight/policy";
import { readRates } from "@/lib/insight/queries/rates";
import { readSeries } from "@/lib/insight/queries/series";
import { RATE_METRICS } from "@/lib/insight/schema";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { hrefWith } from "@/lib/shared/search-params";
import { lookingAtSites } from "../policy";
import type { Areas } from "../rules/areas";
import type { Rates } from "../rules/count-metric";
import { sitesNotOfEngland } from "../rules/ko41a";
import { answersFromOf, isOver, isWholeMonths, trendOf } from "../rules/periods";
import type { Check } from "../rules/result";
import type { Sources } from "../rules/sections";
import { COMPLAINTS, casesOf, issuesOf } from "../rules/selection";
import type { ReportKind, Spec } from "../schema";
import type { Facts } from "../types";
import { readFacts } from "./facts";

export type Wanted = {
  kind: ReportKind;
  from: string;
  to: string;
  spec: Spec;
  forPublication: boolean;
  siteIds: string[];
};

/** All that a report is counted from: cases one by one, and from the rollups what they have, as the months before it. */
export async function readSources(
  viewer: Viewer,
  wanted: Wanted,
  { now, onStep }: { now: Date; onStep: (done: number) => void },
): Promise<Sources & { checks: Check[]; remarks: string[] }> {
  const within = lookingAtSites(lookingAtFigures(viewer), wanted.siteIds);
  const { from, to } = wanted;
  const period = { from, to };
  const answersFrom = answersFromOf(wanted);
  const facts = await readFacts(within, { from, to, answersFrom, now }, onStep);
  const [rates, trend, areas, agrees, actions] = [
    await ratesOf(within, wanted, now),
    wanted.kind === "board" ? await trendPoints(within, wanted, now) : [],
    await readAreas(within),
    await compareWithRollups(within, facts, wanted),
    await readActionFigures(within, wanted, now),
  ];
  const sites = within.sites.map(({ id, name }) => ({ id, name }));
  return {
    ...{
      kind: wanted.kind,
      spec: wanted.spec,
      period,
      sites,
      forPublication: wanted.forPublication,
      facts,
      rates,
      trend,
    },
    ...{
      areas,
      actions,
      checks: [agrees],
      remarks: [...remarksOf(within, wanted, { facts, now }), ...(await remarkOnCountry(within, wanted))],
    },
  };
}

async function ratesOf(viewer: Viewer, wanted: Wanted, now: Date): Promise<Rates> {
  if (!isWholeMonths(wanted)) return {};
  const metrics =
    wanted.kind === "own"
      ? RATE_METRICS.filter((metric) => wanted.spec.metrics.includes(metric))
      : (["complaintsPerEncounters"] as const);
  const rates: Rates = {};
  for (const metric of metrics) {
    rates[metric] = await readRates(viewer, { metric, from: wanted.from, to: wanted.to }, now);
  }
  return rates;
}

async function trendPoints(viewer: Viewer, { to, siteIds }: Wanted, now: Date) {
  const asked = { metric: "received", kinds: COMPLAINTS, step: "month", ...trendOf(to) } as const;
  const points = await readSeries(viewer, asked, now);
  return points.map((point) => ({
    ...point,
    href: point.cases ? hrefWith("/cases", { ...point.cases, site: siteIds.join(",") }) : null,
  }));
}

async function readAreas(viewer: Viewer): Promise<Areas> {
  const rows = await reportsFor(viewer).reportArea.findMany({ take: 1_000 });
  const of = (list: keyof Areas) =>
    new Map(rows.filter((row) => row.list === list).map(({ code, area }) => [code, area]));
  return { subject: of("subject"), profession: of("profession") };
}

/** Insights opens with some kinds: its figures are those of a report only with the same kinds chosen. */
const COMPARED =
  "With all kinds chosen there, the cases received, closed, upheld and escalated and the issues raised in these days at these sites";

/** Whether the dashboards count the same: what differs is being counted anew, or wrong. */
async function compareWithRollups(viewer: Viewer, facts: Facts, { from, to }: Wanted): Promise<Check> {
  const ids = Prisma.join(viewer.sites.map(({ id }) => Prisma.sql`${id}::uuid`));
  const db = reportsFor(viewer);
  const [days] = await db.$queryRaw<{ received: number; closed: number; upheld: number; escalated: number }[]>`
    SELECT coalesce(sum("received"), 0)::int AS "received", coalesce(sum("closed"), 0)::int AS "closed",
           coalesce(sum("upheld"), 0)::int AS "upheld", coalesce(sum("escalated"), 0)::int AS "escalated"
    FROM "RollupDay" WHERE "siteId" IN (${ids}) AND NOT "byUnit" AND NOT "byKind" AND "day" BETWEEN ${from}::date AND ${to}::date`;
  const [issues] = await db.$queryRaw<{ issues: number }[]>`
    SELECT coalesce(sum("issues"), 0)::int AS "issues"
    FROM "RollupIssue" WHERE "siteId" IN (${ids}) AND NOT "byUnit" AND NOT "byKind" AND NOT "byCategory" AND "day" BETWEEN ${from}::date AND ${to}::date`;
  const pairs: [string, number, number][] = [
    ["received", casesOf(facts, "received", {}).length, days?.received ?? 0],
    ["closed", casesOf(facts, "closed", {}).length, days?.closed ?? 0],
    ["upheld", casesOf(facts, "upheld", {}).length, days?.upheld ?? 0],
    ["escalated", casesOf(facts, "escalated", {}).length, days?.escalated ?? 0],
    ["issues", issuesOf(facts, "received", {}).length, issues?.issues ?? 0],
  ];
  const apart = pairs.filter(([, one, other]) => one !== other);
  const told = apart.map(([what, one, other]) => `${what}: ${one} here, ${other} there`).join("; ");
  return {
    ...{ rule: "Insights counts the same", holds: apart.length === 0, cases: [], more: 0 },
    told:
      apart.length === 0
        ? `${COMPARED} agree.`
        : `${COMPARED} do not agree: ${told}. Insights counts each change within a minute.`,
  };
}

function remarksOf(viewer: Viewer, wanted: Wanted, { facts, now }: { facts: Facts; now: Date }): string[] {
  const open = viewer.sites.filter(({ timeZone }) => !isOver(wanted, isoDay(dayIn(now, timeZone))));
  const counted = new Set(facts.lines.received.map(({ caseId }) => facts.cases.get(caseId)?.siteId));
  const without = viewer.sites.filter(({ id }) => !counted.has(id));
  const names = (sites: { name: string }[]) => sites.map(({ name }) => name).join(", ");
  return [
    ...(open.length > 0 ? ["This time was not over when it was counted: the figures are those until then."] : []),
    ...(without.length === viewer.sites.length ? ["No case came in during this time."] : []),
    ...(without.length > 0 && without.length < viewer.sites.length
      ? [`No case came in at ${names(without)}: it may have been closed, or not have begun.`]
      : []),
    ...(wanted.forPublication
      ? ["Groups of 1 to 10 people by site, unit, age or who complained are hidden, so that it may be published."]
      : []),
    ...(wanted.kind === "ko41a"
      ? ["The return is submitted with all its numbers: nothing is hidden. Do not publish it as it is."]
      : []),
  ];
}

/** KO41a is the return of England: of sites elsewhere it may be counted, and is asked for by nobody. */
async function remarkOnCountry(viewer: Viewer, { kind }: Wanted): Promise<string[]> {
  if (kind !== "ko41a") return [];
  const ids = viewer.sites.map(({ id }) => id);
  const sites = await reportsFor(viewer).site.findMany({
    where: { id: { in: ids } },
    select: { name: true, packId: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: ids.length,
  });
  const elsewhere = sitesNotOfEngland(sites).map(({ name }) => name);
  return elsewhere.length === 0
    ? []
    : [`KO41a is England's return. The rules of England do not hold at ${elsewhere.join(", ")}.`];
}
