import "server-only";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { type DraftKind, draftFieldsSchema, type SavedDraft } from "./schema";

/** What the viewer has typed here and not sent, or null. Nobody sees another person's drafts. */
export async function findDraft(viewer: Viewer, kind: DraftKind, subject = ""): Promise<SavedDraft | null> {
  const row = await dbFor(viewer).draft.findUnique({
    where: { personId_kind_subject: { personId: viewer.personId, kind, subject } },
    select: { fields: true, savedAt: true },
  });
  const fields = draftFieldsSchema.safeParse(row?.fields);
  return row && fields.success ? { fields: fields.data, savedAt: row.savedAt.toISOString() } : null;
}

/** What the viewer has typed in one kind of form about each of these subjects, by subject. */
export async function listDrafts(
  viewer: Viewer,
  kind: DraftKind,
  subjects: string[],
): Promise<Record<string, SavedDraft>> {
  const rows = await dbFor(viewer).draft.findMany({
    where: { personId: viewer.personId, kind, subject: { in: subjects } },
    select: { subject: true, fields: true, savedAt: true },
    take: 100,
  });
  return Object.fromEntries(
    rows.flatMap((row) => {
      const fields = draftFieldsSchema.safeParse(row.fields);
      return fields.success ? [[row.subject, { fields: fields.data, savedAt: row.savedAt.toISOString() }]] : [];
    }),
  );
}
