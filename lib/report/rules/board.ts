import type { ActionFigures } from "@/lib/improvement/rules/figures";
import { METRICS } from "@/lib/insight/rules/metrics";
import type { SeriesPoint } from "@/lib/insight/types";
import type { Facts } from "../types";
import { countMetric, type Rates } from "./count-metric";
import { REPORT_DEFINITIONS as OF } from "./definitions";
import { type CountedSection, countOf, definitionOf, plainCount } from "./figure";
import { actionSection, causeSection, splitCases, unitSection } from "./parts";
import { satisfactionSection } from "./satisfaction";
import { COMPLAINTS, casesOf } from "./selection";
import { kindsOf } from "./splits";

/** `trend`: complaints received month by month up to the last of the report, with the queue's filter behind each. */
type Given = { facts: Facts; rates: Rates; trend: (SeriesPoint & { href: string | null })[]; actions: ActionFigures };

const PART = { kinds: COMPLAINTS };

/** The monthly pack for the board: what came in, how it was dealt with, what it was about and where. */
export function boardSections({ facts, rates, trend, actions }: Given): CountedSection[] {
  const of = (metric: Parameters<typeof countMetric>[2]["metric"], part = {}) =>
    countMetric(facts, rates, { metric, key: metric, part });
  const complaints = countOf({
    ...{ key: "complaints", label: "Complaints and grievances received", definition: OF.complaints, counts: "case" },
    ids: casesOf(facts, "received", PART),
  });
  return [
    {
      ...{ key: "short", title: "In short", says: null, shape: "figures" },
      figures: [
        of("received"),
        complaints,
        of("complaintsPerEncounters"),
        of("compliments"),
        of("acknowledgedInTime"),
        of("answeredInTime"),
        of("timeToAnswer"),
        of("closed"),
        of("upheldCases"),
        of("reopened"),
        of("escalated"),
      ],
    },
    {
      ...{ key: "trend", title: "Complaints and grievances, month by month", shape: "bars" },
      says: "Months differ by chance. Insights says which differences are more than that.",
      figures: trend.map(({ start, label, numerator, href, isOver }) =>
        plainCount({
          ...{ key: `trend.${start.slice(0, 7)}`, label, definition: OF.complaints, value: numerator, href },
          note: isOver ? null : "Not over when this was counted.",
        }),
      ),
    },
    causeSection(facts, {}, "What was raised"),
    unitSection(facts, PART, OF.complaints),
    ...satisfactionSection(facts, {}, " in the year up to the last day"),
    ...actionSection(actions),
    {
      ...{ key: "kinds", title: "What came in", says: null, shape: "bars" },
      figures: splitCases(facts, {
        ...{ key: "kind", what: "received", part: {}, groups: kindsOf(), definition: definitionOf(METRICS.received) },
      }),
    },
  ];
}
