import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { idSchema } from "@/lib/shared/ids";
import { type Cursor, capCount, cursorInstant, decodeCursor, encodeCursor, type Page } from "@/lib/shared/page";
import { whyNoUndo } from "../rules";
import { MOST_AT_ONCE, type RunShow } from "../schema";
import { runsOf } from "../scope";
import type { RunProgress, RunRow, RunState } from "../types";

const PAGE_SIZE = 50;
const RUNS_CAP = 999;

const RUN = {
  ...{ id: true, title: true, deed: true, begunAt: true, resolvedAt: true, endedAt: true, failedAt: true },
  ...{ undoAskedAt: true, undoneAt: true, beatAt: true },
} satisfies Prisma.BulkRunSelect;

type Run = Prisma.BulkRunGetPayload<{ select: typeof RUN }>;

/** A run that the viewer began. */
export async function getRun(viewer: Viewer, runId: string, now: Date): Promise<RunProgress> {
  const run = idSchema.safeParse(runId).success
    ? await dbFor(viewer).bulkRun.findFirst({ where: { AND: [{ id: runId }, runsOf(viewer)] }, select: RUN })
    : null;
  if (!run) throw new NotFound("This");
  const [progress] = await withCounts(viewer, [run], now);
  if (!progress) throw new NotFound("This");
  return progress;
}

/** The runs that the viewer began, the latest first. */
export async function listRuns(viewer: Viewer, page: string | undefined, now: Date): Promise<Page<RunProgress>> {
  const cursor = decodeCursor(page);
  const at = cursor && cursorInstant(cursor);
  const isBackward = at !== null && cursor?.direction === "before";
  const order = isBackward ? "asc" : "desc";
  const side = isBackward ? "gt" : "lt";
  const beyond = cursor && at ? { OR: [{ begunAt: { [side]: at } }, { begunAt: at, id: { [side]: cursor.id } }] } : {};
  const db = dbFor(viewer);
  const [found, total] = await Promise.all([
    db.bulkRun.findMany({
      where: { AND: [runsOf(viewer), beyond] },
      select: RUN,
      orderBy: [{ begunAt: order }, { id: order }],
      take: PAGE_SIZE + 1,
    }),
    db.bulkRun.count({ where: runsOf(viewer), take: RUNS_CAP + 1 }),
  ]);
  const rows = found.slice(0, PAGE_SIZE);
  if (isBackward) rows.reverse();
  const hasMore = found.length > PAGE_SIZE;
  const edge = (row: Run | undefined, direction: Cursor["direction"]) =>
    row ? encodeCursor({ direction, value: row.begunAt.toISOString(), id: row.id }) : null;
  return {
    rows: await withCounts(viewer, rows, now),
    next: isBackward || hasMore ? edge(rows.at(-1), "after") : null,
    previous: (isBackward ? hasMore : at !== null) ? edge(rows[0], "before") : null,
    total: capCount(total, RUNS_CAP),
  };
}

async function withCounts(viewer: Viewer, runs: Run[], now: Date): Promise<RunProgress[]> {
  const counts = await dbFor(viewer).bulkRow.groupBy({
    by: ["runId", "outcome", "undone"],
    where: { runId: { in: runs.map(({ id }) => id) }, run: runsOf(viewer) },
    _count: { _all: true },
  });
  return runs.map((run) => {
    const count = (wanted: Partial<(typeof counts)[number]>) =>
      counts
        .filter(({ runId, outcome, undone }) => {
          const fits = wanted.outcome === undefined || outcome === wanted.outcome;
          return runId === run.id && fits && (wanted.undone === undefined || undone === wanted.undone);
        })
        .reduce((sum, { _count }) => sum + _count._all, 0);
    const done = count({ outcome: "done" });
    const { failedAt, undoneAt, undoAskedAt } = run;
    const endedAt = run.endedAt ?? failedAt;
    const isOpen = endedAt !== null && undoneAt === null && (undoAskedAt === null || failedAt !== null);
    const obstacle = isOpen ? whyNoUndo(endedAt, now) : null;
    return {
      ...{ id: run.id, title: run.title, deed: run.deed, state: stateOf(run), done },
      total: run.resolvedAt ? count({}) : null,
      left: count({ outcome: "left_out" }),
      undone: count({ undone: "done" }),
      undoLeft: count({ undone: "left_out" }),
      ...{ begunAt: run.begunAt.toISOString(), endedAt: endedAt?.toISOString() ?? null },
      canUndo: isOpen && done > 0 && obstacle === null,
      whyNoUndo: done > 0 ? obstacle : null,
    };
  });
}

function stateOf({ failedAt, undoneAt, undoAskedAt, endedAt, beatAt }: Run): RunState {
  if (failedAt) return "failed";
  if (undoneAt) return "undone";
  if (undoAskedAt) return "undoing";
  if (endedAt) return "ended";
  return beatAt ? "running" : "waiting";
}

const SHOWN: Record<RunShow, Prisma.BulkRowWhereInput> = {
  all: {},
  done: { outcome: "done" },
  // What the undoing left counts as well.
  left: { OR: [{ outcome: "left_out" }, { undone: "left_out" }] },
};

/** What became of the cases of a run, in their order. Of one that was taken back, what was done means what was taken back. */
export async function listRunRows(
  viewer: Viewer,
  { runId, show, page, isUndone = false }: { runId: string; show: RunShow; page?: string; isUndone?: boolean },
): Promise<Page<RunRow>> {
  const cursor = decodeCursor(page);
  const from = cursor && typeof cursor.value === "number" && Number.isInteger(cursor.value) ? cursor.value : null;
  const isBackward = from !== null && cursor?.direction === "before";
  const order = isBackward ? "desc" : "asc";
  const where: Prisma.BulkRowWhereInput = {
    AND: [{ runId, run: runsOf(viewer) }, isUndone && show === "done" ? { undone: "done" } : SHOWN[show]],
  };
  const beyond = from === null ? {} : { position: { [isBackward ? "lt" : "gt"]: clamp(from) } };
  const db = dbFor(viewer);
  const [found, total] = await Promise.all([
    db.bulkRow.findMany({
      where: { AND: [where, beyond] },
      select: {
        ...{ position: true, caseId: true, outcome: true, why: true, undone: true, undoWhy: true },
      },
      orderBy: { position: order },
      take: PAGE_SIZE + 1,
    }),
    db.bulkRow.count({ where, take: MOST_AT_ONCE + 1 }),
  ]);
  const rows = found.slice(0, PAGE_SIZE);
  if (isBackward) rows.reverse();
  const seen = await db.case.findMany({
    where: { AND: [{ id: { in: rows.map(({ caseId }) => caseId) } }, casesVisibleTo(viewer)] },
    select: { id: true, reference: true, about: true },
    take: PAGE_SIZE,
  });
  const cases = new Map(seen.map(({ id, ...row }) => [id, row]));
  const hasMore = found.length > PAGE_SIZE;
  const edge = (row: (typeof rows)[number] | undefined, direction: Cursor["direction"]) =>
    row ? encodeCursor({ direction, value: row.position, id: row.caseId }) : null;
  return {
    rows: rows.map(({ caseId, ...row }) => ({ ...row, case: cases.get(caseId) ?? null })),
    next: isBackward || hasMore ? edge(rows.at(-1), "after") : null,
    previous: (isBackward ? hasMore : from !== null) ? edge(rows[0], "before") : null,
    total: capCount(total, MOST_AT_ONCE),
  };
}

function clamp(position: number): number {
  return Math.min(Math.max(position, -1), MOST_AT_ONCE);
}
