import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants" | "personId">;

/** Contacts, like notes, may follow a case that is closed: people ring to say thanks. */
export function canLogContact(viewer: Holder, { siteId }: { siteId: string }): boolean {
  return can(viewer, "case.work", siteId);
}

/** Whoever wrote it down takes it back; so does whoever decides at the site. */
export function canVoidContact(viewer: Holder, contact: { siteId: string; authorId: string }): boolean {
  if (!can(viewer, "case.work", contact.siteId)) return false;
  return contact.authorId === viewer.personId || can(viewer, "case.assign", contact.siteId);
}

/** Peer review stays with the few whom the privilege covers: they alone write it, and they alone know that it is there. */
export function canSeePrivileged(viewer: Holder, { siteId }: { siteId: string }): boolean {
  return can(viewer, "privileged.see", siteId);
}
