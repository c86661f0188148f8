import "server-only";
import { listMergedInto } from "@/lib/case-join/queries/merged";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { lettersVisibleTo } from "../scope";
import type { ListedLetter } from "../types";
import { readDrafted } from "./drafted";
import { LETTER_ROW, toLetterRow } from "./letters";

const MOST = 50;

/** The letters of a case and of those that are merged into it, the newest first. */
export async function listLettersOfCase(viewer: Viewer, caseId: string): Promise<ListedLetter[]> {
  const db = dbFor(viewer);
  const caseIds = [caseId, ...(await listMergedInto(db, caseId))];
  const rows = await db.letter.findMany({
    where: { AND: [{ caseId: { in: caseIds } }, lettersVisibleTo(viewer)] },
    select: { ...LETTER_ROW, caseId: true, case: { select: { reference: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const drafted = await readDrafted(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ case: { reference }, ...row }) => ({
    ...toLetterRow(row),
    ...{ reference, isOfMerged: row.caseId !== caseId, drafted: drafted.get(row.id) ?? null },
  }));
}
