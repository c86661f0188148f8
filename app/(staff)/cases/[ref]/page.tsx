import type { Metadata } from "next";
import type { z } from "zod";
import { FileCard } from "@/components/attachment/file-card";
import { BillingCard } from "@/components/billing/billing-card";
import { AssignCaseDialog } from "@/components/case/assign-case-dialog";
import { EscalatedChip, KindChip, SeverityChip, StateChip } from "@/components/case/case-chips";
import { CaseMoves } from "@/components/case/case-moves";
import { CaseSide } from "@/components/case/case-side";
import { CaseStanding } from "@/components/case/case-standing";
import { CaseWalk } from "@/components/case/case-walk";
import { ChangeCaseDialog } from "@/components/case/change-case-dialog";
import { LoggedNotice } from "@/components/case/logged-notice";
import { TakeCaseButton } from "@/components/case/take-case-button";
import { JoinedCard } from "@/components/case-join/joined-card";
import { MergedNotice } from "@/components/case-join/merged-notice";
import { SplitFrom } from "@/components/case-join/split-from";
import { ClockChip } from "@/components/clock/clock-chip";
import { ClocksCard } from "@/components/clock/clocks-card";
import { CaseComposer } from "@/components/contact/case-composer";
import { PrivilegedNotes } from "@/components/contact/privileged-notes";
import { EscalateDialog } from "@/components/escalation/escalate-dialog";
import { OpenEscalation } from "@/components/escalation/open-escalation";
import { Timeline } from "@/components/events/timeline";
import { PrintCaseDialog } from "@/components/export/print-case-dialog";
import type { Desk } from "@/components/follow-up/desk";
import { FollowUpCard } from "@/components/follow-up/follow-up-card";
import { PromiseOffers } from "@/components/follow-up/promise-offers";
import { CaseImprovements } from "@/components/improvement/case-improvements";
import { IssueList } from "@/components/issue/issue-list";
import { PageHeader } from "@/components/layout/page-header";
import { LettersCard } from "@/components/letter/letters-card";
import { AlertLines } from "@/components/patient-alert/alert-lines";
import { CaseLive } from "@/components/presence/case-live";
import { ReferralCard } from "@/components/referral/referral-card";
import { ClassificationCard } from "@/components/regulation/classification-card";
import { DisclosureNotice } from "@/components/representative/disclosure-notice";
import { ToldList } from "@/components/representative/told-list";
import { RequestsCard } from "@/components/request/requests-card";
import { SurveyCard } from "@/components/survey/survey-card";
import { SurveyOriginNotice } from "@/components/survey/survey-origin-notice";
import { CaseTags } from "@/components/tag/case-tags";
import { Avatar } from "@/components/ui/avatar";
import { Below } from "@/components/ui/below";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Words } from "@/components/ui/words";
import { listEscalationAnswerers, listOwners, listSiteChoices } from "@/lib/access/queries";
import { listCaseFiles } from "@/lib/attachment/queries";
import { findDispute } from "@/lib/billing/queries";
import { localeOf } from "@/lib/billing/rules/money";
import { CHANNEL_PHRASES } from "@/lib/case/labels";
import { findCaseReference, getCase } from "@/lib/case/queries/detail";
import { findReturn } from "@/lib/case/queries/waiting";
import { describeReporter, readReference, stepAndNext } from "@/lib/case/rules";
import type { CaseDetail } from "@/lib/case/types";
import { suggestedEvent } from "@/lib/case/workflow";
import { findMergedInto, listCaseChoices, listJoined } from "@/lib/case-join/queries";
import { getCaseClocks } from "@/lib/clock/queries/case-clocks";
import { tellUnheard } from "@/lib/contact/labels";
import { listColleagues, listContacts, listPrivilegedNotes } from "@/lib/contact/queries";
import { findDraft, listDrafts } from "@/lib/draft/queries";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { type TimelineShow, timelineParams } from "@/lib/events/schema";
import { canPrintCase } from "@/lib/export/policy";
import { listFollowUps, listOffers, listPromises, listWorkers } from "@/lib/follow-up/queries";
import { currencyOfSite } from "@/lib/follow-up/rules/authority";
import { canPlanImprovement } from "@/lib/improvement/policy";
import { listImprovementsOfCase } from "@/lib/improvement/queries/list";
import { listLettersOfCase } from "@/lib/letter/queries/of-case";
import { listLanguages } from "@/lib/patient/labels";
import { listAlerts } from "@/lib/patient-alert/queries";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer, type Viewer } from "@/lib/platform/viewer";
import { listReferrals } from "@/lib/referral/queries";
import { getClassification } from "@/lib/regulation/queries";
import { listRepresentatives } from "@/lib/representative/queries";
import { listRequestsOfCase, listUnitsToAsk } from "@/lib/request/queries";
import { dayIn, formatInstant } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { localTimeOf } from "@/lib/shared/local-time";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";
import { findCaseSurvey, listSurveyOrigins } from "@/lib/survey/queries/of-case";
import { listImportedOrigins } from "@/lib/survey-import/queries/origins";
import { listCaseTags, listTagChoices } from "@/lib/tag/queries";

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
  const { before, show } = parseSearchParams(timelineParams, address);
  const detail = await orNotFound(getCase(viewer, ref, now));
  const { may, site } = detail;
  const [
    dispute,
    files,
    requests,
    askable,
    classification,
    timeline,
    owners,
    answerers,
    sites,
    drafts,
    writing,
    privileged,
    letters,
  ] = await Promise.all([
    findDispute(viewer, detail.id, now),
    listCaseFiles(viewer, detail.id),
    listRequestsOfCase(viewer, detail.id, now),
    may.work ? listUnitsToAsk(viewer, site.id) : [],
    getClassification(viewer, detail.id),
    readTimeline(viewer, detail.id, { before, show }),
    may.assign ? listOwners(viewer, [site.id]) : [],
    may.escalate ? listEscalationAnswerers(viewer, site.id, now) : [],
    may.work ? listSiteChoices(viewer, "case.work") : [],
    readDrafts(viewer, detail),
    readWriting(viewer, detail),
    listPrivilegedNotes(viewer, detail.id),
    listLettersOfCase(viewer, detail.id),
  ]);
  const [representatives, alerts] = detail.patient
    ? await Promise.all([listRepresentatives(viewer, detail.patient.id), listAlerts(viewer, detail.patient.id)])
    : [[], []];
  const [clocks, back, joined, mergedInto, choices] = await Promise.all([
    getCaseClocks(viewer, detail.id, now),
    detail.wait ? findReturn(viewer, detail.id, now) : null,
    listJoined(viewer, detail.id),
    detail.isMerged ? findMergedInto(viewer, detail.id) : null,
    may.note ? listCaseChoices(viewer, { ...detail, patientId: detail.patient?.id ?? null }) : [],
  ]);
  const [survey, origins, imported, tags, tagChoices, improvements, referrals] = await Promise.all([
    findCaseSurvey(viewer, surveyedOf(detail), now),
    listSurveyOrigins(viewer, detail.channel === "survey" ? [detail.id] : []),
    listImportedOrigins(viewer, detail.channel === "survey" ? [detail.id] : []),
    listCaseTags(viewer, detail.id),
    may.work ? listTagChoices(viewer, site.id) : [],
    listImprovementsOfCase(viewer, detail.id, now),
    listReferrals(viewer, detail.id),
  ]);
  const [followUps, promises, offers, workers] = await Promise.all([
    listFollowUps(viewer, detail.id, now),
    listPromises(viewer, detail.id, now),
    may.note ? listOffers(viewer, detail, now) : [],
    may.note ? listWorkers(viewer, site.id) : [],
  ]);
  const day = dayIn(now, site.zone).toISOString().slice(0, 10);
  const units = sites.find(({ id }) => id === site.id)?.units ?? [];
  const isUnowned = detail.owner === null;
  const isOthersNext = isUnowned && (may.assign || may.take);
  const nowThere = localTimeOf(now, site.zone);
  const unheard = tellUnheard(detail);
  const patientLabel = patientLabelOf(detail);
  const country = viewer.sites.find(({ id }) => id === site.id)?.country ?? "US";
  const desk: Desk = {
    ...{ caseId: detail.id, today: day, me: viewer.personId, workers, languages: listLanguages() },
    language: detail.patient?.needsInterpreter ? detail.patient.language : null,
    parties: [
      { value: "patient", label: patientLabel },
      ...representatives.filter(({ ended }) => ended === null).map(({ id, name }) => ({ value: id, label: name })),
    ],
    money: { currency: currencyOfSite({ country }), locale: localeOf(country) },
  };
  const ledger = {
    workers,
    promises: promises
      .filter(({ isOpen, outlivesCase }) => isOpen && !outlivesCase)
      .map(({ id, words, dueOn, owner, standing }) => ({
        ...{ id, words, dueOn, owner },
        isPending: standing.kind === "needs_approval",
      })),
  };
  const timelineAt = (position: number | null, shown: TimelineShow = show) =>
    `${hrefWith(`/cases/${detail.reference}`, { ...address, before: position, show: shown === "all" ? null : shown })}#timeline`;

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18.75rem]">
      <div className="min-w-0">
        {address.logged === "1" ? <LoggedNotice reference={detail.reference} /> : null}
        <PageHeader
          before={
            <>
              <CaseWalk
                key={detail.reference}
                reference={detail.reference}
                version={detail.version}
                deed={stepAndNext(detail, viewer.personId)}
              />
              <CaseLive key={detail.id} caseId={detail.id} now={now.toISOString()} />
            </>
          }
          title={<bdi>{detail.about}</bdi>}
          facts={
            <>
              <span className="text-muted tabular-nums">{detail.reference}</span>
              <KindChip kind={detail.kind} />
              <StateChip state={detail.state} />
              {detail.isEscalated ? <EscalatedChip /> : null}
              <SeverityChip severity={detail.severity} />
              {clocks.clocks.map(({ limitId, chip }) =>
                chip ? (
                  <a key={limitId} href="#clocks" className="inline-flex min-h-6 items-center rounded-full">
                    <ClockChip clock={chip} now={now.toISOString()} zone={clocks.zone} isNamed />
                  </a>
                ) : null,
              )}
              <span className="flex items-center gap-2 text-sm">
                {detail.owner ? <Avatar name={detail.owner.name} /> : null}
                {detail.owner?.name ?? "Nobody has it yet"}
              </span>
              {detail.kind === "compliment" && detail.namesStaff ? <Chip tone="kind">Names staff</Chip> : null}
              {unheard ? <span className="text-sm text-muted">{unheard}</span> : null}
              <CaseTags caseId={detail.id} tags={tags} choices={tagChoices} mayChange={may.work} />
            </>
          }
          action={
            <>
              {canPrintCase(viewer, site.id) ? <PrintCaseDialog reference={detail.reference} /> : null}
              {may.work ? <ChangeCaseDialog detail={detail} units={units} /> : null}
              {may.escalate ? (
                <EscalateDialog
                  caseId={detail.id}
                  reference={detail.reference}
                  answerers={answerers}
                  draft={drafts.escalation}
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
                  colleagues={owners}
                  isPrimary={isUnowned}
                  hasShortcut
                />
              ) : null}
              <CaseMoves
                detail={detail}
                today={nowThere.slice(0, 10)}
                closingDraft={drafts.closing}
                zone={viewer.zone}
                ledger={ledger}
              />
            </>
          }
        />
        <div className="grid gap-3.5">
          {mergedInto ? <MergedNotice into={mergedInto} zone={site.zone} /> : null}
          <ClassificationCard classification={classification} zone={site.zone} now={now.toISOString()} />
          <SurveyOriginNotice origin={origins[detail.id] ?? imported[detail.id] ?? null} />
          <CaseStanding detail={detail} back={back} />
          <ClocksCard clocks={clocks} now={now.toISOString()} />
          {detail.escalation ? (
            <OpenEscalation
              caseId={detail.id}
              escalation={detail.escalation}
              mayAnswer={may.answerEscalation}
              mayWithdraw={may.withdrawEscalation}
              zone={site.zone}
              now={now.toISOString()}
            />
          ) : null}
          <DisclosureNotice detail={detail} representatives={representatives} day={day} mayAdd={may.note} />
          <Card aria-label="Their words">
            <CardBody className="grid gap-3">
              <Words
                source={
                  <>
                    {CHANNEL_PHRASES[detail.channel]} from {describeReporter(detail)},{" "}
                    {formatInstant(new Date(detail.receivedAt), site.zone)}
                    {origins[detail.id] ? "" : `, to ${detail.loggedBy.name}`}.
                    <SplitFrom reference={joined.splitFrom} />
                  </>
                }
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
          <Below>
            <IssueList detail={detail} units={units} drafts={drafts.decisions} nowThere={nowThere} zone={viewer.zone} />
            <JoinedCard
              joined={joined}
              caseId={detail.id}
              reference={detail.reference}
              choices={choices}
              mayLink={may.note}
              mayMerge={may.work}
              zone={site.zone}
            />
            <BillingCard
              dispute={dispute}
              caseId={detail.id}
              country={viewer.sites.find(({ id }) => id === site.id)?.country}
              mayOpen={may.work}
            />
            <FileCard caseId={detail.id} files={files} zone={site.zone} now={now.toISOString()} />
            <RequestsCard
              requests={requests}
              ask={
                may.work ? { caseId: detail.id, units: askable, shareable: shareableOf(detail), zone: site.zone } : null
              }
              draft={drafts.request}
              now={now.toISOString()}
            />
            <LettersCard
              letters={letters}
              caseId={detail.id}
              mayWrite={may.note}
              zone={site.zone}
              now={now.toISOString()}
            />
            <SurveyCard
              survey={survey}
              caseId={detail.id}
              reference={detail.reference}
              mayReopen={detail.moves.includes("reopen")}
              zone={site.zone}
            />
            <Card aria-labelledby="timeline">
              <CardHeader id="timeline" title="What happened" />
              <CardBody className="grid gap-4">
                {writing ? (
                  <CaseComposer
                    caseId={detail.id}
                    zone={viewer.zone}
                    isPrimary={
                      !may.answerEscalation && !isOthersNext && suggestedEvent(detail.state, detail.kind) === null
                    }
                    note={{ idempotencyKey: newId(), draft: writing.note, colleagues: writing.colleagues }}
                    contact={{
                      idempotencyKey: newId(),
                      draft: writing.contact,
                      siteZone: site.zone,
                      patientLabel,
                      asksAcknowledgement: clocks.needsWrittenAcknowledgement,
                      interpreterFor: detail.patient?.needsInterpreter
                        ? (detail.patient.languageName ?? "language not known")
                        : null,
                      languages: listLanguages(),
                    }}
                    privileged={may.seePrivileged ? { idempotencyKey: newId(), draft: writing.privileged } : null}
                  />
                ) : null}
                <Timeline
                  entries={timeline.entries}
                  contacts={{ views: timeline.contacts, patientLabel }}
                  choice={{ show, hrefOf: (shown) => timelineAt(null, shown) }}
                  older={timeline.older === null ? null : timelineAt(timeline.older)}
                  newest={before === null ? null : timelineAt(null)}
                  beneath={Object.fromEntries(
                    offers.map(({ contactId }) => [
                      contactId,
                      <PromiseOffers
                        key={contactId}
                        offers={offers.filter((offer) => offer.contactId === contactId)}
                        desk={desk}
                      />,
                    ]),
                  )}
                  zone={site.zone}
                  now={now.toISOString()}
                />
              </CardBody>
            </Card>
            <PrivilegedNotes notes={privileged} zone={site.zone} now={now.toISOString()} />
          </Below>
        </div>
      </div>
      <div className="grid min-w-0 gap-3.5">
        <CaseSide
          detail={detail}
          told={
            detail.patient ? <ToldList representatives={representatives} patient={detail.patient} day={day} /> : null
          }
          alerts={alerts.length > 0 ? <AlertLines alerts={alerts} /> : null}
          now={now.toISOString()}
        />
        <Below>
          <FollowUpCard followUps={followUps} promises={promises} desk={may.note ? desk : null} zone={site.zone} />
          <CaseImprovements
            reference={detail.reference}
            rows={improvements}
            mayPlan={canPlanImprovement(viewer, site.id)}
          />
          <ReferralCard caseId={detail.id} referrals={referrals} today={day} />
        </Below>
      </div>
    </div>
  );
}

/** A page of the timeline with the contacts that stand on it. */
async function readTimeline(viewer: Viewer, caseId: string, page: z.infer<typeof timelineParams>) {
  const timeline = await listCaseTimeline(viewer, caseId, page);
  const ids = timeline.entries.flatMap(({ type, rowId }) => (type === "contact.logged" && rowId ? [rowId] : []));
  return { ...timeline, contacts: ids.length > 0 ? await listContacts(viewer, caseId, ids) : [] };
}

/** What the viewer has begun to write on the case, and whom they may name in it; null for whoever only reads. */
async function readWriting(viewer: Viewer, { id, site, may }: CaseDetail) {
  if (!may.note) return null;
  const [note, contact, privileged, colleagues] = await Promise.all([
    findDraft(viewer, "note", id),
    findDraft(viewer, "contact", id),
    may.seePrivileged ? findDraft(viewer, "privileged", id) : null,
    listColleagues(viewer, site.id),
  ]);
  return { note, contact, privileged, colleagues };
}

function patientLabelOf({ patient, reporterName }: CaseDetail): string {
  return patient?.name ?? reporterName ?? "whoever raised it";
}

/** What the viewer began to decide here and has not saved. */
async function readDrafts(viewer: Viewer, { id, may, moves, issues }: CaseDetail) {
  const [escalation, closing, request, decisions] = await Promise.all([
    may.escalate ? findDraft(viewer, "escalation", id) : null,
    moves.includes("close") ? findDraft(viewer, "closing", id) : null,
    may.work ? findDraft(viewer, "request", id) : null,
    may.work
      ? listDrafts(
          viewer,
          "decision",
          issues.map((issue) => issue.id),
        )
      : {},
  ]);
  return { escalation, closing, request, decisions };
}

function surveyedOf({ id, site, state, isMerged }: CaseDetail) {
  return { id, siteId: site.id, isClosed: state === "closed", isMerged };
}

/** What can be shared with a unit, for the preview of what it will see. */
function shareableOf({ words, patient, issues }: CaseDetail) {
  return {
    words,
    patient: patient && { name: patient.name, recordNumber: patient.recordNumber },
    issues: issues.filter(({ voidReason }) => voidReason === null).map(({ summary }) => summary),
  };
}
