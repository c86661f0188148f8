import type { Person } from "@/lib/shared/person";
import type { FileKind, FileScan, FileTextState } from "./schema";

/** A file on a case, as its card shows it. Instants are ISO strings. */
export type FileRow = {
  id: string;
  name: string;
  description: string | null;
  kind: FileKind;
  bytes: number;
  scan: FileScan;
  finding: string | null;
  uploadedBy: Person;
  uploadedAt: string;
  voided: { by: Person; at: string; reason: string } | null;
  /** Whether it may be opened now. */
  isServed: boolean;
  hasPreview: boolean;
  /** Whether the search finds its words, where it is of a kind that may have some; `cut`: those at its beginning; `tried`: not yet, though it was tried. */
  words: FileTextState | "cut" | "tried" | null;
};

export type CaseFiles = {
  rows: FileRow[];
  removed: FileRow[];
  limitMb: number;
  may: { attach: boolean; void: boolean };
};

/** What has come of an upload. `remark` is worth telling and stands in nobody's way. */
export type AttachedFile = { attachmentId: string; reference: string; name: string; remark: string | null };
