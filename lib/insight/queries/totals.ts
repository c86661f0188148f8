import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { measureTimes, type Times } from "../rules/times";
import type { Days, MetricAsked, TimesAsked } from "../schema";
import type { Total } from "../types";
import { rowsOf, seenSites } from "./rollup";
import { countTimes } from "./times";

/** A metric of these days as one figure. Of sites that the viewer does not see there is nothing. */
export async function readTotal(viewer: Viewer, asked: MetricAsked & Days, now: Date): Promise<Total> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return { numerator: 0, denominator: 0 };
  const rows = rowsOf(asked, seen, asked);
  const [total] = await reportsFor(viewer).$queryRaw<Total[]>`
    SELECT coalesce(${rows.numerator}, 0)::int AS "numerator", coalesce(${rows.denominator}, 0)::int AS "denominator" ${rows.from}`;
  return total ?? { numerator: 0, denominator: 0 };
}

/** How long what was done on these days took, all of it together. */
export async function readTimesTotal(viewer: Viewer, asked: TimesAsked, now: Date): Promise<Times> {
  const seen = seenSites(viewer, asked, now);
  if (!seen) return measureTimes([]);
  return measureTimes([...(await countTimes(viewer, asked, seen)).values()].flat());
}
