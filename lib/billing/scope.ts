import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The disputes of the cases that the viewer sees. Its lines, holds and plans are reached through it. */
export function disputesVisibleTo(viewer: Viewer): Prisma.BillingDisputeWhereInput {
  return { case: casesVisibleTo(viewer) };
}
