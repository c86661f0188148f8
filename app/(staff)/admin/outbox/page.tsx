import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { MailList } from "@/components/notification/mail-list";
import { SendAllAgainButton } from "@/components/notification/send-again-button";
import { Pager } from "@/components/table/pager";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { OUTBOX_TAB_LABELS } from "@/lib/notification/labels";
import { canSeeOutbox } from "@/lib/notification/policy";
import { listOutbox } from "@/lib/notification/queries";
import { OUTBOX_TABS, type OutboxTab, outboxListSchema } from "@/lib/notification/schema";
import { hasMailServer } from "@/lib/platform/mailer";
import { requireViewer } from "@/lib/platform/viewer";
import { formatCount } from "@/lib/shared/page";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "E-mails" };

const EMPTY: Record<OutboxTab, string> = {
  dead: "Every e-mail reached the mail server",
  waiting: "No e-mail waits",
  kept: "Nothing is kept here",
  sent: "No e-mail was sent yet",
};

const ABOUT: Record<OutboxTab, string> = {
  dead: "What was given up after tries over more than a day stands here, to be tried again.",
  waiting: "What is to be sent, and what the mail server did not take at the first try.",
  kept: "Without a mail server e-mails are kept here, to be read.",
  sent: "What the mail server has taken.",
};

export default async function OutboxPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canSeeOutbox(viewer)) notFound();
  const filter = parseSearchParams(outboxListSchema, await searchParams);
  const { tab } = filter;
  const now = new Date().toISOString();
  const { rows, next, previous, total } = await listOutbox(viewer, filter);
  const hrefOf = (page: string | null) => page && hrefWith("/admin/outbox", { tab, page });
  return (
    <>
      <PageHeader
        title="E-mails"
        description="What Heard tells people by e-mail: a reference and a link, nothing of a patient. Of letters only that they are on their way."
        action={tab === "dead" && rows.length > 0 ? <SendAllAgainButton /> : null}
      />
      <div className="max-w-5xl">
        {hasMailServer() ? null : (
          <Notice live="none" title="No mail server is set" className="mb-3.5">
            E-mails are kept in the outbox. To send them, set SMTP_URL and HEARD_MAIL_FROM and start Heard again.
          </Notice>
        )}
        <Tabs
          label="Kinds of e-mails"
          tabs={OUTBOX_TABS.map((name) => ({
            href: hrefWith("/admin/outbox", { tab: name }),
            label: OUTBOX_TAB_LABELS[name],
            count: name === tab ? formatCount(total) : undefined,
            current: name === tab,
          }))}
        />
        <Card aria-label={OUTBOX_TAB_LABELS[tab]}>
          {rows.length === 0 ? (
            <EmptyState title={EMPTY[tab]}>{ABOUT[tab]}</EmptyState>
          ) : (
            <MailList rows={rows} zone={viewer.zone} now={now} maySendKept={hasMailServer()} />
          )}
        </Card>
        <Pager label="Pages of e-mails" className="mt-3" previous={hrefOf(previous)} next={hrefOf(next)} />
      </div>
    </>
  );
}
