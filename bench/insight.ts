import { listSiteChoices } from "@/lib/access/queries";
import { readPareto, readUnits } from "@/lib/insight/queries/breakdowns";
import { readCounted, readTimesCharted } from "@/lib/insight/queries/charts";
import { readInsights } from "@/lib/insight/queries/dashboard";
import { readFairness } from "@/lib/insight/queries/fairness";
import { countCasesByWeek, listTopUnits, tallyCases } from "@/lib/insight/queries/my-day";
import { readGraveDays } from "@/lib/insight/queries/rare";
import { readRates } from "@/lib/insight/queries/rates";
import { readReferrals } from "@/lib/insight/queries/referrals";
import { readSatisfaction } from "@/lib/insight/queries/satisfaction";
import { readSeries } from "@/lib/insight/queries/series";
import { readBacklog } from "@/lib/insight/queries/times";
import { readTimesTotal, readTotal } from "@/lib/insight/queries/totals";
import { readTrend } from "@/lib/insight/queries/trend";
import { readWatched } from "@/lib/insight/queries/warnings";
import { dashboardSchema, EVER } from "@/lib/insight/rules/dashboard";
import { FairnessSplit, fairnessChosen, fairnessSchema, halvesBefore } from "@/lib/insight/rules/fairness-choice";
import { CASE_METRICS, ISSUE_METRICS, TIME_METRICS } from "@/lib/insight/schema";
import { DISSATISFIED } from "@/lib/insight/types";
import type { Size } from "@/tests/support/two-sizes";
import { askBySize, type Question } from "./by-size";

const RUNS = Number(process.env.HEARD_BENCH_RUNS ?? 30);
/** What the dashboards may take longer among a million cases than among ten thousand. */
const TARGET = 1.5;

const now = new Date();
const DASHBOARD = { chosen: dashboardSchema.parse({}), where: "", onlySite: null };
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
const HALF_YEAR = { from: daysAgo(26 * 7 - 1), to: daysAgo(0) };
const QUARTER = { from: daysAgo(13 * 7 - 1), to: daysAgo(0) };
/** What charts are drawn from, of what the page asks for at first. */
const CHARTED = { kinds: DISSATISFIED, from: EVER, to: daysAgo(0) };
const WEEKS = { ...HALF_YEAR, step: "week" } as const;

function question(name: string, read: (size: Size) => Promise<unknown>): Question {
  return { name, ask: (size) => () => read(size) };
}

/** The unit that most cases name, at either size. */
async function busyUnit({ viewer }: Size): Promise<string> {
  const [first] = await readUnits(viewer, { metric: "received", ...HALF_YEAR }, now);
  return first?.unitId ?? "none";
}

const ofUnit = (name: string, read: (size: Size, unitId: string) => Promise<unknown>): Question => ({
  name,
  ask: async (size) => {
    const unitId = await busyUnit(size);
    return () => read(size, unitId);
  },
});

await askBySize(
  process.env.HEARD_BENCH_AS ?? "manager@heard.example",
  [
    ...[...CASE_METRICS, ...ISSUE_METRICS].map((metric) =>
      question(`weeks: ${metric}`, ({ viewer }) => readSeries(viewer, { metric, ...WEEKS }, now)),
    ),
    question("weeks: received, three kinds", ({ viewer }) =>
      readSeries(viewer, { metric: "received", kinds: DISSATISFIED, ...WEEKS }, now),
    ),
    ofUnit("weeks: received, a unit", ({ viewer }, unitId) =>
      readSeries(viewer, { metric: "received", unitId, ...WEEKS }, now),
    ),
    ofUnit("weeks: issues, a unit and a cause", ({ viewer }, unitId) =>
      readSeries(viewer, { metric: "issues", unitId, cause: "communication", ...WEEKS }, now),
    ),
    question("charted: received", ({ viewer }) =>
      readCounted(viewer, { metric: "received", kinds: DISSATISFIED, step: "week" }, now),
    ),
    question("charted: a cause", ({ viewer }) =>
      readCounted(viewer, { metric: "issues", cause: "communication", kinds: DISSATISFIED, step: "week" }, now),
    ),
    question("charted: answeredInTime", ({ viewer }) =>
      readCounted(viewer, { metric: "answeredInTime", kinds: DISSATISFIED, step: "month" }, now),
    ),
    ...TIME_METRICS.map((metric) =>
      question(`charted: ${metric}`, ({ viewer }) =>
        readTimesCharted(viewer, { metric, kinds: DISSATISFIED, rebases: [] }, now),
      ),
    ),
    question("charted: rates", ({ viewer }) =>
      readRates(viewer, { metric: "complaintsPerEncounters", ...CHARTED }, now),
    ),
    question("charted: days with high severity", ({ viewer }) => readGraveDays(viewer, CHARTED, now)),
    question("charted: referrals", ({ viewer }) => readReferrals(viewer, { ...CHARTED, ever: CHARTED }, now)),
    question("charted: satisfaction", ({ viewer }) => readSatisfaction(viewer, CHARTED, now)),
    question("backlog", ({ viewer }) => readBacklog(viewer, {}, now)),
    question("causes", ({ viewer }) => readPareto(viewer, QUARTER, now)),
    question("units", ({ viewer }) => readUnits(viewer, { metric: "received", kinds: DISSATISFIED, ...QUARTER }, now)),
    ...halvesBefore(daysAgo(0))
      .slice(0, 1)
      .flatMap((half) =>
        Object.values(FairnessSplit).map((split) =>
          question(`fairness: ${split}`, ({ viewer }) =>
            readFairness(viewer, { split, half, site: undefined, kind: "unhappy" }, now),
          ),
        ),
      ),
    ...TIME_METRICS.map((metric) =>
      question(`half a year: ${metric}`, ({ viewer }) => readTimesTotal(viewer, { metric, ...HALF_YEAR }, now)),
    ),
    question("half a year: reopened", ({ viewer }) => readTotal(viewer, { metric: "reopened", ...HALF_YEAR }, now)),
    question("what is watched", ({ viewer }) => readWatched(viewer, {}, now)),
    question("my day: weeks", ({ viewer }) => countCasesByWeek(viewer, now)),
    question("my day: units", ({ viewer }) => listTopUnits(viewer, now)),
    question("my day: tally", ({ viewer }) => tallyCases(viewer, now)),
    question("my day: trend", ({ viewer }) => readTrend(viewer, now)),
    question("fairness, the whole page", async ({ viewer }) => {
      const sites = await listSiteChoices(viewer, "insight.see");
      const halves = halvesBefore(daysAgo(0));
      return readFairness(
        viewer,
        fairnessChosen(fairnessSchema.parse({}), { halves, siteIds: sites.map(({ id }) => id) }),
        now,
      );
    }),
    question("insights, the whole page", ({ viewer }) => readInsights(viewer, DASHBOARD, now)),
  ],
  RUNS,
  TARGET,
);
process.exit(0);
