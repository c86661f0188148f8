import type { undoMoveAction } from "@/lib/case/actions";

type Changed = { caseId: string; reference: string; version: number | null };

/** The deed that takes back what has just been done to a case; none where nothing was changed. */
export function undoing(
  action: typeof undoMoveAction,
  { caseId, reference, version }: Changed,
  now = "as it was before",
) {
  if (version === null) return null;
  return { action, fields: { caseId, version: String(version) }, done: `Undone: ${reference} is ${now}.` };
}
