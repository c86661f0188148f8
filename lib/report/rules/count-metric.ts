import { METRICS } from "@/lib/insight/rules/metrics";
import type { RateMetric } from "@/lib/insight/schema";
import type { RatePoint } from "@/lib/insight/types";
import type { OwnMetric } from "../schema";
import type { Facts, What } from "../types";
import { type Counted, countOf, definitionOf, rateOf, ratioOf, shareOf, timesOf } from "./figure";
import { countSatisfaction } from "./satisfaction";
import { COMPLAINTS, casesOf, issuesOf, linesOf, type Part } from "./selection";

/** The months of each rate with what they are counted in; no months where the days asked for are no whole months. */
export type Rates = Partial<Record<RateMetric, RatePoint[]>>;

type Asked = { metric: OwnMetric; key: string; label?: string; part: Part; cause?: string | null };

const SHARES = {
  acknowledgedInTime: ["acknowledgeInTime", ["acknowledgeInTime", "acknowledgeLate", "acknowledgeOpen"]],
  answeredInTime: ["resolveInTime", ["resolveInTime", "resolveLate", "resolveOpen"]],
  reopened: ["reopened", ["closed"]],
  upheldCases: ["upheld", ["found"]],
  escalated: ["escalated", ["received"]],
  settledOnTheSpot: ["spokenSettled", ["spoken"]],
} as const satisfies Partial<Record<OwnMetric, [What, readonly What[]]>>;

const TIMES = {
  timeToAcknowledge: ["acknowledgeMet", "hours"],
  timeToAnswer: ["resolveMet", "days"],
  timeToClose: ["closed", "days"],
} as const satisfies Partial<Record<OwnMetric, [What, "hours" | "days"]>>;

/**
 * A metric of `lib/insight/rules/metrics.ts` counted case by case, with what it counted. The days by which each is counted are those of the rollups
 * (decision 0045); a test counts both over the same rows.
 */
export function countMetric(facts: Facts, rates: Rates, { metric, key, label, part, cause }: Asked): Counted {
  const name = { key, label: label ?? METRICS[metric].name, definition: definitionOf(METRICS[metric]) };
  switch (metric) {
    case "received":
    case "closed":
      return countOf({ ...name, ids: casesOf(facts, metric, part), counts: "case" });
    case "issues":
      return countOf({ ...name, ids: idsOf(issuesOf(facts, "received", part), cause), counts: "issue" });
    case "upheldIssues": {
      const found = issuesOf(facts, "found", part).filter(({ finding }) => finding !== null);
      const upheld = found.filter(({ finding }) => finding !== "not_upheld");
      return shareOf({ ...name, ids: idsOf(upheld, cause), ofIds: idsOf(found, cause), counts: "issue" });
    }
    case "acknowledgedInTime":
    case "answeredInTime":
    case "reopened":
    case "upheldCases":
    case "escalated":
    case "settledOnTheSpot": {
      const [some, all] = SHARES[metric];
      const ofIds = all.flatMap((what) => casesOf(facts, what, part));
      return shareOf({ ...name, ids: casesOf(facts, some, part), ofIds, counts: "case" });
    }
    case "timeToAcknowledge":
    case "timeToAnswer":
    case "timeToClose": {
      const [what, unit] = TIMES[metric];
      return timesOf({ ...name, lines: linesOf(facts, what, part), unit });
    }
    case "compliments": {
      const of = (kinds: Part["kinds"]) => casesOf(facts, "received", { ...part, kinds });
      return ratioOf({ ...name, ids: of(["compliment"]), ofIds: of(["concern", "complaint", "grievance"]) });
    }
    case "namedPraise":
      return countOf({ ...name, ids: casesOf(facts, metric, { ...part, kinds: ["compliment"] }), counts: "case" });
    case "satisfiedOverall":
    case "csat":
    case "fftPositive":
    case "npsPromoters":
    case "npsDetractors":
      return countSatisfaction(facts, { metric, key, label: name.label, part });
    case "complaintsPerEncounters":
    case "complaintsPerPatientDays":
    case "complaintsPerDischarges":
    case "complaintsPerVisits":
      return countRate(facts, rates, { metric, part, name });
    default:
      return metric satisfies never;
  }
}

function idsOf(issues: { id: string; category: string | null }[], cause: string | null | undefined): string[] {
  return issues.filter(({ category }) => cause === undefined || category === cause).map(({ id }) => id);
}

type Name = { key: string; label: string; definition: ReturnType<typeof definitionOf> };

/** Complaints of the months and sites whose volume is known; the rest is left out, and said. */
function countRate(facts: Facts, rates: Rates, { metric, part, name }: { metric: RateMetric; part: Part; name: Name }) {
  const { per } = METRICS[metric].volume;
  const points = (rates[metric] ?? []).filter(({ start }) => part.month === undefined || start.startsWith(part.month));
  const told = points.filter(({ denominator }) => denominator !== null);
  const ids = told.flatMap(({ start, sites }) => {
    const siteIds = sites ?? part.siteIds;
    const within = { ...part, kinds: COMPLAINTS, month: start.slice(0, 7), ...(siteIds ? { siteIds } : {}) };
    return casesOf(facts, "received", within);
  });
  const volume = told.length > 0 ? told.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0) : null;
  return rateOf({ ...name, ids, volume, per, note: noteOf(points) });
}

function noteOf(points: Rates[RateMetric] & object): string | null {
  if (points.length === 0) return "A rate needs whole months.";
  const gaps = points.flatMap(({ label, gap }) => (gap ? [`${label} is left out: ${gap}.`] : []));
  const notes = points.flatMap(({ label, note }) => (note ? [`${label}: ${note}`] : []));
  const all = [...gaps, ...notes];
  if (all.length === 0) return null;
  return all.length > 4
    ? `${all.slice(0, 3).join(" ")} And ${all.length - 3} more months are not whole.`
    : all.join(" ");
}
