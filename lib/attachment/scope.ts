import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The files of the cases that the viewer sees. */
export function filesVisibleTo(viewer: Viewer): Prisma.AttachmentWhereInput {
  return { case: casesVisibleTo(viewer) };
}
