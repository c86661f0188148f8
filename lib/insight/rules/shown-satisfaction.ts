import { hrefWith } from "@/lib/shared/search-params";
import { ITEM_LABELS } from "@/lib/survey/labels";
import { RECOVERY_ITEMS } from "@/lib/survey/rules/score";
import type { Days } from "../schema";
import type { SatisfactionItem, SatisfactionMonth } from "../types";
import { type ShownChart, showChart } from "./chart-view";
import { type Dashboard, shownMonths } from "./dashboard";
import { METRICS, tellShare } from "./metrics";
import type { Rebase } from "./shown-charts";

type Of = { chosen: Dashboard; where: string; rebases?: Rebase[]; target?: number | null };

/** Each item of the survey in these days, in the order in which it is asked. */
export function tellItems(months: SatisfactionMonth[], days: Days, chosen: Dashboard): SatisfactionItem[] {
  const shown = months.filter(({ start, end }) => start >= `${days.from.slice(0, 7)}-01` && end <= endOfMonth(days.to));
  return RECOVERY_ITEMS.map((item) => {
    const found = shown.flatMap(({ items }) => items.filter((one) => one.item === item));
    const [good, all] = [found.reduce((sum, one) => sum + one.good, 0), found.reduce((sum, one) => sum + one.all, 0)];
    return {
      ...{ item, label: ITEM_LABELS[item] ?? item, good, all, isCharted: item === chosen.item },
      ...tellShare(good, all, METRICS.handlingSatisfaction.nothing),
      href: `${hrefWith("/insights", addressOf({ ...chosen, item }))}#said`,
    };
  });
}

/** The share of answers of 4 or 5 to one item, month by month; null where nobody has answered it yet. */
export function showSatisfaction(
  months: SatisfactionMonth[],
  { chosen, where, rebases, target = null }: Of,
): ShownChart | null {
  const counts = months.map(({ start, end, isOver, items }) => {
    const { good = 0, all = 0 } = items.find(({ item }) => item === chosen.item) ?? {};
    return { start, end, isOver, good, all };
  });
  const begun = counts.findIndex(({ all }) => all > 0);
  if (begun < 0) return null;
  return showChart(
    counts
      .slice(begun)
      .filter(({ isOver }) => isOver)
      .map(({ start, end, good, all }) => ({
        ...{ from: start, to: end, y: good, n: all },
        ...(all === 0 ? { gap: "nobody answered" } : {}),
      })),
    {
      ...{ kind: "p", figure: "share", period: "month", improvement: METRICS.handlingSatisfaction.better, target },
      rebases,
      subject: `Answers of 4 or 5 to "${ITEM_LABELS[chosen.item] ?? chosen.item}"${where}`,
      shown: shownMonths(chosen.period),
      hrefOf: () => hrefWith("/surveys", { site: chosen.site }),
    },
  );
}

/** The filter bar's choices as an address says them. */
function addressOf({ period, site, unit, cause, per, item, kind }: Dashboard) {
  return { period, site, unit, cause, per, item, kind: kind.join(",") || "all" };
}

function endOfMonth(day: string): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
}
