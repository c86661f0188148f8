import "server-only";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { FIGURES } from "./schema";
import { baselinesVisibleTo } from "./scope";
import type { Baseline, Series } from "./types";

/** More begin anew than any chart can show. */
const MOST = 50;

/** Where the limits of a series begin anew, the oldest first. */
export async function listBaselines(viewer: Viewer, { siteId, unitId, kinds }: Series): Promise<Baseline[]> {
  const rows = await dbFor(viewer).chartBaseline.findMany({
    where: {
      AND: [baselinesVisibleTo(viewer), { siteId, unitId, kinds: { equals: kinds.toSorted() }, endedAt: null }],
    },
    select: { id: true, figure: true, startsOn: true, reason: true, at: true, by: { select: { name: true } } },
    orderBy: [{ startsOn: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.flatMap(({ figure: kept, startsOn, at, by, ...row }) => {
    const figure = FIGURES.find((one) => one === kept);
    return figure ? [{ ...row, figure, startsOn: isoDay(startsOn), by: by.name, at: at.toISOString() }] : [];
  });
}
