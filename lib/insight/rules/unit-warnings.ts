import type { HcatCategory } from "@/lib/issue/schema";
import { causeName } from "./causes";
import { periodName, tellFigure } from "./chart-view";
import { STANDS_WEEKS, WATCH, type Warning, warn } from "./early-warning";

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
  key: string;
  unitId: string;
  unit: string;
  site: string;
  cause: string;
  says: string;
  /** "14 in 4 weeks, usually 5". */
  usualWords: string;
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
export function warnUnits(watched: UnitCause[], until: string, links: Links): UnitWarning[] {
  return watched
    .flatMap((of) => {
      const warning = warn(of);
      return warning ? [tell(of, warning, until, links)] : [];
    })
    .toSorted((a, b) => b.promptedLast.localeCompare(a.promptedLast) || a.key.localeCompare(b.key));
}

function tell(of: UnitCause, warning: Warning, until: string, links: Links): UnitWarning {
  const { since, promptedFirst, promptedLast, count, usual } = warning;
  const again = promptedLast === promptedFirst ? "" : ` and last in that of ${periodName("week", promptedLast)}`;
  const prompts = `First prompted in the week of ${periodName("week", promptedFirst)}${again}.`;
  return {
    ...warning,
    ...{ key: `${of.unitId} ${of.category}`, unitId: of.unitId, unit: of.unit, site: of.site },
    cause: causeName(of.category),
    says: `More issues than usual since about the week of ${periodName("week", since)}. ${prompts}`,
    usualWords: `${count} in 4 weeks, usually ${tellFigure("count", Math.round(usual * 10) / 10)}`,
    href: links.cases(of, { from: since, to: until }),
    chartHref: links.chart(of),
    planHref: links.plan(of),
  };
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
