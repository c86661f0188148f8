import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { RECOVERY_ITEMS } from "@/lib/survey/rules/score";
import { spansOf } from "../rules/spans";
import type { Days, Which } from "../schema";
import type { SatisfactionMonth } from "../types";
import { answerRowsOf, seenSites } from "./rollup";
import { earliestDay } from "./series";

/**
 * Answers to the service recovery survey, month by month and item by item: how many there are, and how many are 4 or 5 of 5. By the month in
 * which they came, at the site's own calendar; those of a case merged into another count nowhere.
 */
export async function readSatisfaction(viewer: Viewer, asked: Which & Days, now: Date): Promise<SatisfactionMonth[]> {
  const seen = seenSites(viewer, asked, now);
  const spans = spansOf(asked, "month");
  const [first, last] = [spans[0], spans.at(-1)];
  if (!seen || !first || !last) return [];
  const rows = await reportsFor(viewer).$queryRaw<{ start: string; item: string; good: number; all: number }[]>`
    SELECT to_char(d."month", 'YYYY-MM-DD') AS "start", d."item", sum(d."good")::int AS "good", sum(d."all")::int AS "all"
    ${answerRowsOf(asked, seen, { from: first.start, to: last.end })}
    GROUP BY 1, 2`;
  const byStart = Map.groupBy(rows, ({ start }) => start);
  const today = earliestDay(viewer, asked, now);
  return spans.map(({ start, end }) => {
    const found = byStart.get(start) ?? [];
    const items = RECOVERY_ITEMS.map((item) => {
      const { good = 0, all = 0 } = found.find((row) => row.item === item) ?? {};
      return { item, good, all };
    });
    return { start, end, isOver: end < today, items };
  });
}
