import type { Metadata } from "next";
import { AssignCaseDialog } from "@/components/case/assign-case-dialog";
import { EscalatedChip, KindChip, SeverityChip, StateChip } from "@/components/case/case-chips";
import { CaseMoves } from "@/components/case/case-moves";
import { CaseSide } from "@/components/case/case-side";
import { CaseStanding } from "@/components/case/case-standing";
import { ChangeCaseDialog } from "@/components/case/change-case-dialog";
import { LoggedNotice } from "@/components/case/logged-notice";
import { BackToQueue } from "@/components/case/queue-memory";
import { TakeCaseButton } from "@/components/case/take-case-button";
import { NoteComposer } from "@/components/contact/note-composer";
import { EscalateDialog } from "@/components/escalation/escalate-dialog";
import { OpenEscalation } from "@/components/escalation/open-escalation";
import { Timeline } from "@/components/events/timeline";
import { IssueList } from "@/components/issue/issue-list";
import { PageHeader } from "@/components/layout/page-header";
import { Avatar } from "@/components/ui/avatar";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Words } from "@/components/ui/words";
import { listEscalationAnswerers, listOwners, listSiteChoices } from "@/lib/access/queries";
import { CHANNEL_PHRASES } from "@/lib/case/labels";
import { findCaseReference, getCase } from "@/lib/case/queries";
import { describeReporter, readReference } from "@/lib/case/rules";
import { suggestedEvent } from "@/lib/case/workflow";
import { findDraft, listDrafts } from "@/lib/draft/queries";
import { listCaseTimeline } from "@/lib/events/queries";
import { timelineParams } from "@/lib/events/schema";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { formatInstant, toLocalInput } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

type Props = {
  params: Promise<{ ref: string }>;
  searchParams: Promise<RawSearchParams>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const viewer = await requireViewer();
  const reading = readReference((await params).ref);
  const found = reading.kind === "reference" ? await findCaseReference(viewer, reading.reference) : null;
  return { title: found ?? "Not found" };
}

export default async function CasePage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const now = new Date();
  const { ref } = await params;
  const address = await searchParams;
  const { before } = parseSearchParams(timelineParams, address);
  const detail = await orNotFound(getCase(viewer, ref, now));
  const { may, site } = detail;
  const [timeline, colleagues, answerers, sites, noteDraft, escalationDraft, closingDraft, decisions] =
    await Promise.all([
      listCaseTimeline(viewer, detail.id, before),
      may.assign ? listOwners(viewer, [site.id]) : [],
      may.escalate ? listEscalationAnswerers(viewer, site.id) : [],
      may.work ? listSiteChoices(viewer, "case.work") : [],
      may.note ? findDraft(viewer, "note", detail.id) : null,
      may.escalate ? findDraft(viewer, "escalation", detail.id) : null,
      detail.moves.includes("close") ? findDraft(viewer, "closing", detail.id) : null,
      may.work
        ? listDrafts(
            viewer,
            "decision",
            detail.issues.map(({ id }) => id),
          )
        : {},
    ]);
  const units = sites.find(({ id }) => id === site.id)?.units ?? [];
  const isUnowned = detail.owner === null;
  const isOthersNext = isUnowned && (may.assign || may.take);
  const nowThere = toLocalInput(now, site.zone);
  const timelineAt = (position: number | null) =>
    `${hrefWith(`/cases/${detail.reference}`, { ...address, before: position })}#timeline`;

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18.75rem]">
      <div className="min-w-0">
        {address.logged === "1" ? <LoggedNotice reference={detail.reference} /> : null}
        <PageHeader
          before={<BackToQueue />}
          title={<bdi>{detail.about}</bdi>}
          facts={
            <>
              <span className="text-muted tabular-nums">{detail.reference}</span>
              <KindChip kind={detail.kind} />
              <StateChip state={detail.state} />
              {detail.isEscalated ? <EscalatedChip /> : null}
              <SeverityChip severity={detail.severity} />
              <span className="flex items-center gap-2 text-sm">
                {detail.owner ? <Avatar name={detail.owner.name} /> : null}
                {detail.owner?.name ?? "Nobody has it yet"}
              </span>
            </>
          }
          action={
            <>
              {may.work ? <ChangeCaseDialog detail={detail} units={units} /> : null}
              {may.escalate ? (
                <EscalateDialog
                  caseId={detail.id}
                  reference={detail.reference}
                  answerers={answerers}
                  draft={escalationDraft}
                  zone={viewer.zone}
                />
              ) : null}
              {may.take ? (
                <TakeCaseButton
                  caseId={detail.id}
                  reference={detail.reference}
                  ownerId={detail.owner?.id ?? null}
                  isPrimary={isUnowned && !may.assign}
                  size="m"
                  hasShortcut
                />
              ) : null}
              {may.assign ? (
                <AssignCaseDialog
                  caseId={detail.id}
                  reference={detail.reference}
                  owner={detail.owner}
                  colleagues={colleagues}
                  isPrimary={isUnowned}
                  hasShortcut
                />
              ) : null}
              <CaseMoves detail={detail} today={nowThere.slice(0, 10)} closingDraft={closingDraft} zone={viewer.zone} />
            </>
          }
        />
        <div className="grid gap-3.5">
          <CaseStanding detail={detail} />
          {detail.escalation ? (
            <OpenEscalation
              caseId={detail.id}
              escalation={detail.escalation}
              mayAnswer={may.answerEscalation}
              zone={site.zone}
              now={now.toISOString()}
            />
          ) : null}
          <Card aria-label="Their words">
            <CardBody className="grid gap-3">
              <Words
                source={`${CHANNEL_PHRASES[detail.channel]} from ${describeReporter(detail)}, ${formatInstant(
                  new Date(detail.receivedAt),
                  site.zone,
                )}, to ${detail.loggedBy.name}.`}
              >
                {detail.words}
              </Words>
              {detail.wanted ? (
                <p className="max-w-prose wrap-anywhere whitespace-pre-wrap">
                  <span className="font-medium">They would like: </span>
                  <bdi>{detail.wanted}</bdi>
                </p>
              ) : null}
            </CardBody>
          </Card>
          <IssueList detail={detail} units={units} drafts={decisions} nowThere={nowThere} zone={viewer.zone} />
          <Card aria-labelledby="timeline">
            <CardHeader id="timeline" title="What happened" />
            <CardBody className="grid gap-4">
              {may.note ? (
                <NoteComposer
                  caseId={detail.id}
                  idempotencyKey={newId()}
                  draft={noteDraft}
                  zone={viewer.zone}
                  isPrimary={
                    !may.answerEscalation && !isOthersNext && suggestedEvent(detail.state, detail.kind) === null
                  }
                />
              ) : null}
              <Timeline
                entries={timeline.entries}
                older={timeline.older === null ? null : timelineAt(timeline.older)}
                newest={before === null ? null : timelineAt(null)}
                zone={site.zone}
                now={now.toISOString()}
              />
            </CardBody>
          </Card>
        </div>
      </div>
      <CaseSide detail={detail} now={now.toISOString()} />
    </div>
  );
}
