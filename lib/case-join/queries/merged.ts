import "server-only";
import type { Tx } from "@/lib/platform/db";

const MOST = 100;

/** The cases that are merged into this one, also through another. A case is seen by whoever sees the one it was merged into: both are of one site. */
export async function listMergedInto(db: Tx, caseId: string): Promise<string[]> {
  const found: string[] = [];
  let last = [caseId];
  while (last.length > 0 && found.length < MOST) {
    const rows = await db.case.findMany({
      where: { mergedIntoId: { in: last }, id: { notIn: [caseId, ...found] } },
      select: { id: true },
      orderBy: { id: "asc" },
      take: MOST,
    });
    last = rows.map(({ id }) => id);
    found.push(...last);
  }
  return found;
}
