import "server-only";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** What a person took out is handed to nobody else: another makes an export of what they may see. */
export function exportsVisibleTo(viewer: Viewer): Prisma.ExportWhereInput {
  return { madeById: viewer.personId };
}
