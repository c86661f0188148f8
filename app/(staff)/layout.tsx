import type { ReactNode } from "react";
import { AccountChoices } from "@/components/access/account-choices";
import { SignInAgainProvider } from "@/components/access/sign-in-again";
import { Commands, type PageToOpen } from "@/components/command/commands";
import { DraftOwnerProvider } from "@/components/draft/draft-owner";
import { AccountMenu } from "@/components/layout/account-menu";
import { AppShell } from "@/components/layout/app-shell";
import { Shortcut } from "@/components/layout/keys";
import type { NavItem } from "@/components/layout/nav-items";
import { PERSON_META } from "@/components/layout/own-store";
import { SearchBox } from "@/components/layout/search-box";
import { NotificationBell } from "@/components/notification/bell";
import { ButtonLink } from "@/components/ui/button";
import { ROLE_LABELS } from "@/lib/access/labels";
import { canAnywhere, homeRole } from "@/lib/access/policy";
import { countTabs } from "@/lib/case/queries/queue";
import { getKeyChoice } from "@/lib/command/queries";
import { asksForDelegation } from "@/lib/delegation/queries";
import { countDue } from "@/lib/follow-up/queries";
import { canSeeInsights } from "@/lib/insight/policy";
import { countOutgoing } from "@/lib/letter/queries/batches";
import { countDeadMail, countUnread } from "@/lib/notification/queries";
import { requireViewer, type Viewer } from "@/lib/platform/viewer";
import { canSeeReports } from "@/lib/report/policy";
import { countRequests } from "@/lib/request/queries";
import { canSearch, soughtBy } from "@/lib/search/policy";
import type { CappedCount } from "@/lib/shared/page";

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer({ allowsFirstPassword: true });
  const home = homeRole(viewer);
  const person = { name: viewer.name, role: home ? ROLE_LABELS[home].toLowerCase() : "no role yet" };
  const items = await navigation(viewer);
  return (
    <SignInAgainProvider email={viewer.email}>
      <meta name={PERSON_META} content={viewer.personId} />
      <AppShell
        items={items}
        keys={await getKeyChoice(viewer)}
        sites={viewer.sites.map(({ name }) => name)}
        person={person}
        search={searchOf(viewer)}
        actions={
          <>
            {viewer.mustSetPassword ? null : <Commands pages={pagesToOpen(viewer, items)} personId={viewer.personId} />}
            {canAnywhere(viewer, "case.work") ? (
              <>
                <ButtonLink href="/cases/new" variant="primary" size="s" shortcut="C">
                  New case
                </ButtonLink>
                <Shortcut keys="c" label="New case" href="/cases/new" />
              </>
            ) : null}
          </>
        }
        account={
          <>
            {viewer.mustSetPassword ? null : <NotificationBell unread={beyond(await countUnread(viewer))} />}
            <AccountMenu person={person}>
              <AccountChoices />
            </AccountMenu>
          </>
        }
      >
        <DraftOwnerProvider personId={viewer.personId}>{children}</DraftOwnerProvider>
      </AppShell>
    </SignInAgainProvider>
  );
}

/** Every page that the viewer may open and that has an address of its own, for the commands. */
function pagesToOpen(viewer: Viewer, items: NavItem[]): PageToOpen[] {
  const inRail = items.map(({ href, label }) => ({
    href,
    label: href.startsWith("/admin/") ? `Set up: ${label}` : label,
  }));
  return [
    ...inRail,
    ...(canAnywhere(viewer, "letter.templates") ? [{ href: "/admin/letters/words", label: "Set up: Word lists" }] : []),
    ...(canSeeInsights(viewer) ? [{ href: "/insights/fairness", label: "Fairness" }] : []),
    ...(canAnywhere(viewer, "case.see") ? [{ href: "/insights/denominators", label: "Denominators" }] : []),
    ...(canSeeReports(viewer) ? [{ href: "/reports/new", label: "New report" }] : []),
    ...(canAnywhere(viewer, "improvement.keep") ? [{ href: "/improvement/new", label: "New improvement action" }] : []),
    ...(canAnywhere(viewer, "article.keep") ? [{ href: "/knowledge/new", label: "Write an article" }] : []),
    ...(canAnywhere(viewer, "patient.work") ? [{ href: "/patients/new", label: "Register a patient" }] : []),
    { href: "/notifications", label: "Notifications" },
    { href: "/account", label: "My account" },
  ];
}

async function navigation(viewer: Viewer): Promise<NavItem[]> {
  const items: NavItem[] = [{ href: "/", label: "My day", icon: "sun" }];
  if (canAnywhere(viewer, "case.see")) {
    const counts = await countTabs(viewer, ["open", "unassigned", "escalated"]);
    items.push({ href: "/cases", label: "Cases", icon: "files", count: beyond(counts.open), countLabel: "open" });
    items.push({
      href: "/escalations",
      label: "Escalations",
      icon: "up",
      count: beyond(counts.escalated),
      countLabel: "waiting",
    });
    if (canAnywhere(viewer, "case.assign")) {
      items.push({
        href: "/triage",
        label: "Triage",
        icon: "inbox",
        count: beyond(counts.unassigned),
        countLabel: "unassigned",
      });
    }
  }
  const requests = await requestsItem(viewer);
  if (requests) items.push(requests);
  if (canAnywhere(viewer, "case.work")) {
    items.push(await followUpsItem(viewer), {
      ...{ href: "/letters/outgoing", label: "Letters", icon: "send" },
      ...{ count: beyond(await countOutgoing(viewer)), countLabel: "to send" },
    });
  }
  if (canAnywhere(viewer, "patient.see")) items.push({ href: "/patients", label: "Patients", icon: "users" });
  if (canSeeInsights(viewer)) items.push({ href: "/insights", label: "Insights", icon: "chart" });
  if (canSeeReports(viewer)) items.push({ href: "/reports", label: "Reports", icon: "report" });
  if (canAnywhere(viewer, "improvement.see"))
    items.push({ href: "/improvement", label: "Improvement", icon: "sprout" });
  if (canAnywhere(viewer, "survey.see")) items.push({ href: "/surveys", label: "Surveys", icon: "quote" });
  if (canAnywhere(viewer, "article.see")) items.push({ href: "/knowledge", label: "Knowledge", icon: "library" });
  if (canAnywhere(viewer, "people.manage")) {
    items.push(
      { href: "/admin/people", label: "People", icon: "users" },
      { href: "/admin/sites", label: "Sites", icon: "house" },
      { href: "/admin/escalation", label: "Escalation", icon: "up" },
      {
        ...{ href: "/admin/outbox", label: "E-mails", icon: "mail" as const, tone: "late" as const },
        ...{ count: beyond(await countDeadMail(viewer)), countLabel: "not delivered" },
      },
    );
  }
  if (canAnywhere(viewer, "calendar.manage")) {
    items.push({ href: "/admin/calendars", label: "Calendars", icon: "calendar" });
  }
  if (canAnywhere(viewer, "letter.templates")) {
    items.push({ href: "/admin/letters", label: "Letter templates", icon: "quote" });
  }
  if (await asksForDelegation(viewer, new Date())) {
    items.push({ href: "/admin/committee", label: "Grievance committee", icon: "flag" });
  }
  if (canAnywhere(viewer, "audit.see")) items.push({ href: "/admin/audit", label: "Audit trail", icon: "book" });
  return items;
}

/** Calls and promises of the viewer's own that are due. */
async function followUpsItem(viewer: Viewer): Promise<NavItem> {
  const { due, late } = await countDue(viewer, new Date());
  const tone = late.count > 0 ? "late" : undefined;
  return { href: "/follow-ups", label: "Follow-ups", icon: "phone", count: beyond(due), countLabel: "due", tone };
}

/** For responders what their units are asked; for whoever sees cases what is late in them. */
async function requestsItem(viewer: Viewer): Promise<NavItem | null> {
  const [answers, seesCases] = [canAnywhere(viewer, "request.answer"), canAnywhere(viewer, "case.see")];
  if (!answers && !seesCases) return null;
  const { asked, askedLate, late } = await countRequests(viewer, new Date());
  const item = { href: "/requests", label: "Requests", icon: "question" } as const;
  if (!answers) return { ...item, count: beyond(late), countLabel: "late", tone: "late" };
  return { ...item, count: beyond(asked), countLabel: "open", tone: askedLate.count > 0 ? "late" : undefined };
}

/** The rail shows "99+" for anything over its cap. */
function beyond({ count, isCapped }: CappedCount): number {
  return isCapped ? count + 1 : count;
}

/** For whoever has something to find. */
function searchOf(viewer: Viewer): ReactNode {
  if (!canSearch(viewer)) return null;
  const { cases, requests } = soughtBy(viewer);
  if (cases)
    return (
      <SearchBox action="/search" label="Find cases, patients, knowledge" hint="Reference, name, words, -without" />
    );
  return requests ? (
    <SearchBox action="/search" label="Find requests, knowledge" hint="Words of a request, -without" />
  ) : (
    <SearchBox action="/search" label="Find knowledge" hint="Words of an article, -without" />
  );
}
