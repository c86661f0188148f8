import "server-only";
import { RATE_METRICS } from "@/lib/insight/schema";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { FIGURES } from "./schema";
import { baselinesVisibleTo } from "./scope";
import type { Baseline, Series } from "./types";

/** More begin anew than any chart can show. */
const MOST = 500;

/** Where the limits of the charts of a site or unit and of some kinds begin anew, the oldest first; rates are of their own kinds. */
export async function listBaselines(viewer: Viewer, { siteId, unitId, kinds }: Series): Promise<Baseline[]> {
  const rows = await dbFor(viewer).chartBaseline.findMany({
    where: {
      AND: [baselinesVisibleTo(viewer), { siteId, unitId, endedAt: null }],
      OR: [
        { figure: { notIn: [...RATE_METRICS] }, kinds: { equals: kinds.toSorted() } },
        { figure: { in: [...RATE_METRICS] } },
      ],
    },
    select: {
      id: true,
      figure: true,
      part: true,
      startsOn: true,
      reason: true,
      at: true,
      by: { select: { name: true } },
    },
    orderBy: [{ startsOn: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.flatMap(({ figure: kept, startsOn, at, by, ...row }) => {
    const figure = FIGURES.find((one) => one === kept);
    return figure ? [{ ...row, figure, startsOn: isoDay(startsOn), by: by.name, at: at.toISOString() }] : [];
  });
}
