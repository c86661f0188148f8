import { METRICS } from "@/lib/insight/rules/metrics";
import type { OwnMetric, Spec, Split } from "../schema";
import type { Facts } from "../types";
import { countMetric, type Rates } from "./count-metric";
import type { Counted, CountedSection } from "./figure";
import { mostFirst, type Period, type ReportPlace } from "./parts";
import { HIDING_ANSWERS, hideFewAnswers } from "./publication";
import { isOfAnswers } from "./satisfaction";
import type { Part } from "./selection";
import { CAUSES, type Group, kindsOf, monthsOf, sitesOf, unitsOf } from "./splits";

type Given = { facts: Facts; rates: Rates; spec: Spec; period: Period; sites: ReportPlace[] };

/** By cause only what is counted issue by issue can be told; volumes are known of whole sites. */
const BY_CAUSE: readonly OwnMetric[] = ["issues", "upheldIssues"];
const RATES: readonly OwnMetric[] = [
  "complaintsPerEncounters",
  "complaintsPerPatientDays",
  "complaintsPerDischarges",
  "complaintsPerVisits",
];

/** They are about their own kinds, whichever are chosen. */
const OF_OWN_KINDS: readonly OwnMetric[] = ["compliments", "namedPraise", ...RATES];

/** Which figures cannot be split that way: they are told whole, and that is said. */
function isSplit(metric: OwnMetric, split: Split): boolean {
  if (split === "none") return false;
  if (split === "cause") return BY_CAUSE.includes(metric);
  if (split === "kind" && (metric === "compliments" || metric === "namedPraise")) return false;
  return !(RATES.includes(metric) && split !== "month");
}

/** The figures that somebody chose, each whole and then split. */
export function ownSections({ facts, rates, spec, period, sites }: Given): CountedSection[] {
  const of: Part = spec.kinds.length > 0 ? { kinds: spec.kinds } : {};
  const whole: CountedSection = {
    ...{ key: "whole", title: "All together", says: null, shape: "figures" },
    figures: spec.metrics.flatMap((metric) =>
      hide(metric, [countMetric(facts, rates, { metric, key: metric, part: of })]),
    ),
  };
  const parts = spec.metrics
    .filter((metric) => isSplit(metric, spec.split))
    .map((metric): CountedSection => {
      const { split } = spec;
      const { unit } = METRICS[metric];
      const figures =
        split === "cause"
          ? CAUSES.map(({ key, label, category }) =>
              countMetric(facts, rates, { metric, key: `${metric}.${key}`, label, part: of, cause: category }),
            )
          : groupsOf(spec, { facts, period, sites }).map(({ key, label, part }) =>
              countMetric(facts, rates, { metric, key: `${metric}.${key}`, label, part: { ...of, ...part } }),
            );
      const safe = hide(metric, figures);
      const shown = split === "month" || split === "site" ? safe : withoutEmpty(safe, unit === "count");
      return {
        ...{ key: `by.${metric}`, title: `${METRICS[metric].name}, ${SPLIT_TITLES[split]}`, figures: shown },
        ...{
          says: isOfAnswers(metric) ? `${METRICS[metric].says} ${HIDING_ANSWERS}` : METRICS[metric].says,
          shape: unit === "count" ? "bars" : "figures",
        },
      };
    });
  const left = spec.metrics.filter((metric) => spec.split !== "none" && !isSplit(metric, spec.split));
  const says = [
    ...(left.length > 0 ? [`Told whole, since they cannot be split that way: ${namesOf(left)}.`] : []),
    ...(spec.kinds.length > 0 && spec.metrics.some((metric) => OF_OWN_KINDS.includes(metric))
      ? [
          `Of their own kinds, whichever are chosen: ${namesOf(spec.metrics.filter((metric) => OF_OWN_KINDS.includes(metric)))}.`,
        ]
      : []),
    ...(spec.metrics.some(isOfAnswers) ? [HIDING_ANSWERS] : []),
  ].join(" ");
  return [{ ...whole, says: says || null }, ...parts];
}

function namesOf(metrics: OwnMetric[]): string {
  return metrics.map((metric) => METRICS[metric].name).join(", ");
}

function hide(metric: OwnMetric, figures: Counted[]): Counted[] {
  return isOfAnswers(metric) ? hideFewAnswers(figures) : figures;
}

const SPLIT_TITLES: Record<Split, string> = {
  ...{ none: "all together", month: "month by month", site: "site by site" },
  ...{ unit: "by unit", kind: "by kind", cause: "by cause" },
};

function groupsOf(
  { split, kinds }: Spec,
  { facts, period, sites }: Pick<Given, "facts" | "period" | "sites">,
): Group[] {
  switch (split) {
    case "month":
      return monthsOf(period);
    case "site":
      return sitesOf(sites);
    case "unit":
      return unitsOf(facts);
    case "kind":
      return kinds.length > 0 ? kindsOf(kinds) : kindsOf();
    case "none":
    case "cause":
      return [];
    default:
      return split satisfies never;
  }
}

function withoutEmpty(figures: CountedSection["figures"], isCount: boolean) {
  return isCount
    ? mostFirst(figures)
    : figures.filter(({ figure }) => figure.isHidden || (figure.denominator ?? figure.numerator ?? 0) > 0);
}
