import type { ActionFigures } from "@/lib/improvement/rules/figures";
import type { Facts } from "../types";
import { countMetric, type Rates } from "./count-metric";
import { REPORT_DEFINITIONS as OF } from "./definitions";
import { type CountedSection, countOf, shareOf } from "./figure";
import { actionSection, causeSection, type Period, type ReportPlace, splitCases, unitSection } from "./parts";
import { HIDING, HIDING_UNITS, hideSmall, hideUnits, withoutLists } from "./publication";
import { satisfactionSection } from "./satisfaction";
import { COMPLAINTS, casesOf } from "./selection";
import { AGES, monthsOf, STATUSES, sitesOf } from "./splits";
import { settledOf, VERDICT_DEFINITIONS, VERDICTS } from "./verdict";

type Given = {
  facts: Facts;
  rates: Rates;
  period: Period;
  sites: ReportPlace[];
  forPublication: boolean;
  actions: ActionFigures;
};

const PART = { kinds: COMPLAINTS };

const VERDICT_TITLES = { upheld: "Upheld", partly_upheld: "Partly upheld", not_upheld: "Not upheld" };

/**
 * The annual complaints report: how many, how many well-founded, how many went to an outside body, what they were about and what was done.
 * Source: SI 2009/309, regulation 18.
 */
export function annualSections({ facts, rates, period, sites, forPublication, actions }: Given): CountedSection[] {
  const hide = (figures: ReturnType<typeof splitCases>) => (forPublication ? hideSmall(figures) : figures);
  const split = (what: "months" | "sites" | "ages" | "statuses") => {
    const [key, groups, definition] = {
      months: ["month", monthsOf(period), OF.complaints] as const,
      sites: ["site", sitesOf(sites), OF.complaints] as const,
      ages: ["age", AGES, OF.age] as const,
      statuses: ["status", STATUSES, OF.status] as const,
    }[what];
    return splitCases(facts, { key, what: "received", part: PART, groups, definition });
  };
  const says = forPublication ? HIDING : null;
  const ofSites = hide(split("sites"));
  const hiddenSites = new Set(ofSites.filter(({ figure }) => figure.isHidden).map(({ figure }) => figure.key));
  const units = unitSection(facts, PART, OF.complaints, (figures) =>
    forPublication
      ? hideUnits(figures, {
          siteOf: (caseId) => facts.cases.get(caseId)?.siteId ?? "",
          isSiteHidden: (siteId) => hiddenSites.has(`site.${siteId}`),
        })
      : figures,
  );
  const sections: CountedSection[] = [
    { key: "counts", title: "How many", says: null, shape: "figures", figures: counts(facts, rates) },
    outcomes(facts),
    { key: "months", title: "Month by month", says: null, shape: "bars", figures: split("months") },
    ...(sites.length > 1
      ? [{ key: "sites", title: "Site by site", says, shape: "bars" as const, figures: ofSites }]
      : []),
    causeSection(facts, PART, "What they were about"),
    { ...units, says: [units.says, forPublication ? HIDING_UNITS : null].filter(Boolean).join(" ") },
    ...satisfactionSection(facts, PART),
    ...actionSection(actions),
    {
      ...{ key: "ages", title: "Age of the patient", shape: "bars", figures: hide(split("ages")) },
      says,
    },
    {
      ...{ key: "statuses", title: "Who complained", shape: "bars", figures: hide(split("statuses")) },
      says,
    },
  ];
  return forPublication ? withoutLists(sections) : sections;
}

function counts(facts: Facts, rates: Rates) {
  const own = (metric: Parameters<typeof countMetric>[2]["metric"]) =>
    countMetric(facts, rates, { metric, key: metric, part: PART });
  return [
    countOf({
      ...{ key: "complaints", label: "Complaints received", definition: OF.complaints, counts: "case" },
      ids: casesOf(facts, "received", PART),
    }),
    countMetric(facts, rates, { metric: "complaintsPerEncounters", key: "complaintsPerEncounters", part: {} }),
    own("acknowledgedInTime"),
    own("answeredInTime"),
    own("timeToAnswer"),
    own("reopened"),
    countOf({
      ...{ key: "outsideBody", label: "Went to the ombudsman or another outside body", counts: "case" },
      ...{ definition: OF.outsideBody, ids: casesOf(facts, "outsideBody", PART) },
    }),
    countOf({
      ...{ key: "outsideWait", label: "Waited for somebody outside", counts: "case" },
      ...{ definition: OF.outsideWait, ids: casesOf(facts, "outsideWait", PART) },
    }),
    countOf({
      ...{ key: "changed", label: "Something was changed", definition: OF.changed, counts: "case" },
      ids: casesOf(facts, "changed", PART),
    }),
  ];
}

/** Resolved, and of those how many were upheld, in part or not. */
export function outcomes(facts: Facts): CountedSection {
  const settled = settledOf(facts, PART);
  const ofIds = VERDICTS.flatMap((verdict) => settled[verdict]);
  return {
    ...{ key: "outcomes", title: "How many were well-founded", shape: "figures" },
    says: "Of the complaints resolved, whenever they came in.",
    figures: [
      countOf({
        ...{ key: "resolved", label: "Resolved", definition: OF.resolved, ids: ofIds, counts: "case" },
      }),
      ...VERDICTS.map((verdict) =>
        shareOf({
          ...{ key: `resolved.${verdict}`, label: VERDICT_TITLES[verdict], definition: VERDICT_DEFINITIONS[verdict] },
          ...{ ids: settled[verdict], ofIds, counts: "case" },
        }),
      ),
      countOf({
        ...{ key: "withoutFinding", label: "Closed without a finding", definition: OF.withoutFinding, counts: "case" },
        ids: settled.none,
      }),
    ],
  };
}
