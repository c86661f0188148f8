import type { QueueSaid } from "@/lib/case/schema";
import { hrefWith } from "@/lib/shared/search-params";
import { ITEM_LABELS } from "@/lib/survey/labels";
import { RECOVERY_ITEMS, type RecoveryItem } from "@/lib/survey/rules/score";
import type { Days } from "../schema";
import type { SatisfactionItem, SatisfactionMonth } from "../types";
import { type Counted, type ShownChart, showChart } from "./chart-view";
import { casesHref, type Dashboard, shownMonths } from "./dashboard";
import { METRICS, tellShare } from "./metrics";
import type { Rebase } from "./shown-charts";

type Of = { chosen: Dashboard; where: string; rebases?: Rebase[]; target?: number | null };

/** Each item of the survey in the months that the chart shows, in the order in which it is asked. */
export function tellItems(months: SatisfactionMonth[], chosen: Dashboard): SatisfactionItem[] {
  const shown = months.filter(({ isOver }) => isOver).slice(-shownMonths(chosen.period));
  const days = { from: shown[0]?.start ?? "", to: shown.at(-1)?.end ?? "" };
  return RECOVERY_ITEMS.map((item) => {
    const found = shown.flatMap(({ items }) => items.filter((one) => one.item === item));
    const [good, all] = [found.reduce((sum, one) => sum + one.good, 0), found.reduce((sum, one) => sum + one.all, 0)];
    return {
      ...{ item, label: ITEM_LABELS[item] ?? item, good, all, isCharted: item === chosen.item },
      ...tellShare(good, all, METRICS.handlingSatisfaction.nothing),
      href: `${hrefWith("/insights", addressOf({ ...chosen, item }))}#said`,
      casesHref: saidHref(chosen, days, `${item}:well`),
      ofHref: saidHref(chosen, days, item),
    };
  });
}

/** The share of answers of 4 or 5 to one item, month by month; null where nobody has answered it yet. */
export function showSatisfaction(
  months: SatisfactionMonth[],
  { chosen, where, rebases, target = null }: Of,
): ShownChart | null {
  const isAnswered = months.some(({ items }) => items.some(({ item, all }) => item === chosen.item && all > 0));
  if (!isAnswered) return null;
  return showChart(countSaid(months, chosen.item), {
    ...{ kind: "p", figure: "share", period: "month", improvement: METRICS.handlingSatisfaction.better, target },
    rebases,
    subject: `Answers of 4 or 5 to "${ITEM_LABELS[chosen.item] ?? chosen.item}"${where}`,
    shown: shownMonths(chosen.period),
    hrefOf: (from, to) => saidHref(chosen, { from, to }, chosen.item),
  });
}

/** Answers to one item in the months that are over, from the first in which somebody answered it. */
export function countSaid(months: SatisfactionMonth[], item: RecoveryItem): Counted[] {
  const counts = months.map(({ start, end, isOver, items }) => {
    const { good = 0, all = 0 } = items.find((one) => one.item === item) ?? {};
    return { start, end, isOver, good, all };
  });
  const begun = counts.findIndex(({ all }) => all > 0);
  if (begun < 0) return [];
  return counts
    .slice(begun)
    .filter(({ isOver }) => isOver)
    .map(({ start, end, good, all }) => ({
      ...{ from: start, to: end, y: good, n: all },
      ...(all === 0 ? { gap: "nobody answered" } : {}),
    }));
}

/** The filter bar's choices as an address says them. */
function addressOf({ period, site, unit, cause, per, item, kind }: Dashboard) {
  return { period, site, unit, cause, per, item, kind: kind.join(",") || "all" };
}

/** The cases of which an item was answered in these days, or answered well. */
function saidHref(chosen: Dashboard, { from, to }: Days, said: QueueSaid): string {
  return casesHref(chosen, { saidFrom: from, saidTo: to, said });
}
