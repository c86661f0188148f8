import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/access/change-password-form";
import { SessionList } from "@/components/access/session-list";
import { PageHeader } from "@/components/layout/page-header";
import { ChoicesForm } from "@/components/notification/choices-form";
import { Card, CardBody, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { ROLE_LABELS } from "@/lib/access/labels";
import { listOwnSessions } from "@/lib/access/queries";
import { getChoices } from "@/lib/notification/queries";
import { requireViewer } from "@/lib/platform/viewer";

export const metadata: Metadata = { title: "My account" };

export default async function AccountPage() {
  const viewer = await requireViewer({ allowsFirstPassword: true });
  const now = new Date();
  const sessions = await listOwnSessions(viewer, now);
  return (
    <>
      <PageHeader title="My account" description={`${viewer.name}, ${viewer.email}`} />
      <div className="grid max-w-3xl gap-3.5">
        {viewer.mustSetPassword ? (
          <Notice tone="soon" live="none" title="Choose a password of your own">
            Somebody else set the one you signed in with.
          </Notice>
        ) : null}
        <Card aria-labelledby="password">
          <CardHeader id="password" title="Password" />
          <CardBody>
            <ChangePasswordForm />
          </CardBody>
        </Card>
        {viewer.mustSetPassword ? null : (
          <Card aria-labelledby="news">
            <CardHeader id="news" title="What reaches you" />
            <CardBody>
              <ChoicesForm choices={await getChoices(viewer)} />
            </CardBody>
          </Card>
        )}
        <Card aria-labelledby="sessions">
          <CardHeader id="sessions" title="Where you are signed in" count={sessions.length} />
          <SessionList sessions={sessions} zone={viewer.zone} now={now.toISOString()} />
        </Card>
        <Card aria-labelledby="roles">
          <CardHeader id="roles" title="What you may do" />
          <CardList>
            {viewer.grants.map(({ role, siteId, unitId }) => (
              <CardItem key={`${role}${siteId}${unitId}`}>
                {ROLE_LABELS[role]}
                <span className="text-muted">{viewer.sites.find(({ id }) => id === siteId)?.name}</span>
              </CardItem>
            ))}
          </CardList>
        </Card>
      </div>
    </>
  );
}
