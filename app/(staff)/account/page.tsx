import type { Metadata } from "next";
import Link from "next/link";
import { AbsenceCard } from "@/components/access/absence-card";
import { ChangePasswordForm } from "@/components/access/change-password-form";
import { SessionList } from "@/components/access/session-list";
import { KeysForm } from "@/components/command/keys-form";
import { PageHeader } from "@/components/layout/page-header";
import { ChoicesForm } from "@/components/notification/choices-form";
import { Card, CardBody, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { ROLE_LABELS } from "@/lib/access/labels";
import { canAnywhere } from "@/lib/access/policy";
import { listAbsencesAround, listCovers, listOwnSessions } from "@/lib/access/queries";
import { getKeyChoice } from "@/lib/command/queries";
import { getChoices } from "@/lib/notification/queries";
import { requireViewer, type Viewer } from "@/lib/platform/viewer";
import { dayIn } from "@/lib/shared/dates";

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
        {canAnywhere(viewer, "case.work") && !viewer.mustSetPassword ? <OwnAbsence viewer={viewer} now={now} /> : null}
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
        {viewer.mustSetPassword ? null : <OwnKeys viewer={viewer} />}
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

async function OwnKeys({ viewer }: { viewer: Viewer }) {
  const choice = await getKeyChoice(viewer);
  return (
    <Card aria-labelledby="keys">
      <CardHeader id="keys" title="Keys" />
      <CardBody>
        {/* After another choice, or a reset, the form begins anew. */}
        <KeysForm key={JSON.stringify(choice)} choice={choice} />
      </CardBody>
    </Card>
  );
}

async function OwnAbsence({ viewer, now }: { viewer: Viewer; now: Date }) {
  const person = { id: viewer.personId, name: viewer.name };
  const today = dayIn(now, viewer.zone).toISOString().slice(0, 10);
  const [absences, covers] = await Promise.all([
    listAbsencesAround(viewer, person.id, today),
    listCovers(viewer, person.id),
  ]);
  return (
    <>
      <AbsenceCard person={person} isSelf absences={absences} covers={covers} today={today} />
      <p>
        <Link href={`/hand-over/${person.id}`} prefetch={false} className="text-primary-text underline">
          Hand over your cases
        </Link>
      </p>
    </>
  );
}
