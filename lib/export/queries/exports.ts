import "server-only";
import { dbFor } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { exportsVisibleTo } from "../scope";
import type { ExportProgress, ExportRow } from "../types";

const MOST_SHOWN = 50;

/** The last exports that the viewer made, the newest first. */
export async function listExports(viewer: Viewer, now: Date): Promise<ExportRow[]> {
  const rows = await dbFor(viewer).export.findMany({
    where: exportsVisibleTo(viewer),
    select: {
      ...{ id: true, format: true, madeAt: true, claims: true, isBackground: true, done: true, total: true },
      ...{ rows: true, writtenAt: true, failedAt: true, expiresAt: true, sweptAt: true },
    },
    orderBy: [{ madeAt: "desc" }, { id: "desc" }],
    take: MOST_SHOWN,
  });
  return rows.map(({ madeAt, writtenAt, failedAt, expiresAt, sweptAt, ...row }) => {
    const isKept = row.isBackground && writtenAt !== null && expiresAt !== null && expiresAt > now && sweptAt === null;
    return {
      ...row,
      ...{ madeAt: madeAt.toISOString(), zone: viewer.zone },
      state: stateOf({ isBackground: row.isBackground, writtenAt, failedAt }),
      keptUntil: isKept ? isoDay(dayIn(expiresAt, viewer.zone)) : null,
    };
  });
}

/** How far the file of an export is that the viewer made. */
export async function findExport(viewer: Viewer, exportId: string): Promise<ExportProgress> {
  const row = await dbFor(viewer).export.findFirst({
    where: { AND: [{ id: exportId }, exportsVisibleTo(viewer)] },
    select: { isBackground: true, done: true, total: true, writtenAt: true, failedAt: true },
  });
  if (!row) throw new NotFound("This export");
  return { state: stateOf(row), done: row.done, total: row.total };
}

type Marks = { isBackground: boolean; writtenAt: Date | null; failedAt: Date | null };

function stateOf({ isBackground, writtenAt, failedAt }: Marks): ExportRow["state"] {
  if (writtenAt) return "written";
  if (failedAt) return "failed";
  return isBackground ? "writing" : "unfinished";
}
