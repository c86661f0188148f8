import type { HcatCategory } from "@/lib/issue/schema";
import type { RateMetric } from "../schema";
import { DISSATISFIED, type RatePoint } from "../types";
import { causeName } from "./causes";
import { type Counted, type ShownChart, showChart } from "./chart-view";
import { betterOf, casesHref, type Dashboard, kindWords, shownMonths, shownWeeks } from "./dashboard";
import { METRICS } from "./metrics";

/** Where limits begin anew, and why. */
export type Rebase = { from: string; reason: string };

type Chosen = { chosen: Dashboard; where: string; rebases?: Rebase[]; target?: number | null };

/** Cases received, week by week. */
export function showReceived(weeks: Counted[], { chosen, where, rebases }: Chosen): ShownChart {
  return showChart(weeks, {
    ...{ kind: chartOf(chosen), figure: "count", period: "week", improvement: betterOf(chosen.kind), rebases },
    subject: `${kindWords(chosen.kind)}${where}`,
    shown: shownWeeks(chosen.period),
    hrefOf: (from, to) => casesHref(chosen, { from, to }),
  });
}

/** Answers in time, month by month. */
export function showInTime(months: Counted[], { chosen, where, rebases, target = null }: Chosen): ShownChart {
  return showChart(months, {
    ...{ kind: "p", figure: "share", period: "month", improvement: METRICS.answeredInTime.better, rebases, target },
    subject: `Answers in time${where}`,
    shown: shownMonths(chosen.period),
    hrefOf: (from, to) => casesHref(chosen, { answerFrom: from, answerTo: to }),
  });
}

/** Complaints and grievances for every 1,000 encounters, patient days, discharges or visits, month by month; null where nobody has ever said how many there were. */
export function showRate(
  months: RatePoint[],
  { chosen, where, rebases, target = null, rated }: Chosen & { rated: RateMetric },
): ShownChart | null {
  if (months.every(({ denominator }) => denominator === null)) return null;
  const metric = METRICS[rated];
  // What is shown at first speaks of concerns too, which no rate of complaints can be taken for.
  const isOfOthers = ![DISSATISFIED, metric.kinds].some((kinds) => isSame(kinds, chosen.kind));
  const counted = months
    .filter(({ isOver }) => isOver)
    .map(({ start, end, numerator, denominator, gap, note }) => ({
      ...{ from: start, to: end, y: numerator, n: denominator === null ? null : denominator / metric.volume.per },
      ...(gap === null ? {} : { gap }),
      ...(note === null ? {} : { note }),
    }));
  const chart = showChart(counted, {
    // A site's rate says nothing of what is usual in one of its units.
    ...{ kind: "u", figure: "rate", period: "month", improvement: metric.better, target: chosen.unit ? null : target },
    rebases,
    subject: `${metric.name}${where}`,
    shown: shownMonths(chosen.period),
    hrefOf: (from, to) => {
      const site = sitesOf(months.filter(({ start, end }) => from <= start && end <= to)) ?? chosen.site;
      return casesHref({ ...chosen, site, kind: [...metric.kinds] }, { from, to });
    },
  });
  const notes = isOfOthers
    ? [`Counted are ${kindWords(metric.kinds).toLowerCase()}, whichever kinds are chosen above.`]
    : [];
  return { ...chart, notes: [...notes, ...chart.notes] };
}

function isSame(these: readonly string[], those: readonly string[]): boolean {
  return these.toSorted().join() === those.toSorted().join();
}

/** The sites of which some months count anything; undefined where one of them counts all. */
export function sitesOf(months: RatePoint[]): string[] | undefined {
  const each = months.flatMap(({ sites }) => (sites ? [sites] : []));
  return each.length > 0 && each.length === months.length ? [...new Set(each.flat())] : undefined;
}

/** Issues of one cause, week by week. */
export function showCause(
  weeks: Counted[],
  { chosen, where, rebases, cause }: Chosen & { cause: HcatCategory },
): { title: string; chart: ShownChart } {
  const subject = `Issues of "${causeName(cause)}"${where}`;
  const chart = showChart(weeks, {
    ...{ kind: chartOf(chosen), figure: "count", period: "week", improvement: betterOf(chosen.kind), subject, rebases },
    shown: shownWeeks(chosen.period),
    hrefOf: (from, to) => casesHref(chosen, { cause, from, to }),
  });
  return { title: `${subject} per week`, chart };
}

/** A unit has few a week, of which chance alone makes what a chart of counts says; what many have in common also moves for other reasons. */
function chartOf({ unit }: Dashboard): "c" | "xmr" {
  return unit === undefined ? "xmr" : "c";
}
