import type { HcatCategory } from "@/lib/issue/schema";
import { causeName } from "./causes";
import { periodName, tellFigure } from "./chart-view";
import { STANDS_WEEKS, WATCH, type Warning, warn } from "./early-warning";
import { weekEnd } from "./weeks";

/** Issues of a unit and a category, week by week, the oldest first. */
export type UnitCause = {
  unitId: string;
  unit: string;
  siteId: string;
  site: string;
  category: HcatCategory;
  weeks: { week: string; count: number }[];
};

export type UnitWarning = Warning & {
  /** The last four weeks were still more than usual. */
  isRising: boolean;
  key: string;
  unitId: string;
  unit: string;
  site: string;
  cause: string;
  says: string;
  /** "12 issues in the last 4 weeks, usually 5.5 (the year to 22 Feb 2026)". */
  usualWords: string;
  /** The cases of just those weeks. */
  href: string;
  chartHref: string;
  /** Where an action against it is planned; null for who plans none there. */
  planHref: string | null;
};

type Links = {
  cases: (of: UnitCause, days: { from: string; to: string }) => string;
  chart: (of: UnitCause) => string;
  plan: (of: UnitCause) => string | null;
};

/** The units and causes that are prompted now, the latest prompt first. */
export function warnUnits(watched: UnitCause[], links: Links): UnitWarning[] {
  return watched
    .flatMap((of) => {
      const warning = warn(of);
      return warning ? [tell(of, warning, links)] : [];
    })
    .toSorted((a, b) => b.promptedLast.localeCompare(a.promptedLast) || a.key.localeCompare(b.key));
}

function tell(of: UnitCause, warning: Warning, links: Links): UnitWarning {
  const { since, promptedFirst, promptedLast, count, usual, countedFrom, countedLast } = warning;
  const again = promptedLast === promptedFirst ? "" : ` and last in that of ${periodName("week", promptedLast)}`;
  const prompts = `First prompted in the week of ${periodName("week", promptedFirst)}${again}.`;
  const isRising = count > usual;
  const now = isRising ? "" : " The last 4 weeks were no more than usual.";
  return {
    ...warning,
    isRising,
    ...{ key: `${of.unitId} ${of.category}`, unitId: of.unitId, unit: of.unit, site: of.site },
    cause: causeName(of.category),
    says: `More issues than usual since about the week of ${periodName("week", since)}. ${prompts}${now}`,
    usualWords: `${count} ${count === 1 ? "issue" : "issues"} in the last 4 weeks, usually ${usualWords(warning)}`,
    href: links.cases(of, { from: countedFrom, to: weekEnd(countedLast) }),
    chartHref: links.chart(of),
    planHref: links.plan(of),
  };
}

/** With the weeks that it is taken from: they are others than those that a chart draws its mean from. */
function usualWords({ usual, usualWeeks, usualLast }: Warning): string {
  const weeks = usualWeeks === WATCH.usualWeeks ? "year" : `${usualWeeks} weeks`;
  return `${tellFigure("count", Math.round(usual * 10) / 10)} (the ${weeks} to ${periodName("week", weekEnd(usualLast))})`;
}

/** How often a prompt is wrong, said beside the prompts. `watched`: the series long enough to be prompted. */
export function tellFalseAlarms(watched: number): string {
  const percent = WATCH.falseAlarms * 100;
  const expected = watched * WATCH.falseAlarms;
  const about = expected < 0.95 ? "fewer than one" : `about ${Math.round(expected)}`;
  const chance =
    watched === 0
      ? ""
      : ` Of the ${watched.toLocaleString("en")} watched here that is ${about} in ${WATCH.weeks} weeks by chance.`;
  return `Issues of each unit and cause, week by week, are held against the year before ${WATCH.weeks} weeks ago (cumulative sum). Where nothing changes, ${percent} in 100 is prompted at least once in ${WATCH.weeks} weeks all the same.${chance} Only what was prompted in the last ${STANDS_WEEKS} weeks is listed.`;
}
