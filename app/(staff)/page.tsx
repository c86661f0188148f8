import type { Metadata } from "next";
import { AdministratorDay } from "@/components/access/administrator-day";
import { CalendarWarnings } from "@/components/calendar/calendar-warnings";
import { AssociateDay } from "@/components/case/associate-day";
import { AtRiskCard } from "@/components/case/at-risk-card";
import { BackFromWaiting } from "@/components/case/back-from-waiting";
import { HandoverNews } from "@/components/case/handover-news";
import { OwnWeek } from "@/components/case/own-week";
import { SupervisorDay } from "@/components/case/supervisor-day";
import { MentionList } from "@/components/contact/mention-list";
import { DelegationWarnings } from "@/components/delegation/delegation-warnings";
import { BrokenPromises, CallsToMake, PromisesToApprove, PromisesToKeep } from "@/components/follow-up/day-cards";
import { ActionsToDo, ActionsToVerify } from "@/components/improvement/day-cards";
import { ManagerDay } from "@/components/insight/manager-day";
import { PageHeader } from "@/components/layout/page-header";
import { DraftedForYou } from "@/components/letter/drafted-for-you";
import { LettersToDecide } from "@/components/letter/letters-to-decide";
import { ProposedKinds } from "@/components/regulation/proposed-kinds";
import { LateRequests, RepliesIn } from "@/components/request/request-news";
import { ResponderDay } from "@/components/request/responder-day";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { canAnywhere, homeRole, sitesFor } from "@/lib/access/policy";
import { countPeople, listManagedSites, listTeam } from "@/lib/access/queries";
import { listCovered } from "@/lib/access/queries/absences";
import { listUnloadedSites } from "@/lib/calendar/queries";
import { listHandoverNews } from "@/lib/case/queries/caseload";
import { countOwn, listAtRisk, listOwnClosed, listOwnOpen, listUnassigned } from "@/lib/case/queries/lists";
import { countTabs, listTriage } from "@/lib/case/queries/queue";
import { listBackFromWaiting } from "@/lib/case/queries/waiting";
import { listMentions } from "@/lib/contact/queries";
import { listDelegationWarnings } from "@/lib/delegation/queries";
import { listAnsweredForViewer } from "@/lib/escalation/queries/answered";
import { listBrokenPromises, listOwnCalls, listOwnPromises, listToApprove } from "@/lib/follow-up/queries";
import { listOwnActions, listToVerify } from "@/lib/improvement/queries/list";
import { countCasesByWeek, listTopUnits, measureInTime, tallyCases } from "@/lib/insight/queries/my-day";
import { readTrend } from "@/lib/insight/queries/trend";
import { listDraftedFor } from "@/lib/letter/queries/drafted";
import { listLettersToDecide } from "@/lib/letter/queries/letters";
import { requireViewer, type Viewer } from "@/lib/platform/viewer";
import { listProposedKinds } from "@/lib/regulation/queries";
import {
  listAskedOfMyUnits,
  listOwnLate,
  listRepliesIn,
  listSettledByMyUnits,
  listTeamLate,
} from "@/lib/request/queries";
import { formatWeekday, greetingAt } from "@/lib/shared/dates";

/** Of each list where there are many lists: what presses most, and a way to the rest. */
const FEW = 5;

/** Whoever has not heard from us for a week begins to wonder. */
const UNHEARD_DAYS = 7;

export const metadata: Metadata = { title: "My day" };

export default async function MyDayPage() {
  const viewer = await requireViewer();
  const now = new Date();
  const firstName = viewer.name.split(/\s+/u)[0];
  return (
    <>
      <PageHeader
        title={`${greetingAt(now, viewer.zone)}, ${firstName}`}
        description={`${formatWeekday(now, viewer.zone)}.`}
      />
      <HandoverNews news={await listHandoverNews(viewer)} now={now.toISOString()} />
      <MentionList mentions={await listMentions(viewer)} now={now.toISOString()} />
      <DraftedForYou
        letters={await listDraftedFor(viewer, now, [viewer.personId, ...(await listCovered(viewer, now))])}
      />
      <DelegationWarnings warnings={await listDelegationWarnings(viewer, now)} />
      <LettersToDecide letters={await listLettersToDecide(viewer)} now={now.toISOString()} />
      <CalendarWarnings sites={await listUnloadedSites(viewer, now)} />
      <Day viewer={viewer} now={now} />
    </>
  );
}

async function Day({ viewer, now }: { viewer: Viewer; now: Date }) {
  const role = homeRole(viewer);
  const at = now.toISOString();
  const { personId: viewerId } = viewer;
  const covered = await listCovered(viewer, now);
  switch (role) {
    case "associate": {
      const [open, closed, own, back, unassigned, counts, answers, replies, late, calls, promises, actions] =
        await Promise.all([
          listOwnOpen(viewer, now),
          listOwnClosed(viewer, now),
          countOwn(viewer, UNHEARD_DAYS, now),
          listBackFromWaiting(viewer, now, covered),
          listUnassigned(viewer, now),
          countTabs(viewer, ["mine", "unassigned"]),
          listAnsweredForViewer(viewer, now),
          listRepliesIn(viewer, now),
          listOwnLate(viewer, now),
          listOwnCalls(viewer, now, covered),
          listOwnPromises(viewer, now, covered),
          listOwnActions(viewer, now),
        ]);
      return (
        <AssociateDay
          {...{ open, closed, unassigned, counts, answers }}
          ownerId={viewerId}
          now={at}
          week={<OwnWeek {...own} />}
        >
          <BackFromWaiting cases={back} viewerId={viewerId} />
          <PromisesToKeep promises={promises} viewerId={viewerId} />
          <CallsToMake calls={calls} viewerId={viewerId} />
          <ActionsToDo actions={actions} />
          <RepliesIn requests={replies} now={at} />
          <LateRequests requests={late} now={at} />
        </AssociateDay>
      );
    }
    case "supervisor": {
      const [
        triage,
        counts,
        atRisk,
        proposals,
        people,
        tally,
        back,
        replies,
        late,
        broken,
        pending,
        calls,
        promises,
        actions,
      ] = await Promise.all([
        listTriage(viewer, now),
        countTabs(viewer, ["unassigned"]),
        listAtRisk(viewer, now),
        listProposedKinds(viewer),
        listTeam(viewer, sitesFor(viewer, "case.assign"), now),
        tallyCases(viewer, now),
        listBackFromWaiting(viewer, now, covered),
        listRepliesIn(viewer, now),
        listTeamLate(viewer, now),
        listBrokenPromises(viewer, now, [viewerId, ...covered]),
        listToApprove(viewer, now),
        listOwnCalls(viewer, now, covered),
        listOwnPromises(viewer, now, covered),
        listOwnActions(viewer, now),
      ]);
      return (
        <SupervisorDay
          {...{ triage, ...people, tally }}
          unowned={counts.unassigned}
          now={at}
          atRisk={<AtRiskCard atRisk={atRisk} now={at} />}
          own={
            <>
              <PromisesToApprove promises={pending} most={FEW} />
              {promises.length > 0 ? <PromisesToKeep promises={promises} viewerId={viewerId} most={FEW} /> : null}
              {calls.length > 0 ? <CallsToMake calls={calls} viewerId={viewerId} most={FEW} /> : null}
              <ActionsToDo actions={actions} most={FEW} />
              <BackFromWaiting cases={back} viewerId={viewerId} most={FEW} />
              <BrokenPromises promises={broken} most={FEW} />
              <ProposedKinds proposals={proposals} now={at} most={2} />
            </>
          }
        >
          {late.length > 0 ? <LateRequests requests={late} now={at} most={FEW} isNarrow /> : null}
          {replies.length > 0 ? <RepliesIn requests={replies} now={at} most={FEW} isNarrow /> : null}
        </SupervisorDay>
      );
    }
    case "manager":
    case "auditor": {
      const [weeks, units, tally, counts, inTime, trend, atRisk, back, pending, calls, promises, actions, toVerify] =
        await Promise.all([
          countCasesByWeek(viewer, now),
          listTopUnits(viewer, now),
          tallyCases(viewer, now),
          countTabs(viewer, ["unassigned", "escalated"]),
          measureInTime(viewer, now),
          readTrend(viewer, now),
          listAtRisk(viewer, now),
          listBackFromWaiting(viewer, now, covered),
          listToApprove(viewer, now),
          listOwnCalls(viewer, now, covered),
          listOwnPromises(viewer, now, covered),
          listOwnActions(viewer, now),
          listToVerify(viewer, now),
        ]);
      return (
        <ManagerDay {...{ weeks, units, tally, counts, inTime, trend }}>
          {canAnywhere(viewer, "case.assign") ? <AtRiskCard atRisk={atRisk} now={at} /> : null}
          <PromisesToApprove promises={pending} most={FEW} />
          {promises.length > 0 ? <PromisesToKeep promises={promises} viewerId={viewerId} most={FEW} /> : null}
          {calls.length > 0 ? <CallsToMake calls={calls} viewerId={viewerId} most={FEW} /> : null}
          <ActionsToDo actions={actions} most={FEW} />
          <ActionsToVerify actions={toVerify} most={FEW} />
          <BackFromWaiting cases={back} viewerId={viewerId} most={FEW} />
        </ManagerDay>
      );
    }
    case "administrator": {
      const [sites, people] = await Promise.all([listManagedSites(viewer), countPeople(viewer)]);
      return <AdministratorDay sites={sites} people={people} />;
    }
    case "responder": {
      const [asked, settled] = await Promise.all([listAskedOfMyUnits(viewer, now), listSettledByMyUnits(viewer, now)]);
      return <ResponderDay asked={asked} settled={settled} now={at} />;
    }
    case null:
      return (
        <Card>
          <EmptyState title="You have no role yet">Ask your administrator to give you one at your site.</EmptyState>
        </Card>
      );
    default:
      return role satisfies never;
  }
}
