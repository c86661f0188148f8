import { BEYOND_LIMITS, type Judged, type Verdict } from "./chance";
import { type FairnessRow, type FairnessTable, FIGURE_NAMES, FIGURES, type FigureName } from "./fairness";
import type { Funnel, FunnelPlace } from "./funnel";
import { FALSE_DISCOVERIES } from "./many-comparisons";
import { METRICS } from "./metrics";

/**
 * A difference beside what all have together; of times "higher" is that more of them took longer. `chance`: how often chance alone gives one
 * as large.
 */
export function verdictWords(figure: FigureName | "rate", verdict: Verdict, chance = 1): string {
  if (verdict === "within") return isOpen({ verdict, chance }) ? "May be chance" : "Within chance";
  const words = figure === "time" ? { higher: "Longer", lower: "Shorter" } : { higher: "Higher", lower: "Lower" };
  return `${words[verdict]} than chance gives`;
}

/** Whether a difference that is not told would be rare by itself: its interval leaves out what all have, and more cases have to decide. */
export function isOpen({ verdict, chance }: Judged): boolean {
  return verdict === "within" && chance < FALSE_DISCOVERIES;
}

/** What the table shows, in a sentence that would do without it. */
export function tellFairness({ rows, hidden, rates }: FairnessTable, what: "group" | "unit" = "group"): string {
  if (rows.length === 0) return `There are too few cases in this time to show any ${what}.`;
  const verdictOf = (row: FairnessRow, figure: FigureName | "rate") =>
    figure === "rate" ? rates?.of.get(row.group)?.judged?.verdict : row.figures[figure]?.verdict;
  const nameOf = (figure: FigureName | "rate") =>
    figure === "rate" ? METRICS[rates?.metric ?? "reportsPerPatients"].name : FIGURES[figure].name;
  const found = (["rate", ...FIGURE_NAMES] as const).flatMap((figure) =>
    (["higher", "lower"] as const).flatMap((verdict) => {
      const names = rows.filter((row) => verdictOf(row, figure) === verdict).map(({ group }) => group);
      if (names.length === 0) return [];
      return [`${nameOf(figure)}: ${verdictWords(figure, verdict).toLowerCase()} for ${listed(names)}.`];
    }),
  );
  const many = rows.length === 1 ? `One ${what} is shown` : `${rows.length} ${what}s are shown`;
  const told =
    found.length > 0
      ? found.join(" ")
      : `In none of ${what === "unit" ? "the shares and times" : "these figures"} does one differ from all together by more than chance gives.`;
  return `${many}${hidden > 0 ? ", others are hidden" : ""}. ${told}`;
}

/** How many of so many comparisons chance alone would make stand out, and what is done about it; null where there are none. */
export function tellComparisons({ compared, setAside }: Pick<FairnessTable, "compared" | "setAside">): string | null {
  if (compared === 0) return null;
  const any = 100 * (1 - (1 - BEYOND_LIMITS) ** compared);
  const tables = any < 1 ? "fewer than 1" : `about ${Math.round(any)}`;
  const one = compared === 1;
  const aside =
    setAside === 0
      ? ""
      : ` ${setAside === 1 ? "One difference is" : `${setAside} differences are`} left untold for that.`;
  return `${compared.toLocaleString("en")} ${one ? "figure was" : "figures were"} compared. If nothing differed, chance alone would make ${one ? "it" : "one or more of them"} stand out in ${tables} of 100 such tables, each judged by itself. A difference is told only where, of all that are told, no more than ${whole(1 / FALSE_DISCOVERIES)} is expected to be chance.${aside}`;
}

const whole = (per: number) => `1 in ${Math.round(per)}`;

/** Which units told of less than their volume suggests: what to ask, and no verdict. */
export function tellFunnel({ points }: Funnel): string {
  const few = points.filter(({ place }) => place === "below" || place === "below-outer");
  const many = points.filter(({ place }) => place === "above" || place === "above-outer");
  const more =
    many.length === 0
      ? ""
      : ` ${listed(many.map(({ unit }) => unit))} ${many.length === 1 ? "reports" : "report"} more than ${many.length === 1 ? "its" : "their"} volume suggests.`;
  if (few.length === 0) return `No unit reports fewer than its volume suggests.${more}`;
  const names = listed(few.map(({ unit }) => unit));
  return `${names} ${few.length === 1 ? "reports" : "report"} fewer than ${few.length === 1 ? "its" : "their"} volume suggests. Perhaps little goes wrong there; perhaps people do not know how to speak up, settle it with staff and nobody writes it down, or name another unit. Ask before concluding.${more}`;
}

function listed(names: string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(names);
}

export const PLACE_WORDS: Record<FunnelPlace, string> = {
  "below-outer": "Below the 99.8% limit",
  below: "Below the 95% limit",
  within: "Within what chance gives",
  above: "Above the 95% limit",
  "above-outer": "Above the 99.8% limit",
};
