import "server-only";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { TARGET_FIGURES } from "./schema";
import { targetsVisibleTo } from "./scope";
import type { Target } from "./types";

/** The targets that stand at a site, one of a figure at most. */
export async function listTargets(viewer: Viewer, siteId: string): Promise<Target[]> {
  const rows = await dbFor(viewer).chartTarget.findMany({
    where: { AND: [targetsVisibleTo(viewer), { siteId, endedAt: null }] },
    select: { id: true, figure: true, value: true, reason: true, at: true, by: { select: { name: true } } },
    orderBy: [{ figure: "asc" }, { id: "asc" }],
    take: TARGET_FIGURES.length,
  });
  return rows.flatMap(({ figure: kept, at, by, ...row }) => {
    const figure = TARGET_FIGURES.find((one) => one === kept);
    return figure ? [{ ...row, figure, by: by.name, at: at.toISOString() }] : [];
  });
}
