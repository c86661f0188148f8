import "server-only";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { exportsVisibleTo } from "../scope";
import type { ExportRow } from "../types";

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

type Marks = { isBackground: boolean; writtenAt: Date | null; failedAt: Date | null };

function stateOf({ isBackground, writtenAt, failedAt }: Marks): ExportRow["state"] {
  if (writtenAt) return "written";
  if (failedAt) return "failed";
  return isBackground ? "writing" : "unfinished";
}
