import { mayShowTotal, suppressSmall } from "@/lib/insight/rules/suppress";
import type { Counted } from "./figure";

/** What is said of a split in which something is hidden. */
export const HIDING =
  "Groups of 1 to 10 people are hidden, and with them the next smallest where they could be told by subtraction.";

/**
 * The figures of a split by what patients are, with small numbers hidden. Where even the total would tell what is hidden, all groups are, those of nobody too.
 * Source: CMS cell size suppression policy, as `suppressSmall`.
 */
export function hideSmall(counted: Counted[]): Counted[] {
  const groups = counted.map(({ figure }) => ({ group: figure.key, count: figure.numerator ?? 0 }));
  const shown = suppressSmall(groups);
  const isSafe = mayShowTotal(shown, groups);
  return counted.map((one, index) => (isSafe && shown[index]?.count !== null ? one : hidden(one)));
}

function hidden({ figure }: Counted): Counted {
  const nothing = { value: null, numerator: null, denominator: null, lower: null, upper: null, ninetieth: null };
  return {
    figure: { ...figure, ...nothing, isHidden: true, counts: null, hasOf: false, href: null },
    ids: [],
    ofIds: null,
  };
}
