import { CATEGORY_SHORT } from "@/lib/issue/labels";
import type { HcatCategory } from "@/lib/issue/schema";
import { wholePercent } from "./interval";
import type { ParetoBar } from "./pareto";

/** What is not coded yet is a bar of its own: left out, the others would look like all. */
export function causeName(category: HcatCategory | null): string {
  return category === null ? "Not coded yet" : CATEGORY_SHORT[category];
}

/** "Processes, waiting and Communication make up 61% of 412 issues." */
export function tellPareto(bars: ParetoBar[], unit: string): string {
  const [first] = bars;
  if (!first) return `No ${unit} in this time.`;
  const total = bars.reduce((sum, { count }) => sum + count, 0).toLocaleString("en");
  const vital = bars.filter(({ isVital }) => isVital);
  const reached = wholePercent(vital.at(-1)?.cumulative ?? 0);
  const most = `${first.cause} leads with ${wholePercent(first.share)} of ${total} ${unit}.`;
  if (vital.length < 2) return most;
  return `${most} ${vital.length} of ${bars.length} causes make up ${reached}.`;
}
