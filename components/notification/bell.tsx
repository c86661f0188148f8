"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { closeStream, hasPageStream, listenAsBell, openStream } from "@/components/presence/streams";
import { newId } from "@/lib/shared/new-id";

// Going from page to page ends one stream and begins another: only what stays without one gets one of its own.
const SETTLED_MS = 500;

/** How many notifications wait unread; leads to them. Kept up to date while the page is in sight. */
export function NotificationBell({ unread: rendered }: { unread: number }) {
  const [known, setKnown] = useState({ rendered, unread: rendered });
  // What the server renders again is newer than what was heard before.
  if (known.rendered !== rendered) setKnown({ rendered, unread: rendered });
  useEffect(() => hearUnread((unread) => setKnown((before) => ({ ...before, unread }))), []);
  const { unread } = known;
  const shown = unread > 99 ? "99+" : unread;
  return (
    <>
      <Link
        href="/notifications"
        prefetch={false}
        title="Notifications"
        className="relative grid size-8.5 shrink-0 place-items-center rounded border border-transparent text-muted transition-colors hover:bg-sunk hover:text-text"
      >
        <Bell aria-hidden className="size-4.5" />
        <span className="sr-only">Notifications</span>
        {unread > 0 ? (
          <span className="absolute -inset-e-0.5 -top-0.5 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-primary px-1 text-xs font-semibold text-on-primary tabular-nums">
            {shown}
            <span className="sr-only"> unread</span>
          </span>
        ) : null}
      </Link>
      {/* Beside the link: what stands in one is its name, and a change of name is not read out. */}
      <span role="status" className="sr-only">
        {unread > rendered ? "There is a new notification." : ""}
      </span>
    </>
  );
}

/** Listens along with the page's stream, or to one of its own where the page has none. */
function hearUnread(hear: (unread: number) => void): () => void {
  const tab = newId();
  let own: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    if (own) closeStream(own);
    own = null;
  };
  const settle = () => {
    if (document.visibilityState !== "visible" || hasPageStream()) return close();
    own ??= openStream({ tab, case: null, since: new Date().toISOString(), only: "bell" });
    own.addEventListener("ended", close);
  };
  const change = () => {
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED_MS);
  };
  const leave = listenAsBell({ hear, change });
  document.addEventListener("visibilitychange", change);
  change();
  return () => {
    clearTimeout(timer);
    leave();
    document.removeEventListener("visibilitychange", change);
    close();
  };
}
