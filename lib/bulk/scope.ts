import "server-only";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** Whoever began a run sees it and takes it back; its cases are read through their own scope. */
export function runsOf(viewer: Viewer): Prisma.BulkRunWhereInput {
  return { byId: viewer.personId };
}
