import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { hasScanner } from "@/lib/platform/clamd";
import { dbFor } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { NotFound } from "@/lib/platform/errors";
import { store } from "@/lib/platform/storage";
import type { Viewer } from "@/lib/platform/viewer";
import { idSchema } from "@/lib/shared/ids";
import { canAttachFile, canVoidFile } from "./policy";
import { hasPreview, isServed } from "./rules/kinds";
import type { FileKind, FileTextState } from "./schema";
import { filesVisibleTo } from "./scope";
import type { CaseFiles, FileRow } from "./types";

const MOST_FILES = 200;

/** The files of a case that the viewer sees, newest first, those that were removed apart. */
export async function listCaseFiles(viewer: Viewer, caseId: string): Promise<CaseFiles> {
  const db = dbFor(viewer);
  const found = await db.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: { siteId: true, state: true },
  });
  if (!found) throw new NotFound("This case");
  const list = (where: { voidedAt: null | { not: null } }) =>
    db.attachment.findMany({
      where: { AND: [{ caseId, ...where }, filesVisibleTo(viewer)] },
      select: {
        id: true,
        name: true,
        description: true,
        kind: true,
        bytes: true,
        scan: true,
        finding: true,
        uploadedAt: true,
        voidedAt: true,
        voidReason: true,
        uploadedBy: { select: { id: true, name: true } },
        voidedBy: { select: { id: true, name: true } },
        text: { select: { state: true, isCut: true, tries: true } },
      },
      orderBy: [{ uploadedAt: "desc" }, { id: "desc" }],
      take: MOST_FILES,
    });
  const [kept, removed] = await Promise.all([list({ voidedAt: null }), list({ voidedAt: { not: null } })]);
  const toRow = ({ voidedAt, voidReason, voidedBy, uploadedAt, text, ...row }: (typeof kept)[number]) => ({
    ...row,
    uploadedAt: uploadedAt.toISOString(),
    voided: voidedAt && voidedBy ? { by: voidedBy, at: voidedAt.toISOString(), reason: voidReason ?? "" } : null,
    isServed: isServed({ scan: row.scan, isVoided: voidedAt !== null }, hasScanner()),
    hasPreview: hasPreview(row),
    words: text && wordsOf(text),
  });
  return {
    rows: kept.map(toRow),
    removed: removed.map(toRow),
    limitMb: env().HEARD_FILE_LIMIT_MB,
    may: { attach: canAttachFile(viewer, found), void: canVoidFile(viewer, found) },
  };
}

export type OpenedFile = { name: string; kind: FileKind; bytes: number; hasPreview: boolean; body: ReadableStream };

/** A file to be handed out. One that is removed, infected or not yet scanned is not found, as one of a case that is not seen. */
export async function openFile(viewer: Viewer, attachmentId: string): Promise<OpenedFile> {
  const id = idSchema.safeParse(attachmentId);
  if (!id.success) throw new NotFound("This file");
  const row = await dbFor(viewer).attachment.findFirst({
    where: { AND: [{ id: id.data }, filesVisibleTo(viewer)] },
    select: { key: true, name: true, kind: true, bytes: true, scan: true, voidedAt: true },
  });
  if (!row || !isServed({ scan: row.scan, isVoided: row.voidedAt !== null }, hasScanner()))
    throw new NotFound("This file");
  const { key, name, kind, bytes } = row;
  return { name, kind, bytes, hasPreview: hasPreview(row), body: await store().open(key) };
}

/** So many tries may fail because a server was stopped. */
const FEW_TRIES = 2;

function wordsOf({ state, isCut, tries }: { state: FileTextState; isCut: boolean; tries: number }): FileRow["words"] {
  if (state === "unread" && tries > FEW_TRIES) return "tried";
  return isCut ? "cut" : state;
}
