import "server-only";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { parseSearchParams } from "@/lib/shared/search-params";
import { queueSchema, type WalkInput } from "../schema";
import { casesVisibleTo } from "../scope";
import type { CaseRow, WalkStep } from "../types";
import { listCases, queueWhere } from "./queue";
import { ROW, toRow } from "./rows";

/**
 * Where one goes from a case of the queue: to the nearest before and after it, of those that stood there when the queue was shown,
 * that still do; past the last of them to the next page. Reads as many rows as a page has at most, and one page more at an end.
 */
export async function findSteps(viewer: Viewer, input: WalkInput, now: Date): Promise<WalkStep> {
  const { tab = "open", ...filter } = parseSearchParams(
    queueSchema,
    Object.fromEntries(new URLSearchParams(input.query)),
  );
  const { references, reference } = input;
  const [own, still, rows] = await Promise.all([
    dbFor(viewer).case.findFirst({
      where: { AND: [{ reference }, casesVisibleTo(viewer)] },
      select: { version: true },
    }),
    dbFor(viewer).case.findMany({
      where: { AND: [{ reference: { in: references } }, queueWhere(viewer, tab, { ...filter, now })] },
      select: { reference: true },
      take: references.length,
    }),
    input.rowsOf.length > 0 ? readRowsOf(viewer, input.rowsOf, now) : [],
  ]);
  const stands = new Set(still.map((row) => row.reference));
  const here = references.indexOf(reference);
  const previous = references.slice(0, Math.max(here, 0)).findLast((each) => stands.has(each)) ?? null;
  const next = references.slice(here + 1).find((each) => stands.has(each)) ?? null;
  const turn = async (page: string) => {
    const { rows: turned, isLost, ...ways } = await listCases(viewer, tab, { ...filter, tab, page }, now);
    // The beginning of the list is not what comes next.
    if (isLost) return null;
    const found = turned.map((row) => row.reference).filter((each) => !references.includes(each));
    return { page, references: found, next: ways.next, previous: ways.previous };
  };
  const [before, after] = await Promise.all([
    previous === null && input.previous ? turn(input.previous) : null,
    next === null && input.next ? turn(input.next) : null,
  ]);
  return {
    previous: previous ?? before?.references.at(-1) ?? null,
    next: next ?? after?.references.at(0) ?? null,
    version: own?.version ?? null,
    isHere: stands.has(reference),
    gone: references.filter((each) => each !== reference && !stands.has(each)),
    rows,
    before,
    after,
  };
}

/** Also of those that have left the queue: beside the case nothing moves away under the pointer. */
async function readRowsOf(viewer: Viewer, references: string[], now: Date): Promise<CaseRow[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [{ reference: { in: references } }, casesVisibleTo(viewer)] },
    select: ROW,
    take: references.length,
  });
  return rows.map((row) => toRow(row, now));
}
