import "server-only";
import { peopleManagedBy } from "@/lib/access/scope";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { requestsVisibleTo } from "@/lib/request/scope";
import { NOTIFICATION_TYPES } from "./schema";

/** What the viewer was told and chose to see in the app, of cases and requests that they still see. */
export function notificationsOf(viewer: Viewer): Prisma.NotificationWhereInput {
  return { AND: [{ isInApp: true }, toldTo(viewer)] };
}

/** Everything the viewer was told, by whichever channel. */
export function toldTo(viewer: Viewer): Prisma.NotificationWhereInput {
  return {
    personId: viewer.personId,
    type: { in: [...NOTIFICATION_TYPES] },
    OR: [{ caseId: null, requestId: null }, { case: casesVisibleTo(viewer) }, { request: requestsVisibleTo(viewer) }],
  };
}

/** The e-mails to the people whom an administrator manages. */
export function deliveriesManagedBy(viewer: Viewer): Prisma.MailDeliveryWhereInput {
  return { person: peopleManagedBy(viewer) };
}
