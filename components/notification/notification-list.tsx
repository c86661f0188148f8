"use client";

import Link from "next/link";
import { startTransition } from "react";
import { CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import { readNotificationAction } from "@/lib/notification/actions";
import { describeNews } from "@/lib/notification/labels";
import type { NotificationRow } from "@/lib/notification/types";
import { cn } from "@/lib/shared/cn";

type NotificationListProps = { rows: NotificationRow[]; zone: string; now: string };

/** Each leads to its case, or to the report or action that it is about, and is read once it is opened. */
export function NotificationList({ rows, zone, now }: NotificationListProps) {
  return (
    <CardList>
      {rows.map((row) => (
        <li key={row.id} className="group">
          <Link
            prefetch={false}
            href={row.href ?? "/"}
            onClick={() => markRead(row)}
            onAuxClick={() => markRead(row)}
            className="flex min-h-12 items-start gap-2.5 px-3.5 py-2.5 -outline-offset-2 transition-colors group-last:rounded-b-lg hover:bg-sunk"
          >
            <span
              aria-hidden
              className={cn("mt-1.5 size-2 shrink-0 rounded-full", row.isRead ? "bg-transparent" : "bg-primary")}
            />
            <span className="min-w-0 flex-1">
              <span className={cn("block", row.isRead ? "text-muted" : "font-medium")}>
                {describeNews(row)}
                {row.many && row.many.count > 0 ? (
                  <>
                    {" "}
                    by <bdi>{row.many.by}</bdi>
                  </>
                ) : null}
                {row.isRead ? null : <span className="sr-only"> (unread)</span>}
              </span>
              {row.reference || row.about ? (
                <span className="flex min-w-0 gap-2 text-sm text-muted">
                  {row.reference ? <span className="shrink-0 tabular-nums">{row.reference}</span> : null}
                  <bdi className="truncate">{row.about}</bdi>
                </span>
              ) : null}
            </span>
            {row.isUrgent && !row.isRead ? <Chip tone="late">Urgent</Chip> : null}
            <RelativeTime iso={row.at} zone={zone} now={now} className="shrink-0 text-sm text-muted" />
          </Link>
        </li>
      ))}
    </CardList>
  );
}

// Sent on its way while the page turns; one that is lost leaves it unread, and nothing worse.
function markRead({ id, isRead }: NotificationRow): void {
  if (isRead) return;
  const form = new FormData();
  form.set("notificationId", id);
  startTransition(async () => {
    await readNotificationAction(null, form).catch(() => undefined);
  });
}
