import { mayShowTotal, suppressSmall } from "@/lib/insight/rules/suppress";
import type { Counted, CountedSection } from "./figure";
import type { Figure } from "./result";

/** What is said of a split in which something is hidden. */
export const HIDING =
  "Groups of 1 to 10 people are hidden, and with them the next smallest where they could be told by subtraction.";

/** What is said of units. */
export const HIDING_UNITS =
  "Units with 1 to 10 cases are hidden, at each site with the next smallest where they could be told by subtraction, and all of a site that is hidden.";

/**
 * The figures of a split of people, by what they are or where they were, with small numbers hidden. Where even the total would tell what is hidden, all groups are, those of nobody too.
 * Source: CMS cell size suppression policy, as `suppressSmall`.
 */
export function hideSmall(counted: Counted[]): Counted[] {
  return hideGroups(counted, ({ numerator }) => numerator);
}

/**
 * Units, which add up to their sites: hidden site by site, and all of a site that is hidden itself. What names no unit is one group of all sites.
 * @param siteOf the site of a case
 * @param isSiteHidden whether a site's own figure is
 */
export function hideUnits(
  units: Counted[],
  { siteOf, isSiteHidden }: { siteOf: (caseId: string) => string; isSiteHidden: (siteId: string) => boolean },
): Counted[] {
  const sites = new Set(units.flatMap(({ ids }) => ids.map(siteOf)));
  const hiddenKeys = new Set(
    [...sites].flatMap((siteId) => {
      const groups = units.map(({ figure, ids }) => ({
        group: figure.key,
        count: ids.filter((id) => siteOf(id) === siteId).length,
      }));
      const shown = suppressSmall(groups);
      const isSafe = !isSiteHidden(siteId) && mayShowTotal(shown, groups);
      return shown.flatMap(({ group, count }, at) =>
        count === null || (!isSafe && groups[at]?.count !== 0) ? [group] : [],
      );
    }),
  );
  return units.map((one) => (hiddenKeys.has(one.figure.key) ? hidden(one) : one));
}

/** A report for publication without the lists of what each figure counted: they name cases. */
export function withoutLists(sections: CountedSection[]): CountedSection[] {
  const bare = ({ figure }: Counted): Counted => ({
    figure: { ...figure, counts: null, hasOf: false, href: null },
    ids: [],
    ofIds: null,
  });
  return sections.map((section) => ({ ...section, figures: section.figures.map(bare) }));
}

/** What is said of answers to surveys, in every report. */
export const HIDING_ANSWERS =
  "Where 1 to 10 people answered the figure is hidden, and with it the next smallest where it could be told by subtraction.";

/** The same by how many answered, since so few may have counted on it that nobody knows what they said. */
export function hideFewAnswers(counted: Counted[]): Counted[] {
  return hideGroups(counted, ({ denominator }) => denominator);
}

function hideGroups(counted: Counted[], sizeOf: (figure: Counted["figure"]) => number | null): Counted[] {
  const groups = counted.map(({ figure }) => ({ group: figure.key, count: sizeOf(figure) ?? 0 }));
  const shown = suppressSmall(groups);
  const isSafe = mayShowTotal(shown, groups);
  return counted.map((one, index) => (isSafe && shown[index]?.count !== null ? one : hidden(one)));
}

function hidden({ figure }: Counted): Counted {
  const nothing = { value: null, numerator: null, denominator: null, lower: null, upper: null, ninetieth: null };
  return {
    figure: { ...figure, ...nothing, note: null, isHidden: true, counts: null, hasOf: false, href: null },
    ids: [],
    ofIds: null,
  };
}

/** So many hidden figures of a section stand by their names. */
const MOST_NAMED = 3;

/** The figures of a section as a reader meets them: many that are hidden are one line with their number. */
export function foldHidden(figures: Figure[]): { shown: Figure[]; folded: string | null } {
  const hidden = figures.filter(({ isHidden }) => isHidden).length;
  if (hidden <= MOST_NAMED) return { shown: figures, folded: null };
  return { shown: figures.filter(({ isHidden }) => !isHidden), folded: `${hidden.toLocaleString("en")} are hidden.` };
}
