import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { NotificationList } from "@/components/notification/notification-list";
import { ReadAllButton } from "@/components/notification/read-all-button";
import { Pager } from "@/components/table/pager";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { NOTIFICATION_TAB_LABELS } from "@/lib/notification/labels";
import { listNotifications } from "@/lib/notification/queries";
import { NOTIFICATION_TABS, notificationListSchema } from "@/lib/notification/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { formatCount } from "@/lib/shared/page";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  const filter = parseSearchParams(notificationListSchema, await searchParams);
  const { tab } = filter;
  const now = new Date().toISOString();
  const { rows, next, previous, total } = await listNotifications(viewer, filter);
  const hrefOf = (page: string | null) => page && hrefWith("/notifications", { tab, page });
  const hasUnread = rows.some(({ isRead }) => !isRead);
  return (
    <>
      <PageHeader
        title="Notifications"
        description="What others did that is for you. Opening one marks it as read."
        action={hasUnread ? <ReadAllButton now={now} /> : null}
      />
      <div className="max-w-3xl">
        <Tabs
          label="Kinds of notifications"
          tabs={NOTIFICATION_TABS.map((name) => ({
            href: hrefWith("/notifications", { tab: name }),
            label: NOTIFICATION_TAB_LABELS[name],
            count: name === tab ? formatCount(total) : undefined,
            current: name === tab,
          }))}
        />
        <Card aria-label={NOTIFICATION_TAB_LABELS[tab]}>
          {rows.length === 0 ? (
            <EmptyState
              title={tab === "unread" ? "You have read everything" : "Nothing yet"}
              action={<ButtonLink href="/account#news">Choose what reaches you</ButtonLink>}
            >
              When somebody gives you a case, names you in a note or answers you, it stands here.
            </EmptyState>
          ) : (
            <NotificationList rows={rows} zone={viewer.zone} now={now} />
          )}
        </Card>
        <Pager label="Pages of notifications" className="mt-3" previous={hrefOf(previous)} next={hrefOf(next)} />
      </div>
    </>
  );
}
